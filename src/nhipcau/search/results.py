"""What a search found: counts at once, hits when asked for, the best first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.safestring import SafeString

from .backends import Ask, Channel, Size, backend, titles, word_of
from .highlight import lacking, marked, snippet
from .models import Entry
from .query import Query, Way
from .rights import Mark
from .words import keys

MOST = 1000  # hits of a kind that can be paged to; who needs more needs another word
LOOKED_AT = 100  # hits whose titles are looked at again


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
    def __init__(self, query: Query, marks: Mapping[str, tuple[Mark, ...]], years: tuple[Mark, ...] = ()) -> None:
        self.query, self.marks, self.years = query, marks, years

    @classmethod
    def nothing(cls, query: Query, kinds: Sequence[str]) -> Found:
        found = cls(query, dict.fromkeys(kinds, ()))
        found._sizes = dict.fromkeys(kinds, (Size(0), Size(0)))
        return found

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.marks)

    @property
    def total(self) -> int:
        return sum(total.all for total in self.totals.values())

    @property
    def exact(self) -> int:
        return sum(total.exact for total in self.totals.values())

    @cached_property
    def totals(self) -> dict[str, Total]:
        return {kind: Total(first.count + rest.count, first.count) for kind, (first, rest) in self._sizes.items()}

    @cached_property
    def _sizes(self) -> dict[str, tuple[Size, Size]]:
        """Of each kind what has the right accents, and what has others, in one round trip. Whatever has the right ones
        has the words without them too, and need not be left out one by one; only what is not wanted turns that round.
        """
        asks = [self._ask(kind) for kind in self.kinds]
        if not self.query.accented:
            return {kind: (size, Size(0)) for kind, size in zip(self.kinds, backend().sizes(asks), strict=True)}
        others = [self._rest(kind) for kind in self.kinds]
        if not self.query.unwanted:
            others = [replace(ask, not_in=None) for ask in others]
        sizes = backend().sizes([*asks, *others])
        pairs = zip(sizes[: len(asks)], sizes[len(asks) :], strict=True)
        told = [(first, other if self.query.unwanted else other.without(first)) for first, other in pairs]
        return dict(zip(self.kinds, told, strict=True))

    def hits(self, kind: str, *, offset: int = 0, limit: int = 25) -> list[Hit]:
        first, rest = self.ids(kind, offset=offset, limit=limit)
        return self._told(kind, first, exact=True) + self._told(kind, rest, exact=False)

    def ids(self, kind: str, *, offset: int = 0, limit: int = 25) -> tuple[list[int], list[int]]:
        """The entries of these hits, those with the right accents and those without."""
        first, rest = self._sizes[kind]
        limit = max(0, min(limit, first.count + rest.count - offset, MOST - offset))
        ask = replace(self._ask(kind), among=first.ids)
        best = self._tier(ask, offset, min(limit, max(0, first.count - offset)))
        left = limit - len(best) if rest.count else 0
        return best, self._tier(replace(self._rest(kind), among=rest.ids), max(0, offset - first.count), left)

    def _ask(self, kind: str) -> Ask:
        channel: Channel = "exact" if self.query.accented else "folded"
        return Ask(self.query, channel, (self.marks[kind], self.years) if self.years else (self.marks[kind],))

    def _rest(self, kind: str) -> Ask:
        """What has the words only with other accents."""
        return replace(self._ask(kind), channel="folded", not_in="exact")

    def _tier(self, ask: Ask, offset: int, limit: int) -> list[int]:
        if limit <= 0:
            return []
        if offset + limit > LOOKED_AT:
            return backend().ids(ask, limit, offset)
        ids = backend().ids(ask, LOOKED_AT)
        if len(ids) > 1:
            ids = [row[0] for row in sorted(titles(ids, ask), key=_worth(ask, ids))]
        return ids[offset : offset + limit]

    def _told(self, kind: str, ids: Sequence[int], *, exact: bool) -> list[Hit]:
        rows = Entry.objects.only("object_id", "title", "body").in_bulk(ids)
        channel: Channel = "exact" if exact and self.query.accented else "folded"
        return [self._hit(kind, rows[pk], exact, channel) for pk in ids if pk in rows]

    def _hit(self, kind: str, row: Entry, exact: bool, channel: Channel) -> Hit:
        """With a piece of the text where the title does not show already why it was found."""
        body = snippet(row.body, self.query, channel) if lacking(row.title, self.query, channel) else SafeString()
        return Hit(kind, row.object_id, exact, marked(row.title, self.query, channel), body)


def _worth(ask: Ask, ids: Sequence[int]) -> Callable[[tuple[int, str, str]], tuple[int, int, int, int]]:
    """The document's own number, then the words side by side in the title, then all in it, then the rest; of names the
    one that was meant before those that came before or after it."""
    marks = ask.query.numbers
    wanted = {word_of(key, ask.channel) for term in ask.query.wanted for key in term.ways[0].words}
    typed = " ".join(word_of(key, ask.channel) for key in keys(ask.query.text))
    place = {pk: at for at, pk in enumerate(ids)}
    names = [[_run(way, ask.channel) for way in term.ways] for term in ask.query.wanted if len(term.ways) > 1]

    def worth(row: tuple[int, str, str]) -> tuple[int, int, int, int]:
        pk, title, told = row
        borne = marks & set(told.split()) if marks else set()
        number = 0 if any(mark.startswith("=o") for mark in borne) else 1 if borne else 2
        missing = -1 if f" {typed} " in f" {title} " else len(wanted - set(title.split()))
        other = sum(next((at for at, run in enumerate(ways) if run in f" {title} "), len(ways)) for ways in names)
        return number, missing if missing < 1 or ask.query.loose else 1, other, place[pk]

    return worth


def _run(way: Way, channel: Channel) -> str:
    return f" {' '.join(word_of(key, channel) for key in way.words)} "
