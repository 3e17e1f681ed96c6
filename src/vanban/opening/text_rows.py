"""Which lines of a text file are rows of a table, in each of the notations that converters write."""

from __future__ import annotations

import re
from itertools import pairwise

from .markers import MARKER, ROW_NUMBER
from .text_tables import Piece, Rows

# Border lines of ASCII and box-drawing tables: +-----+, ├───┼───┤, =====.
BORDER = re.compile(r"\s*[+|:╔╠╚┌├└┏┣┗╟╞┝╭╰─═━-][-+=|:─═━┬┼┴┐┤┘╦╬╩╗╣╝┳╋┻┓┫┛╤╪╧╥╫╨╮╯\s]{2,}$")
BARS = str.maketrans("│┃║¦", "||||")
ALIGNMENT = re.compile(r":?-{2,}:?|:-:?|-:")
UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
GAP = re.compile(r"\s{2,}")
ORDINAL_HEADER = re.compile(r"(?:S?TT|Stt|Số TT|Số thứ tự|Số\s+TT)\.?", re.IGNORECASE)


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
    """A table by bars (Markdown, ASCII art, box drawing), and how many lines it takes."""
    drawn = [line.translate(BARS) for line in lines]
    taken = 0
    while taken < len(drawn) and ("|" in drawn[taken] or BORDER.match(drawn[taken])):
        taken += 1
        # A cell that a scraper broke over lines: the next lines have no bar but the row is not full yet.
        while taken < len(drawn) and "|" not in drawn[taken] and drawn[taken].strip() and _is_open(drawn, taken):
            taken += 1
    block = drawn[:taken]
    if sum("|" in line for line in block) < 1 or not _looks_like_table(block):
        return None, 0
    if len(collapsed := _collapsed(block)) > 1:
        return Piece(collapsed, 1), taken
    borders = [i for i, line in enumerate(block) if BORDER.match(line) and not _is_alignment(line)]
    rows, header = _art_rows(block) if len(borders) > 2 else _markdown_rows(block)
    return (Piece(rows, header), taken) if rows and max(map(len, rows)) > 1 else (None, 0)


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
        elif BORDER.match(line):
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
        cells = _cells(line)
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


def listed_rows(lines: list[str]) -> tuple[Piece | None, int]:
    """A table with each cell on a line of its own, beginning with "STT" or "TT", and how many lines it takes.

    An empty line is an empty cell, if with that as many lines as there are columns always lead to the next number. Else
    empty lines only part the cells, and the lines up to the first number are the header.

    >>> piece, taken = listed_rows(["TT", "Nội dung", "Chủ trì", "1", "Họp báo", "", "2", "Hội thảo", "Sở B"])
    >>> piece.rows[1:], taken
    ([['1', 'Họp báo', ''], ['2', 'Hội thảo', 'Sở B']], 9)
    """
    if not lines or not ORDINAL_HEADER.fullmatch(lines[0].strip()):
        return None, 0
    texts = [line.strip() for line in lines]
    # Twice the true width would lead to every other number.
    best = max((_even_rows(texts, width) for width in range(3, 16)), key=_numbered)
    if _numbered(best):
        return Piece(best, 1), min(len(best) * len(best[0]), len(lines))
    return _uneven_rows(texts)


def _numbered(rows: Rows) -> int:
    return sum(bool(re.fullmatch(r"\(?[\d.]+[.)]*|[IVX]+", row[0])) for row in rows)


def _even_rows(texts: list[str], width: int) -> Rows:
    """The rows when each takes exactly ``width`` lines; only the header when that leads nowhere."""
    header = texts[:width]
    rows = [header]
    if len(header) < width or not all(header[:2]) or any(len(text) > 80 for text in header):
        return rows
    for start in range(width, len(texts) - width + 1, width):
        row = texts[start : start + width]
        if not _starts_row(row, rows):
            break
        rows.append(row)
    while len(rows) > 1 and not re.match(r"\(?\d|tổng|cộng", rows[-1][0], re.IGNORECASE):
        rows.pop()  # headings and empty lines after the table
    rest = texts[len(rows) * width : len(rows) * width + width]
    if len(rows) > 1 and rest and re.match(r"\(?\d+[.)]?$", rest[0]) and len(rest) < width:
        rows.append(rest + [""] * (width - len(rest)))  # the last row, without its empty cells
    return rows


def _starts_row(row: list[str], rows: Rows) -> bool:
    """A row begins with a number, a group over the whole width, the header's second line, a merged cell, or a total."""
    first = row[0]
    if not any(row[1:]):
        return len(first) > 3
    if re.match(r"tổng|cộng", first, re.IGNORECASE) or first == rows[0][0]:
        return True
    merged = not first and any(row[2:]) and (bool(row[1]) or len(rows) == 1)
    return merged or bool(ROW_NUMBER.fullmatch(first))


def _uneven_rows(texts: list[str]) -> tuple[Piece | None, int]:
    """Rows between one number and the next, when most of them have all their cells."""
    places = [i for i, text in enumerate(texts) if text]
    cells = [texts[i] for i in places]
    width = next((i for i, text in enumerate(cells[:15]) if i and re.fullmatch(r"(?:0?1|I)\.?", text)), 0)
    if not 3 <= width <= 12 or any(len(text) > 80 for text in cells[:width]):
        return None, 0
    starts = _row_starts(cells, width)
    full = sum(b - a == width for a, b in pairwise(starts))
    groups = sum(b - a == 2 for a, b in pairwise(starts))
    if len(starts) > 1 and full + groups < (len(starts) - 1) * 0.8:
        return None, 0
    end = min(starts[-1] + width, len(cells))
    rows = [cells[:width]] + [cells[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
    return Piece(rows, 1), places[end - 1] + 1


def _row_starts(texts: list[str], width: int) -> list[int]:
    """Lines that hold the number of a row: the next number, a Roman one, or a sub-number, not too early."""
    starts, expected, at = [width], 2, width + 1
    while at < len(texts) and at - starts[-1] <= width:
        text = texts[at].rstrip(".")
        roman = re.fullmatch(r"[IVX]+", text)
        if at - starts[-1] >= 2 and (roman or text.lstrip("0") in (str(expected), "1")):
            expected = 1 if roman else int(text) + 1
            starts.append(at)
        at += 1
    return starts
