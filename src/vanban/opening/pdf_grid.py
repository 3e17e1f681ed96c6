"""Ruling lines of a page become grids of cells, merged ones included.

Lines are snapped and joined, crossing ones are grouped, and each group is cut at all its coordinates into elementary
boxes; boxes with no line between them are one cell. A side on which no line is drawn ends where the crossing lines
end, so tables without outer borders, or cut off by the end of the page, need no case of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .limits import Clock
from .pdf_page import Box, Level, Page

SNAP = 3.0  # lines nearer than this are one line, drawn twice or as the two sides of a bar
REACH = 4.0  # how far a line may end before the line that it meets
SHORTEST = 6.0
MOST_LINES = 4000  # in one direction on one page: beyond it the page is a drawing, not a table


@dataclass
class GridCell:
    """A cell with its place in the grid and on the page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


@dataclass
class Grid:
    """The cells that one group of crossing lines makes. ``at`` finds the cell under a point."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell] = field(default_factory=list)
    owner: dict[tuple[int, int], int] = field(default_factory=dict)  # elementary box -> number of its cell
    open_top: bool = False  # no line is drawn along the upper edge: the table goes on from the page before
    open_bottom: bool = False
    ruled: bool = True

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.owner.get((row, column))


def grids_of(page: Page, clock: Clock) -> list[Grid]:
    """The grids on a page from top to bottom. A grid inside a cell of another is left out: its text is the cell's."""
    across, down = _joined(page.across), _joined(page.down)
    if not across or not down or max(len(across), len(down)) > MOST_LINES:
        return []
    grids = []
    for levels, uprights in _groups(across, down, clock):
        clock.check()
        grid = _grid(levels, uprights, clock)
        if len(grid.cells) > 1:
            grids.append(grid)
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return [grid for grid in grids if not any(_inside(grid.box, other.box) for other in grids if other is not grid)]


def _inside(inner: Box, outer: Box) -> bool:
    return outer.holds(inner.x0, inner.y0, 1) and outer.holds(inner.x1, inner.y1, 1) and inner != outer


def _joined(levels: list[Level]) -> list[Level]:
    """Lines at nearly one place are one; pieces that touch are one (dashes, borders drawn cell by cell)."""
    joined = []
    for bundle in _bundles(levels):
        at = sum(level.at for level in bundle) / len(bundle)
        bundle.sort(key=lambda level: level.start)
        start, end = bundle[0].start, bundle[0].end
        for level in bundle[1:]:
            if level.start > end + REACH:
                joined.append(Level(at, start, end))
                start, end = level.start, level.end
            end = max(end, level.end)
        joined.append(Level(at, start, end))
    return [level for level in joined if level.end - level.start >= SHORTEST]


def _bundles(levels: list[Level]) -> Iterable[list[Level]]:
    bundle: list[Level] = []
    for level in sorted(levels):
        if bundle and level.at - bundle[0].at > SNAP:
            yield bundle
            bundle = []
        bundle.append(level)
    if bundle:
        yield bundle


def _groups(across: list[Level], down: list[Level], clock: Clock) -> list[tuple[list[Level], list[Level]]]:
    """Lines that cross, directly or over others."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, level in enumerate(across):
        if i % 200 == 199:
            clock.check()
        for k, upright in enumerate(down, len(across)):
            if _meet(level, upright):
                parent[root(i)] = root(k)
    groups: dict[int, tuple[list[Level], list[Level]]] = defaultdict(lambda: ([], []))
    for i, level in enumerate(across + down):
        groups[root(i)][i >= len(across)].append(level)
    return [(levels, uprights) for levels, uprights in groups.values() if levels and uprights]


def _meet(level: Level, upright: Level) -> bool:
    return (
        level.start - REACH <= upright.at <= level.end + REACH
        and upright.start - REACH <= level.at <= upright.end + REACH
    )


def _grid(levels: list[Level], uprights: list[Level], clock: Clock) -> Grid:
    xs = _stops(uprights, levels)
    ys = _stops(levels, uprights)
    clock.limits.within("cells", len(xs) * len(ys))
    grid = Grid(xs, ys)
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = [[False] * (columns + 1) for _ in range(rows)]  # to the left of each box
    floors = [[False] * columns for _ in range(rows + 1)]  # above each box
    for upright in uprights:
        _mark(walls, _nearest(xs, upright.at), ys, upright, by_row=True)
    for level in levels:
        _mark(floors, _nearest(ys, level.at), xs, level, by_row=False)
    grid.open_top, grid.open_bottom = not any(floors[0]), not any(floors[-1])
    _unite(grid, walls, floors)
    return grid


def _stops(ours: list[Level], others: list[Level]) -> list[float]:
    """Coordinates of the lines of one direction, and where the lines of the other direction end beyond them."""
    stops: list[float] = []
    for at in sorted(level.at for level in ours):
        if not stops or at - stops[-1] > SNAP:
            stops.append(at)
    start, end = min(level.start for level in others), max(level.end for level in others)
    if start < stops[0] - SHORTEST:
        stops.insert(0, start)
    if end > stops[-1] + SHORTEST:
        stops.append(end)
    return stops


def _nearest(stops: list[float], at: float) -> int:
    i = bisect_right(stops, at)
    return i if i < len(stops) and (i == 0 or stops[i] - at < at - stops[i - 1]) else i - 1


def _mark(marks: list[list[bool]], place: int, stops: list[float], level: Level, *, by_row: bool) -> None:
    """Note the boxes along which a line runs: those whose middle it passes."""
    for i in range(len(stops) - 1):
        if level.start - REACH <= (stops[i] + stops[i + 1]) / 2 <= level.end + REACH:
            if by_row:
                marks[i][place] = True
            else:
                marks[place][i] = True


def _unite(grid: Grid, walls: list[list[bool]], floors: list[list[bool]]) -> None:
    """Make cells of boxes: grow each to the right until a wall, then down while the whole width is open."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    for row in range(rows):
        for column in range(columns):
            if (row, column) in grid.owner:
                continue
            right = column + 1
            while right < columns and not walls[row][right] and (row, right) not in grid.owner:
                right += 1
            bottom = row + 1
            while (
                bottom < rows and not any(floors[bottom][column:right]) and not any(walls[bottom][column + 1 : right])
            ):
                bottom += 1
            box = Box(grid.xs[column], grid.ys[row], grid.xs[right], grid.ys[bottom])
            for r in range(row, bottom):
                for c in range(column, right):
                    grid.owner[r, c] = len(grid.cells)
            grid.cells.append(GridCell(row, column, bottom - row, right - column, box))
