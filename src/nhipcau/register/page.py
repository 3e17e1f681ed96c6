"""What the list, the calendar and the timeline share: the filter of the address, its choices, chips and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhipcau.plans.models import PlanTask
from nhipcau.ui.menu import Link
from nhipcau.ui.words import day_words

from . import queries
from .filters import ALL_YEARS, NO_LEAD, STATES, WHOSE, WINDOWS, TaskFilter
from .reader import Reader, reader_of

OPEN = "loc"  # the parameter of a page whose filters stand open


@dataclass(frozen=True)
class ListPage:
    """One request for a list of tasks."""

    request: HttpRequest
    reader: Reader
    wanted: TaskFilter
    years: list[int]
    today: date
    kept: dict[str, str] = field(default_factory=dict)  # parameters of the page itself: its period, its grouping
    period: int | None = None

    @classmethod
    def of(cls, request: HttpRequest, kept: dict[str, str] | None = None, *, period: int | None = None) -> ListPage:
        """``period``: the year in which the page's own period lies. The year of the plan does not narrow its tasks
        then; the filters offer what plans of that year hold."""
        reader, today = reader_of(request), timezone.localdate()
        wanted = TaskFilter.read(request.GET)
        if period:
            return cls(request, reader, replace(wanted, nam=""), [], today, kept or {}, period)
        nam, years = queries.settle_year(reader, wanted.nam, today)
        return cls(request, reader, replace(wanted, nam=nam), years, today, kept or {})

    @cached_property
    def tasks(self) -> QuerySet[PlanTask]:
        return queries.filtered(self.reader, self.wanted, self.today)

    @cached_property
    def choices(self) -> queries.Choices:
        of_year = replace(self.wanted, nam=str(self.period)) if self.period else self.wanted
        return queries.choices(self.reader, of_year, self.years)

    @property
    def asks_filters(self) -> bool:
        """Whether only the form of the filters is asked for: its choices cost as much as a page, and few open it."""
        return OPEN in self.request.GET and bool(getattr(self.request, "htmx", False))

    def filters(self) -> HttpResponse:
        return render(self.request, "register/parts/filter_form.html", self._filter_context())

    def _filter_context(self) -> dict[str, Any]:
        own = {"wanted": self.wanted, "kept": self.kept, "choices": self.choices}
        return own | {"states": STATES, "windows": WINDOWS, "no_lead": NO_LEAD, "here": self.request.path}

    def context(self) -> dict[str, Any]:
        opened = self._filter_context() if OPEN in self.request.GET else {}
        return opened | {
            "wanted": self.wanted,
            "filters_url": self.address(None, **{OPEN: "mo"}),
            "chips": list(self.chips()),
            "clear_url": self.address(TaskFilter(nam=self.wanted.nam, xep=self.wanted.xep)),
            "list_query": self.wanted.query(nam=ALL_YEARS),
            "views": self.views(),
            "saved": self.saved() if self.reader.kind != "nobody" else [],
            "year": self.wanted.year,
            "years": self.year_links(),
            "today": self.today,
            "may_upload": self.reader.kind == "manager",
        }

    def address(self, wanted: TaskFilter | None = None, **kept: str) -> str:
        """This page with another filter or other parameters of its own."""
        query = (wanted or self.wanted).query()
        own = urlencode(self.kept | kept)
        return f"{query}&{own}" if own and len(query) > 1 else f"?{own}" if own else query

    def year_links(self) -> list[Link]:
        years = [Link(_("Year %(year)s") % {"year": year}, self._with(nam=str(year)), year == self.wanted.year)
                 for year in self.years]  # fmt: skip
        return [*years, Link(_("All years"), self._with(nam=ALL_YEARS), not self.wanted.year)] if years else []

    def _with(self, **changes: Any) -> str:
        return self.address(replace(self.wanted, **changes))

    def views(self) -> list[Link]:
        """Danh sách · Lịch · Tiến trình, each with the same filter."""
        here = self.request.resolver_match.view_name if self.request.resolver_match else ""
        pages = [
            ("register:tasks", _("List")),
            ("register:calendar", _("Calendar")),
            ("register:timeline", _("Timeline")),
        ]
        plain = replace(self.wanted, xep="", so_dong=TaskFilter.so_dong)
        # Of this year the calendar shows the month under way, of another one the whole year.
        dated = replace(plain, nam="") if self.wanted.year == self.today.year else plain
        return [
            Link(words, reverse(name) + (dated if name == "register:calendar" else plain).query(), name == here)
            for name, words in pages
        ]

    def saved(self) -> list[Link]:
        """Lists that are asked for every day, as links."""
        by_role = {
            "officer": [TaskFilter(cua="chu-tri")],
            "leader": [TaskFilter(chu_tri=NO_LEAD)],
            "manager": [TaskFilter(cua="toi"), TaskFilter(chu_tri=NO_LEAD)],
        }
        words = {"chu-tri": _("Led by my agency"), "toi": _("My agency's"), "": _("Without a lead agency")}
        mine = [(words[wanted.cua], wanted) for wanted in by_role.get(self.reader.kind, [])]
        views = [(_("All tasks"), TaskFilter()), (_("Late"), TaskFilter(trang_thai="qua-han")), *mine]
        here = replace(self.wanted, xep="", so_dong=TaskFilter.so_dong)
        links = [(words, replace(wanted, nam=self.wanted.nam)) for words, wanted in views]
        return [Link(words, self.address(wanted), wanted == here) for words, wanted in links]

    def chips(self) -> Iterator[Link]:
        """Every active filter in words, with the address without it."""
        wanted = self.wanted
        words: dict[str, str] = {
            "q": _("“%(words)s”") % {"words": wanted.q} if wanted.q else "",
            "cua": str(WHOSE.get(wanted.cua, "")),
            "trang_thai": str(STATES.get(wanted.trang_thai, "")),
            "han": str(WINDOWS.get(wanted.han, "")),
            "tu": _("from %(day)s") % {"day": day_words(wanted.tu)} if wanted.tu else "",
            "den": _("until %(day)s") % {"day": day_words(wanted.den)} if wanted.den else "",
            "ke_hoach": queries.plan_named(self.reader, wanted.ke_hoach) or "?" if wanted.ke_hoach else "",
            "nhom": queries.group_named(self.reader, wanted.nhom) or "?" if wanted.nhom else "",
            "chu_tri": self._lead_words(),
            "phoi_hop": _("Coordinating: %(agency)s") % {"agency": self._agency(wanted.phoi_hop)}
            if wanted.phoi_hop
            else "",
        }
        empty = TaskFilter()
        for name, label in words.items():
            if label:
                yield Link(Truncator(label).chars(80), self._with(**{name: getattr(empty, name)}))

    def _lead_words(self) -> str:
        if not self.wanted.chu_tri:
            return ""
        if self.wanted.chu_tri == NO_LEAD:
            return _("Without a lead agency")
        return _("Lead: %(agency)s") % {"agency": self._agency(int(self.wanted.chu_tri))}

    def _agency(self, pk: int) -> str:
        """Of one that is not the reader's to know a question mark, so that it can still be removed."""
        return queries.agency_named(self.reader, pk) or "?"
