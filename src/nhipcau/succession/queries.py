"""Reads over successions. A province without any costs no query; with some, one for the steps and one for the names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from nhipcau.organizations.models import Agency, Province
from nhipcau.organizations.permissions import province_of, seats

from .functions import THIS_WORK
from .models import Event, Transfer
from .rules import Inherited, Lineage, Step

if TYPE_CHECKING:
    from nhipcau.organizations.permissions import Person

NOTHING = Lineage([])


def lineage_of(province: Province | None, known_on: date | None = None) -> Lineage:
    """All steps between the agencies of a province, as they are known today or were known on a day."""
    if province is None or not province.has_successions:
        return NOTHING
    transfers = Transfer.objects.filter(event__province=province)
    if known_on:
        transfers = transfers.filter(event__in=Event.objects.as_known_on(known_on))
    else:
        transfers = transfers.filter(withdrawn=False)
    return Lineage(Step(*row) for row in transfers.values_list("old", "new", "function", "effective_on"))


def lineage_for(user: Person) -> Lineage:
    """That of the reader's province, asked once a request (organizations.middleware)."""
    remembered: Lineage | None = getattr(user, "lineage_today", None)
    if remembered is None:
        remembered = lineage_of(province_of(user))
        if getattr(user, "remembers_seats", False):
            user.lineage_today = remembered  # type: ignore[union-attr]
    return remembered


def inherited_by(user: Person, *roles: str) -> list[Inherited]:
    """What the agencies of the person's posts (in these roles) hold today after others."""
    agencies = [seat.agency_id for seat in seats(user) if not roles or seat.role in roles]
    lineage = lineage_for(user) if agencies else NOTHING
    return lineage.inherited(agencies, THIS_WORK, timezone.localdate()) if lineage else []


def inherited_in(user: Person, agencies: Iterable[int]) -> list[Inherited]:
    """The same for chosen agencies of the reader's province."""
    lineage = lineage_for(user)
    return lineage.inherited(agencies, THIS_WORK, timezone.localdate()) if lineage else []


class Today:
    """Who does today what agencies of a province did in this work on an earlier day. For one page."""

    def __init__(self, province: Province | None, lineage: Lineage | None = None) -> None:
        self.province, self.day = province, timezone.localdate()
        self.lineage = lineage_of(province) if lineage is None else lineage

    @classmethod
    def for_reader(cls, user: Person) -> Today:
        return cls(province_of(user), lineage_for(user))

    @cached_property
    def agencies(self) -> dict[int, Agency]:
        taken = Transfer.objects.filter(event__province=self.province, withdrawn=False).values("new")
        return {agency.pk: agency for agency in Agency.objects.filter(pk__in=taken)}

    def of(self, agency: Agency | None, since: date | None = None) -> Agency | None:
        """Today's successor of an agency that was meant on a day; None when it is still the same, or nobody is."""
        number = self.number_of(agency.pk, since) if agency else None
        return self.agencies.get(number) if number and agency and number != agency.pk else None

    def other_name(self, agency: Agency | None, since: date | None = None) -> Agency | None:
        """The same for screens that say "now: …": None also when the successor bears the same name again."""
        now = self.of(agency, since)
        return None if now and agency and now.key == agency.key else now

    def number_of(self, agency: int, since: date | None = None) -> int | None:
        """The same by number, with the agency itself when it is still the same."""
        if not self.lineage:
            return agency
        return self.lineage.holder(agency, THIS_WORK, since or date.min, self.day)


def events_of(province: Province, known_on: date | None = None) -> QuerySet[Event]:
    """The events of a province with all that their words need, the newest first."""
    events = Event.objects.filter(province=province)
    events = events.as_known_on(known_on) if known_on else events.standing()
    return with_transfers(events)


def with_transfers(events: QuerySet[Event]) -> QuerySet[Event]:
    transfers = Transfer.objects.select_related("old", "new")
    return events.select_related("recorded_by", "withdrawn_by").prefetch_related(Prefetch("transfers", transfers))


def events_about(agency: Agency, known_on: date | None = None) -> QuerySet[Event]:
    if not agency.province.has_successions:
        return Event.objects.none()
    about = Transfer.objects.filter(Q(old=agency) | Q(new=agency))
    return events_of(agency.province, known_on).filter(pk__in=about.values("event")).order_by("effective_on", "pk")


def later_events(event: Event) -> list[Event]:
    """Standing events that were recorded after this one and concern one of its agencies."""
    ours = Transfer.objects.filter(event=event)
    numbers = {pk for pair in ours.values_list("old", "new") for pk in pair if pk}
    theirs = Transfer.objects.filter(Q(old__in=numbers) | Q(new__in=numbers), event__pk__gt=event.pk, withdrawn=False)
    return list(Event.objects.filter(pk__in=theirs.values("event")).order_by("pk"))
