"""What a person typed, understood: words, "phrases", -minus words and document numbers.

Every word is wanted; a term may be written in several ways (an abbreviation and what it stands for, the names that a
department has had), of which any will do (``expansion.py`` adds them).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from vanban.text import clean

from . import numbers
from .words import Key, Word, keys, words

LONGEST = 300  # characters; a question is shorter, a pasted page is none
MOST_TERMS = 24
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_STROKE = re.compile(r"\s?[-–—/]\s?")
_MINUS = re.compile(r"(?:^|[\s(])-$")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to write a term: words (side by side when ``together``), or any of these number marks."""

    words: tuple[Key, ...] = ()
    together: bool = True
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """``typed``: the words as they stand in the query. ``plain``: a word that may be part of a longer name."""

    ways: tuple[Way, ...]
    typed: str
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """``also``: what else is looked for, in words. ``loose``: any of the terms will do."""

    text: str = ""
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    also: tuple[str, ...] = ()
    loose: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def accented(self) -> bool:
        """Whether it was typed with accents, so that they count."""
        return any(key.accented for term in self.wanted for key in keys(term.typed))

    @property
    def numbers(self) -> frozenset[str]:
        """The marks of all document numbers in it."""
        return frozenset(mark for term in self.wanted for way in term.ways for mark in way.marks)

    def loosened(self) -> Query | None:
        """The same with any of its words; None when there is nothing to loosen."""
        terms = tuple(term for term in self.wanted if not _is_small(term))
        if len(self.wanted) < 2 or not terms:
            return None
        return replace(self, wanted=terms, loose=True)


def parse(text: str) -> Query:
    """
    >>> [term.typed for term in parse('"biên giới" hội chợ -rượu').wanted]
    ['biên giới', 'hội', 'chợ']
    >>> parse("số 41/KH - UBND").wanted[0].ways[0].marks
    ('=o41khubnd', '=n41khubnd')
    """
    text = clean(text.replace("\0", " "))[:LONGEST]
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for term, minus in _terms(text):
        (unwanted if minus else wanted).append(term)
    return Query(text, tuple(wanted[:MOST_TERMS]), tuple(unwanted[:MOST_TERMS]))


def _terms(text: str) -> Iterator[tuple[Term, bool]]:
    quoted = list(_QUOTED.finditer(text))
    only = len(quoted) == 0
    at = 0
    for match in quoted:
        yield from _loose_terms(text, at, match.start(), alone=False)
        if found := [word for word in words(text) if match.start() < word.start < match.end()]:
            yield _phrase(text, found), bool(_MINUS.search(text[: match.start()]))
        at = match.end()
    yield from _loose_terms(text, at, len(text), alone=only)


def _phrase(text: str, found: Sequence[Word]) -> Term:
    typed = text[found[0].start : found[-1].end]
    known = numbers.sought([word.key.folded for word in found], _strokes(text, found), alone=False)
    if known and known[0].sure and (known[0].first, known[0].last) == (0, len(found)):
        return Term((Way(marks=known[0].marks),), typed)
    return Term((Way(tuple(word.key for word in found)),), typed)


def _loose_terms(text: str, start: int, end: int, *, alone: bool) -> Iterator[tuple[Term, bool]]:
    """Numbers, and each other word by itself."""
    found = [word for word in words(text) if start <= word.start < end]
    known = numbers.sought([word.key.folded for word in found], _strokes(text, found), alone=alone)
    begins = {number.first: number for number in known}
    at = 0
    while at < len(found):
        if number := begins.get(at):
            yield _number(text, found[number.first : number.last], number), False
            at = number.last
            continue
        word = found[at]
        typed = text[word.start : word.end]
        yield Term((Way((word.key,)),), typed, plain=True), bool(_MINUS.search(text[start : word.start]))
        at += 1


def _number(text: str, found: Sequence[Word], number: numbers.Sought) -> Term:
    """A number with type and issuer means a document; a shorter one may also be just these words."""
    typed = text[found[0].start : found[-1].end]
    ways: tuple[Way, ...] = (Way(marks=number.marks),)
    if not number.sure:
        ways += (Way(tuple(word.key for word in found), together=False),)
    return Term(ways, typed)


def _strokes(text: str, found: Sequence[Word]) -> list[str]:
    """The stroke between each word and the next one, if there is one and nothing else."""
    gaps = [text[one.end : other.start] for one, other in pairwise(found)]
    return [*(gap.strip() if _STROKE.fullmatch(gap) else "" for gap in gaps), ""]


def _is_small(term: Term) -> bool:
    """Whether it is a word that stands in every text and tells nothing."""
    return term.plain and term.ways[0].words[0] in _small_words()


@cache
def _small_words() -> frozenset[Key]:
    with (Path(__file__).parent / "data" / "small_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return frozenset(key for row in rows for key in (*keys(row["word"]), *_folded(row["word"])))


def _folded(word: str) -> list[Key]:
    return [Key(key.folded, key.folded) for key in keys(word)]
