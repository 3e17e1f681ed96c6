"""The one way in which rights are decided: by the appointments that are valid today.

Whoever leaves a post loses with it what the post allowed. A stranger gets 404, so that nothing is learnt from the
answer. Other apps build on ``posts`` and ``province_ids`` in queries, and on ``seats``, ``holds``, ``province_for``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from nhipcau.accounts.models import User

from .models import AccessReview, AccessReviewItem, Agency, AgencyGroup, Appointment, Delegation, Province

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = User | AnonymousUser

Role = Appointment.Role
ADMINISTRATORS = (Role.ADMINISTRATOR,)
MANAGERS = (Role.ADMINISTRATOR, Role.SPECIALIST)  # keep the plans and the list of agencies of their province
READERS = (*MANAGERS, Role.LEADER)  # see everything of their province


def posts(user: Person, *roles: str, on: date | None = None) -> QuerySet[Appointment]:
    """The posts in which a person acts on a day, today when none is given; for use inside queries. They are the
    person's own, and those of others that were delegated to somebody who holds a post in the same province."""
    valid = Appointment.objects.valid_on(on or timezone.localdate())
    own = valid.filter(user_id=user.pk)
    delegated = Delegation.objects.valid_on(on or timezone.localdate()).filter(
        user_id=user.pk, appointment__agency__province__in=own.values("agency__province")
    )
    # A union, because an OR makes PostgreSQL read all posts of the country.
    both = own.order_by().values("pk").union(delegated.order_by().values("appointment"))
    held = valid.filter(pk__in=both)
    return held.filter(role__in=roles) if roles else held


def seats(user: Person, on: date | None = None) -> list[Appointment]:
    """The same as a list, with agency and province; asked once a request (middleware.SeatsMiddleware)."""
    if not user.is_authenticated:
        return []
    if on:
        return list(posts(user, on=on).select_related("agency__province"))
    remembered: list[Appointment] | None = getattr(user, "seats_today", None)
    if remembered is None:
        remembered = sorted(posts(user).select_related("agency__province"), key=lambda seat: seat.user_id != user.pk)
        if getattr(user, "remembers_seats", False):
            user.seats_today = remembered  # type: ignore[attr-defined]
    return remembered


def agency_ids(user: Person) -> list[int]:
    return [seat.agency_id for seat in seats(user)]


def province_of(user: Person) -> Province | None:
    """Where the person works; no one has posts in two provinces at a time (actions.appointment_begin)."""
    return next((seat.agency.province for seat in seats(user)), None)


def has_role(user: Person, province: Province | None, *roles: str) -> bool:
    return province is not None and any(
        seat.role in roles and seat.agency.province_id == province.pk for seat in seats(user)
    )


def holds(user: Person, *roles: str) -> bool:
    """Whether one of today's posts has one of these roles."""
    return any(seat.role in roles for seat in seats(user))


def only_acts(user: User, *roles: str) -> bool:
    """Whether the person has these roles today for others only, by delegation."""
    whose = posts(user, *roles).values_list("user", flat=True)
    return bool(whose) and user.pk not in whose


def leads(user: User) -> bool:
    """Whether much depends on this person's account: an installation may ask a second factor then."""
    return holds(user, Role.ADMINISTRATOR, Role.LEADER)


def province_ids(user: Person, *roles: str) -> list[int]:
    """Where the person holds a post, with one of these roles when any are named; for use inside queries. They stand
    there as numbers: a database plans badly around the whole question who holds which post."""
    return sorted({seat.agency.province_id for seat in seats(user) if not roles or seat.role in roles})


def province_for(user: Person, action: str) -> Province:
    """The person's province, when the post allows this there; 404 for everyone else.

    Actions: ``see``, ``change`` (its plans and its list of agencies), ``appoint``.
    """
    roles = {"see": tuple(Role.values), "change": MANAGERS, "appoint": ADMINISTRATORS}[action]
    province = province_of(user)
    if province is None or not has_role(user, province, *roles):
        raise Http404
    return province


def agency_for(user: Person, action: str, pk: int) -> Agency:
    """The only way for a view to obtain an agency. Actions as of ``province_for``."""
    agencies = Agency.objects.filter(province=province_for(user, action))
    found: Agency = get_object_or_404(agencies.select_related("province", "parent", "unit"), pk=pk)
    return found


def group_for(user: Person, action: str, pk: int) -> AgencyGroup:
    groups = AgencyGroup.objects.filter(province=province_for(user, action))
    return get_object_or_404(groups.select_related("province"), pk=pk)


def appointment_for(user: Person, pk: int) -> Appointment:
    """An appointment that this person, an administrator, may change."""
    of_province = Appointment.objects.filter(agency__province=province_for(user, "appoint"))
    found: Appointment = get_object_or_404(of_province.select_related("agency__province", "user"), pk=pk)
    return found


def person_for(user: Person, pk: int) -> User:
    """A person whose posts an administrator may change: of this province, and not gone to another one since."""
    province = province_for(user, "appoint")
    elsewhere = Appointment.objects.exclude(agency__province=province).exclude(valid_to__lt=timezone.localdate())
    people = User.objects.filter(appointments__agency__province=province).exclude(appointments__in=elsewhere)
    return get_object_or_404(people.distinct(), pk=pk)


def account_for(user: Person, pk: int) -> User:
    """A person whose account an administrator may close or open, and take the second step from: never the own one,
    for which the person has to show who they are."""
    person = person_for(user, pk)
    if person.pk == user.pk:
        raise Http404
    return person


def delegation_for(user: Person, pk: int) -> Delegation:
    """A delegation that this person, an administrator, may end."""
    of_province = Delegation.objects.filter(appointment__agency__province=province_for(user, "appoint"))
    found: Delegation = get_object_or_404(of_province.select_related("appointment__agency__province", "user"), pk=pk)
    return found


def reviewed_agencies(user: Person) -> list[int]:
    """The agencies that a person heads: whoever reads for one may confirm its posts."""
    return [seat.agency_id for seat in seats(user) if seat.role == Role.LEADER]


def reviews_access(user: Person) -> bool:
    return holds(user, *ADMINISTRATORS) or bool(reviewed_agencies(user))


def access_province(user: Person) -> Province:
    """The province whose access reviews the person sees: administrators all of it, heads their own agency's part."""
    province = province_of(user)
    if province is None or not reviews_access(user):
        raise Http404
    return province


def access_review_for(user: Person, action: str, pk: int) -> AccessReview:
    """Actions: ``see``; ``keep`` (close, export), for administrators."""
    province = province_for(user, "appoint") if action == "keep" else access_province(user)
    reviews = AccessReview.objects.filter(province=province).select_related("province", "opened_by", "closed_by")
    return get_object_or_404(reviews, pk=pk)


def access_items_for(user: Person, review: AccessReview) -> QuerySet[AccessReviewItem]:
    """The posts of a round that the person decides on: an administrator on all, a head on those of the own agency,
    but not on the own post."""
    items = AccessReviewItem.objects.filter(review=review).select_related("decided_by", "appointment")
    if has_role(user, review.province, *ADMINISTRATORS):
        return items
    return items.filter(agency__in=reviewed_agencies(user)).exclude(appointment__user=user.pk)


def access_item_for(user: Person, pk: int, item_pk: int) -> AccessReviewItem:
    return get_object_or_404(access_items_for(user, access_review_for(user, "see", pk)), pk=item_pk)
