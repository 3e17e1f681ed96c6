"""An event before it is applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from nhipcau.organizations.models import Agency, Province

from .models import Event
from .rules import ONE_DAY, WHOLE, Lineage, Step


@dataclass(frozen=True)
class Body:
    """An agency that the event makes."""

    name: str
    short_name: str = ""
    kind: str = ""  # empty: of the agency before it


@dataclass(frozen=True)
class Handover:
    """``new`` is None when nothing comes after."""

    old: Agency
    new: Agency | Body | None
    function: str = WHOLE


@dataclass(frozen=True)
class Instrument:
    """The document that orders the event."""

    type: str = ""
    number: str = ""
    date: date | None = None
    issuer: str = ""
    link: str = ""


@dataclass(frozen=True)
class Draft:
    province: Province
    kind: str
    on: date
    handovers: tuple[Handover, ...]
    instrument: Instrument = field(default_factory=Instrument)
    certainty: str = Event.Certainty.SURE
    note: str = ""

    @property
    def bodies(self) -> list[Body]:
        return list(dict.fromkeys(handover.new for handover in self.handovers if isinstance(handover.new, Body)))

    @property
    def olds(self) -> list[Agency]:
        return list({handover.old.pk: handover.old for handover in self.handovers}.values())

    @property
    def news(self) -> list[Agency]:
        return list({h.new.pk: h.new for h in self.handovers if isinstance(h.new, Agency)}.values())

    @property
    def steps(self) -> list[Step]:
        """For the rules: agencies by number, those that are yet to be made by a negative one."""
        return [Step(h.old.pk, self.number_of(h.new), h.function, self.on) for h in self.handovers]

    def number_of(self, new: Agency | Body | None) -> int | None:
        if isinstance(new, Body):
            return -1 - self.bodies.index(new)
        return new.pk if new else None

    def by_number(self, number: int | None) -> Agency | Body | None:
        if number is not None and number < 0:
            return self.bodies[-1 - number]
        return next((agency for agency in self.news if agency.pk == number), None)

    def successor(self, old: Agency, function: str) -> Agency | Body | None:
        """Who holds the function of ``old`` after this event; ``old`` itself when it does not hand it on."""
        number = Lineage(self.steps).holder(old.pk, function, self.on - ONE_DAY)
        return old if number == old.pk else self.by_number(number)
