"""Tìm: plans, tasks and agencies that the search index found, as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.organizations.finding import AGENCY
from nhipcau.organizations.models import Agency
from nhipcau.plans.models import Plan
from nhipcau.plans.permissions import plans_visible_to
from nhipcau.register.finding import PLAN, TASK, readable_by
from nhipcau.register.successors import mark_successors
from nhipcau.search.index import index
from nhipcau.search.results import MOST, Found, Hit
from nhipcau.ui.menu import Link
from nhipcau.ui.words import number_words
from vanban.text import clean

from .queries import settle_year, tasks_of, with_agencies
from .reader import Reader
from .rows import Row

KINDS = {"ke-hoach": PLAN, "nhiem-vu": TASK, "co-quan": AGENCY}
FIRST = {PLAN: 5, TASK: 10, AGENCY: 5}  # of each kind, when all are shown
A_PAGE = 25


@dataclass(frozen=True)
class Asked:
    """The state of the page, as it stands in its address."""

    q: str = ""
    loai: str = ""
    nam: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        year = query.get("nam", "")
        known = year.isascii() and year.isdecimal() and len(year) == 4
        loai = query.get("loai", "")
        words = clean(query.get("q", "").replace("\0", ""))[:200]
        return cls(words, loai if loai in KINDS else "", int(year) if known else None)

    def address(self, **changes: Any) -> str:
        changed = replace(self, **changes)
        pairs = {"q": changed.q, "loai": changed.loai, "nam": changed.nam}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True)
class Item:
    """A hit and the row that it tells of. ``other_accents``: the first one that has the words with other accents."""

    hit: Hit
    row: Any
    other_accents: bool = False


@dataclass(frozen=True)
class Group:
    kind: str
    title: str
    items: list[Item]
    total: int
    all_url: str = ""


class Hits(Sequence[Item]):
    """What a paginator needs of the hits of one kind: how many can be paged to, and a slice of them."""

    def __init__(self, page: SearchPage, kind: str) -> None:
        self.page, self.kind = page, kind

    def __len__(self) -> int:
        return min(MOST, self.page.found.totals[self.kind].all)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> list[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | list[Item]:
        if isinstance(place, int):
            return self.page.items(self.kind, place, 1)[0]
        return self.page.items(self.kind, place.start or 0, (place.stop or len(self)) - (place.start or 0))


@dataclass(frozen=True)
class SearchPage:
    reader: Reader
    asked: Asked
    today: date

    @cached_property
    def found(self) -> Found:
        years = [self.asked.nam] if self.asked.nam else []
        readable = readable_by(self.reader.user)
        return index.search(self.asked.q, readable=readable, kinds=list(KINDS.values()), years=years)

    def context(self, page_number: str | None) -> dict[str, Any]:
        asked, page = self.asked, self.page_of(page_number)
        return {
            "search_words": asked.q,
            "told_words": asked.q.strip('"“”'),  # they stand between quotation marks
            "asked": asked,
            "found": self.found,
            "summary": self.summary(),
            "also": self.found.query.also[:6],
            "tabs": self.tabs(),
            "known_years": self.years(),
            "page": page,
            "groups": [self.group(KINDS[asked.loai], list(page))] if page else self.groups(),
            "wider": self.wider() if asked.q and not self.found.total else [],
            "more_than": MOST if page and self.found.totals[KINDS[asked.loai]].all > MOST else None,
            "list_url": f"{reverse('register:tasks')}?{urlencode({'q': asked.q, 'nam': asked.nam or 'tat-ca'})}",
        }

    def years(self) -> list[int]:
        """To choose from; with the one asked for, of which there may be nothing."""
        known = settle_year(self.reader, "", self.today)[1]
        asked = [self.asked.nam] if known and self.asked.nam else []
        return sorted({*known, *asked}, reverse=True)

    def page_of(self, number: str | None) -> Page[Item] | None:
        """One kind, page by page."""
        return Paginator(Hits(self, KINDS[self.asked.loai]), A_PAGE).get_page(number) if self.asked.loai else None

    def groups(self) -> list[Group]:
        groups = [self.group(kind, self.items(kind, 0, FIRST[kind])) for kind in KINDS.values()]
        return [group for group in groups if group.items]

    def group(self, kind: str, items: list[Item]) -> Group:
        total = self.found.totals[kind].all
        loai = next(name for name, known in KINDS.items() if known == kind)
        more = not self.asked.loai and total > FIRST[kind]
        return Group(kind, title_of(kind), items, total, self.asked.address(loai=loai) if more else "")

    def items(self, kind: str, offset: int, limit: int) -> list[Item]:
        """Hits with their rows. A row is fetched through its own permissions, whatever the index says."""
        hits = self.found.hits(kind, offset=offset, limit=limit)
        rows = self._rows(kind, [hit.object_id for hit in hits]) if hits else {}
        items = [Item(hit, rows[hit.object_id]) for hit in hits if hit.object_id in rows]
        turn = next((at for at, item in enumerate(items) if not item.hit.exact), None)
        if turn is not None and (turn or not offset):
            items[turn] = replace(items[turn], other_accents=True)
        return items

    def _rows(self, kind: str, ids: list[int]) -> dict[int, Any]:
        if kind == TASK:
            tasks = with_agencies(tasks_of(self.reader).filter(pk__in=ids))
            return {task.pk: Row(task, self.today) for task in mark_successors(tasks, self.reader.today)}
        if kind == PLAN:
            plans: dict[int, Plan] = plans_visible_to(self.reader.user).in_bulk(ids)
            return plans
        provinces = readable_by(self.reader.user).provinces
        agencies: dict[int, Agency] = Agency.objects.filter(province__in=provinces).in_bulk(ids)
        return agencies

    def tabs(self) -> list[Link]:
        """Everything, and each kind of which there is something, with its number."""
        totals = self.found.totals
        if not (self.found.total or self.asked.loai):
            return []
        there = [(name, kind) for name, kind in KINDS.items() if totals[kind].all or name == self.asked.loai]
        kinds = [(f"{title_of(kind)} ({number_words(totals[kind].all)})", name) for name, kind in there]
        everything = _("Everything")
        links = [(f"{everything} ({number_words(self.found.total)})", ""), *kinds]
        return [Link(words, self.asked.address(loai=name), name == self.asked.loai) for words, name in links]

    def summary(self) -> str:
        """The counts in words: "2 plans, 14 tasks, 1 agency"."""
        kinds = [KINDS[self.asked.loai]] if self.asked.loai else KINDS.values()
        told = [count_words(kind, self.found.totals[kind].all) for kind in kinds if self.found.totals[kind].all]
        return ", ".join(told)

    def wider(self) -> list[Link]:
        """Ways on from nothing: what can be left out of this very question."""
        asked, ways = self.asked, []
        if asked.nam:
            ways.append(Link(_("Search in all years"), asked.address(nam=None)))
        if any(mark in asked.q for mark in '"“”'):
            ways.append(Link(_("Search without the quotation marks"), asked.address(q=asked.q.translate(NO_QUOTES))))
        if self.found.query.unwanted:
            kept = " ".join(term.typed for term in self.found.query.wanted)
            ways.append(Link(_("Search without leaving words out"), asked.address(q=kept)))
        return ways


NO_QUOTES = dict.fromkeys(map(ord, '"“”'), " ")


def title_of(kind: str) -> str:
    return {PLAN: _("Plans"), TASK: _("Tasks"), AGENCY: _("Agencies")}[kind]


def count_words(kind: str, number: int) -> str:
    words = {
        PLAN: ngettext("%(number)s plan", "%(number)s plans", number),
        TASK: ngettext("%(number)s task", "%(number)s tasks", number),
        AGENCY: ngettext("%(number)s agency", "%(number)s agencies", number),
    }
    return words[kind] % {"number": number_words(number)}


def suggestions(reader: Reader, words: str) -> list[Link]:
    """Where the words typed so far may lead."""
    addresses = {PLAN: "plans:detail", TASK: "register:task", AGENCY: "organizations:agency"}
    names = {PLAN: _("plan"), TASK: _("task"), AGENCY: _("agency")}
    found = index.suggest(words, readable=readable_by(reader.user))
    return [Link(hit.title, reverse(addresses[hit.kind], args=[hit.object_id]), icon=names[hit.kind]) for hit in found]
