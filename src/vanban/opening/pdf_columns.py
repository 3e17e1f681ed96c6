"""Text side by side without rulings: the two columns of the header, the signature beside the recipients."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from vanban.document import Cell, Paragraph, Table
from vanban.tables import rows as rows_of

from .markers import MARKER, SENTENCE_END
from .pdf_lines import Line, joined
from .pdf_paragraphs import Frame, paragraphs_of

Row = list[Line]
GUTTER = 6.0  # the least white between two columns
ALIGNED = 12.0  # how far a line may stand from its column's middle or edge


@dataclass
class Beside:
    """Two columns, each its lines from top to bottom."""

    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(line.top for line in (*self.left, *self.right))


def side_by_side(rows: list[Row]) -> list[Row | Beside]:
    """Rows of a page, top to bottom, with stretches of two columns put together."""
    found: list[Row | Beside] = []
    i = 0
    while i < len(rows):
        stretch = _stretch(rows, i) if _opens(rows, i) else None
        if stretch is None:
            found.append([joined(rows[i])])
            i += 1
            continue
        block, i, early = stretch
        for _ in range(early):
            found.pop()
        found.append(block)
    return found


def _opens(rows: list[Row], i: int) -> bool:
    """A row of two pieces with enough white between them; more pieces are a table without rulings."""
    row = rows[i]
    return len(row) == 2 and row[1].x0 - row[0].x1 > max(GUTTER, row[0].size * 0.8)


def _stretch(rows: list[Row], start: int) -> tuple[Beside, int, int] | None:
    """The columns that begin at a row, the row after them, and how many rows just above belong to them too."""
    left, right = rows[start]
    block = Beside([left], [right])
    gutter = [left.x1, right.x0]
    early = 0
    near = start > 0 and len(rows[start - 1]) == 1 and left.base - rows[start - 1][0].base < left.size * 0.9
    if near and _put(block, rows[start - 1][0], gutter):
        early = 1  # half a line higher, because its column has another leading
    end = start + 1
    while end < len(rows) and _fits(block, rows[end], gutter):
        end += 1
    return (block, end, early) if len(block.left) + len(block.right) > 2 else None


def _fits(block: Beside, row: Row, gutter: list[float]) -> bool:
    """Take a row into the columns when none of its pieces crosses the white between them."""
    if len(row) > 2 or (len(row) == 1 and _is_title(row[0].text)):
        return False
    last = max(line.base for line in (block.left[-1], block.right[-1]))
    if row[0].base - last > row[0].size * 9:  # room for a signature, not for half a page
        return False
    kept = list(gutter)
    if len(row) == 2 and row[0].x1 < kept[1] - 1 and row[1].x0 > kept[0] + 1:
        sides = [(block.left, row[0]), (block.right, row[1])]
    elif len(row) == 1:
        line = row[0]
        side = block.left if line.x1 <= kept[1] - GUTTER and line.x0 < kept[0] else block.right
        if side is block.right and line.x0 < kept[0] + GUTTER:
            return False
        if not _aligned(side, line):
            return False
        sides = [(side, line)]
    else:
        return False
    for side, line in sides:
        side.append(line)
        edge = 0 if side is block.left else 1
        gutter[edge] = max(gutter[0], line.x1) if edge == 0 else min(gutter[1], line.x0)
    return True


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["name"].upper() for row in rows_of("document_types"))


def _is_title(text: str) -> bool:
    """ "KẾ HOẠCH" on a line of its own stands below the two columns of the head, wherever it begins."""
    return text.strip(" *_") in _titles()


def _put(block: Beside, line: Line, gutter: list[float]) -> bool:
    """Put a line at the head of the column it stands in."""
    side = block.left if line.x1 < gutter[1] - GUTTER else block.right if line.x0 > gutter[0] + GUTTER else None
    if side is None or not _aligned(side, line):
        return False
    side.insert(0, line)
    return True


def _aligned(side: list[Line], line: Line) -> bool:
    """A column is centred or starts at one edge; a line that does neither belongs to the text below."""
    middles = [abs(line.middle - other.middle) < ALIGNED for other in side]
    edges = [min(abs(line.x0 - other.x0), abs(line.x0 - other.inner)) < ALIGNED / 2 for other in side]
    if len(side) < 2:
        return any(middles) or any(edges)
    starts = max(other.x0 for other in side) - min(other.x0 for other in side)
    centers = max(other.middle for other in side) - min(other.middle for other in side)
    return all(middles) if centers < min(starts, ALIGNED) else any(edges)


def as_table(block: Beside) -> Table:
    """Two cells in one row, in which readers find one column after the other."""
    cells = tuple(
        Cell(0, column, tuple(_column(lines))) for column, lines in enumerate((block.left, block.right)) if lines
    )
    return Table((cells,), bordered=False, row_pages=(block.left[0].page,))


def _column(lines: list[Line]) -> list[Paragraph]:
    """Lines here are mostly ended by hand; only a line that clearly goes on is joined."""
    frame = Frame(min(line.x0 for line in lines), max(line.x1 for line in lines), 0)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, frame):
            groups[-1].append(line)
        else:
            groups.append([line])
    wide = Frame(frame.left, frame.right + 1000, 0)  # nothing fits above: each group is one paragraph
    paragraphs = []
    for group in groups:
        text = Line(" ".join(line.text for line in group), *_span(group), bold=all(line.bold for line in group))
        made = paragraphs_of([text], {text.page: wide})[0]
        centered = all(frame.centers(line) or line.width > frame.width * 0.9 for line in lines[:3])
        paragraphs.append(_with_page(made, group, centered=centered))
    return paragraphs


def _span(group: list[Line]) -> tuple[float, float, float, float]:
    return min(line.x0 for line in group), max(line.x1 for line in group), group[0].base, group[0].size


def _with_page(made: Paragraph, group: list[Line], *, centered: bool) -> Paragraph:
    return Paragraph(
        made.text,
        bold=all(line.bold for line in group),
        italic=all(line.italic for line in group),
        align="center" if centered else "left",
        page=group[0].page,
    )


def _goes_on(group: list[Line], line: Line, frame: Frame) -> bool:
    last = group[-1]
    if MARKER.match(line.text) or last.bold != line.bold or line.base - last.base > last.size * 1.8:
        return False
    if last.width + last.size * 0.25 + line.first < frame.width * 0.85:
        return False
    listed = bool(MARKER.match(group[0].text)) and not SENTENCE_END.search(last.text)
    a_word = line.text.isalpha() and line.text.isupper() and last.text.isupper()  # "... CHỦ NGHĨA VIỆT | NAM"
    a_date = line.text[:1].isdigit() and last.text.endswith(("ngày", "tháng", "năm"))
    return listed or a_word or a_date or line.text[:1].islower()
