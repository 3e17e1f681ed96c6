"""Where the index is kept. One interface, the same answers (``tests/test_contract.py`` runs on each)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, cast

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from nhipcau.search.models import Entry
from nhipcau.search.query import Query
from nhipcau.search.rights import Mark
from nhipcau.search.words import Key

Channel = Literal["exact", "folded"]
OURS = {
    "sqlite": "nhipcau.search.backends.sqlite.Sqlite",
    "postgresql": "nhipcau.search.backends.postgresql.Postgresql",
}
SERVER = "nhipcau.search.backends.opensearch.OpenSearch"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a back end: a query in one channel, among entries that bear one mark of each group.

    ``not_in``: leave out what this query finds in the other channel. ``among``: all that it finds, where that is
    known already.
    """

    query: Query
    channel: Channel
    groups: tuple[tuple[Mark, ...], ...] = ()
    not_in: Channel | None = None
    among: frozenset[int] | None = None

    def in_other(self) -> Ask | None:
        return Ask(self.query, self.not_in, self.groups) if self.not_in else None


@dataclass(frozen=True, slots=True)
class Size:
    """How many entries an ask finds; and which, when they are few and were at hand."""

    count: int
    ids: frozenset[int] | None = None

    def without(self, part: Size) -> Size:
        left = None if self.ids is None or part.ids is None else self.ids - part.ids
        return Size(self.count - part.count, left)


class Backend(Protocol):
    def sizes(self, asks: Sequence[Ask]) -> list[Size]:
        """How many entries each finds, in one round trip."""

    def ids(self, ask: Ask, limit: int, offset: int = 0) -> list[int]:
        """The entries it finds, the best first; the worth of more than some thousand is not told apart."""

    def matching(self, ask: Ask) -> QuerySet[Entry]:
        """The same in no order, for use inside another query."""

    def beginning(self, whole: Sequence[Key], begun: Key, ask: Ask, limit: int) -> list[int]:
        """Entries whose title has these words and one that begins so, the newest first."""

    def changed(self, kind: str, object_ids: Sequence[int]) -> None:
        """Told after entries were written, in the same transaction."""

    def going(self, kind: str, object_ids: Sequence[int]) -> None:
        """Told before entries are deleted."""

    def rebuild(self) -> None:
        """Make the index anew from the entries, and let the database look at it."""

    def faults(self) -> list[str]:
        """What is wrong between the entries and the index."""


def backend() -> Backend:
    return _served(connection.vendor, settings.SEARCH_URL) if settings.SEARCH_URL else _backend(connection.vendor)


@cache
def _backend(name: str) -> Backend:
    made: Backend = import_string(OURS[name])()
    return made


@cache
def _served(name: str, url: str) -> Backend:
    made: Backend = import_string(SERVER)(_backend(name))
    return made


def word_of(key: Key, channel: Channel) -> str:
    return key.exact if channel == "exact" else key.folded


def titles(ids: Sequence[int], ask: Ask) -> list[tuple[int, str, str]]:
    """Of these entries, in the words of the ask; and their marks, which lie apart from the row, when it has numbers.
    Asked at every search, and in SQL for a third of the time that a queryset takes to become this."""
    columns = ", ".join(["id", f"{ask.channel}_title", "marks" if ask.query.numbers else "''"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM search_entry WHERE id IN ({', '.join(map(str, ids))})")  # noqa: S608
        return cast("list[tuple[int, str, str]]", cursor.fetchall())
