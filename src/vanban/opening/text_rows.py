"""Which lines of a text file are rows of a table, in each of the notations that converters write."""

from __future__ import annotations

import re

from .markers import MARKER, ORDINAL_HEADER
from .text_tables import Piece, Rows

# Border lines of ASCII and box-drawing tables: +-----+, ├───┼───┤, =====.
BORDER = re.compile(r"\s*[+|:╔╠╚┌├└┏┣┗╟╞┝╭╰─═━-][-+=|:─═━┬┼┴┐┤┘╦╬╩╗╣╝┳╋┻┓┫┛╤╪╧╥╫╨╮╯\s]{2,}$")
BARS = str.maketrans("│┃║¦", "||||")
ALIGNMENT = re.compile(r":?-{2,}:?|:-:?|-:")
UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
MOTTO = re.compile(r"HÒA XÃ HỘI CHỦ NGHĨA|HOÀ XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM")
GAP = re.compile(r"\s{2,}")


def tab_rows(lines: list[str]) -> tuple[Piece | None, int]:
    """A table by tabs at the start of ``lines``, and how many lines it takes.

    A cell may hold line breaks: then the row goes on until it has the columns of the first row.
    """
    rows: Rows = []
    taken = 0
    while taken < len(lines):
        cells = lines[taken].split("\t")
        if len(cells) < 2 or is_tabbed_item(cells):
            if not (rows and len(rows[-1]) < len(rows[0]) and lines[taken].strip()):
                break
            rows[-1][-1] += "\n" + lines[taken]
        elif rows and len(rows[-1]) < len(rows[0]) and len(rows[-1]) + len(cells) - 1 == len(rows[0]):
            rows[-1][-1] += "\n" + cells[0]
            rows[-1] += cells[1:]
        else:
            rows.append(cells)
        taken += 1
    if not rows or (len(rows) == 1 and len(rows[0]) < 3):
        return None, 0
    return Piece(rows), taken


def is_tabbed_item(cells: list[str]) -> bool:
    """A bullet or number and its text, parted by a tab: not two cells."""
    return len(cells) == 2 and bool(MARKER.fullmatch(cells[0].strip() + " "))


def pipe_rows(lines: list[str]) -> tuple[Piece | None, int]:
    """A table by bars (Markdown, ASCII art, box drawing), and how many lines were looked at."""
    begin = lines[0].translate(BARS)
    if "|" not in begin and not BORDER.match(begin):
        return None, 0
    drawn = [line.translate(BARS) for line in lines]
    taken = 0
    while taken < len(drawn) and ("|" in drawn[taken] or BORDER.match(drawn[taken])):
        if taken and _begins_letterhead(drawn[taken : taken + 3]) and not _begins_letterhead(drawn):
            break  # below what a site says of the document
        taken += 1
        # A cell that a scraper broke over lines: the next lines have no bar but the row is not full yet.
        while taken < len(drawn) and "|" not in drawn[taken] and drawn[taken].strip() and _is_open(drawn, taken):
            taken += 1
    block = drawn[:taken]
    if not any("|" in line for line in block) or not _looks_like_table(block):
        return None, taken
    if len(collapsed := _collapsed(block)) > 1:
        return Piece(collapsed, 1), taken
    borders = [i for i, line in enumerate(block) if BORDER.match(line) and not _is_alignment(line)]
    rows, header = _art_rows(block) if len(borders) > 2 else _markdown_rows(block)
    return (Piece(rows, header) if rows and max(map(len, rows)) > 1 else None), taken


def _begins_letterhead(lines: list[str]) -> bool:
    """The body above and the motto beside it, in capitals: "ỦY BAN NHÂN DÂN |", "CỘNG HÒA XÃ HỘI ..."."""
    return lines[0].isupper() and bool(MOTTO.search(" ".join(lines[:3])))


def _is_open(lines: list[str], i: int) -> bool:
    later = next((line for line in lines[i : i + 8] if "|" in line or not line.strip()), "")
    return "|" in later and not BORDER.match(lines[i])


def _looks_like_table(block: list[str]) -> bool:
    bars = [len(UNESCAPED_BAR.findall(line)) for line in block if "|" in line]
    return any(_is_alignment(line) for line in block) or max(bars) > 2 or (len(bars) > 1 and min(bars) >= 1)


def _cells(line: str) -> list[str]:
    bare = line.strip()
    parts = UNESCAPED_BAR.split(bare)
    if bare.startswith("|"):
        parts = parts[1:]
    if bare.endswith("|") and not bare.endswith("\\|") and parts:
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|") for part in parts]


def _is_alignment(line: str) -> bool:
    cells = [cell for cell in _cells(line) if cell]
    return bool(cells) and "|" in line and all(ALIGNMENT.fullmatch(cell.replace(" ", "")) for cell in cells)


def _markdown_rows(block: list[str]) -> tuple[Rows, int]:
    rows: Rows = []
    header = 0
    for line in block:
        if _is_alignment(line):
            header = header or len(rows)
        elif BORDER.match(line) or not _cells(line):
            continue
        elif "|" not in line and rows:
            rows[-1][-1] += "\n" + line.strip()
        elif rows and len(rows[-1]) < len(rows[0]) and not line.lstrip().startswith("|"):
            parts = _cells(line)  # the other half of a broken row
            rows[-1][-1] += "\n" + parts[0]
            rows[-1] += parts[1:]
        else:
            rows.append(_cells(line))
    return rows, header if header < len(rows) else 0


def _art_rows(block: list[str]) -> tuple[Rows, int]:
    """Rows between border lines; their lines belong to the same cells."""
    rows: Rows = []
    fresh = True
    for line in block:
        if BORDER.match(line):
            fresh = True
            continue
        cells = _cells(line) or [""]
        if fresh or len(cells) != len(rows[-1]):
            rows.append(cells)
        else:
            rows[-1] = [f"{upper} {lower}".strip() for upper, lower in zip(rows[-1], cells, strict=True)]
        fresh = False
    return rows, 0


def _collapsed(block: list[str]) -> Rows:
    """A whole Markdown table that a scraper left on one line: the alignment cells tell how many columns."""
    text = " ".join(line.strip() for line in block)
    parts = [part.strip() for part in UNESCAPED_BAR.split(text)]
    marks = [i for i, part in enumerate(parts) if ALIGNMENT.fullmatch(part)]
    if len(block) > 1 or len(marks) < 2 or marks[-1] - marks[0] != len(marks) - 1:
        return []
    width = len(marks)
    before = parts[: marks[0]]
    while before and not before[-1]:
        before.pop()
    rows = [before[-width:]]
    after = parts[marks[-1] + 1 :]
    if after and not after[0]:
        after = after[1:]
    for start in range(0, len(after), width + 1):  # one empty part stands between two rows
        row = after[start : start + width]
        if len(row) == width:
            rows.append(row)
    return rows


def spaced_rows(lines: list[str]) -> tuple[Piece | None, int]:
    """A table by columns of spaces, and how many lines it takes.

    Columns are where every line of the stretch is blank; a line without its first cell goes on with the row above.
    """
    taken = 0
    while taken < len(lines) and (not lines[taken].strip() or GAP.search(lines[taken].strip()) or _hangs(lines[taken])):
        if not lines[taken].strip() and (taken + 1 >= len(lines) or not GAP.search(lines[taken + 1].strip())):
            break
        taken += 1
    block = [line.expandtabs(8) for line in lines[:taken] if line.strip()]
    edges = _gutters(block)
    if len(block) < 3 or len(edges) < 2:
        return None, 0
    rows: Rows = []
    for line in block:
        cells = [line[a:b].strip() for a, b in zip([0, *edges], [*edges, None], strict=True)]
        if rows and not cells[0]:
            rows[-1] = [f"{upper} {lower}".strip() for upper, lower in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    numbered = bool(ORDINAL_HEADER.fullmatch(rows[0][0])) and len(rows) > 1
    return (Piece(rows), taken) if numbered else (None, 0)


def _hangs(line: str) -> bool:
    return bool(re.match(r"\s{6,}\S", line))


def _gutters(block: list[str]) -> list[int]:
    """Where a column begins: after two or more places that are blank in every line."""
    width = max((len(line) for line in block), default=0)
    blank = [all(i >= len(line) or line[i] == " " for line in block) for i in range(width)]
    first = blank.index(False) if False in blank else width
    return [i for i in range(first + 2, width) if not blank[i] and blank[i - 1] and blank[i - 2]]
