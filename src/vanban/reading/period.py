"""The year of a plan and the days that it covers, from its subject, else from its preamble, annexes and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vanban.messages import message
from vanban.plan import Found, Header
from vanban.text import flat

from .citations import find_citations
from .days import FULL_DAY, month_days
from .flow import Line
from .parts import Act
from .words import pattern

Period = tuple[date, date]
SPAN = re.compile(r"(?:giai doan|trong|cac nam|nam|thoi ky)?\s*(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)")
SCHOOL = re.compile(r"nam hoc\s*(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)")
YEAR = re.compile(r"(?<!den )(?<!tam nhin )(?<!den het )(?:nam|nam,)\s*(?P<year>20\d\d)\b(?!\s*[-–]\s*20\d\d)")
BARE_YEAR = re.compile(r"(?<![\d/.])(?<!den )(?<!den nam )(?<!het nam )(?<!tam nhin )(?P<year>20\d\d)(?![\d/])")
HALF = re.compile(r"6 thang (?P<which>dau|cuoi) nam\s*(?P<year>20\d\d)")
QUARTER = re.compile(r"quy\s*(?P<quarter>i{1,3}|iv|[1-4])\s*(?:/|nam|-)?\s*(?:nam\s*)?(?P<year>20\d\d)")
MONTH = re.compile(r"thang\s*(?P<month>\d{1,2})\s*(?:/|nam)\s*(?:nam\s*)?(?P<year>20\d\d)")
# "Hương Sơn, ngày     tháng     năm 2026": a draft waits for its day.
BLANK_DAY = re.compile(r",\s*(?:ngay)?[\s.…_/]*(?:\d{1,2}[\s.…_/]*)?thang[\s.…_\d/]*nam\s*(?P<year>20\d\d)\s*$")
LONGEST_DATE_LINE = 90
LONGEST = 30  # years; what spans more is an anniversary
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_period(header: Header, act: Act, titles: list[Line]) -> tuple[Found[int] | None, Period | None]:
    """(year, first and last day). A year that is only aimed at ("đến năm 2030") is none, nor is one in the date of a
    document that the plan names."""
    issued = header.date.value.year if header.date else None
    dated = None if header.date else _undated_line(act)
    near = issued or (int(dated[1]) if dated else None)
    if header.subject and (period := _period_in(header.subject.value, near, sure=True)):
        return Found(period[0].year, header.subject.places, message("year_in_text")), period
    for line in _other_sources(act, titles):
        if period := _period_in(line.text, near, sure=False):
            return Found(period[0].year, line.places, message("year_in_text")), period
    if issued and header.date:
        return Found(issued, header.date.places, message("year_of_date")), month_days(issued, 1, 12)
    if dated and near:
        return Found(near, dated[0].places, message("year_of_date")), month_days(near, 1, 12)
    return None, None


def _undated_line(act: Act) -> tuple[Line, str] | None:
    """The line of place and date, and its year, when the day is still blank: "..., ngày     tháng     năm 2026"."""
    found = ((line, BLANK_DAY.search(line.plain)) for line in act.head if len(line.text) < LONGEST_DATE_LINE)
    return next(((line, match["year"]) for line, match in found if match), None)


def _other_sources(act: Act, titles: list[Line]) -> Iterator[Line]:
    """The sentence that issues the plan, and titles of annexes."""
    issuing = (line for line in reversed(act.head) if pattern("words_layout", "as_follows").search(line.plain))
    return (line for line in [*issuing, *titles] if "ke hoach" in line.plain or line.upper)


def _period_in(printed: str, issued: int | None, *, sure: bool) -> Period | None:
    """``sure``: in the subject any year is the plan's; elsewhere only one that is near its date."""
    text = _without_documents(printed)
    if match := SCHOOL.search(text):
        return date(int(match["first"]), 9, 1), date(int(match["last"]), 8, 31)
    if match := HALF.search(text):
        first = 1 if match["which"] == "dau" else 7
        return month_days(int(match["year"]), first, first + 5)
    named = [int(match["year"]) for match in YEAR.finditer(text)]
    bare = [int(match["year"]) for match in BARE_YEAR.finditer(text)] if sure and not SPAN.search(text) else []
    near = [year for year in named or bare if issued and issued - 1 <= year <= issued + 1]
    years = near or (named or bare if sure else named if issued is None else [])
    if years:
        return _within(text, years[-1]) or month_days(years[-1], 1, 12)
    match = SPAN.search(text)
    if sure and match and 0 < int(match["last"]) - int(match["first"]) < LONGEST:
        return date(int(match["first"]), 1, 1), date(int(match["last"]), 12, 31)
    return None


def _without_documents(printed: str) -> str:
    """The flat text without the documents that it names and without whole days: their years are not the plan's."""
    text = flat(printed)
    for start, end in [
        *((c.start, c.end) for c in find_citations(printed)),
        *(m.span() for m in FULL_DAY.finditer(text)),
    ]:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _within(text: str, year: int) -> Period | None:
    """A plan for a quarter or a month of the year."""
    if (match := QUARTER.search(text)) and int(match["year"]) == year:
        quarter = ROMAN.get(match["quarter"]) or int(match["quarter"])
        return month_days(year, quarter * 3 - 2, quarter * 3)
    if (match := MONTH.search(text)) and int(match["year"]) == year and 1 <= int(match["month"]) <= 12:
        return month_days(year, int(match["month"]), int(match["month"]))
    return None
