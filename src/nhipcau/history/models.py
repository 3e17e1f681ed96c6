"""The log: every change, told later in words. Rows are only ever added."""

from __future__ import annotations

from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

APPEND_ONLY = "The log is only ever added to: an entry is neither changed nor deleted."


class EntryQuerySet(models.QuerySet["Entry"]):
    def update(self, **kwargs: object) -> NoReturn:
        raise TypeError(APPEND_ONLY)

    def delete(self) -> NoReturn:
        raise TypeError(APPEND_ONLY)


class Entry(models.Model):
    """Who did what to which object. ``action`` is a code registered with ``history.register_action``; ``data`` holds
    what its sentence needs, names as they were then, and ``before``/``after`` of changed fields."""

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    province = models.ForeignKey(
        # By name: every app writes to the log, so the log imports none of them.
        "organizations.Province",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("province"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    action = models.CharField(_("action"), max_length=60)
    target_type = models.CharField(max_length=60, help_text="app_label.model")
    target_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"], name="history_of_target")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.action}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk:
            raise TypeError(APPEND_ONLY)
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError(APPEND_ONLY)
