"""Computed ``tsvector`` columns of ``search_entry`` with a GIN index each: one for each channel, one of titles.

Queries are written as lexemes, never parsed: a mark holds letters that PostgreSQL's parser would split.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nhipcau.search.query import Query, Term, Way
from nhipcau.search.rights import Claim, Mark
from nhipcau.search.words import Key

from . import Ask, Channel, word_of
from .sql import SqlBackend, rows, run

# To rank a hit its vector must be unpacked. Of a word that stands everywhere only so many are: first those with the
# words side by side in the title, then the newest.
MOST_RANKED = 1000
WEIGHTS = "{0, 0, 0.1, 1.0}"  # D, C, B: body, A: title
COLUMNS = ("exact_vector", "folded_vector", "title_vector")


class Postgresql(SqlBackend):
    id_column = "id"

    def select(self, columns: str, ask: Ask) -> tuple[str, list[str]]:
        sql = f"SELECT {columns} FROM search_entry WHERE {ask.channel}_vector @@ %s::tsquery"  # noqa: S608 - names of ours
        values = [expression(ask)]
        if other := ask.in_other():
            sql += f" AND NOT {other.channel}_vector @@ %s::tsquery"
            values.append(expression(other))
        return sql, values

    def ids(self, ask: Ask, limit: int, offset: int = 0) -> list[int]:
        in_title = f"strpos(' ' || {ask.channel}_title || ' ', %s) > 0"
        sql, values = self.select(f"id, {ask.channel}_vector AS vector, {in_title} AS in_title", ask)
        sql = (
            f"SELECT id FROM ({sql} ORDER BY in_title DESC, id DESC LIMIT {MOST_RANKED}) hits "  # noqa: S608
            f"ORDER BY ts_rank('{WEIGHTS}', vector, %s::tsquery, 1) DESC, id DESC LIMIT %s OFFSET %s"
        )
        phrase = f" {_typed(ask.query, ask.channel)} "
        wanted = _wanted(ask.query, ask.channel)
        return [row[0] for row in rows(sql, [phrase, *values, wanted, limit, offset])]

    def beginning(self, whole: Sequence[Key], begun: Key, ask: Ask, limit: int) -> list[int]:
        told = [*(_quoted(word_of(key, ask.channel)) for key in whole), f"{_quoted(word_of(begun, ask.channel))}:*"]
        # MATERIALIZED: or it would walk over all entries from the newest on until enough of them match.
        sql = (
            "WITH hits AS MATERIALIZED (SELECT id FROM search_entry WHERE title_vector @@ %s::tsquery) "
            "SELECT id FROM hits ORDER BY id DESC LIMIT %s"
        )
        return [row[0] for row in rows(sql, [" & ".join([*told, *map(_any_mark, ask.groups)]), limit])]

    def rebuild(self) -> None:
        run(*(f"REINDEX INDEX search_{column}" for column in COLUMNS), "ANALYZE search_entry")

    def faults(self) -> list[str]:
        with_index = rows("SELECT indexname FROM pg_indexes WHERE tablename = 'search_entry'", [])
        gone = {f"search_{column}" for column in COLUMNS} - {str(row[0]) for row in with_index}
        return [f"the index {name} is gone" for name in sorted(gone)]


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
