"""FTS5: a table for each channel and one for the beginnings of titles, over the rows of ``search_entry``.

Words come separated by spaces and in their keys, so the plainest tokenizer does; ``#`` and ``=`` make marks words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from django.db import DatabaseError

from nhipcau.search.query import Query, Term, Way
from nhipcau.search.rights import Claim, Mark
from nhipcau.search.words import Key

from . import Ask, Channel, Size, word_of
from .sql import SqlBackend, rows, run

TABLES = ("search_exact", "search_folded", "search_titles")
TRIGGERS = 3
FEW = 1000  # entries that are told one by one
RANK = "bm25(8.0, 1.0, 0.0)"  # title, body, marks


class Sqlite(SqlBackend):
    id_column = "rowid"

    def select(self, columns: str, ask: Ask) -> tuple[str, list[str]]:
        table = f"search_{ask.channel}"
        sql = f"SELECT {columns} FROM {table} WHERE {table} MATCH %s"  # noqa: S608 - names of ours
        values = [expression(ask)]
        if other := ask.in_other():
            inner, more = self.select("rowid", other)
            return f"{sql} AND rowid NOT IN ({inner})", [*values, *more]
        return sql, values

    def sizes(self, asks: Sequence[Ask]) -> list[Size]:
        """Few are told one by one, and only the rest is counted: to look for the marks of a reader costs more than to
        look for a rare word, and they need not be looked for again when these few are ranked."""
        parts = [self._size(ask) for ask in asks]
        told = rows(
            " UNION ALL ".join(sql for sql, _values in parts), [value for _sql, more in parts for value in more]
        )
        return [Size(count, frozenset(json.loads(few)) if count <= FEW else None) for few, count in told]

    def _size(self, ask: Ask) -> tuple[str, list[str]]:
        found, values = self.select("rowid", ask)
        few = f"SELECT rowid AS id FROM ({found} ORDER BY rowid LIMIT {FEW})"  # noqa: S608 - as in select
        rest = f"SELECT count(*) FROM ({found} AND rowid > (SELECT max(id) FROM few))"  # noqa: S608
        count = f"count(*) + CASE WHEN count(*) < {FEW} THEN 0 ELSE ({rest}) END"
        return f"SELECT * FROM (WITH few AS ({few}) SELECT json_group_array(id), {count} FROM few)", [*values, *values]  # noqa: S608

    def ids(self, ask: Ask, limit: int, offset: int = 0) -> list[int]:
        """Ranked by its words alone: how rare a mark is tells nothing, and FTS5 would visit all that bear it to know.
        The ``+`` keeps SQLite from searching once for each row of the list."""
        table = f"search_{ask.channel}"
        if ask.among is None:
            among, values = self.select("rowid", ask)
        else:
            among, values = "SELECT value FROM json_each(%s)", [json.dumps([*ask.among])]
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rank MATCH %s AND +rowid IN ({among}) "  # noqa: S608
        values = [_wanted(ask.query, ask.channel), RANK, *values]
        return [row[0] for row in rows(f"{sql} ORDER BY rank LIMIT %s OFFSET %s", [*values, limit, offset])]

    def beginning(self, whole: Sequence[Key], begun: Key, ask: Ask, limit: int) -> list[int]:
        told = [*(_quoted(word_of(key, ask.channel)) for key in whole), f"{_quoted(word_of(begun, ask.channel))} *"]
        parts = [f"{{{ask.channel}_title}} : ({' AND '.join(told)})", *map(_any_mark, ask.groups)]
        sql = "SELECT rowid FROM search_titles WHERE search_titles MATCH %s ORDER BY rowid DESC LIMIT %s"
        return [row[0] for row in rows(sql, [" AND ".join(parts), limit])]

    def rebuild(self) -> None:
        """``ANALYZE`` last: without statistics SQLite runs a search once for every row of a list."""
        for table in TABLES:
            for order in ("rebuild", "optimize"):
                run(f"INSERT INTO {table}({table}) VALUES ('{order}')")  # noqa: S608 - names of ours
        run("ANALYZE search_entry", "PRAGMA optimize")

    def faults(self) -> list[str]:
        kept = rows("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'search_entry'", [])[0][0]
        found = [f"{TRIGGERS - kept} triggers of search_entry are gone"] if kept < TRIGGERS else []
        for table in TABLES:
            try:
                run(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - names of ours
            except DatabaseError as error:
                found.append(f"{table}: {error}")
        return found


def expression(ask: Ask) -> str:
    """The query in FTS5's language. Every word is quoted and holds nothing but letters and digits."""
    groups = [_any_mark(group) for group in ask.groups]
    told = " AND ".join([_wanted(ask.query, ask.channel), *groups])
    unwanted = " OR ".join(_term(term, ask.channel) for term in ask.query.unwanted)
    return f"({told}) NOT ({unwanted})" if unwanted else told


def _wanted(query: Query, channel: Channel) -> str:
    joined = (" OR " if query.loose else " AND ").join(_term(term, channel) for term in query.wanted)
    return f"({joined})"


def _term(term: Term, channel: Channel) -> str:
    return f"({' OR '.join(_way(way, channel) for way in term.ways)})"


def _way(way: Way, channel: Channel) -> str:
    if way.marks:
        return _any_mark(way.marks)
    found = [word_of(key, channel) for key in way.words]
    if way.together:
        return _quoted(" ".join(found))
    return f"({' AND '.join(map(_quoted, found))})"


def _any_mark(marks: Iterable[Mark]) -> str:
    return f"({' OR '.join(map(_mark, marks))})"


def _mark(mark: Mark) -> str:
    if isinstance(mark, Claim):
        return f"({_any_mark(mark.bearing)} AND {_any_mark(mark.within)})"
    return _quoted(mark)


def _quoted(word: str) -> str:
    return f'"{word}"'
