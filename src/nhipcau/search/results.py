"""What a search found: counts at once, hits when asked for, the best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from .backends import Ask, Channel, backend, word_of
from .highlight import lacking, marked, snippet
from .models import Entry
from .query import Query
from .rights import Mark
from .sources import kind_mark
from .words import keys

MOST = 1000  # hits of a kind that can be paged to; who needs more needs another word
LOOKED_AT = 200  # hits whose titles are looked at again


@dataclass(frozen=True, slots=True)
class Hit:
    """``exact``: found with the accents as typed. Title and snippet are escaped and marked."""

    kind: str
    object_id: int
    exact: bool
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Suggestion:
    kind: str
    object_id: int
    title: SafeString


@dataclass(frozen=True, slots=True)
class Total:
    """How many were found; ``exact`` of them with the accents as typed, all of them when none were typed."""

    all: int
    exact: int

    @property
    def only_folded(self) -> int:
        return self.all - self.exact


class Found:
    def __init__(self, query: Query, groups: tuple[tuple[Mark, ...], ...], kinds: Sequence[str]) -> None:
        self.query, self.groups, self.kinds = query, groups, tuple(kinds)

    @classmethod
    def nothing(cls, query: Query, kinds: Sequence[str]) -> Found:
        found = cls(query, (), kinds)
        found.totals = dict.fromkeys(kinds, Total(0, 0))
        return found

    @property
    def total(self) -> int:
        return sum(total.all for total in self.totals.values())

    @property
    def exact(self) -> int:
        return sum(total.exact for total in self.totals.values())

    @cached_property
    def totals(self) -> dict[str, Total]:
        """By kind, in one round trip."""
        first = backend().counts([self._ask(kind) for kind in self.kinds])
        if not self.query.accented:
            return {kind: Total(count, count) for kind, count in zip(self.kinds, first, strict=True)}
        rest = backend().counts([self._rest(kind) for kind in self.kinds])
        return {kind: Total(a + b, a) for kind, a, b in zip(self.kinds, first, rest, strict=True)}

    def hits(self, kind: str, *, offset: int = 0, limit: int = 25) -> list[Hit]:
        total = self.totals[kind]
        limit = max(0, min(limit, total.all - offset, MOST - offset))
        first = self._tier(self._ask(kind), offset, min(limit, max(0, total.exact - offset)))
        left = limit - len(first)
        rest = self._tier(self._rest(kind), max(0, offset - total.exact), left) if total.only_folded else []
        return self._told(kind, first, exact=True) + self._told(kind, rest, exact=not self.query.accented)

    def _ask(self, kind: str) -> Ask:
        channel: Channel = "exact" if self.query.accented else "folded"
        return Ask(self.query, channel, (*self.groups, (kind_mark(kind),)))

    def _rest(self, kind: str) -> Ask:
        """What has the words only with other accents."""
        return Ask(self.query, "folded", (*self.groups, (kind_mark(kind),)), not_in="exact")

    def _tier(self, ask: Ask, offset: int, limit: int) -> list[int]:
        if limit <= 0:
            return []
        if offset + limit > LOOKED_AT:
            return backend().ids(ask, limit, offset)
        ids = backend().ids(ask, LOOKED_AT)
        rows = Entry.objects.filter(pk__in=ids).only(f"{ask.channel}_title", "marks")
        return [row.pk for row in sorted(rows, key=_worth(ask, ids))][offset : offset + limit]

    def _told(self, kind: str, ids: Sequence[int], *, exact: bool) -> list[Hit]:
        rows = Entry.objects.only("object_id", "title", "body").in_bulk(ids)
        channel: Channel = "exact" if exact and self.query.accented else "folded"
        return [self._hit(kind, rows[pk], exact, channel) for pk in ids if pk in rows]

    def _hit(self, kind: str, row: Entry, exact: bool, channel: Channel) -> Hit:
        """With a piece of the text where the title does not show already why it was found."""
        body = snippet(row.body, self.query, channel) if lacking(row.title, self.query, channel) else SafeString()
        return Hit(kind, row.object_id, exact, marked(row.title, self.query, channel), body)


def _worth(ask: Ask, ids: Sequence[int]) -> Callable[[Entry], tuple[int, int, int]]:
    """The document's own number, then the words side by side in the title, then all in it, then the rest."""
    marks = {mark for term in ask.query.wanted for way in term.ways for mark in way.marks}
    wanted = {word_of(key, ask.channel) for term in ask.query.wanted for key in term.ways[0].words}
    typed = " ".join(word_of(key, ask.channel) for key in keys(ask.query.text))
    place = {pk: at for at, pk in enumerate(ids)}

    def worth(row: Entry) -> tuple[int, int, int]:
        borne = marks & set(row.marks.split()) if marks else set()
        number = 0 if any(mark.startswith("=o") for mark in borne) else 1 if borne else 2
        title = getattr(row, f"{ask.channel}_title")
        missing = -1 if f" {typed} " in f" {title} " else len(wanted - set(title.split()))
        return number, missing if missing < 1 or ask.query.loose else 1, place[row.pk]

    return worth
