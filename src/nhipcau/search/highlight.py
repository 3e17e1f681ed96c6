"""Hits marked where they stand in the text as it was written: the index knows keys, a person reads words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import numbers
from .backends import Channel, word_of
from .query import Query, Way
from .words import Key, Word, words

SNIPPET = 220  # characters
Span = tuple[int, int]


def marked(text: str, query: Query, channel: Channel = "folded") -> SafeString:
    """The text, escaped, with ``<mark>`` around what the query found in it. In the exact channel accents count."""
    return _with_marks(text, spans(text, query, channel))


def marked_beginnings(text: str, typed: Sequence[Key]) -> SafeString:
    """The same for words that are still being typed: what begins like the last one is a hit, where it follows on the
    word before if it does so anywhere."""
    found = list(words(text))
    whole, begun = {key.folded for key in typed[:-1]}, typed[-1].folded
    begins = [at for at, word in enumerate(found) if word.key.folded.startswith(begun)]
    following = [at for at in begins if at and len(typed) > 1 and found[at - 1].key.folded == typed[-2].folded]
    hits = {at for at, word in enumerate(found) if word.key.folded in whole} | set(following or begins)
    return _with_marks(text, [(found[at].start, found[at].end) for at in sorted(hits)])


def _with_marks(text: str, places: Sequence[Span]) -> SafeString:
    parts, end = [], 0
    for first, last in _joined(text, places):
        parts += [escape(text[end:first]), "<mark>", escape(text[first:last]), "</mark>"]
        end = last
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every part of the text was escaped above


def spans(text: str, query: Query, channel: Channel) -> list[Span]:
    """Places of the hits in the text, in order, without overlap."""
    found = list(words(text))
    ways = [way for term in query.wanted for way in term.ways]
    places = [*_of_words(found, ways, channel), *_of_numbers(text, ways)]
    taken: list[Span] = []
    for first, last in sorted(places, key=lambda span: (span[0], -span[1])):
        if not taken or first >= taken[-1][1]:
            taken.append((first, last))
    return taken


def snippet(text: str, query: Query, channel: Channel = "folded") -> SafeString:
    """The part of a longer text with the most hits, at most some lines of it; empty when there is none."""
    places = spans(text, query, channel)
    if not places:
        return mark_safe("")
    best = max(places, key=lambda span: (len(_within(places, span[0], span[0] + SNIPPET)), -span[0]))
    start = max(0, best[0] - SNIPPET // 4)
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    end = text.find(" ", start + SNIPPET)
    piece = text[start : end if end != -1 else len(text)]
    before, after = "… " if start else "", " …" if end != -1 else ""
    return mark_safe(f"{before}{marked(piece.replace(chr(10), ' '), query, channel)}{after}")  # noqa: S308 - escaped


def _within(places: Sequence[Span], start: int, end: int) -> list[Span]:
    return [span for span in places if start <= span[0] and span[1] <= end]


def _of_words(found: Sequence[Word], ways: Sequence[Way], channel: Channel) -> Iterator[Span]:
    told = [word_of(word.key, channel) for word in found]
    loose = {word_of(key, channel) for way in ways if not way.together or len(way.words) == 1 for key in way.words}
    runs = {tuple(word_of(key, channel) for key in way.words) for way in ways if way.together and len(way.words) > 1}
    for at, word in enumerate(found):
        if told[at] in loose:
            yield word.start, word.end
        for run in runs:
            if told[at] == run[0] and tuple(told[at : at + len(run)]) == run:
                yield word.start, found[at + len(run) - 1].end


def _of_numbers(text: str, ways: Sequence[Way]) -> Iterator[Span]:
    sought = {mark[2:] for way in ways for mark in way.marks}
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
