"""Tokens with which a person's programs read and write, and how often each of them asked."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.exchange.keys import Key


class Token(Key):
    """What it opens is exactly what its person may see and do today, or the reading half of it."""

    class Scope(models.TextChoices):
        READ = "read", _("reads")
        WRITE = "write", _("reads and writes")

    name = models.CharField(_("name"), max_length=100, help_text=_("Which program uses it."))
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, default=Scope.READ)
    expires_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def is_live(self, today: date) -> bool:
        return today <= self.expires_on and super().is_live(today)


class Window(models.Model):
    """Requests of one token or address in one minute. In the database, so that it counts over all processes."""

    key = models.CharField(max_length=80)
    minute = models.BigIntegerField(help_text="minutes since 1970")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "minute"], name="window_once")]
        indexes = [models.Index(fields=["minute"], name="windows_by_age")]
