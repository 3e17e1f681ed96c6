"""The log: every change, told later in words. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .chain import Signer

APPEND_ONLY = "The log is only ever added to: an entry is neither changed nor deleted."


def _now() -> datetime:
    return timezone.now()


def signer() -> Signer:
    return Signer((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


class EntryQuerySet(models.QuerySet["Entry"]):
    def sealed(self) -> Self:
        return self.filter(number__isnull=False)

    def bulk_create(self, objs: Iterable[Entry], *args: Any, **kwargs: Any) -> list[Entry]:
        written = list(objs)
        for entry in written:
            entry.sign()
        return super().bulk_create(written, *args, **kwargs)

    def update(self, **kwargs: object) -> NoReturn:
        raise TypeError(APPEND_ONLY)

    def delete(self) -> NoReturn:
        raise TypeError(APPEND_ONLY)


class Entry(models.Model):
    """Who did what to which object. ``action`` is a code registered with ``history.register_action``; ``data`` holds
    what its sentence needs, names as they were then, and ``before``/``after`` of changed fields.

    An entry is written with its signature; when its transaction is through, it gets its number and its seal, once
    (sealing.py).
    """

    at = models.DateTimeField(_("time"), default=_now, editable=False, db_index=True)
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
    signature = models.CharField(max_length=64, null=True, unique=True, editable=False)
    number = models.BigIntegerField(_("number"), null=True, unique=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "-at"], name="history_of_target"),
            models.Index(fields=["province", "-at", "-id"], name="history_of_province"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.action}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk:
            raise TypeError(APPEND_ONLY)
        self.sign()
        super().save(force_insert=True)

    def sign(self) -> None:
        self.signature = signer().sign(self)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError(APPEND_ONLY)
