"""The grid of a Word table: merged cells, header rows, and whether lines are drawn (17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from vanban.document import Cell, Paragraph, Table

from .docx_names import TC, TR, VAL, W, child_value, number, on, unwrapped
from .docx_styles import Styles

MOST_COLUMNS = 100  # Word ends at 63
TBL_PR, TR_PR, TC_PR = W + "tblPr", W + "trPr", W + "tcPr"
NO_LINE = ("nil", "none")
WHITE = "FFFFFF"
OTHER_NAMES = {"start": "left", "end": "right"}  # of ISO strict
Lines = dict[str, bool]


@dataclass(slots=True)
class Draft:
    """A cell while its rows are still being read."""

    row: int
    column: int
    colspan: int
    paragraphs: tuple[Paragraph, ...]
    lines: Lines
    rowspan: int = 1

    def cell(self) -> Cell:
        return Cell(self.row, self.column, self.paragraphs, self.rowspan, self.colspan)


@dataclass(slots=True)
class Grid:
    """Places the cells of one table. ``contents`` reads a cell's paragraphs, in reading order."""

    contents: Callable[[_Element], tuple[Paragraph, ...]]
    spend: Callable[[int], None]  # told of every place of the grid, stops a table beyond the limits
    rows: list[list[Draft]] = field(default_factory=list)
    open_merges: dict[int, Draft] = field(default_factory=dict)

    def add_row(self, row: _Element) -> None:
        inherited = lines_of(row.find(f"{W}tblPrEx/{W}tblBorders"))
        drafts: list[Draft] = []
        merges: dict[int, Draft] = {}
        for cell, properties, column, span in _laid_out(row):
            self.spend(span)
            merged = properties.find(W + "vMerge")
            above = self.open_merges.get(column)
            # Word shows nothing of a cell that is merged into the one above, and merges only cells of one width.
            if merged is not None and above is not None and above.colspan == span and _continues(merged):
                above.rowspan += 1
                merges[column] = above
                continue
            lines = inherited | lines_of(properties.find(W + "tcBorders"))
            drafts.append(Draft(len(self.rows), column, span, self.contents(cell), lines))
            if merged is not None:
                merges[column] = drafts[-1]
        self.open_merges = merges
        self.rows.append(drafts)


def _laid_out(row: _Element) -> list[tuple[_Element, _Element, int, int]]:
    """The cells of a row with their properties, column and width; the old way to merge sideways is undone."""
    column = _skipped(row, "gridBefore")
    found: list[tuple[_Element, _Element, int, int]] = []
    for cell in unwrapped(row):
        if cell.tag != TC:
            continue
        properties = cell.find(TC_PR)
        if properties is None:
            properties = cell.makeelement(TC_PR, {})
        if properties.find(W + "cellDel") is not None:
            continue
        span = max(1, min(number(child_value(properties, "gridSpan"), 1), MOST_COLUMNS))
        sideways = properties.find(W + "hMerge")
        if sideways is not None and found and _continues(sideways):
            found[-1] = (*found[-1][:3], found[-1][3] + span)
        else:
            found.append((cell, properties, column, span))
        column += span
    return found


def _continues(merged: _Element) -> bool:
    return merged.get(VAL, "continue") == "continue"


def _skipped(row: _Element, name: str) -> int:
    properties = row.find(TR_PR)
    return 0 if properties is None else max(0, min(number(child_value(properties, name), 0), MOST_COLUMNS))


def shown_rows(table: _Element) -> Iterator[_Element]:
    """Rows that the page shows: without deleted and hidden ones."""
    for row in unwrapped(table):
        if row.tag == TR:
            properties = row.find(TR_PR)
            if properties is None:
                yield row
                continue
            hidden = properties.find(W + "hidden")
            if properties.find(W + "del") is None and not (hidden is not None and on(hidden)):
                yield row


def read_table(table: _Element, grid: Grid, styles: Styles) -> Table:
    """A table of rows and cells; every cell's paragraphs are read in the order of the page."""
    header_rows, in_header = 0, True
    for row in shown_rows(table):
        in_header = in_header and _repeats(row)
        header_rows += in_header
        grid.add_row(row)
    rows = tuple(tuple(draft.cell() for draft in drafts) for drafts in grid.rows)
    header_rows = header_rows if header_rows < len(rows) else 0  # all rows marked: says nothing
    # A list that only places text side by side never repeats a header.
    bordered = header_rows > 0 or is_bordered(table.find(TBL_PR), grid.rows, styles)
    return Table(rows, header_rows, bordered)


def _repeats(row: _Element) -> bool:
    properties = row.find(TR_PR)
    mark = None if properties is None else properties.find(W + "tblHeader")
    return mark is not None and on(mark)


def lines_of(borders: _Element | None) -> Lines:
    """Which sides say that a line is drawn, or that none is; a white line is none."""
    if borders is None:
        return {}
    return {
        OTHER_NAMES.get(name, name): side.get(VAL, "nil") not in NO_LINE and side.get(W + "color") != WHITE
        for side in borders
        for name in (side.tag.removeprefix(W),)
    }


def is_bordered(properties: _Element | None, rows: list[list[Draft]], styles: Styles) -> bool:
    """Whether at least half of the cells have lines on two sides or more.

    One line alone is the rule below a name in the head of a document, not a table.
    """
    lines: Lines = {}
    named = None if properties is None else child_value(properties, "tblStyle")
    for element in reversed(styles.sheet.chain(named or styles.sheet.default.get("table"))):
        lines |= lines_of(element.find(f"{TBL_PR}/{W}tblBorders"))
        if any(any(lines_of(borders).values()) for borders in element.iterfind(f"{W}tblStylePr//{W}tcBorders")):
            lines |= {"insideH": True, "top": True, "bottom": True}
    if properties is not None:
        lines |= lines_of(properties.find(W + "tblBorders"))
    cells = [(draft, draft is drafts[0], draft is drafts[-1]) for drafts in rows for draft in drafts]
    ruled = sum(_sides(draft, lines, first, last, len(rows)) >= 2 for draft, first, last in cells)
    return ruled * 2 >= len(cells) > 0


def _sides(draft: Draft, table: Lines, first: bool, last: bool, rows: int) -> int:
    """How many sides of a cell have lines: its own word counts before the table's."""
    defaults = {
        "top": "top" if draft.row == 0 else "insideH",
        "bottom": "bottom" if draft.row + draft.rowspan >= rows else "insideH",
        "left": "left" if first else "insideV",
        "right": "right" if last else "insideV",
    }
    return sum(draft.lines.get(side, table.get(name, False)) for side, name in defaults.items())
