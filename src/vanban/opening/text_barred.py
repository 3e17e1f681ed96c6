"""Tables of a page that was copied as text: each cell ends with a bar, on its last line or on a line of its own."""

from __future__ import annotations

import re
from itertools import takewhile

from .markers import MARKER, ORDINAL_HEADER
from .text_listed import listed_rows
from .text_tables import Piece

# The bar alone, or behind the text of a line that has no other.
LAST_LINE = re.compile(r"(?P<text>[^|]*)\|\s*")
LONGEST_CELL = 40  # lines


def begins_barred(lines: list[str], at: int) -> bool:
    """Whether the first cell of such a table stands here: "STT |", or "STT" above a bar."""
    line = lines[at].strip()
    if line.endswith("|"):
        return bool(ORDINAL_HEADER.fullmatch(line.rstrip("| ")))
    cell = " ".join(takewhile(lambda other: other != "|", map(str.strip, lines[at : at + 3])))
    ended = "|" in map(str.strip, lines[at : at + 3])
    return ended and bool(ORDINAL_HEADER.fullmatch(cell))


def without_bar(line: str) -> str:
    """A line without the bar that ends the cell it stood in.

    >>> without_bar("Số: 12/KH-UBND |"), without_bar("a | b |")
    ('Số: 12/KH-UBND', 'a | b |')
    """
    last = LAST_LINE.fullmatch(line)
    return last["text"].rstrip() if last else line


def barred_rows(lines: list[str]) -> tuple[Piece | None, int]:
    """The table that begins here, and how many lines it takes.

    >>> lines = ["TT", "|", "Nội dung", "|", "Chủ trì", "|", "1", "|", "Họp", "báo", "|", "Sở A", "|", "I. KẾT LUẬN"]
    >>> piece, taken = barred_rows(lines)
    >>> piece.rows, taken
    ([['TT', 'Nội dung', 'Chủ trì'], ['1', 'Họp báo', 'Sở A']], 13)
    """
    cells, ends = _cells(lines)
    piece, taken = listed_rows(cells)
    return (piece, ends[min(taken, len(ends)) - 1]) if piece else (None, 0)


def _cells(lines: list[str]) -> tuple[list[str], list[int]]:
    """The cells, and for each the line after it; up to the first line that no bar follows soon."""
    cells: list[str] = []
    ends: list[int] = []
    open_lines: list[str] = []
    for number, line in enumerate(lines):
        last = LAST_LINE.fullmatch(line)
        open_lines.append(last["text"] if last else line)
        if last:
            cells.append(_joined(open_lines))
            ends.append(number + 1)
            open_lines = []
        elif len(open_lines) > LONGEST_CELL or "|" in line:
            break
    return cells, ends


def _joined(lines: list[str]) -> str:
    """The lines of a cell: a bullet or a number begins a new one, and so does each when all begin large; else a line
    was only wrapped."""
    kept = [line for line in map(str.strip, lines) if line]
    listed = not any(line[0].islower() for line in kept)
    text = ""
    for line in kept:
        text += ("\n" if listed or MARKER.match(line) else " ") + line if text else line
    return text
