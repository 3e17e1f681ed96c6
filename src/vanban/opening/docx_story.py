"""Paragraphs and tables of one story (the body, a header, a footnote) in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from vanban.document import Block, Paragraph, Table
from vanban.errors import TooLarge

from .docx_lines import first_edge, page_text
from .docx_looks import NO_SHAPE, VANISH, Look, Shape, shape_of
from .docx_names import PPR, RPR, TBL, VAL, P, W, unwrapped
from .docx_numbering import Counters, List
from .docx_runs import WORD_ART, Line, Runs, is_deleted, style_name
from .docx_styles import Styles
from .docx_tables import Grid, read_table, shown_rows
from .limits import Clock, Limits

ALT_CHUNK = W + "altChunk"
CHECK_EVERY = 1000  # paragraphs between two looks at the clock


@dataclass(slots=True)
class Purse:
    """What the whole file has cost so far."""

    limits: Limits
    clock: Clock
    paragraphs: int = 0
    places: int = 0
    notices: set[str] = field(default_factory=set)

    def paragraph(self) -> None:
        self.paragraphs += 1
        if self.paragraphs > self.limits.blocks + self.limits.cells:
            raise TooLarge(what="blocks", limit=self.limits.blocks)
        if self.paragraphs % CHECK_EVERY == 0:
            self.clock.check()

    def cells(self, count: int) -> None:
        self.places += count
        self.limits.within("cells", self.places)


@dataclass(slots=True)
class Story:
    """Reads one story. ``line`` holds letters that wait for their paragraph's end, beyond deleted paragraph marks."""

    styles: Styles
    lists: dict[str, List]
    purse: Purse
    runs: Runs
    counters: Counters = field(default_factory=Counters)
    line: Line = field(default_factory=Line)
    depth: int = 0

    def blocks(self, container: _Element) -> Iterator[Block]:
        """Everything that a body or text box shows; paragraphs without text are left out."""
        self._deeper(1)
        last: _Element | None = None
        for element in unwrapped(container):
            if element.tag == P:
                yield from self._paragraph(element)
                last = element
            elif element.tag == TBL:
                yield from self._flush(last)
                yield from self._table(element)
            elif element.tag == ALT_CHUNK:
                self.purse.notices.add("other_file_inside")
        yield from self._flush(last)
        self._deeper(-1)

    def paragraphs(self, container: _Element) -> Iterator[Paragraph]:
        """All paragraphs of a cell, those of tables in it too."""
        for block in self.blocks(container):
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)

    def _deeper(self, by: int) -> None:
        self.depth += by
        self.purse.limits.within("depth", self.depth)

    def _table(self, element: _Element) -> Iterator[Block]:
        """A frame of one column around other tables only places them: they come out of it."""
        rows = list(shown_rows(element))
        if next(element.iterfind(f".//{TBL}"), None) is not None:
            cells = [[cell for cell in unwrapped(row) if cell.tag == W + "tc"] for row in rows]
            if all(len(row) <= 1 for row in cells):
                for cell in (cell for row in cells for cell in row):
                    self.purse.cells(1)
                    yield from self.blocks(cell)
                return
        if rows:
            yield self._grid(element)

    def _grid(self, element: _Element) -> Table:
        outer, self.line = self.line, Line()
        grid = Grid(lambda cell: tuple(self.paragraphs(cell)), self.purse.cells)
        table = read_table(element, grid, self.styles)
        self.line = outer
        return table

    def _paragraph(self, element: _Element) -> Iterator[Block]:
        self.purse.paragraph()
        ppr = element.find(PPR)
        style = self.styles.paragraph(style_name(ppr))
        self.runs.read(element, style.look, self.line)
        if is_deleted(ppr):
            return
        if not self.line.pieces and _mark_is_hidden(ppr, style.look):
            return  # nothing of it is on the page, and its number is not counted
        yield from self._finish(ppr, style.shape)

    def _flush(self, last: _Element | None) -> Iterator[Block]:
        """Letters whose paragraph mark is deleted with no paragraph after it to join: they end here."""
        if last is not None and (self.line.pieces or self.line.boxes):
            ppr = last.find(PPR)
            yield from self._finish(ppr, self.styles.paragraph(style_name(ppr)).shape)

    def _finish(self, ppr: _Element | None, base: Shape) -> Iterator[Block]:
        line, self.line = self.line, Line()
        own = shape_of(ppr)
        shape = base if own is NO_SHAPE else self.styles.listed(own, base)
        paragraph = self._made(line, shape)
        if paragraph:
            yield paragraph
        for box in line.boxes:
            if box.tag == WORD_ART:
                yield from _word_art(box)
            else:
                yield from self.blocks(box)

    def _made(self, line: Line, shape: Shape) -> Paragraph:
        raw = "".join(line.pieces)
        text = page_text(raw, bool(shape.columns))
        numbers = self.lists.get(shape.numbers or "")
        label = self.counters.label(numbers, shape.level or 0) if numbers else ""
        whole = (label + text).rstrip() if label else text
        return Paragraph(
            text=whole,
            generated=min(len(label), len(whole)),
            heading=shape.heading or 0,
            bold=bool(text) and all(look.bold for look in line.looks),
            italic=bool(text) and all(look.italic for look in line.looks),
            align=shape.align or "left",
            indent=first_edge(shape.left or 0, shape.first or 0, raw),
        )


def _mark_is_hidden(ppr: _Element | None, look: Look) -> bool:
    mark = None if ppr is None else ppr.find(f"{RPR}/{VANISH}")
    return bool(look.hidden) if mark is None else mark.get(VAL, "1") not in ("0", "false", "off")


def _word_art(element: _Element) -> Iterator[Paragraph]:
    text = page_text(element.get("string", ""), False)
    if text:
        yield Paragraph(text, align="center")
