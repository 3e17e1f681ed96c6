"""One request for the log: what is wanted, what was found, and how its chain stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.accounts.permissions import signed_in
from nhipcau.history.models import Entry
from nhipcau.history.sealing import head
from nhipcau.organizations.permissions import ADMINISTRATORS, holds
from nhipcau.ui.menu import Link
from nhipcau.ui.words import day_words
from nhipcau.upkeep.queries import runs

from .export import MOST
from .filters import LogFilter
from .permissions import entries_for
from .queries import SEARCHED, people_for, rows, search
from .words import KINDS, READS, actions_by_field

SIZE = 50


@dataclass(frozen=True)
class LogPage:
    reader: User
    wanted: LogFilter

    @classmethod
    def of(cls, request: HttpRequest) -> LogPage:
        return cls(signed_in(request), LogFilter.read(request.GET))

    @cached_property
    def entries(self) -> QuerySet[Entry]:
        """What the filters leave, newest first."""
        found = self.wanted.apply(entries_for(self.reader), self.reader)
        if self.wanted.q:
            found = found.filter(pk__in=search(found, self.reader, self.wanted.q))
        return found

    def context(self, number: str | None) -> dict[str, Any]:
        page = Paginator(self.entries.select_related("user"), SIZE).get_page(number)
        shown = rows(page, self.reader, checked=True)
        people = people_for(self.reader)
        return {
            "page": page,
            "rows": shown,
            "wanted": self.wanted,
            "people": people,
            "actions": actions_by_field(),
            "kinds": KINDS,
            "reads": READS,
            "chips": self.chips(dict(people)),
            "export_query": self.wanted.query(),
            "spoilt": [row for row in shown if row.standing and not row.standing.is_good],
            "chain": self.chain() if holds(self.reader, *ADMINISTRATORS) else None,
            "searched": SEARCHED,
            "most": MOST,
        }

    def chain(self) -> dict[str, Any]:
        """Where the chain ends, and what the last check of the whole log found."""
        number, seal = head()
        return {"number": number, "seal": seal[:16], "check": runs().get("log")}

    def chips(self, people: dict[int, str]) -> list[Link]:
        wanted = self.wanted
        words = {code: words for choices in actions_by_field().values() for code, words in choices}
        told = {
            "q": _("“%(words)s”") % {"words": wanted.q},
            "nguoi": people.get(wanted.nguoi or 0, _("a person")),
            "viec": words.get(wanted.viec, ""),
            "loai": f"{KINDS.get(wanted.loai, '')} {wanted.doi_tuong or ''}".strip(),
            "tu": _("from %(day)s") % {"day": day_words(wanted.tu)} if wanted.tu else "",
            "den": _("until %(day)s") % {"day": day_words(wanted.den)} if wanted.den else "",
            "xem": str(READS[wanted.xem]),
        }
        without: dict[str, dict[str, Any]] = {"loai": {"loai": "", "doi_tuong": None}}
        empty = LogFilter()
        return [
            Link(text, wanted.query(**without.get(name, {name: getattr(empty, name)})))
            for name, text in told.items()
            if getattr(wanted, name)
        ]
