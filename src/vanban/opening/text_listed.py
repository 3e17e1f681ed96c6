"""Tables of a text file in which each cell stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .markers import ROW_NUMBER
from .text_tables import Piece, Rows, join

NUMBERED = re.compile(r"\(?\d[\d.]*[.)]*|[IVX]{1,6}[.)]?")
GROUP_LINE = re.compile(r"(?:[IVX]{1,6}|[A-ZĐ]|\d{1,2})[.)]\s+\S")
BEGINNINGS = frozenset("0123456789IVXABCDĐEGH(")
TOTAL = re.compile(r"tổng|cộng", re.IGNORECASE)
LONGEST_HEADER = 80
# A header of two lines: "Trách nhiệm thực hiện" over "Chủ trì", "Phối hợp"; "Kinh phí" over "Tổng số", "Ngân sách".
MERGED = re.compile(r"phân công|trách nhiệm|(?:cơ quan|đơn vị|tổ chức) thực hiện|kinh phí|dự toán", re.IGNORECASE)
UNDER = re.compile(r"chủ trì|phụ trách|phối hợp|tổng số|ngân sách|nguồn", re.IGNORECASE)


def listed_rows(lines: list[str]) -> tuple[Piece | None, int]:
    """A table with each cell on a line of its own, beginning with "STT" or "TT", and how many lines it takes.

    An empty line is an empty cell. The number of columns is the one that leads from row number to row number furthest;
    groups may take one or two lines instead of a whole row, and each page may begin with the header again.

    >>> piece, taken = listed_rows(["TT", "Nội dung", "Chủ trì", "1", "Họp báo", "", "2", "Hội thảo", "Sở B"])
    >>> piece.rows[1:], taken
    ([['1', 'Họp báo', ''], ['2', 'Hội thảo', 'Sở B']], 9)
    """
    near = [text for line in lines[1:40] if (text := line.strip())[:1] in BEGINNINGS]
    if not any(NUMBERED.fullmatch(text) or GROUP_LINE.match(text) for text in near):
        return None, 0
    texts = [line.strip() for line in lines]
    best: tuple[int, list[Rows], int] = (0, [], 0)
    for width in range(3, 16):
        for header, lines_of_header in _headers(texts, width):
            pages, taken = _pages(texts, header, lines_of_header)
            found = sum(bool(NUMBERED.fullmatch(row[0])) for rows in pages for row in rows)
            best = max(best, (found, pages, taken), key=lambda tried: tried[0])
    found, pages, taken = best
    if found:
        piece = Piece(pages[0], 1)
        for rows in pages[1:]:
            join(piece, Piece(rows, 1))
        return piece, taken
    return _without_empty_lines(texts)


def _headers(texts: list[str], width: int) -> Iterator[tuple[list[str], int]]:
    """The header in as many lines as there are columns, or in one more: with a merged label over the last ones."""
    lines = texts[: width + 1]
    if not all(lines[:2]) or any(len(text) > LONGEST_HEADER for text in lines[:width]):
        return
    yield lines[:width], width
    under = [i for i, text in enumerate(lines) if i > 2 and UNDER.search(text)]
    # The labels under a merged one are the last lines, without a gap.
    while under and under != list(range(under[0], width + 1)):
        under.pop(0)
    merged = [i for i, text in enumerate(lines[: under[0]]) if MERGED.search(text)] if len(under) > 1 else []
    if merged:
        yield lines[: merged[0]] + [lines[i] for i in under] + lines[merged[0] + 1 : under[0]], width + 1


def _pages(texts: list[str], header: list[str], lines_of_header: int) -> tuple[list[Rows], int]:
    """Rows of as many lines as there are columns, page by page (each begins with the header), and lines taken."""
    width = len(header)
    printed = texts[:lines_of_header]
    pages: list[Rows] = []
    at = 0
    while at < len(texts):
        if texts[at : at + lines_of_header] == printed:
            pages.append([header])
            at += lines_of_header
            continue
        size = _row_size(texts, at, width, pages[-1])
        if not size:
            break
        pages[-1].append((texts[at : at + size] + [""] * width)[:width])
        at += size
    return pages, at - _drop_tail(pages)


def _drop_tail(pages: list[Rows]) -> int:
    """Headings and empty lines after the table are no rows; how many lines that were."""
    lines = 0
    while len(pages[-1]) > 1 and not re.match(r"\(?\d|tổng|cộng", "".join(pages[-1][-1][:2]), re.IGNORECASE):
        row = pages[-1].pop()
        lines += max(1, sum(map(bool, row))) if _is_group(row) else len(row)
    return lines


def _is_group(row: list[str]) -> bool:
    return not any(row[2:])


def _row_size(texts: list[str], at: int, width: int, rows: Rows) -> int:
    """How many lines the row that begins here takes: ``width``, one or two for a group, 0 when none begins."""
    whole = _is_row(texts[at : at + width], rows)
    if whole and _may_begin(texts, at + width, rows):
        return width
    first = texts[at]
    if (GROUP_LINE.match(first) or (first.isupper() and len(first) > 8)) and _may_begin(texts, at + 1, rows):
        return 1
    if ROW_NUMBER.fullmatch(first) and any(texts[at + 1 : at + 2]) and _may_begin(texts, at + 2, rows):
        return 2
    last = NUMBERED.fullmatch(first) or TOTAL.match(first or "".join(texts[at + 1 : at + 2]))
    return width if whole and last and len(texts) - at >= 2 else 0


def _may_begin(texts: list[str], at: int, rows: Rows) -> bool:
    """Whether a row could begin here, by its first line."""
    text = texts[at] if at < len(texts) else ""
    begins = ROW_NUMBER.fullmatch(text) or GROUP_LINE.match(text) or TOTAL.match(text)
    return bool(begins) or (text != "" and text == rows[0][0]) or (text.isupper() and len(text) > 8)


def _is_row(row: list[str], rows: Rows) -> bool:
    """A row begins with a number, a group over the whole width, the header's second line, a merged cell, or a total."""
    first = row[0]
    if not any(row[1:]):
        return len(first) > 3
    if TOTAL.match(first) or first == rows[0][0]:
        return True
    merged = not first and any(row[2:]) and (bool(row[1]) or len(rows) == 1)
    return merged or bool(ROW_NUMBER.fullmatch(first))


def _without_empty_lines(texts: list[str]) -> tuple[Piece | None, int]:
    """Empty lines may also only part the cells; then the lines up to the first number are the header."""
    places = [i for i, text in enumerate(texts) if text]
    cells = [texts[i] for i in places]
    width = next((i for i, text in enumerate(cells[:15]) if i and re.fullmatch(r"(?:0?1|I)\.?", text)), 0)
    if not 3 <= width <= 12 or any(len(text) > LONGEST_HEADER for text in cells[:width]):
        return None, 0
    pages, taken = _pages(cells, cells[:width], width)
    rows = [row for page in pages for row in page]
    full = sum(bool(row[-1]) for row in rows[1:])
    if len(rows) < 2 or full * 2 < len(rows) - 1:
        return None, 0
    return Piece(rows, 1), places[taken - 1] + 1
