"""What stands on a page and is not the text: page numbers, running headers, footnotes, signature stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .pdf_lines import Line, joined
from .pdf_page import Page

Row = list[Line]
MARGIN = 0.12  # of the page's height, above and below, where page numbers and running lines stand
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:trang|page)\s*:?\s*)?\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
# What signing programs print on the page; the signer's name and the time follow on their own lines.
STAMP_HEAD = re.compile(
    r"(?:được\s+)?ký (?:số\s+)?(?:bởi|điện tử)\b|người ký\s*:|digitally signed|signature (?:valid|not verified)|"
    r"signed by\s*:|chữ ký số|ký số bởi",
    re.IGNORECASE,
)
STAMP_LINE = re.compile(
    r"(?:thời gian ký|ngày ký|giờ ký|ký ngày|signing time|date|e-?mail|cơ quan|tổ chức|đơn vị|chức vụ|lý do|reason|"
    r"location|dn)\s*:|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}|\d{2}:\d{2}:\d{2}|\+07:?00",
    re.IGNORECASE,
)
STAMP_REACH = 6  # lines that a stamp has at most


def without_stamps(rows: list[Row]) -> list[Row]:
    """Rows without the lines that digital signing left: "Ký bởi: …", "Thời gian ký: …"."""
    kept: list[Row] = []
    inside, edge, size = 0, 0.0, 0.0
    for row in rows:
        rest = []
        for line in row:
            if STAMP_HEAD.match(line.text):
                inside, edge, size = STAMP_REACH, line.x0, line.size
            elif (
                inside and abs(line.x0 - edge) < 30 and (STAMP_LINE.search(line.text) or line.size < min(size + 0.6, 9))
            ):
                inside -= 1
            else:
                rest.append(line)
        if rest:
            kept.append(rest)
    return kept


def page_numbers(rows: list[Row], page: Page) -> list[Row]:
    """Rows without the first or last one when it is only a page number in the margin."""
    for place in (0, -1):
        if rows and _in_margin(rows[place], page) and PAGE_NUMBER.fullmatch(joined(rows[place]).text):
            rows = rows[1:] if place == 0 else rows[:-1]
    return rows


def _in_margin(row: Row, page: Page) -> bool:
    return not page.height * MARGIN < row[0].base < page.height * (1 - MARGIN)


def running_lines(pages: Iterable[tuple[Page, list[Row]]]) -> set[str]:
    """Keys of the lines in the margins that come back on page after page."""
    seen: Counter[str] = Counter()
    count = 0
    for page, rows in pages:
        count += 1
        seen.update({running_key(row) for row in _outer(rows) if _in_margin(row, page)})
    return {key for key, times in seen.items() if times >= 3 and times * 5 >= count * 2 and key.strip("# ")}


def running_key(row: Row) -> str:
    """A line without its digits, for "Trang 2/10 - Kế hoạch số 5", and roughly where it stands."""
    return re.sub(r"\d+", "#", joined(row).text) + f" @{round(row[0].base / 4)}"


def _outer(rows: list[Row]) -> list[Row]:
    return rows[:2] + rows[2:][-2:]


def without_running(rows: list[Row], page: Page, keys: set[str]) -> tuple[list[Row], list[Line]]:
    """Rows without running lines, and those lines."""
    if not keys:
        return rows, []
    outer = [row for row in _outer(rows) if _in_margin(row, page) and running_key(row) in keys]
    return [row for row in rows if row not in outer], [joined(row) for row in outer]


def footnotes(rows: list[Row], page: Page) -> tuple[list[Row], list[Line]]:
    """Rows without the footnotes, and their lines: smaller letters under a short line near the foot of the page."""
    for level in page.across:
        if not (level.at > page.height * 0.4 and 30 < level.end - level.start < page.width * 0.4):
            continue
        below = [joined(row) for row in rows if row[0].top > level.at - 2]
        above = [row for row in rows if row[0].top <= level.at - 2]
        if not below or not above or abs(level.start - min(line.x0 for line in below)) > 20:
            continue
        usual = Counter(round(row[0].size) for row in above).most_common(1)[0][0]
        if re.match(r"\d|\*|\[", below[0].text) and all(line.size < usual - 0.7 for line in below):
            return above, below
    return rows, []
