"""More ways to write what is sought: abbreviations and their long forms, all names that an agency has or had.

Abbreviations are vanban's data. What agencies are called is known above: an app registers a function that answers for
all runs of words of a query at once (``register_names``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from vanban.tables import rows

from .query import Query, Term, Way
from .syllables import is_syllable
from .words import Key, keys

# The provinces of the reader, and runs of words as typed; for those that name an agency, its other names.
Names = Callable[[Sequence[int], Sequence[str]], Mapping[str, Sequence[str]]]
LONGEST_RUN = 12  # words of a name
MOST_WAYS = 24

_names: list[Names] = []


def register_names(function: Names) -> None:
    """Called from ``ready()`` of the app that knows what agencies are called."""
    _names[:] = [function]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of a query, as places among its terms, and other ways to say them."""

    first: int
    last: int
    others: tuple[str, ...]


def expand(query: Query, provinces: Sequence[int]) -> Query:
    """The query with abbreviations and names written in all their ways, both directions."""
    wanted: list[Term] = []
    also: list[str] = []
    for plain, group in groupby(query.wanted, key=lambda term: term.plain):
        terms = list(group)
        if not plain:
            wanted += terms
            continue
        runs = _chosen([*_named(terms, provinces), *_shortened(terms), *_lengthened(terms, query.accented)])
        wanted += _merged(terms, runs)
        also += [other for run in runs for other in run.others if _is_telling(keys(other))]
    told = {keys(other): other for other in reversed(also)}  # what differs by commas only is told once
    return replace(query, wanted=tuple(wanted), also=tuple(reversed(told.values())))


def _merged(terms: Sequence[Term], runs: Sequence[Run]) -> Iterator[Term]:
    at = 0
    for run in [*runs, Run(len(terms), len(terms), ())]:
        yield from terms[at : run.first]
        if run.others:
            yield _in_all_ways(terms[run.first : run.last], run.others)
        at = run.last


def _in_all_ways(terms: Sequence[Term], others: Iterable[str]) -> Term:
    typed = Way(tuple(key for term in terms for key in term.ways[0].words), together=False)
    written = [Way(found) for other in others for found in _with_and_without_and(keys(other)) if _is_telling(found)]
    return Term(tuple(dict.fromkeys([typed, *written]))[:MOST_WAYS], " ".join(term.typed for term in terms))


def _with_and_without_and(found: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
    """Names are printed with "và", a comma or nothing between their parts."""
    yield found
    if bare := tuple(key for key in found if key.exact != "và"):
        yield bare


def _is_telling(found: tuple[Key, ...]) -> bool:
    """Not a short form that is a word of its own: "TƯ" would find every "từ" and "đầu tư"."""
    return len(found) > 1 or not is_syllable(found[0].folded)


def _chosen(runs: Iterable[Run]) -> list[Run]:
    """The longest runs that do not overlap; what several sources say of one run is put together."""
    said: dict[tuple[int, int], list[str]] = {}
    for run in runs:
        said.setdefault((run.first, run.last), []).extend(run.others)
    taken: list[Run] = []
    for (first, last), others in sorted(said.items(), key=lambda item: item[0][0] - item[0][1]):
        if all(last <= other.first or other.last <= first for other in taken):
            taken.append(Run(first, last, tuple(dict.fromkeys(others))))
    return sorted(taken, key=lambda run: run.first)


def _spans(terms: Sequence[Term], longest: int) -> Iterator[tuple[int, int]]:
    for first in range(len(terms)):
        for last in range(first + 1, min(first + longest, len(terms)) + 1):
            yield first, last


def _named(terms: Sequence[Term], provinces: Sequence[int]) -> Iterator[Run]:
    typed = {span: " ".join(term.typed for term in terms[slice(*span)]) for span in _spans(terms, LONGEST_RUN)}
    known = _names[0](provinces, list(dict.fromkeys(typed.values()))) if _names and provinces else {}
    for span, text in typed.items():
        if others := tuple(other for other in known.get(text, ()) if keys(other) != keys(text)):
            yield Run(*span, others)


def _shortened(terms: Sequence[Term]) -> Iterator[Run]:
    """What is an abbreviation: in capitals, or in small letters when it cannot be a word."""
    table = _abbreviations()
    shouted = len(terms) > 1 and all(term.typed.isupper() for term in terms)  # then capitals tell nothing
    for first, last in _spans(terms, 4):
        part = terms[first:last]
        if any(
            is_syllable(name) and (shouted or not term.typed.isupper())
            for name, term in zip(_folded(part), part, strict=True)
        ):
            continue
        others = [
            long
            for before, long in table.get(_folded(part), ())
            if not before or _folded(terms[max(0, first - len(before)) : first]) == before
        ]
        if others:
            yield Run(first, last, tuple(others))


def _lengthened(terms: Sequence[Term], accented: bool) -> Iterator[Run]:
    """What has an abbreviation. Of a query with accents, only what is written with the right ones."""
    table = _long_forms()
    for first, last in _spans(terms, 8):
        part = terms[first:last]
        exact = tuple(term.ways[0].words[0].exact for term in part)
        shorts = [short for long, short in table.get(_folded(part), ()) if not accented or long == exact]
        if shorts:
            yield Run(first, last, tuple(shorts))


def _folded(terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple(term.ways[0].words[0].folded for term in terms)


@cache
def _abbreviations() -> dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]:
    """Folded words of the short form -> what must stand before it, and the long form."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("abbreviations"):
        short = tuple(key.folded for key in keys(row["short"]))
        before = tuple(key.folded for key in keys(row["after"]))  # "^", at the start of a name, has no words
        found.setdefault(short, []).append((before, row["long"]))
    return found


@cache
def _long_forms() -> dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]:
    """Folded words of the long form -> its exact words, and the short form."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("abbreviations"):
        long = keys(row["long"])
        if len(long) > 1 and not row["after"].strip("^"):
            exact = tuple(key.exact for key in long)
            found.setdefault(tuple(key.folded for key in long), []).append((exact, row["short"]))
    return found
