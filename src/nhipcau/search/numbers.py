"""Document numbers, matched exactly in all spellings: "41/KH - UBND", "số 41-KH/UBND", "nd 72 2015".

Every number becomes keys that no word can be, from the most to the least precise: of 72/2015/NĐ-CP the number with
year, type and issuer, then without the issuer, without the year, without the type. A text is marked with all of them,
a query asks for the most precise that it gives. ``o``: the document's own number, ``n``: any that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vanban.tables import rows
from vanban.text import flat, fold

from .syllables import is_syllable

# "235/KH-UBND", "235 / KH – UBND", "235-KH/TU" (the party's way), "72/2015/NĐ-CP", "64/2025/QH15"
_YEAR = r"(?:19|20)\d\d"
_PRINTED = re.compile(
    rf"(?<![\w/.,-])(?P<number>\d{{1,5}}[a-z]?)\s?(?:[/-]\s?(?P<year>{_YEAR})\s?)?[/-]\s?"
    r"(?P<letters>[a-z]+\d{0,2}(?:\s?[-/&.]\s?[a-z]+\d{0,2})*)(?![\w])"
)
_DASHES = str.maketrans("–—", "--")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in parts, folded: number without leading zeros, year, and letters, the type's first."""

    number: str
    year: str = ""
    letters: tuple[str, ...] = ()

    def key(self) -> str:
        year = f"y{self.year}" if self.year else ""
        return f"{self.number}{year}{''.join(self.letters)}"

    def asked_as(self) -> set[str]:
        """All keys by which this number is asked for, but the bare number."""
        cut = [self, Number(self.number, self.year, self.letters[:1]), Number(self.number, self.year)]
        cut += [Number(self.number, "", self.letters), Number(self.number, "", self.letters[:1])]
        return {number.key() for number in cut if number.letters or number.year}


def printed(text: str) -> Iterator[tuple[int, int, Number]]:
    """The numbers that stand in a text, each with its place.

    >>> [number.key() for _start, _end, number in printed("theo Nghị định số 72/2015/NĐ-CP và Kế hoạch 05 / KH–UBND")]
    ['72y2015ndcp', '5khubnd']
    """
    for match in _PRINTED.finditer(flat(text).translate(_DASHES)):
        letters = tuple(re.findall(r"[a-z]+", match["letters"]))
        compact = not re.search(r"\s", match[0])
        if letters[0] in types() or (compact and "/" in match[0]):
            yield match.start(), match.end(), Number(match["number"].lstrip("0"), match["year"] or "", letters)


def marks(own: str, text: str) -> set[str]:
    """The marks of a row: of the number that it bears itself, and of those that its text names."""
    named = {f"=n{key}" for _start, _end, number in printed(text) for key in number.asked_as()}
    for _start, _end, number in printed(own):
        named |= {f"=o{key}" for key in number.asked_as()} | {f"=n{key}" for key in number.asked_as()}
    if digits := re.match(r"\D*0*(\d{1,5})", own):
        named.add(f"=o{digits[1]}")
    return named


@dataclass(frozen=True, slots=True)
class Sought:
    """A number in a query: which words of it, and whether they can mean nothing else."""

    first: int
    last: int
    number: Number
    sure: bool

    @property
    def marks(self) -> tuple[str, ...]:
        key = self.number.key()
        return (f"=o{key}", f"=n{key}") if self.number.letters or self.number.year else (f"=o{key}",)


def sought(words: Sequence[str], strokes: Sequence[str], *, alone: bool = True) -> list[Sought]:
    """Numbers among the folded words of a query. ``strokes[i]``: a stroke joins word i to the next one. ``alone``: the
    words are all of the query, so that "235" by itself is a number too.

    >>> [found.number.key() for found in sought("ke hoach so 41 kh ubnd".split(), [""] * 6)]
    ['41khubnd']
    >>> sought("nd 72 2015".split(), [""] * 3)[0].marks
    ('=o72y2015nd', '=n72y2015nd')
    """
    found: list[Sought] = []
    at = 0
    while at < len(words):
        known = _at(words, strokes, at)
        if known:
            found.append(known)
        at = known.last if known else at + 1
    if alone and not found and re.fullmatch(r"(?:so )?\d{1,5}", " ".join(words)):
        return [Sought(0, len(words), Number(words[-1].lstrip("0")), sure=False)]
    return found


def _at(words: Sequence[str], strokes: Sequence[str], first: int) -> Sought | None:
    """A number that begins at this word: [type] [số] digits [năm] [year] [type issuer]."""
    kind, at = _type_name(words, first)
    if at < len(words) and words[at] == "so":
        at += 1
    if at < len(words) and (known := _in_one(words, strokes, first, at)):
        return known
    if at >= len(words) or not _is_number(words[at]):
        return None
    number, year, at = words[at].lstrip("0"), "", at + 1
    after = at + 1 if at < len(words) and words[at] == "nam" else at
    if (
        after < len(words)
        and re.fullmatch(_YEAR, words[after])
        and (kind or strokes[after - 1] == "/" or _starts(words, after + 1))
    ):
        year, at = words[after], after + 1
    letters, at = _letters(words, strokes, at)
    if not letters and not kind and not (year and strokes[at - 2] == "/"):
        return None
    parts = letters or ((kind,) if kind else ())
    return Sought(first, at, Number(number, year, parts), sure=len(parts) > 1)


def _in_one(words: Sequence[str], strokes: Sequence[str], first: int, at: int) -> Sought | None:
    """A number and its type written without anything between them: "41KH-UBND", "41khubnd"."""
    glued = re.fullmatch(r"0*(\d{1,5})([a-z]{2,})", words[at])
    if not glued or not (glued[2] in types() or (glued[2].startswith(tuple(types())) and not is_syllable(glued[2]))):
        return None
    more, last = _letters(words, strokes, at + 1, begun=True)
    return Sought(first, last, Number(glued[1], "", (glued[2], *more)), sure=bool(more))


def _starts(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in types()


def _letters(
    words: Sequence[str], strokes: Sequence[str], at: int, *, begun: bool = False
) -> tuple[tuple[str, ...], int]:
    """Type and issuer behind a number: joined by strokes, or a known type and what is no syllable of Vietnamese.
    ``begun``: the type stood there already."""
    letters: list[str] = []
    while at < len(words) and (bare := re.fullmatch(r"([a-z]+)\d{0,2}", words[at])):
        joined = strokes[at - 1]
        if not (letters or begun) and not (words[at] in types() or (joined and not is_syllable(words[at]))):
            break
        if (letters or begun) and not joined and (is_syllable(words[at]) or len(letters) > 2):
            break
        letters.append(bare[1])
        at += 1
    return tuple(letters), at


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,5}[a-z]?", word))


def _type_name(words: Sequence[str], at: int) -> tuple[str, int]:
    """The code of a type that is named here, and where its name ends."""
    for length in range(min(4, len(words) - at), 0, -1):
        name = " ".join(words[at : at + length])
        if code := _names().get(name) or (name if name in types() else ""):
            return code, at + length
    return "", at


@cache
def types() -> frozenset[str]:
    """Codes of types of documents, folded; the one-letter code of an order is too little to know one by."""
    return frozenset(code for row in rows("document_types") if len(code := fold(row["code"])) > 1)


@cache
def _names() -> dict[str, str]:
    return {fold(row["name"]): fold(row["code"]) for row in rows("document_types") if len(row["code"]) > 1}
