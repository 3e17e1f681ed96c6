"""Tables without vertical rulings: columns by the white between them, under a header that begins with "TT" or "STT".

Only numbered tables are taken: in others nothing tells a new row from the next line of a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .markers import ORDINAL_HEADER, ROW_NUMBER
from .pdf_grid import Grid, GridCell
from .pdf_lines import Line
from .pdf_page import Box, Page

Row = list[Line]
Span = tuple[float, float]
NARROWEST = 3.0  # white between two columns
FEWEST_COLUMNS = 3
HEAD = 0.07  # of a page's height: above stand only headers
FARTHEST = 2.6  # base lines of one table apart, in letter sizes; rulings may be between


@dataclass
class _Band:
    """Rows that share the white between their columns."""

    gutters: list[list[Span]]  # what is still white of each
    rows: list[Row]
    wide: set[int]  # rows of one text over all columns

    def take(self, row: Row) -> bool:
        """Take a row when it leaves some white between every two columns, or when it is the heading of a group."""
        words = [span for line in row for span in line.words]
        left = [_without(gutter, words) for gutter in self.gutters]
        if all(left):
            self.gutters = left
        elif self.heads_group(row):
            self.wide.add(len(self.rows))
        else:
            return False
        self.rows.append(row)
        return True

    def heads_group(self, row: Row) -> bool:
        number = row[0].text.split(" ", 1)[0]
        return (
            bool(ROW_NUMBER.fullmatch(number)) and (row[0].bold or number[0] in "IVX") and row[-1].text[-1] not in ".;,"
        )


def _without(gutter: list[Span], words: list[Span]) -> list[Span]:
    """What words leave white of a gutter."""
    for start, end in words:
        rest: list[Span] = []
        for a, b in gutter:
            if end <= a or start >= b:
                rest.append((a, b))
            else:
                rest += [part for part in ((a, start), (end, b)) if part[1] - part[0] >= NARROWEST]
        gutter = rest
    return gutter


def open_grids(rows: list[Row], page: Page, before: list[float] | None) -> list[Grid]:
    """The tables in rows outside ruled tables; ``before`` are the columns of one that the page before ended with."""
    grids = []
    at = 0
    if before:
        at = sum(row[0].base < page.height * HEAD for row in rows)
        if band := _continued(rows[at:], before):
            grids.append(_grid(band, page, before))
            at += len(band.rows)
    while at < len(rows):
        if _is_header(rows[at]):
            band = _Band([[(a.x1, b.x0)] for a, b in pairwise(rows[at])], [rows[at]], set())
            _fill(band, rows[at + 1 :])
            if len(band.rows) > 2:
                grids.append(_grid(band, page, None))
                at += len(band.rows)
                continue
        at += 1
    return grids


def _is_header(row: Row) -> bool:
    return len(row) >= FEWEST_COLUMNS and bool(ORDINAL_HEADER.fullmatch(row[0].text))


def _fill(band: _Band, rows: list[Row]) -> None:
    for row in rows:
        last = band.rows[-1][0]
        if row[0].base - last.base > last.size * FARTHEST or _is_header(row) or not band.take(row):
            break


def _continued(rows: list[Row], xs: list[float]) -> _Band | None:
    """The rows at the head of a page that keep to the columns of the page before."""
    band = _Band([[(x - NARROWEST, x + NARROWEST)] for x in xs[1:-1]], [], set())
    for row in rows:
        apart = band.rows and row[0].base - band.rows[-1][0].base > row[0].size * FARTHEST
        if apart or _is_header(row) or not band.take(row):
            break
    numbers = sum(bool(ROW_NUMBER.fullmatch(row[0].text)) for row in band.rows)
    return band if numbers and len(band.rows) > 1 else None


def _grid(band: _Band, page: Page, xs: list[float] | None) -> Grid:
    """A grid whose rows begin at rulings, where there are any across, or else at row numbers."""
    left = min(row[0].x0 for row in band.rows) - 2
    right = max(row[-1].x1 for row in band.rows) + 2
    middles = [_middle(gutter) for gutter in band.gutters]
    xs = xs or [left, *middles, right]
    tops = [row[0].top - 1 for row in band.rows]
    bottom = band.rows[-1][0].base + band.rows[-1][0].size * 0.5
    drawn = [
        level.at
        for level in page.across
        if tops[0] < level.at < bottom and level.end - level.start > (right - left) * 0.6
    ]
    starts = drawn or [top for top, row in zip(tops, band.rows, strict=True) if _begins(row, xs)]
    wide = [tops[i] for i in sorted(band.wide)]
    after = [tops[i + 1] for i in band.wide if i + 1 < len(tops)]
    ys = [*sorted({tops[0], *starts, *wide, *after}), bottom]
    bases = [row[0].base for row in band.rows]
    ys = [y for y, end in pairwise(ys) if any(y < base <= end for base in bases)] + [bottom]
    grid = Grid(xs, ys, ruled=False)
    for r, (top, end) in enumerate(pairwise(ys)):
        columns = len(xs) - 1
        whole = any(top <= at < end for at in wide)
        for c in range(1 if whole else columns):
            box = Box(xs[c], top, xs[-1] if whole else xs[c + 1], end)
            for k in range(columns if whole else 1):
                grid.owner[r, c + k] = len(grid.cells)
            grid.cells.append(GridCell(r, c, 1, columns if whole else 1, box))
    return grid


def _middle(gutter: list[Span]) -> float:
    """The middle of the widest white that is left."""
    _, start, end = max((end - start, start, end) for start, end in gutter)
    return (start + end) / 2


def _begins(row: Row, xs: list[float]) -> bool:
    first = row[0]
    return first.x1 <= xs[1] and bool(ROW_NUMBER.fullmatch(first.text) or ORDINAL_HEADER.fullmatch(first.text))
