"""Successions: what agencies handed on to each other, by which document, on which day; and when we knew of it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.organizations.models import Agency, Province, known_on

from .functions import functions


class EventQuerySet(models.QuerySet["Event"]):
    def standing(self) -> Self:
        """Events that were not undone."""
        return self.filter(withdrawn_at=None)

    def as_known_on(self, day: date) -> Self:
        return self.filter(known_on(day, "recorded_at", "withdrawn_at"))


class Event(models.Model):
    """One succession. Rows are added when an event is applied and closed when it is undone, never changed."""

    class Kind(models.TextChoices):
        RENAME = "rename", _("rename")
        MERGE = "merge", _("merger")
        SPLIT = "split", _("split")
        TRANSFER = "transfer", _("transfer of a function")
        END = "end", _("end without a successor")

    class Certainty(models.TextChoices):
        SURE = "sure", _("sure")
        UNSURE = "unsure", _("unsure")

    province = models.ForeignKey(Province, models.PROTECT, related_name="successions", verbose_name=_("province"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    effective_on = models.DateField(_("effective from"), help_text=_("The first day on which the new state holds."))
    instrument_type = models.CharField(_("type of document"), max_length=60, blank=True)
    instrument_number = models.CharField(_("number and notation"), max_length=60, blank=True)
    instrument_date = models.DateField(_("date of the document"), null=True, blank=True)
    instrument_issuer = models.CharField(_("issued by"), max_length=250, blank=True)
    instrument_link = models.URLField(_("address on the Internet"), max_length=500, blank=True)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty, default=Certainty.SURE)
    note = models.TextField(_("note"), blank=True)
    effects = models.JSONField(
        default=dict, blank=True, help_text="what applying it changed, so that it can be undone whole"
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}"

    @property
    def instrument(self) -> str:
        """As a citation: type and number; a document without a number is cited by its issuer."""
        if self.instrument_type and self.instrument_issuer and not self.instrument_number:
            return gettext("%(type)s of %(issuer)s") % {"type": self.instrument_type, "issuer": self.instrument_issuer}
        return " ".join(filter(None, (self.instrument_type, self.instrument_number or self.instrument_issuer)))


class Transfer(models.Model):
    """What one agency hands to another in an event. Names are kept as they were on the day of the event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="transfers")
    position = models.PositiveIntegerField()
    old = models.ForeignKey(Agency, models.PROTECT, related_name="handed_on")
    new = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="taken_over")
    function = models.CharField(max_length=40, blank=True, help_text="code of data/functions.csv; empty: all the rest")
    effective_on = models.DateField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["event", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "function", "effective_on"],
                condition=Q(withdrawn=False),
                name="a_function_goes_to_one_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"

    @property
    def function_name(self) -> str:
        return functions().get(self.function, self.function)
