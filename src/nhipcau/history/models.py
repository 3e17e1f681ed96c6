"""The log: every change, told later in words. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.organizations.models import Province


class Entry(models.Model):
    """Who did what to which object. ``action`` is a code registered with ``history.register_action``; ``data`` holds
    what its sentence needs, names as they were then, and ``before``/``after`` of changed fields."""

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="+", verbose_name=_("province"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    action = models.CharField(_("action"), max_length=60)
    target_type = models.CharField(max_length=60, help_text="app_label.model")
    target_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"], name="history_of_target")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.action}"
