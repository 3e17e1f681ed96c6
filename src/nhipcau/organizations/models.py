"""Provinces, their agencies and the people appointed to them, each with the dates between which it is true.

``valid_from`` is the first day and ``valid_to`` the last day on which a row is true; empty means open on that side.
Succession between agencies (merge, split, transfer of a function) has its own rows that point here.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TemporalQuerySet(models.QuerySet[Any]):
    def valid_on(self, day: date) -> Self:
        """Rows that are true on this day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )


class Temporal(models.Model):
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    objects = TemporalQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_valid_on(self, day: date) -> bool:
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


class AdministrativeUnit(Temporal):
    """A province or commune-level unit with its official code (Quyết định 19/2025/QĐ-TTg). Not a tenant."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        CITY = "city", _("central-run city")
        COMMUNE = "commune", _("commune")
        WARD = "ward", _("ward")
        SPECIAL_ZONE = "special_zone", _("special zone")

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("province")
    )

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class Province(models.Model):
    """A province that works in this installation. Everything below belongs to one; nothing is seen across two."""

    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("With its kind, as in “tỉnh Hà Tĩnh”."))
    unit = models.OneToOneField(
        AdministrativeUnit, models.PROTECT, null=True, blank=True, verbose_name=_("official unit")
    )
    lead_department = models.ForeignKey(
        "Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead department")
    )

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name


class Agency(Temporal):
    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("people's committee of the province")
        DEPARTMENT = "department", _("department (sở)")
        PARTY = "party", _("party body")
        FRONT = "front", _("front and mass organisation")
        FORCE = "force", _("police, military, border guard")
        PRESS = "press", _("press agency")
        PUBLIC_UNIT = "public_unit", _("public service unit")
        CENTRAL = "central", _("central body in the province")
        COMMUNE = "commune", _("people's committee of a commune, ward or special zone")
        DISTRICT = "district", _("people's committee of a former district")
        OTHER = "other", _("other")

    province = models.ForeignKey(Province, models.PROTECT, related_name="agencies", verbose_name=_("province"))
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    key = models.CharField(max_length=250, editable=False, db_index=True, help_text="vanban key of the name")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent body")
    )
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, null=True, blank=True, verbose_name=_("administrative unit")
    )
    organ_id = models.CharField(
        _("electronic code"), max_length=13, blank=True, help_text=_("Quyết định 20/2020/QĐ-TTg")
    )

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["province", "key", "valid_from"], name="agency_once_per_name_and_start"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="agency_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another way in which documents write an agency's name; learnt from reviews or entered."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases", verbose_name=_("agency"))
    text = models.CharField(_("written as"), max_length=250)
    key = models.CharField(max_length=250, editable=False, db_index=True)
    learnt_from = models.CharField(_("learnt from"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="alias_once_per_agency")]

    def __str__(self) -> str:
        return self.text


class AgencyGroup(models.Model):
    """Words that stand for many agencies ("các sở, ban, ngành"). Members on a date: agencies of its kinds that are
    valid then, and the ones named one by one. ``open_ended`` groups ("các đơn vị liên quan") have no members of
    their own: each task names them."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="groups", verbose_name=_("province"))
    name = models.CharField(_("name"), max_length=250)
    kinds = models.JSONField(_("kinds of agency"), default=list, blank=True)
    named = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name=_("members by name"))
    open_ended = models.BooleanField(_("left to judgement"), default=False)

    class Meta:
        verbose_name = _("group of agencies")
        verbose_name_plural = _("groups of agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GroupAlias(models.Model):
    group = models.ForeignKey(AgencyGroup, models.CASCADE, related_name="aliases", verbose_name=_("group"))
    text = models.CharField(_("written as"), max_length=250)
    key = models.CharField(max_length=250, editable=False, db_index=True)

    class Meta:
        verbose_name = _("other spelling of a group")
        verbose_name_plural = _("other spellings of groups")
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="group_alias_once")]

    def __str__(self) -> str:
        return self.text


class Appointment(Temporal):
    """A person in a post at an agency between two dates. All rights come from here and end with it."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("province administrator")
        SPECIALIST = "specialist", _("specialist of the lead department")
        OFFICER = "officer", _("officer of an agency")
        LEADER = "leader", _("leader (reads)")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="appointments", verbose_name=_("agency"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    post = models.CharField(_("post"), max_length=150, blank=True, help_text=_("As in “Chuyên viên Phòng Thông tin”."))

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["agency__name", "valid_from"]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.agency}"
