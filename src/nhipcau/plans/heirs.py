"""The parts that agencies hold in tasks: their own, and those of the agencies whose work they took over since.

A plan keeps the agencies of its date. Who answers for them today follows from the successions of the province
(app succession), for the function that these plans are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q
from django.utils import timezone

from nhipcau.organizations.models import Agency
from nhipcau.organizations.permissions import seats
from nhipcau.succession.functions import THIS_WORK
from nhipcau.succession.queries import Today, inherited_by, inherited_in, lineage_of
from nhipcau.succession.rules import Inherited

from .models import Plan, Responsibility

if TYPE_CHECKING:
    from nhipcau.organizations.permissions import Person

FEW = 3


@dataclass(frozen=True)
class Held:
    """``agencies`` hold whatever names them; of ``pieces`` only plans of a time count."""

    agencies: tuple[int, ...]
    pieces: tuple[Inherited, ...] = ()

    @classmethod
    def of(cls, agencies: Iterable[int], inherited: Sequence[Inherited] = ()) -> Self:
        whole = [one.agency for one in inherited if not one.since and not one.before]
        pieces = tuple(one for one in inherited if one.since or one.before)
        return cls(tuple(dict.fromkeys([*agencies, *whole])), pieces)

    @property
    def parts(self) -> Q:
        """For TaskAgency: the parts that are theirs."""
        mine = Q(members__in=self.agencies)
        for piece in self.pieces:
            mine |= Q(members=piece.agency) & in_piece(piece, "task__plan__")
        return mine


def held_by(user: Person, *roles: str) -> Held:
    """What the person's posts of today hold."""
    own = [seat.agency_id for seat in seats(user) if not roles or seat.role in roles]
    return Held.of(own, inherited_by(user, *roles))


def held_after(user: Person, agencies: Sequence[int]) -> Held:
    """What agencies of the reader's province hold."""
    return Held.of(agencies, inherited_in(user, agencies))


def held_of(agency: Agency) -> Held:
    """What one agency holds, whoever asks."""
    lineage = lineage_of(agency.province)
    return Held.of([agency.pk], lineage.inherited([agency.pk], THIS_WORK, timezone.localdate()))


def plan_day(plan: Plan) -> date:
    """The day on which a plan meant its agencies: when it was issued, else the first of its year."""
    if plan.issued_on:
        return plan.issued_on
    return date(plan.year, 1, 1) if plan.year else timezone.localdate(plan.created_at)


def in_piece(piece: Inherited, prefix: str = "") -> Q:
    """Plans whose ``plan_day`` lies in a piece of time, as the database finds them."""
    issued, of_year, undated = Q(), Q(), Q()
    if since := piece.since:
        issued &= Q(**{f"{prefix}issued_on__gte": since})
        of_year &= Q(**{f"{prefix}year__gte": since.year if since == date(since.year, 1, 1) else since.year + 1})
        undated &= Q(**{f"{prefix}created_at__date__gte": since})
    if before := piece.before:
        issued &= Q(**{f"{prefix}issued_on__lt": before})
        of_year &= Q(**{f"{prefix}year__lt": before.year if before == date(before.year, 1, 1) else before.year + 1})
        undated &= Q(**{f"{prefix}created_at__date__lt": before})
    not_issued, no_year = Q(**{f"{prefix}issued_on": None}), Q(**{f"{prefix}year": None})
    known = Q(**{f"{prefix}issued_on__isnull": False}) & issued
    return known | (not_issued & ~no_year & of_year) | (not_issued & no_year & undated)


def duties_today(plan: Plan, today: Today) -> list[Responsibility]:
    """What the plan asks of agencies, each with ``now``: those that answer for it today, where they are others. For a
    whole group of agencies that would be a list of all departments."""
    duties = list(plan.responsibilities.prefetch_related("members"))
    for duty in duties:
        members = list(duty.members.all())
        after = [today.other_name(member, plan_day(plan)) for member in members] if len(members) <= FEW else []
        duty.now = list(dict.fromkeys(agency.name for agency in after if agency))  # type: ignore[attr-defined]
    return duties
