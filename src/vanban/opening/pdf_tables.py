"""Tables of a PDF: the text of each grid cell, and one table again where pages had cut it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vanban.document import Cell, Table

from .markers import MARKER, ROW_NUMBER, SENTENCE_END
from .pdf_grid import Grid
from .pdf_lines import Line
from .pdf_page import Page
from .pdf_paragraphs import cell_paragraphs

SAME_EDGE = 8.0


@dataclass
class PdfCell:
    """A cell with its lines; several pages may have given them."""

    row: int
    column: int
    rowspan: int
    colspan: int
    left: float
    right: float
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def key(self) -> str:
        """The text as a row's number: a narrow column may have cut it."""
        return self.text.replace(" ", "")


@dataclass
class PdfTable:
    """A table that may still grow over the next page."""

    xs: list[float]
    cells: list[PdfCell]
    row_pages: list[int]
    leading: float
    top: float
    bottom: float
    header_rows: int = 0
    open_bottom: bool = False
    ruled: bool = True

    @property
    def rows(self) -> int:
        return len(self.row_pages)

    @property
    def width(self) -> int:
        return len(self.xs) - 1

    def row(self, number: int) -> list[PdfCell]:
        """The cells that cover a row, from left to right."""
        found = [cell for cell in self.cells if cell.row <= number < cell.row + cell.rowspan]
        return sorted(found, key=lambda cell: cell.column)


def table_of(grid: Grid, texts: list[list[Line]], page: Page, leading: float) -> PdfTable:
    """The table of a grid, without rows and columns that no cell begins in."""
    cells = [
        PdfCell(c.row, c.column, c.rowspan, c.colspan, c.box.x0, c.box.x1, lines)
        for c, lines in zip(grid.cells, texts, strict=True)
    ]
    xs = _squeeze_columns(cells, grid.xs)
    rows = _squeeze_rows(cells)
    box = grid.box
    return PdfTable(
        xs, cells, [page.number] * rows, leading, box.y0, box.y1, open_bottom=grid.open_bottom, ruled=grid.ruled
    )


def _squeeze_columns(cells: list[PdfCell], xs: list[float]) -> list[float]:
    """Drop column edges at which no cell begins (a stray line in the header's ornament)."""
    used = sorted({cell.column for cell in cells})
    place = {column: i for i, column in enumerate(used)}
    for cell in cells:
        end = cell.column + cell.colspan
        cell.colspan = sum(cell.column <= column < end for column in used)
        cell.column = place[cell.column]
    return [xs[column] for column in used] + [xs[-1]]


def _squeeze_rows(cells: list[PdfCell]) -> int:
    used = sorted({cell.row for cell in cells})
    place = {row: i for i, row in enumerate(used)}
    for cell in cells:
        end = cell.row + cell.rowspan
        cell.rowspan = sum(cell.row <= row < end for row in used)
        cell.row = place[cell.row]
    return len(used)


def joins(above: PdfTable, below: PdfTable) -> bool:
    """Whether two tables at the end and the start of following pages are one: their outer edges agree."""
    if not above.ruled and not below.ruled and above.width == below.width:
        below.xs = list(above.xs)  # each page showed the white between its columns a little otherwise
    return (
        below.row_pages[0] == above.row_pages[-1] + 1
        and abs(above.xs[0] - below.xs[0]) < SAME_EDGE
        and abs(above.xs[-1] - below.xs[-1]) < SAME_EDGE
        and _columns_agree(above.xs, below.xs)
    )


def _columns_agree(xs: list[float], others: list[float]) -> bool:
    """Every inner edge of the table with fewer columns is one of the other: merged rows show fewer edges."""
    fewer, more = sorted((xs, others), key=len)
    agreed = sum(any(abs(x - other) < SAME_EDGE for other in more) for x in fewer)
    return agreed == len(fewer) and (len(fewer) > 2 or len(more) <= 3 or len(fewer) == len(more))


def join(above: PdfTable, below: PdfTable) -> None:
    """Append the table of the next page: its repeated header goes, a row that the page cut becomes one again."""
    _align_columns(above, below)
    repeated = _repeated_header(above, below)
    above.header_rows = max(above.header_rows, repeated)
    kept = [cell for cell in below.cells if cell.row >= repeated]
    for cell in kept:
        cell.row -= repeated
    rest = replace(below, cells=kept, row_pages=below.row_pages[repeated:])
    if not rest.row_pages:
        return
    offset = above.rows - (1 if _continues(above, rest) else 0)
    if offset < above.rows:
        _rejoin_row(above, rest)
    else:
        _extend_merged(above, rest)
    for cell in rest.cells:
        above.cells.append(replace(cell, row=cell.row + offset))
    above.row_pages += rest.row_pages[above.rows - offset :]
    above.bottom, above.open_bottom = below.bottom, below.open_bottom


def _align_columns(above: PdfTable, below: PdfTable) -> None:
    """Give both tables the same column edges."""
    xs = list(above.xs)
    for x in below.xs:
        if all(abs(x - other) >= SAME_EDGE for other in xs):
            xs.append(x)
    xs.sort()
    for table in (above, below):
        if len(table.xs) < len(xs):
            edges = [min(range(len(xs)), key=lambda i, x=x: abs(xs[i] - x)) for x in table.xs]  # type: ignore[misc]
            for cell in table.cells:
                end = edges[cell.column + cell.colspan]
                cell.column = edges[cell.column]
                cell.colspan = end - cell.column
            table.xs = xs


def _repeated_header(above: PdfTable, below: PdfTable) -> int:
    """How many first rows of both tables say the same."""
    rows = 0
    while rows < min(above.rows, below.rows) and rows < 5:
        first, second = above.row(rows), below.row(rows)
        same = [(c.column, c.colspan, c.text) for c in first] == [(c.column, c.colspan, c.text) for c in second]
        if not same or not any(cell.text for cell in first):
            break
        rows += 1
    # A header of two rows may be cut off in the middle of a cell that spans both.
    return rows if all(cell.row + cell.rowspan <= rows for cell in below.cells if cell.row < rows) else 0


def _continues(above: PdfTable, below: PdfTable) -> bool:
    """Whether the first row below is the rest of the last row above.

    In a numbered table a row without number is, unless it looks like a row of its own. In another table a sentence
    must have been cut, or the row must be nearly empty where rows are full.
    """
    last, first = above.row(above.rows - 1), below.row(0)
    if [(c.column, c.colspan) for c in last] != [(c.column, c.colspan) for c in first]:
        return False
    filled = sum(bool(cell.lines) for cell in first)
    if not filled or (below.rows > 1 and len(first) == 1 and above.width > 1):
        return not filled and len(first) > 1
    if filled == 1 and first[0].lines and last[0].lines and len(first) > 1:
        return True  # only the number was cut
    signs = [_runs_on(upper, lower) for upper, lower in zip(last, first, strict=True)]
    sparse = min(signs) > -1 and filled * 3 <= _usually_filled(above)
    if not _is_numbered(above):
        return sparse or (max(signs) == 2 and sum(signs) >= 2 and min(signs) > -2)
    if first[0].lines or _number_is_skipped(above, below):
        return False
    spans_rows = last[0].rowspan > 1 or first[0].rowspan > 1
    return sum(signs) > (1 if spans_rows else -1) or (sparse and not spans_rows)


def _usually_filled(table: PdfTable) -> int:
    """How many cells of a row hold text, in the middle of all rows."""
    counts = sorted(sum(bool(cell.lines) for cell in table.row(row)) for row in range(table.rows))
    return counts[len(counts) // 2]


def _runs_on(upper: PdfCell, lower: PdfCell) -> int:
    """How much speaks for the text of a cell going on: 2 for a sentence cut in two, below 0 for a new beginning."""
    if not lower.lines:
        return 0
    if not upper.lines:
        return -2  # a cut row fills its cells from the top
    last, first = upper.lines[-1], lower.lines[0]
    ended = bool(SENTENCE_END.search(last.text))
    if not ended and not MARKER.match(first.text):
        full = last.width + last.size * 0.25 + first.first > (upper.right - upper.left) - 12 - last.size * 0.3
        return 2 if first.text[:1].islower() else int(full)
    return 0 if MARKER.match(first.text) else -1


def _is_numbered(table: PdfTable) -> bool:
    """The first column holds numbers of rows."""
    keys = [c.key for c in table.cells if c.column == 0 and c.row >= max(table.header_rows, 1) and c.lines]
    return bool(keys) and sum(bool(ROW_NUMBER.fullmatch(key)) for key in keys) * 2 > len(keys)


def _number_is_skipped(above: PdfTable, below: PdfTable) -> bool:
    """Rows 4, (no number), 6: the row without number was row 5."""
    upper = [c.key.strip("().") for c in above.cells if c.column == 0 and c.lines]
    lower = [c.key.strip("().") for c in below.cells if c.column == 0 and c.lines]
    if not upper or not lower or not (upper[-1].isdecimal() and lower[0].isdecimal()):
        return False
    return int(lower[0]) == int(upper[-1]) + 2


def _rejoin_row(above: PdfTable, below: PdfTable) -> None:
    """Give the text of the first row below to the cells of the last row above."""
    last = {cell.column: cell for cell in above.row(above.rows - 1)}
    for cell in below.row(0):
        upper = last[cell.column]
        upper.lines += cell.lines
        upper.rowspan += cell.rowspan - 1
    below.cells = [cell for cell in below.cells if cell.row > 0]


def _extend_merged(above: PdfTable, below: PdfTable) -> None:
    """A merged cell that a page cut comes back empty below: it is still the same cell."""
    last = {(cell.column, cell.colspan): cell for cell in above.row(above.rows - 1)}
    for cell in list(below.row(0)):
        upper = last.get((cell.column, cell.colspan))
        if upper and not cell.lines and upper.lines and (upper.rowspan > 1 or cell.rowspan > 1):
            upper.rowspan += cell.rowspan
            below.cells.remove(cell)


def finished(table: PdfTable) -> Table:
    """The table of the document."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        paragraphs = tuple(cell_paragraphs(cell.lines, cell.left, cell.right, table.leading))
        rows[cell.row].append(Cell(cell.row, cell.column, paragraphs, cell.rowspan, cell.colspan))
    return Table(tuple(map(tuple, rows)), table.header_rows, row_pages=tuple(table.row_pages))
