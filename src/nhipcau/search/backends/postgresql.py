"""Computed ``tsvector`` columns of ``search_entry`` with a GIN index each: one for each channel, one of titles.

Queries are written as lexemes, never parsed: a mark holds letters that PostgreSQL's parser would split.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nhipcau.search.query import Query, Term, Way
from nhipcau.search.rights import Claim, Mark
from nhipcau.search.words import Key

from . import Ask, Channel, Size, word_of
from .sql import SqlBackend, rows, run

MOST_RANKED = 1000
FUNCTIONS = ("search_exact", "search_exact_best", "search_folded", "search_folded_best", "search_titles")
INDEXES = ("search_exact_vector", "search_folded_vector", "search_titles_vector")


class Postgresql(SqlBackend):
    """The functions are those of the migration: they see to it that the indexes are used."""

    id_column = "id"

    def select(self, columns: str, ask: Ask) -> tuple[str, list[str]]:
        sql = f"SELECT {columns} FROM search_{ask.channel}(%s::tsquery) AS hit(id)"  # noqa: S608 - names of ours
        if other := ask.in_other():
            left_out = f"id NOT IN (SELECT search_{other.channel}(%s::tsquery))"
            return f"{sql} WHERE {left_out}", [expression(ask), expression(other)]
        return sql, [expression(ask)]

    def sizes(self, asks: Sequence[Ask]) -> list[Size]:
        parts = [self.select("count(*)", ask) for ask in asks]
        columns = ", ".join(f"({sql})" for sql, _values in parts)
        counts = rows(f"SELECT {columns}", [value for _sql, values in parts for value in values])[0]
        return list(map(Size, counts))

    def ids(self, ask: Ask, limit: int, offset: int = 0) -> list[int]:
        other = ask.in_other()
        sql = f"SELECT search_{ask.channel}_best(%s::tsquery, %s::tsquery, %s, %s::tsquery, %s) LIMIT %s OFFSET %s"
        words, phrase = _wanted(ask.query, ask.channel), f" {_typed(ask.query, ask.channel)} "
        values = [expression(ask), words, phrase, expression(other) if other else None, MOST_RANKED, limit, offset]
        return [row[0] for row in rows(sql, values)]

    def beginning(self, whole: Sequence[Key], begun: Key, ask: Ask, limit: int) -> list[int]:
        told = [*(_quoted(word_of(key, ask.channel)) for key in whole), f"{_quoted(word_of(begun, ask.channel))}:*"]
        sql = "SELECT id FROM search_titles(%s::tsquery) AS hit(id) ORDER BY id DESC LIMIT %s"
        return [row[0] for row in rows(sql, [" & ".join([*told, *map(_any_mark, ask.groups)]), limit])]

    def rebuild(self) -> None:
        run(*(f"REINDEX INDEX {name}" for name in INDEXES), "ANALYZE search_entry")

    def faults(self) -> list[str]:
        sql = "SELECT indexname FROM pg_indexes WHERE tablename = 'search_entry' UNION SELECT proname FROM pg_proc"
        gone = {*INDEXES, *FUNCTIONS} - {str(row[0]) for row in rows(sql, [])}
        return [f"{name} is gone" for name in sorted(gone)]


def expression(ask: Ask) -> str:
    """The query as a tsquery. Every word is quoted and holds nothing but letters, digits and the signs of marks."""
    parts = [_wanted(ask.query, ask.channel), *(_any_mark(group) for group in ask.groups)]
    parts += [f"!{_term(term, ask.channel)}" for term in ask.query.unwanted]
    return " & ".join(parts)


def _wanted(query: Query, channel: Channel) -> str:
    joined = (" | " if query.loose else " & ").join(_term(term, channel) for term in query.wanted)
    return f"({joined})"


def _term(term: Term, channel: Channel) -> str:
    return f"({' | '.join(_way(way, channel) for way in term.ways)})"


def _way(way: Way, channel: Channel) -> str:
    if way.marks:
        return _any_mark(way.marks)
    joined = (" <-> " if way.together else " & ").join(_quoted(word_of(key, channel)) for key in way.words)
    return f"({joined})"


def _any_mark(marks: Iterable[Mark]) -> str:
    return f"({' | '.join(map(_mark, marks))})"


def _mark(mark: Mark) -> str:
    if isinstance(mark, Claim):
        return f"({_any_mark(mark.bearing)} & {_any_mark(mark.within)})"
    return _quoted(mark)


def _quoted(word: str) -> str:
    return f"'{word}'"


def _typed(query: Query, channel: Channel) -> str:
    return " ".join(word_of(key, channel) for term in query.wanted for key in term.ways[0].words)
