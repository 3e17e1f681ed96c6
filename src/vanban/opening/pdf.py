"""A PDF with a text layer becomes a Document: pages are read one after the other, then what pages cut is joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from vanban.document import Block, Document, Paragraph
from vanban.errors import Damaged, Empty, Encrypted, ScanWithoutText

from .limits import Clock, Limits
from .pdf_columns import Beside, as_table, side_by_side
from .pdf_grid import Grid, grids_of
from .pdf_guard import guard
from .pdf_lines import Line, joined, lines_of, rows_of
from .pdf_margins import footnotes, page_numbers, running_lines, without_running, without_stamps
from .pdf_open_tables import open_grids
from .pdf_page import Glyph, Page, read_page
from .pdf_paragraphs import Frame, frame_of, paragraphs_of
from .pdf_scan import complete_scan, is_recognised
from .pdf_tables import PdfTable, finished, join, joins, table_of

Report = Callable[[str, int, int], None]
# PDFium keeps global state: one thread at a time.
PDFIUM = Lock()
FEW_LINES = 6
FOOT = 0.9  # of a page's height: below stand only footers
FEW_LETTERS = 20  # a page with fewer under a picture is a scan with a stray mark


@dataclass
class Sheet:
    """One page on its way: the rows outside tables, and the tables."""

    page: Page
    rows: list[list[Line]] = field(default_factory=list)
    tables: list[PdfTable] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)

    letters: int = 0

    @property
    def is_scan(self) -> bool:
        return (self.letters < FEW_LETTERS and self.page.pictured > 0.4) or self.is_garbled

    @property
    def is_garbled(self) -> bool:
        """The file draws letters and does not tell which: to a program it is a picture."""
        return self.page.unmapped * 3 > self.letters > 0

    @property
    def open_columns(self) -> list[float] | None:
        """The columns of a table without rulings that this page ends with."""
        last = self.tables[-1] if self.tables else None
        foot = self.page.height * FOOT
        ends = last and not any(last.bottom < row[0].base < foot for row in self.rows)
        return last.xs if last and ends and not last.ruled else None


def open_pdf(data: bytes, limits: Limits, *, ocr: bool, report: Report) -> Document:
    """A Document of a PDF. Pages that are only pictures are read with ``ocr``; without it they are noted or refused."""
    clock = Clock(limits)
    sheets = _sheets(data, clock, report)
    scans = sum(sheet.is_scan for sheet in sheets)
    if scans and ocr:
        from .ocr import recognised

        sheets = _sheets(
            recognised(data, len(sheets), clock, report, force=any(s.is_garbled for s in sheets)), clock, report
        )
    elif scans * 2 >= len(sheets) > 0:
        raise ScanWithoutText
    document = _document(sheets)
    if not document.blocks:
        raise ScanWithoutText if any(sheet.page.pictures for sheet in sheets) else Empty
    return document


def _sheets(data: bytes, clock: Clock, report: Report) -> list[Sheet]:
    guard(data, clock)
    with PDFIUM:
        try:
            source = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _reason(error) from error
        try:
            if b"/Encrypt" in data:
                guard(_unlocked(source), clock)  # opened without a password, but its streams could not be looked at
            count = len(source)
            clock.limits.within("pages", count)
            sheets: list[Sheet] = []
            for number in range(1, count + 1):
                clock.check()
                sheets.append(_sheet(source, number, clock, sheets[-1] if sheets else None))
                report("pages", number, count)
            return sheets
        finally:
            source.close()


def first_page(data: bytes, limits: Limits) -> bytes:
    """The first page as a PDF of its own, for a quick look; the whole file when it cannot be taken apart. Raises
    TooLarge as ``guard`` does."""
    guard(data, Clock(limits))
    page = BytesIO()
    with PDFIUM:
        first = pypdfium2.PdfDocument.new()
        try:
            source = pypdfium2.PdfDocument(data)
            first.import_pages(source, [0])
            source.close()
            first.save(page)
        except pypdfium2.PdfiumError:
            return data
        finally:
            first.close()
    return page.getvalue()


def _unlocked(source: pypdfium2.PdfDocument) -> bytes:
    copy = BytesIO()
    source.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
    return copy.getvalue()


def _reason(error: pypdfium2.PdfiumError) -> Encrypted | Damaged:
    locked = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
    return Encrypted() if getattr(error, "err_code", None) in locked else Damaged()


def _sheet(source: pypdfium2.PdfDocument, number: int, clock: Clock, before: Sheet | None) -> Sheet:
    try:
        raw = source[number - 1]
    except pypdfium2.PdfiumError:
        return Sheet(Page(number))  # one broken page does not spoil the others
    try:
        page = read_page(raw, number, clock)
        if is_recognised(page):
            complete_scan(page, raw)
    finally:
        raw.close()
    return _laid_out(page, clock, before)


def _laid_out(page: Page, clock: Clock, before: Sheet | None) -> Sheet:
    grids = grids_of(page, clock)
    outside, inside = _sorted_out(_readable(page), page.turned, grids)
    rows = _text_rows(outside, page)
    if unruled := open_grids(rows, page, before.open_columns if before else None):
        outside, more = _sorted_out(outside, [], unruled)
        grids, inside, rows = grids + unruled, inside + more, _text_rows(outside, page)
    rows, notes = footnotes(rows, page)
    sheet = Sheet(page, rows, notes=notes, letters=len(page.glyphs))
    for grid, cells in zip(grids, inside, strict=True):
        texts = [lines_of(cell, page.number) for cell in cells]
        if any(texts):
            leading = frame_of([line for lines in texts for line in lines]).leading
            sheet.tables.append(table_of(grid, texts, page, leading))
    page.glyphs, page.turned = [], []  # hundreds of pages are kept until the end
    return sheet


def _text_rows(glyphs: list[Glyph], page: Page) -> list[list[Line]]:
    return page_numbers(without_stamps(rows_of(glyphs, page.number, split=True)), page)


def _readable(page: Page) -> list[Glyph]:
    """Letters that a person sees: not white on white, not hidden, unless hidden text is the text of a scan."""
    seen = [g for g in page.glyphs if g.style.visible and not (g.style.white and not _on_shade(page, g))]
    return page.glyphs if is_recognised(page) else seen


def _on_shade(page: Page, glyph: Glyph) -> bool:
    return any(box.holds((glyph.x0 + glyph.x1) / 2, glyph.base - 2) for box in (*page.shades, *page.pictures))


def _sorted_out(
    glyphs: list[Glyph], turned: list[Glyph], grids: list[Grid]
) -> tuple[list[Glyph], list[list[list[Glyph]]]]:
    """Letters outside all grids, and for each grid those of each of its cells."""
    outside: list[Glyph] = []
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.cells] for grid in grids]
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - glyph.style.size * 0.3
        if not _put(inside, grids, x, y, glyph):
            outside.append(glyph)
    for glyph in turned:
        _put(inside, grids, glyph.base - glyph.style.size * 0.3, -(glyph.x0 + glyph.x1) / 2, glyph)
    return outside, inside


def _put(inside: list[list[list[Glyph]]], grids: list[Grid], x: float, y: float, glyph: Glyph) -> bool:
    for grid, cells in zip(grids, inside, strict=True):
        if (number := grid.at(x, y)) is not None:
            cells[number].append(glyph)
            return True
    return False


Item = Line | Beside | PdfTable


def _document(sheets: Sequence[Sheet]) -> Document:
    keys = running_lines((sheet.page, sheet.rows) for sheet in sheets)
    running: dict[str, Paragraph] = {}
    for sheet in sheets:
        sheet.rows, lines = without_running(sheet.rows, sheet.page, keys)
        for line in lines:
            running.setdefault(line.text, Paragraph(line.text, page=line.page))
    items = [item for sheet in sheets for item in _flow(sheet)]
    frames = _frames(sheets, items)
    notes = [p for sheet in sheets if sheet.notes for p in paragraphs_of(sheet.notes, frames)]
    notices = [] if not any(sheet.is_scan for sheet in sheets) else ["pages_without_text"]
    return Document(
        tuple(_blocks(items, frames)),
        "pdf",
        page_count=len(sheets),
        headers=tuple(running.values()),
        footnotes=tuple(notes),
        notices=tuple(notices),
    )


def _flow(sheet: Sheet) -> list[Item]:
    """Lines, columns and tables of a page from top to bottom."""
    placed: list[tuple[float, Item]] = [(table.top, table) for table in sheet.tables]
    stops = [table.top for table in sheet.tables]
    part: list[list[Line]] = []
    for row in sheet.rows:
        if part and any(part[-1][0].base <= stop < row[0].base for stop in stops):
            placed += _text_part(part)
            part = []
        part.append(row)
    placed += _text_part(part)
    placed.sort(key=lambda item: item[0])
    return [item for _, item in placed]


def _text_part(rows: list[list[Line]]) -> list[tuple[float, Item]]:
    return [
        (part.top, part) if isinstance(part, Beside) else (part[0].top, joined(part)) for part in side_by_side(rows)
    ]


def _frames(sheets: Sequence[Sheet], items: Sequence[Item]) -> dict[int, Frame]:
    """The text area of each page: its own when it has enough lines, else that of all pages of its size."""
    lines = [item for item in items if isinstance(item, Line)]
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    frames: dict[int, Frame] = {}
    for sheet in sheets:
        size = round(sheet.page.width)
        alike = [
            line for other in sheets if round(other.page.width) == size for line in by_page.get(other.page.number, [])
        ]
        own = by_page.get(sheet.page.number, [])
        if len(alike) >= FEW_LINES:
            frames[sheet.page.number] = frame_of(own if len(own) >= 12 else alike)
        elif alike:
            # Too few to show the edge: the right margin is not wider than the left one.
            left, right = min(line.x0 for line in alike), max(line.x1 for line in alike)
            frames[sheet.page.number] = frame_of(alike, left, max(right, sheet.page.width - left))
        else:
            frames[sheet.page.number] = Frame(0, sheet.page.width, 0)
    return frames


def _blocks(items: Sequence[Item], frames: dict[int, Frame]) -> list[Block]:
    blocks: list[Block] = []
    lines: list[Line] = []
    tables: list[PdfTable] = []

    def flush() -> None:
        blocks.extend(paragraphs_of(lines, frames))
        blocks.extend(finished(table) for table in tables)
        lines.clear()
        tables.clear()

    for item in items:
        if isinstance(item, PdfTable):
            if tables and not lines and joins(tables[-1], item):
                join(tables[-1], item)
                continue
            flush()
            tables.append(item)
        else:
            if tables:
                flush()
            if isinstance(item, Beside):
                flush()
                blocks.append(as_table(item))
            else:
                lines.append(item)
    flush()
    return blocks
