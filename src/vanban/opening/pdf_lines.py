"""Glyphs become lines of text: words by the gaps between letters, lines by their base line.

Nothing is taken from the order in which the file draws its letters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .markers import MARKER
from .pdf_page import Glyph
from .tidy import one_line


@dataclass(frozen=True, slots=True)
class Line:
    """Letters on one base line that belong together, and what they look like."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    page: int = 0
    inner: float = 0  # where the text after a bullet or number begins
    first: float = 0  # width of the first word: would it have fitted on the line above?
    glyph: float = 0  # width of the first letter
    words: tuple[tuple[float, float], ...] = ()  # where each begins and ends

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        return self.base - self.size * 0.8


def rows_of(glyphs: list[Glyph], page: int, *, split: bool = False) -> list[list[Line]]:
    """Lines from top to bottom; each row has more than one line only when ``split`` asks to part it at wide gaps."""
    rows = []
    for row in _by_base_line(glyphs):
        row.sort(key=_left)
        spacing = _letter_spacing(row)
        pieces = _parted(row, spacing) if split else [row]
        lines = [line for piece in pieces if (line := _line(piece, page, spacing))]
        if lines:
            rows.append(lines)
    return rows


def lines_of(glyphs: list[Glyph], page: int) -> list[Line]:
    """Lines from top to bottom, each over its whole width.

    >>> from vanban.opening.pdf_page import Style
    >>> style = Style(10.0)
    >>> marks = [Glyph(c, x, x + 5, 100, style) for c, x in zip("Sở Y tế", range(0, 35, 5))]
    >>> [line.text for line in lines_of(marks, 1)]
    ['Sở Y tế']
    """
    return [row[0] for row in rows_of(glyphs, page)]


def joined(row: list[Line]) -> Line:
    """The pieces of one row as one line again."""
    if len(row) == 1:
        return row[0]
    words = " ".join(line.text for line in row)
    last = row[-1]
    return replace(row[0], text=words, x1=last.x1, bold=all(p.bold for p in row), italic=all(p.italic for p in row))


def _left(glyph: Glyph) -> float:
    return glyph.x0


def _by_base_line(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Rows of letters from top to bottom. Raised and lowered letters stay with their line."""
    rows: list[list[Glyph]] = []
    base = reach = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - base <= reach:
            rows[-1].append(glyph)
            if glyph.style.size > reach / 0.4:
                base, reach = glyph.base, glyph.style.size * 0.4
        else:
            rows.append([glyph])
            base, reach = glyph.base, glyph.style.size * 0.4
    return rows


def _letter_spacing(row: list[Glyph]) -> float:
    """How far the letters of a row stand apart inside words, where most gaps are; 0 as a rule."""
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(inked))
    return max(0.0, gaps[len(gaps) // 3]) if len(gaps) > 3 else 0.0


def _parted(row: list[Glyph], spacing: float) -> list[list[Glyph]]:
    """Cut a row where the gap is far wider than its spaces: another column begins there."""
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    if len(inked) < 2:
        return [inked]
    gaps = [after.x0 - before.x1 - spacing for before, after in pairwise(inked)]
    size = inked[0].style.size
    spaces = sorted(gap for gap in gaps if gap > size * 0.15)
    usual = spaces[len(spaces) // 3] if len(spaces) > 2 else size * 0.3  # a third at least are inside columns
    limit = max(size * 0.9, usual * 3)
    cuts = [x for x, gap in enumerate(gaps, 1) if gap > limit]
    if not cuts:
        return [row]
    pieces = [inked[a:b] for a, b in zip([0, *cuts], [*cuts, len(inked)], strict=True)]
    edges = [piece[0].x0 for piece in pieces[1:]]
    parted: list[list[Glyph]] = [[] for _ in pieces]
    for glyph in row:  # with their spaces
        parted[sum(glyph.x0 >= edge for edge in edges)].append(glyph)
    return _markers_rejoined(parted)


def _markers_rejoined(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """A bullet or number before a tab stays with its text."""
    whole: list[list[Glyph]] = []
    for piece in pieces:
        if whole and MARKER.fullmatch("".join(g.text for g in whole[-1]).strip()):
            whole[-1] += piece
        else:
            whole.append(piece)
    return whole


def _line(row: list[Glyph], page: int, spacing: float) -> Line | None:
    """Letters of one row, sorted from left to right, as a line; None when all are spaces."""
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    if not inked:
        return None
    words = _words(row, inked, spacing)
    text = one_line(" ".join("".join(g.text for g in word) for word in words))
    if not text:
        return None
    letters = [g for g in inked if g.text[0].isalnum()] or inked
    start = words[1][0].x0 if len(words) > 1 and MARKER.match(text) else inked[0].x0
    return Line(
        text=text,
        x0=inked[0].x0,
        x1=max(g.x1 for g in inked),
        base=median(g.base for g in inked),
        size=median(g.style.size for g in inked),
        bold=all(g.style.bold for g in letters),
        italic=all(g.style.italic for g in letters),
        page=page,
        inner=start,
        first=_breakable(words[0]),
        glyph=inked[0].x1 - inked[0].x0,
        words=tuple((word[0].x0, word[-1].x1) for word in words),
    )


def _words(row: list[Glyph], inked: list[Glyph], spacing: float) -> list[list[Glyph]]:
    """Letters in words. A space that the file draws counts; so does a gap wider than the line's own letter spacing."""
    size = inked[0].style.size
    limit = spacing + size * (0.2 if len(inked) < len(row) else 0.16)
    words: list[list[Glyph]] = [[]]
    end = inked[0].x0
    for glyph in row:
        if glyph.text.isspace():
            if words[-1] and glyph.x1 > end - size * 0.2:
                words.append([])
            continue
        before = words[-1][-1] if words[-1] else None
        if before and glyph.x0 - end > limit:
            words.append([])
        elif before and before.text == glyph.text and abs(before.x0 - glyph.x0) < size * 0.12:
            continue  # drawn twice, to look bold
        words[-1].append(glyph)
        end = glyph.x1
    return [word for word in words if word]


def _breakable(word: list[Glyph]) -> float:
    """Width up to the first place where a line may break: a hyphen inside the word, or its end."""
    for glyph in word[1:-1]:
        if glyph.text in "-–":
            return glyph.x1 - word[0].x0
    return word[-1].x1 - word[0].x0
