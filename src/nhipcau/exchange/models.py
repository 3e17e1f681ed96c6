"""What the register shares with other programs: calendars, workbooks that come back, messages to other systems."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.organizations.models import Agency, Province

from .keys import Key


class Feed(Key):
    """A calendar that a person subscribed to: of everything they see, or of one agency's tasks."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return str(self.agency or self.user)


class Reimport(models.Model):
    """A workbook that came back: what it would change, kept until its person applies it or brings another one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("file name"), max_length=255)
    made_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    edits = models.JSONField(default=list, help_text="rows that differ from what was exported (workbook.Edit)")
    refused = models.JSONField(default=list, help_text="rows that cannot be taken: number and sentence")
    applied_at = models.DateTimeField(_("applied at"), null=True)
    applied = models.PositiveIntegerField(default=0, help_text="tasks that it changed")

    class Meta:
        verbose_name = _("workbook brought back")
        verbose_name_plural = _("workbooks brought back")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Webhook(models.Model):
    """Another system that is told of events in a province. Its key is derived from ``salt`` and never stored."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+", verbose_name=_("province"))
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=500)
    events = models.JSONField(_("events"), default=list, help_text="types of events.py")
    salt = models.CharField(max_length=64, editable=False)
    key_hash = models.CharField(max_length=64, editable=False, help_text="tells which of our secret keys made it")
    after = models.BigIntegerField(default=0, help_text="number of the last event that was handed over")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    paused_at = models.DateTimeField(_("paused at"), null=True)

    class Meta:
        verbose_name = _("connection to another system")
        verbose_name_plural = _("connections to other systems")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event on its way to one other system."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("given up")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.BigIntegerField(_("event"), help_text="number in the log; 0 is a trial")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt"))
    answer = models.PositiveSmallIntegerField(_("answer"), null=True, help_text="HTTP status")
    error = models.CharField(max_length=40, blank=True, help_text="code of words.ERRORS")
    tried_at = models.DateTimeField(_("last attempt"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-event"]
        constraints = [models.UniqueConstraint(fields=["webhook", "event"], name="each_event_once_to_each_webhook")]
        indexes = [models.Index(fields=["next_try_at"], name="deliveries_due", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.webhook} {self.event}"
