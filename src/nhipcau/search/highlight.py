"""Hits marked where they stand in the text as it was written: the index knows keys, a person reads words."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import numbers
from .backends import Channel, word_of
from .query import Query
from .words import Key, cut, words

SNIPPET = 220  # characters
SUGGESTION = 110
Span = tuple[int, int]


def marked(text: str, query: Query, channel: Channel = "folded") -> SafeString:
    """The text, escaped, with ``<mark>`` around what the query found in it. In the exact channel accents count."""
    return _with_marks(text, spans(text, query, channel))


def marked_beginnings(text: str, typed: Sequence[Key]) -> SafeString:
    """The same for words that are still being typed: what begins like the last one is a hit, where it follows on the
    word before if it does so anywhere."""
    text = _cut(text, _begun(text, typed))
    return _with_marks(text, _begun(text, typed))


def _begun(text: str, typed: Sequence[Key]) -> list[Span]:
    found = list(words(text))
    whole, begun = {key.folded for key in typed[:-1]}, typed[-1].folded
    begins = [at for at, word in enumerate(found) if word.key.folded.startswith(begun)]
    following = [at for at in begins if at and len(typed) > 1 and found[at - 1].key.folded == typed[-2].folded]
    hits = {at for at, word in enumerate(found) if word.key.folded in whole} | set(following or begins)
    return [(found[at].start, found[at].end) for at in sorted(hits)]


def _cut(text: str, places: Sequence[Span]) -> str:
    """As much of it as stands in a list of suggestions, the first hit in it."""
    if len(text) <= SUGGESTION:
        return text
    first = places[0][0] if places else 0
    start = 0 if first < SUGGESTION // 2 else text.rfind(" ", 0, first - SUGGESTION // 4) + 1
    end = text.rfind(" ", start, start + SUGGESTION)
    piece = text[start : end if end > start else start + SUGGESTION]
    return f"{'… ' if start else ''}{piece}{' …' if start + len(piece) < len(text) else ''}"


def _with_marks(text: str, places: Sequence[Span]) -> SafeString:
    parts, end = [], 0
    for first, last in _joined(text, places):
        parts += [escape(text[end:first]), "<mark>", escape(text[first:last]), "</mark>"]
        end = last
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every part of the text was escaped above


def spans(text: str, query: Query, channel: Channel) -> list[Span]:
    """Places of the hits in the text, in order, without overlap."""
    places = [*_of_words(text, query, channel), *_of_numbers(text, query)]
    taken: list[Span] = []
    for first, last in sorted(places, key=lambda span: (span[0], -span[1])):
        if not taken or first >= taken[-1][1]:
            taken.append((first, last))
    return taken


def lacking(text: str, query: Query, channel: Channel) -> Query:
    """The query without the terms that this text has already."""
    wanted = tuple(term for term in query.wanted if not spans(text, replace(query, wanted=(term,)), channel))
    return replace(query, wanted=wanted)


def snippet(text: str, query: Query, channel: Channel = "folded") -> SafeString:
    """The part of a longer text with the most hits, at most some lines of it; empty when there is none."""
    places = spans(text, query, channel)
    if not places:
        return mark_safe("")
    starts = [first for first, _last in places]
    near = [bisect(starts, first + SNIPPET) - at for at, first in enumerate(starts)]
    start = max(0, starts[near.index(max(near))] - SNIPPET // 4)
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    end = text.find(" ", start + SNIPPET)
    piece = text[start : end if end != -1 else len(text)]
    before, after = "… " if start else "", " …" if end != -1 else ""
    shown = marked(piece.replace("\n", " · "), query, channel)
    return mark_safe(f"{before}{shown}{after}")  # noqa: S308 - escaped


def _of_words(text: str, query: Query, channel: Channel) -> Iterator[Span]:
    """Of a name, its words side by side in any of its ways; only where there is none of these, each by itself."""
    found = cut(text)
    told = [key.exact if channel == "exact" else key.folded for _match, key in found]
    for term in query.wanted:
        runs = {tuple(word_of(key, channel) for key in way.words) for way in term.ways if way.words}
        places = [(at, at + len(run)) for run in runs for at in _starts(told, run)]
        if not places:
            loose = {word_of(key, channel) for way in term.ways if not way.together for key in way.words}
            places = [(at, at + 1) for at, word in enumerate(told) if word in loose]
        for first, last in places:
            yield found[first][0].start(), found[last - 1][0].end()


def _starts(told: Sequence[str], run: tuple[str, ...]) -> Iterator[int]:
    at = -1
    for _ in range(told.count(run[0])):
        at = told.index(run[0], at + 1)
        if tuple(told[at : at + len(run)]) == run:
            yield at


def _of_numbers(text: str, query: Query) -> Iterator[Span]:
    sought = {mark[2:] for term in query.wanted for way in term.ways for mark in way.marks}
    if sought:
        for start, end, number in numbers.printed(text):
            if sought & {*number.asked_as(), number.number}:
                yield start, end


def _joined(text: str, places: Sequence[Span]) -> Iterator[Span]:
    """Hits with nothing but spaces between them as one."""
    open_span: Span | None = None
    for first, last in places:
        if open_span and not text[open_span[1] : first].strip():
            open_span = (open_span[0], last)
            continue
        if open_span:
            yield open_span
        open_span = (first, last)
    if open_span:
        yield open_span
