"""Provinces, their agencies and the people appointed to them, each with the dates between which it is true.

``valid_from`` is the first day and ``valid_to`` the last day on which a row is true; empty means open on that side.
Succession between agencies (merge, split, transfer of a function) has its own rows that point here (app succession).

That is the time of what was true. The other time, what this installation knew on a day, is in rows that are only added
and closed: ``AgencyVersion`` here, events there; see docs/decisions/010.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
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

    @property
    def is_current(self) -> bool:
        """Whether it can still be ended. One that ended before its first day never was."""
        if self.valid_to is None:
            return True
        return self.valid_to >= max(timezone.localdate(), self.valid_from or self.valid_to)

    def is_valid_on(self, day: date) -> bool:
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


def known_on(day: date, known_from: str, known_to: str) -> Q:
    """What the installation held true at the end of a day: noted until then, and not yet taken back or replaced."""
    ends = timezone.make_aware(datetime.combine(day, time.max))
    known = Q(**{f"{known_from}__lte": ends})
    return known & (Q(**{known_to: None}) | Q(**{f"{known_to}__gt": ends}))


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
    has_successions = models.BooleanField(
        default=False, editable=False, help_text="where it is not set, no page needs to ask for successors"
    )

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name


TemporalManager = models.Manager.from_queryset(TemporalQuerySet)


class AgencyManager(TemporalManager):  # type: ignore[type-arg]  # not subscriptable when run
    """Agencies without those of a succession that was undone; these are kept, as they were known once."""

    def get_queryset(self) -> TemporalQuerySet:
        return TemporalQuerySet(self.model, using=self._db).filter(withdrawn_at=None)


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
    withdrawn_at = models.DateTimeField(null=True, editable=False, help_text="the succession that made it was undone")

    objects = AgencyManager()  # type: ignore[misc]  # of another class than Temporal gives
    ever = TemporalQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "key", "valid_from"],
                condition=Q(withdrawn_at=None),
                name="agency_once_per_name_and_start",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="agency_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyVersionQuerySet(models.QuerySet["AgencyVersion"]):
    def as_known_on(self, day: date) -> Self:
        return self.filter(known_on(day, "recorded_at", "replaced_at"))


class AgencyVersion(models.Model):
    """What was held true of an agency from ``recorded_at`` until ``replaced_at``. Rows are added and closed, never
    changed; an agency whose succession was undone has no open one."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=20, choices=Agency.Kind)
    parent_name = models.CharField(max_length=250, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = AgencyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(replaced_at=None), name="one_open_version_per_agency"
            )
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


class Delegation(Temporal):
    """A person who acts for another in one post between two dates. What the post allows, this person may, as long as
    the post itself lasts and the person holds a post of their own in the province. It cannot be handed on."""

    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="delegations", verbose_name=_("post that is delegated")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name=_("person who acts")
    )
    decided_by = models.CharField(
        _("decided by"),
        max_length=250,
        help_text=_("Who decided it and by which document, as in “Giám đốc Sở, QĐ 12”."),
    )

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["valid_from", "pk"]

    def __str__(self) -> str:
        return f"{self.user} – {self.appointment}"


class AccessReview(models.Model):
    """The yearly look at who holds which post: heads of agencies and administrators confirm or remove each one.

    ``digest`` stands for the list as it was when the round was opened, ``signature`` for it with every decision, as
    it was when the round was closed: whoever has the record can compute both again (organizations.access_record)."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="access_reviews", verbose_name=_("province"))
    year = models.PositiveSmallIntegerField(_("year"))
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    closed_at = models.DateTimeField(_("round closed"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("access review")
        verbose_name_plural = _("access reviews")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["province", "year"], name="one_access_review_per_year")]

    def __str__(self) -> str:
        return f"{self.province} {self.year}"


class AccessReviewItem(models.Model):
    """One post of the list, in the words of the day on which the round was opened, and what was decided."""

    class Decision(models.TextChoices):
        OPEN = "", _("not yet looked at")
        CONFIRMED = "confirmed", _("confirmed")
        REMOVED = "removed", _("taken off")
        ENDED = "ended", _("ended meanwhile")

    review = models.ForeignKey(AccessReview, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    agency_name = models.CharField(max_length=250)
    person = models.CharField(max_length=200)
    username = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Appointment.Role)
    post = models.CharField(max_length=150, blank=True)
    since = models.DateField(null=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default=Decision.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.person} – {self.agency_name}"
