"""A document as lines in reading order, tables between them.

Side-by-side tables become lines, column by column. A paragraph that a page break cut in two is one line again; one
whose soft breaks hold several items is several. A line knows the place of each of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vanban.document import Cell, Document, Paragraph, Place, Table, cell_paragraphs
from vanban.messages import Message
from vanban.plan import Found, Text
from vanban.text import flat

from .joins import ENDS_A_SENTENCE, LONG, goes_on
from .markers import Marker, marker_of
from .words import is_upper, normal

LONGEST = 20_000  # characters of a line: no paragraph is longer, and no rule may walk a megabyte again and again
SIDE_BY_SIDE = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|(?:^|\n)noi nhan|doc lap - tu do")
SIGNATURE = re.compile(
    r"\W*(?:(?:tm|kt|tl|tuq)\b\W|(?:pho )?(?:giam doc|chu tich|truong ban|bi thu|chanh van phong)\b)"
)


@dataclass(frozen=True)
class Line:
    """One line of text. ``pieces`` tell where each part of ``text`` stands: (offset in ``text``, place)."""

    text: str
    pieces: tuple[tuple[int, Place], ...]
    paragraph: Paragraph

    @cached_property
    def plain(self) -> str:
        return flat(self.text)

    @cached_property
    def marker(self) -> Marker | None:
        return marker_of(self.text)

    @cached_property
    def upper(self) -> bool:
        return is_upper(self.text)

    @property
    def start(self) -> int:
        """Where its text begins, after the marker."""
        return self.marker.end if self.marker else 0

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for _, place in self.pieces)

    def span(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of the characters from ``start`` to ``end``."""
        found = []
        for offset, place in self.pieces:
            first, last = max(start - offset, 0), min(end - offset, place.end - place.start)
            if first < last:
                found.append(Place(place.block, place.cell, place.start + first, place.start + last))
        return tuple(found)

    def part(self, start: int, end: int | None = None) -> Line:
        """Some of its characters as a line of its own."""
        end = len(self.text) if end is None else end
        moved = []
        for offset, place in self.pieces:
            first, last = max(start - offset, 0), min(end - offset, place.end - place.start)
            if first < last:
                at = Place(place.block, place.cell, place.start + first, place.start + last)
                moved.append((max(offset - start, 0), at))
        return Line(self.text[start:end], tuple(moved), self.paragraph)

    @property
    def body(self) -> Line:
        """The line without its marker."""
        return self.part(self.start) if self.start else self

    def found(self, start: int = 0, end: int | None = None, because: Message | None = None) -> Text:
        """The characters from ``start`` to ``end``, without the spaces around them, as a value."""
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        stop = start + len(raw.strip())
        return Found(normal(self.text[start:stop]), self.span(start, stop), because)


@dataclass(frozen=True)
class TableItem:
    """A table with borders, between lines."""

    block: int
    table: Table


Item = Line | TableItem


def read_flow(document: Document) -> list[Item]:
    """The whole document in reading order. Lines of signs only ("-----", "|") part what stands around them, and so do
    tables without a word: a rule drawn under the title."""
    items: list[Item] = []
    wrapped = document.format in ("txt", "markdown", "html")
    parted = True
    for item in _pieces(document):
        last = items[-1] if items else None
        if not any(map(str.isalnum, item.text if isinstance(item, Line) else _words(item.table))):
            parted = True
        elif isinstance(item, Line) and isinstance(last, Line) and not parted and _one(last, item, wrapped):
            items[-1] = _joined(last, item)
        else:
            items.append(item)
            parted = False
    return items


def _one(line: Line, after: Line, wrapped: bool) -> bool:
    return len(line.text) < LONGEST and goes_on(line, after, wrapped=wrapped)


def _words(table: Table) -> Iterator[str]:
    return (letter for row in table.rows for cell in row for letter in cell.text)


def _pieces(document: Document) -> Iterator[Item]:
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield from paragraph_lines(Place(number, None, 0, len(block.text)), block)
        elif is_layout(block):
            for row in block.rows:
                for cell in row:
                    yield from cell_lines(number, cell)
        else:
            yield TableItem(number, block)


def is_layout(table: Table) -> bool:
    """A table that only places text side by side, whatever the file says of its borders."""
    if not table.bordered or table.width < 2:
        return True
    if len(table.rows) > 4 or table.width > 3:
        return False
    signed = [cell.text for cell in table.rows[0] if cell.text.strip()]
    if len(signed) > 1 and all(is_upper(text.split("\n")[0]) and SIGNATURE.match(flat(text)) for text in signed):
        return True  # two signatures side by side
    return any(SIDE_BY_SIDE.search(flat(cell.text)) for row in table.rows for cell in row)


def whole_cell(block: int, cell: Cell) -> Line:
    """A cell as one line whose text keeps its line breaks: agencies are split at them."""
    paragraph = cell.paragraphs[0] if cell.paragraphs else Paragraph("")
    text = cell.text[:LONGEST]
    return Line(text, ((0, Place(block, (cell.row, cell.column), 0, len(text))),), paragraph)


def cell_lines(block: int, cell: Cell) -> Iterator[Line]:
    """The lines of a cell, soft breaks split as in running text."""
    for place, paragraph in cell_paragraphs(block, cell):
        yield from paragraph_lines(place, paragraph)


def paragraph_lines(place: Place, paragraph: Paragraph) -> Iterator[Line]:
    """A paragraph as one line, or as several where its soft breaks separate items."""
    start, end = 0, -1
    parts = paragraph.text.split("\n")
    for number, part in enumerate(parts):
        end += 1 + len(part)
        if number + 1 < len(parts) and not _breaks(part, parts[number + 1]):
            continue  # only a wrapped line
        for first in range(start, end, LONGEST):
            text = paragraph.text[first : min(end, first + LONGEST)]
            at = Place(place.block, place.cell, place.start + first, place.start + first + len(text))
            if text.strip():
                yield Line(text.replace("\n", " "), ((0, at),), paragraph)
        start = end + 1


def _breaks(before: str, after: str) -> bool:
    """Whether a soft break between these two separates items, or only wraps one."""
    before, after = before.strip(), after.strip()
    if not before or not after or marker_of(after) or is_upper(before) != is_upper(after):
        return True
    return bool(ENDS_A_SENTENCE.search(before)) or (not after[0].islower() and len(before) < LONG)


def _joined(line: Line, after: Line) -> Line:
    offset = len(line.text) + 1
    moved = tuple((start + offset, place) for start, place in after.pieces)
    return Line(f"{line.text} {after.text}", (*line.pieces, *moved), line.paragraph)
