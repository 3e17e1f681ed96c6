"""Which agency of the province a name in a plan means, on the plan's date.

One Directory answers for all rows of a plan from a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz

from nhipcau.organizations.models import Agency, AgencyGroup, Province
from nhipcau.organizations.queries import Names, Suggestion, in_order
from nhipcau.succession.functions import THIS_WORK
from nhipcau.succession.queries import Today

from .reading.phrases import agency_key
from .values import Mention

SAME_WORD = 80.0  # of 100: one letter of a word of five may be misread


@dataclass(frozen=True)
class Part:
    """A name in a plan and what it means. ``text``: not an agency of ours, kept as words; ``open``: whom it means is
    left to judgement; ``unknown``: someone has to say. ``former``: the plan uses a name that was over by its date;
    ``now``: the agency that answers for it today."""

    text: str
    state: Literal["agency", "group", "open", "text", "unknown"]
    key: str = ""
    agency: Agency | None = None
    group: AgencyGroup | None = None
    members: tuple[Agency, ...] = ()
    former: Agency | None = None
    now: Agency | None = None

    @property
    def renamed(self) -> str:
        """The name of today's register where the plan writes it otherwise."""
        return self.agency.name if self.agency and self.agency.name.casefold() != self.text.casefold() else ""


def may_be_same(one: str, other: str) -> bool:
    """Whether the shorter key says nothing that the longer does not: a name cut short or misread, but not the name of
    another body with the same beginning.

    >>> may_be_same("so van hoa the thao", "so van hoa the thao du lich")
    True
    >>> may_be_same("so thong tin truyen thong", "so cong thuong"), may_be_same("so ngoai vu", "so noi vu")
    (False, False)
    """
    shorter, longer = sorted((one.split(), other.split()), key=len)
    return all(any(fuzz.ratio(word, known) >= SAME_WORD for known in longer) for word in shorter)


class Directory:
    """The agencies and groups of a province as they were on a day."""

    def __init__(self, province: Province, day: date) -> None:
        self.province, self.day = province, day
        self.names = Names(province, day)

    @cached_property
    def agencies(self) -> dict[int, Agency]:
        valid = Agency.objects.filter(province=self.province).valid_on(self.day)
        return {agency.pk: agency for agency in in_order(valid)}

    @cached_property
    def groups(self) -> dict[int, AgencyGroup]:
        groups = AgencyGroup.objects.filter(province=self.province).prefetch_related("named")
        return {group.pk: group for group in groups}

    @cached_property
    def today(self) -> Today:
        return Today(self.province)

    @cached_property
    def former(self) -> dict[str, Agency]:
        """Agencies that were over by this day, by all that they were called; of two of one name the later."""
        if not self.today.lineage:
            return {}
        found: dict[str, Agency] = {}
        ended = Agency.objects.filter(province=self.province, valid_to__lt=self.day).order_by("valid_to")
        for agency in ended.prefetch_related("aliases"):
            found |= dict.fromkeys([agency.key, *(alias.key for alias in agency.aliases.all())], agency)
        return found

    def successor(self, former: Agency | None) -> Agency | None:
        """Who held on this day what an agency of former times did in this work."""
        if former is None:
            return None
        until = former.valid_to or date.min
        return self.agencies.get(self.today.lineage.holder(former.pk, THIS_WORK, until, self.day) or 0)

    def part(self, mention: Mention) -> Part:
        text, key, pointed = mention["text"], mention["key"], mention["agency"]
        agency = self.agencies.get(pointed) if pointed else self.names.agency(key)
        former = None if agency or self.names.group(key) else self.former.get(key)
        agency = agency or self.successor(former)
        if agency:
            now = self.today.other_name(agency, self.day)
            return Part(text, "agency", key, agency=agency, members=(agency,), former=former, now=now)
        if mention["kind"] == "other":
            return Part(text, "text", key)
        group = self.names.group(key)
        if group and not group.open_ended:
            return Part(text, "group", key, group=group, members=self.members(group))
        if group or mention["open_ended"]:
            return Part(text, "open", key, group=group)
        return Part(text, "unknown", key)

    def parts(self, mentions: Iterable[Mention]) -> list[Part]:
        return [self.part(mention) for mention in mentions]

    def named(self, text: str) -> Agency | None:
        return self.names.agency(agency_key(text)) if text else None

    def likely(self, text: str) -> list[Suggestion]:
        """Suggestions of which each could be the same body, not only one that sounds like it."""
        key = agency_key(text)
        return [known for known in self.names.suggest(text) if may_be_same(key, known.agency.key)]

    def members(self, group: AgencyGroup) -> tuple[Agency, ...]:
        """As ``organizations.queries.expand_group``, from the agencies that are at hand."""
        named = {agency.pk for agency in self.groups[group.pk].named.all()}
        return tuple(a for a in self.agencies.values() if a.kind in group.kinds or a.pk in named)
