"""Tables of a text file: rows of cells become a Table, pieces that pages had cut become one."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.document import Cell, Table

from .markers import MARKER, ROW_NUMBER
from .text_markup import cell_paragraphs, ended, without_tags

Rows = list[list[str]]
SAMPLE = 60  # rows that are enough to see whether a table is numbered


@dataclass
class Piece:
    """Rows that stand together, each a list of cell texts; ``header_rows`` as far as the notation says."""

    rows: Rows
    header_rows: int = 0
    bordered: bool = True
    width: int = field(init=False)

    def __post_init__(self) -> None:
        self.width = max(len(row) for row in self.rows)


def continues(above: Piece, below: Piece) -> bool:
    """Whether a piece is the next page of the piece above: the same header again, or no header and the same width."""
    if not above.bordered or above.width != below.width:
        return False
    if _same(above.rows[0], below.rows[0]):
        return True
    first = below.rows[0][0].strip()
    return above.width > 2 and not below.header_rows and (not first or bool(ROW_NUMBER.fullmatch(first)))


def _same(row: list[str], other: list[str]) -> bool:
    return [" ".join(cell.split()).casefold() for cell in row] == [" ".join(cell.split()).casefold() for cell in other]


def join(above: Piece, below: Piece) -> None:
    """Append the next page: its repeated header goes, a row that the page cut becomes one again."""
    repeated = 0
    while repeated < min(len(above.rows), len(below.rows)) and _same(above.rows[repeated], below.rows[repeated]):
        repeated += 1
    above.header_rows = max(above.header_rows, repeated)
    rest = below.rows[repeated:]
    if rest and _is_rest_of_row(above, rest):
        last = above.rows[-1]
        last += [""] * (len(rest[0]) - len(last))
        for i, cell in enumerate(rest.pop(0)):
            last[i] = rejoined(last[i], cell)
    above.rows += rest
    above.width = max(above.width, below.width)


def rejoined(upper: str, lower: str) -> str:
    """The text of a cell that a page cut in two.

    >>> rejoined("Trong năm", "2023")
    'Trong năm 2023'
    """
    upper, lower = without_tags(upper), without_tags(lower)
    if not upper or not lower:
        return upper or lower
    return upper + ("\n" if MARKER.match(lower) and ended(upper) else " ") + lower


def _is_rest_of_row(above: Piece, rest: Rows) -> bool:
    """Whether the first row after a page break is the end of the row before it.

    It has no number while the table is numbered, and it does not look like a row of its own: one with beginnings of
    sentences below ended ones, or with text where the row above has none.
    """
    last, first = above.rows[-1], rest[0]
    if not any(cell.strip() for cell in first):
        return False
    signs = [_runs_on(upper, lower) for upper, lower in zip(last, first, strict=False)]
    evidence = sum(signs)
    if not _is_numbered(above):
        return max(signs) == 2 and evidence >= 2 and min(signs) > -2
    if first[0].strip():
        return False
    filled = [bool(cell.strip()) for cell in first]
    skipped = len(rest) > 1 and _number(rest[1]) == _number(last) + 2 > 2
    return not skipped and evidence > (-2 if sum(filled) <= 1 else -1)


def _runs_on(upper: str, lower: str) -> int:
    """How much speaks for a cell going on: 2 for a sentence cut in two, below 0 for a new beginning."""
    upper, lower = without_tags(upper), without_tags(lower)
    if not lower:
        return 0
    if not upper:
        return -2
    if MARKER.match(lower):
        return 0
    if ended(upper):
        return -1
    return 2 if not lower[0].isupper() else 1


def _is_numbered(piece: Piece) -> bool:
    rows = piece.rows[max(piece.header_rows, 1) :] if len(piece.rows) < SAMPLE else piece.rows[-SAMPLE:]
    keys = [row[0].strip() for row in rows if row and row[0].strip()]
    return bool(keys) and sum(bool(ROW_NUMBER.fullmatch(key)) for key in keys) * 2 > len(keys)


def _number(row: list[str]) -> int:
    text = row[0].strip(" .()") if row else ""
    return int(text) if text.isdecimal() else 0


def table_of(piece: Piece) -> Table:
    """The table of the document."""
    width = piece.width
    while width > 2 and all(len(row) < width or not row[width - 1].strip() for row in piece.rows):
        width -= 1  # a tab at the end of every line
    rows = []
    for r, row in enumerate(piece.rows):
        cells = row[:width] + [""] * (width - len(row))
        rows.append(tuple(Cell(r, c, cell_paragraphs(text)) for c, text in enumerate(cells)))
    return Table(tuple(rows), piece.header_rows, piece.bordered)
