"""What a file looks like once it is open: paragraphs and tables, in reading order, with their places.

Opening (``vanban.opening``) makes a Document of a file; reading (``vanban.reading``) makes meaning of a Document.
Everything here is frozen, so a Place found once stays true.

Text is as the page shows it: the number that Word generates stands in front of the paragraph's text ("1. Mục đích"),
a soft line break is "\\n", letters are NFC, runs of spaces are one space. Readers need not know which file it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stood: the review screen scrolls there and lights it up.

    ``block`` counts the blocks of the document from 0. ``cell`` is (row, column) of the cell's upper left corner in
    the table's grid, None in a paragraph. ``start`` and ``end`` are offsets into ``Paragraph.text`` or ``Cell.text``.
    """

    block: int
    cell: tuple[int, int] | None = None
    start: int = 0
    end: int = 0

    def part(self, start: int, end: int) -> Place:
        """The place of characters ``start`` to ``end`` counted from this place's own start."""
        return replace(self, start=self.start + start, end=self.start + end)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``generated`` is how many leading characters of ``text`` are Word's automatic number and space."""

    text: str
    generated: int = 0
    heading: int = 0  # 1-9 for Heading 1-9 or an outline level, 0 for body text
    bold: bool = False  # every letter is bold
    italic: bool = False
    align: Align = "left"
    indent: int = 0  # left edge in points, as far as known: tells bullets of one level from the next
    page: int = 0  # from 1 where the format has pages, else 0

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass(frozen=True)
class Cell:
    """A cell at its upper left corner; a merged one covers ``rowspan`` x ``colspan`` grid places."""

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...] = ()
    rowspan: int = 1
    colspan: int = 1

    @cached_property
    def text(self) -> str:
        """Paragraphs (those of nested tables too, in reading order) joined by line breaks."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(frozen=True)
class Table:
    """A table as a grid. ``rows`` holds each cell once, at the row where it begins; rows may be of different length.

    ``bordered`` is False for a table that only places text side by side (the two columns of the header, signature
    beside recipients): readers take it as text, column by column within each row.
    ``row_pages`` names the page on which each row begins, where the format has pages. Rows that a page break had cut
    are whole again and repeated header rows are gone.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0  # rows that the file itself marks as repeating header, 0 when it says nothing
    bordered: bool = True
    row_pages: tuple[int, ...] = ()

    @cached_property
    def width(self) -> int:
        return max((c.column + c.colspan for row in self.rows for c in row), default=0)

    @cached_property
    def _grid(self) -> dict[tuple[int, int], Cell]:
        covered: dict[tuple[int, int], Cell] = {}
        for row in self.rows:
            for cell in row:
                for r in range(cell.row, min(cell.row + cell.rowspan, len(self.rows))):
                    for c in range(cell.column, min(cell.column + cell.colspan, self.width)):
                        covered.setdefault((r, c), cell)
        return covered

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place of the grid, None where a short row has none."""
        return self._grid.get((row, column))


Block = Paragraph | Table
Format = Literal["docx", "pdf", "txt", "markdown", "html", "doc", "odt", "rtf"]


@dataclass(frozen=True)
class Document:
    """A whole file, open. ``notices`` are codes of data/messages_*.csv that a person should know of, such as
    "tracked_changes" or "legacy_tables"; ``sha256`` is of the file's bytes."""

    blocks: tuple[Block, ...]
    format: Format = "txt"
    page_count: int = 0  # 0 where the format has no pages
    headers: tuple[Paragraph, ...] = ()  # running headers and footers, page numbers left out
    footnotes: tuple[Paragraph, ...] = ()
    notices: tuple[str, ...] = ()
    sha256: str = field(default="", compare=False)

    def text_at(self, place: Place) -> str:
        """The characters at a place.

        >>> Document((Paragraph("Căn cứ Nghị định số 72/2015/NĐ-CP;"),)).text_at(Place(0, None, 7, 33))
        'Nghị định số 72/2015/NĐ-CP'
        """
        block = self.blocks[place.block]
        if isinstance(block, Paragraph):
            return block.text[place.start : place.end]
        cell = block.at(*place.cell) if place.cell else None
        return cell.text[place.start : place.end] if cell else ""

    def paragraphs(self) -> Iterator[tuple[Place, Paragraph]]:
        """Every paragraph outside bordered tables with its place; side-by-side tables are walked cell by cell."""
        for number, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                yield Place(number, None, 0, len(block.text)), block
            elif not block.bordered:
                for row in block.rows:
                    for cell in row:
                        yield from cell_paragraphs(number, cell)


def cell_paragraphs(block: int, cell: Cell) -> Iterator[tuple[Place, Paragraph]]:
    """The paragraphs of a cell, each with its place in ``Cell.text``."""
    start = 0
    for paragraph in cell.paragraphs:
        end = start + len(paragraph.text)
        yield Place(block, (cell.row, cell.column), start, end), paragraph
        start = end + 1
