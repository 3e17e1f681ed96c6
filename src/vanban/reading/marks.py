"""Points and stretches of the calendar inside a time phrase, before it is known how they hang together.

A Mark is what stands there: "Quý II", "tháng 3/2026", "13-15/4", "6 tháng đầu năm". Its year may be missing. Patterns
work on text made flat (vanban.text.flat), so missing accents and capitals do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from .days import day, month_days

Unit = Literal["day", "month", "quarter", "months", "year"]


@dataclass(frozen=True, slots=True)
class Mark:
    """``first`` and ``last`` are (month, day); a day of 0 stands for the whole month. ``year`` is of ``last``."""

    unit: Unit
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    start: int
    end: int
    soft: bool = False
    years: int = 0  # how many years before ``year`` it begins: 4 in "2026 - 2030"

    @property
    def stretch(self) -> bool:
        """Whether it names both its ends: "tháng 3 - 5", "2026 - 2030"."""
        return self.unit == "months" or self.years > 0 or (self.unit == "day" and self.first != self.last)

    def span(self, year: int) -> tuple[date, date] | None:
        """First and last day when ``last`` falls into ``year``; None where the calendar has no such day."""
        first = day(year - self.years, self.first[0], self.first[1] or 1)
        month, number = self.last
        last = day(year, month, number) if number else month_days(year, month, month)[1]
        return (first, last) if first and last and first <= last else None


_Y = r"(?:19|20)\d\d"
# "Quý II/2026", "Quý II năm 2026", "Quý II/năm 2019", "Quý II (2026)", "Quý II, năm 2026", "Quý II.2026"
_YEAR = rf"(?:\s*[/\-–.,(]?\s*(?:nam\s*)?(?P<{{0}}>{_Y}|(?<=/)[23]\d)(?![\d/])\)?)?"
# Roman numerals as OCR leaves them ("|||", "lV", "1V") and Arabic ones.
_ROMAN = r"(?:[il1|!]v|[il|!1]{1,3}|[2-4])(?![\w|!])"
_TO = r"(?:\s*(?:[-–]|->|→|den|toi)\s*)"
_AND = r"(?:\s*(?:,|;|va|&|hoac|\+)\s*)"
_SOFT = r"(?:(?P<soft>dau|giua|cuoi|thuong tuan|trung tuan|ha tuan)\s+)?"
_QUARTER = re.compile(rf"{_SOFT}\b(?:qu[yi]|q\.?)\s*(?P<items>{_ROMAN}|(?:mot|hai|ba|bon|tu)\b)" + _YEAR.format("year"))
_QUARTER_NEXT = re.compile(
    rf"(?:(?P<to>{_TO})|{_AND})(?P<whole>(?:qu[yi]\s*)?(?P<item>{_ROMAN}))" + _YEAR.format("year")
)
_WEEK = r"(?:tuan\s+(?:thu\s+)?[^\s,;/]+(?:\s*(?:,|va|-)\s*\d)?\s*(?:cua\s*)?)"
_M = r"(?:1[0-2]|0?[1-9])(?!\d)(?!\s*thang)(?!\s*/\s*(?![23]\d(?!\d))\d{1,2}(?!\d))"
_MONTH = re.compile(rf"{_SOFT}\b(?:thang|thg\.?|(?:t|th)\.?(?=\s?\d))\s*(?P<items>{_M})" + _YEAR.format("year"))
_MONTH_NEXT = re.compile(
    rf"(?:(?P<to>{_TO})|{_AND})(?P<whole>(?:thang\s*|t)?(?P<item>{_M}))(?!\s*%)" + _YEAR.format("year")
)
_BARE_MONTHS = re.compile(
    rf"(?<![\d/.,])(?:(?P<from>\d{{1,2}})\s*[-–]\s*)?(?P<month>\d{{1,2}})\s*[/.\-]\s*(?P<year>{_Y})(?![\d/])"
)
_MONTH_OF_WEEK = re.compile(rf"\b(?P<soft>{_WEEK})thang\s*(?P<items>{_M})" + _YEAR.format("year"))
_WORD_MONTHS = {"hai": 2, "ba": 3, "tu": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi mot": 11}
_WORD_MONTHS |= {"muoi hai": 12, "muoi": 10, "mot": 1}
_WORD_MONTH = re.compile(rf"{_SOFT}\bthang\s+(?P<word>{'|'.join(_WORD_MONTHS)})\b" + _YEAR.format("year"))
_DAYS_BEFORE = r"(?P<days>(?:\d{1,2}\s*(?:[-–,&]|va|den|toi)\s*(?:ngay\s*)?)*)"
_WITH_SLASH = rf"\s*/\s*(?P<m1>\d{{1,2}})(?:\s*[/.]\s*|\s*nam\s*)(?P<y1>{_Y}|(?<=/)[23]\d)"
_WITH_DOTS = rf"\s*(?P<sep>[.\-])\s*(?P<m2>\d{{1,2}})\s*(?P=sep)\s*(?P<y2>{_Y})"
_IN_WORDS = (
    r"(?:(?<=ngay \d),|(?<=ngay \d\d),)?\s*thang\s*(?P<m3>\d{1,2})"
    rf"(?:[\s,/]*nam\s*(?P<y3>{_Y})|\s*/\s*(?P<y4>{_Y}))?"
)
_DAY = re.compile(
    rf"(?<![\d/.,])(?<!thang )(?<!thang)(?:ngay\s*)?{_DAYS_BEFORE}(?P<day>\d{{1,2}})"
    rf"(?:{_WITH_SLASH}|{_WITH_DOTS}|{_IN_WORDS}|\s*/\s*(?P<m4>\d{{1,2}}))(?![\d/])"
)
_MONTHS = re.compile(
    r"\b(?P<count>\d{1,2}|sau|ba|chin)\s*thang\s*(?P<which>dau|cuoi)?(?:\s*(?:cua\s*)?nam)?" + _YEAR.format("year")
)
# "hai quý đầu năm", "quý cuối cùng của năm"
_QUARTERS_OF_YEAR = re.compile(
    r"\b(?:(?P<count>0?[23]|hai|ba)\s*)?quy\s*(?P<which>dau|cuoi)(?:\s*(?:cung|tien))?\s*(?:cua\s*)?nam"
    + _YEAR.format("year")
)
_ISO_DAY = re.compile(r"(?<![\d/.\-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d\-])")
_PART_OF_YEAR = re.compile(r"\b(?P<soft>nua dau|nua cuoi|dau|giua|cuoi)\s*nam(?!\s*hoc)" + _YEAR.format("year"))
_YEARS = re.compile(
    rf"(?:\bgiai doan\s*)?(?:\bnam\s*)?(?<![\d/.\-])(?P<from>{_Y})\s*(?:[-–]|den(?: het)?|toi|va)\s*"
    rf"(?:nam\s*)?(?P<year>{_Y})(?![\d/])"
)
_ONE_YEAR = re.compile(
    rf"\b(?:trong\s*|ca\s*|suot\s*|toan\s*)?nam\s*(?P<year>{_Y})(?![\d/])|(?<![\d/.\-])(?P<bare>{_Y})(?![\d/.])"
)
_THIS_YEAR = re.compile(r"(?:\b(?:trong|ca|suot|toan|quanh)\s*|(?<=het ))nam\b(?!\s*hoc)|^\s*nam\s*$")
_ALWAYS_ON = re.compile(r"(?<!ngay )(?<!truoc )(?<!den )(?<!tu )\b24\s*/\s*7$")
_QUARTER_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_WORD_NUMBERS = {"sau": 6, "ba": 3, "chin": 9}


def find_marks(even: str) -> list[Mark]:
    """All marks of a flat text in order of place.

    >>> [(m.unit, m.first, m.year) for m in find_marks("quy ii va thang 9/2026")]
    [('quarter', (4, 0), None), ('month', (9, 0), 2026)]
    """
    found: list[Mark] = []
    left = even
    for pattern, make in _READERS:
        at = 0
        while match := pattern.search(left, at):
            marks = list(make(match, left))
            at = max(match.end(), match.start() + 1, *(mark.end for mark in marks), 0)
            if marks or pattern in (_DAY, _ISO_DAY):  # what is no day of the calendar is no month or year either
                left = left[: match.start()] + "\0" * (at - match.start()) + left[at:]
            found += marks
    return sorted(found, key=lambda mark: mark.start)


def _year(match: re.Match[str]) -> int | None:
    return _full(match["year"]) if match["year"] else None


def _full(year: str) -> int:
    """ "30/6/26" is of this century."""
    return int(year) + (2000 if len(year) == 2 else 0)


def _months(match: re.Match[str], left: str) -> Iterator[Mark]:
    count = _WORD_NUMBERS.get(match["count"]) or int(match["count"])
    alone = not left.replace(match.group(), "").strip(" ().,;-")
    named = match["which"] or match["year"] or re.search(r"thang\s*nam$", match.group()) or alone
    if not named or not 1 <= count <= 11:
        return
    first, last = (13 - count, 12) if match["which"] == "cuoi" else (1, count)
    yield Mark("months", (first, 0), (last, 0), _year(match), match.start(), match.end())


def _days(match: re.Match[str], left: str) -> Iterator[Mark]:
    month = int(match["m1"] or match["m2"] or match["m3"] or match["m4"])
    year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    days = [int(n) for n in [*re.findall(r"\d+", match["days"]), match["day"]]]
    if not 1 <= month <= 12 or not all(1 <= n <= 31 for n in days) or _ALWAYS_ON.search(left[: match.end()]):
        return
    first, last = days[0], days[-1]
    first_month = month if first <= last else month - 1 or 12
    turn = 1 if first_month > month else 0
    own = _full(year) if year else None
    yield Mark("day", (first_month, first), (month, last), own, match.start(), match.end(), years=turn)


def _quarter_number(numeral: str) -> int:
    if numeral in _QUARTER_WORDS:
        return _QUARTER_WORDS[numeral]
    return 4 if numeral.endswith("v") else int(numeral) if numeral in "234" else len(numeral)


def _months_of(unit: Unit, item: str) -> tuple[int, int]:
    if unit == "quarter":
        return _quarter_number(item) * 3 - 2, _quarter_number(item) * 3
    return int(item), int(item)


# "Tháng 3, 2 lớp" counts classes.
_COUNTS_SOMETHING = re.compile(r"\s*(?:lan|lop|bai|tin|cuoc|nam\b(?!\s*20))")


def _listed(unit: Unit, match: re.Match[str], left: str, following: re.Pattern[str]) -> Iterator[Mark]:
    """A word and its numbers: "Quý I, II và III/2026", "tháng 3 - 5/2026". A range becomes one mark."""
    soft = bool(match["soft"])
    first, last = _months_of(unit, match["items"])
    mark = Mark(unit, (first, 0), (last, 0), _year(match), match.start(), match.end(), soft)
    while more := following.match(left, mark.end):
        if more["item"].isdigit() != match["items"].isdigit() or _COUNTS_SOMETHING.match(left, more.end()):
            break
        first, last = _months_of(unit, more["item"])
        if more["to"]:
            mark = _lengthened(mark, last, _year(more), more.end())
        else:
            yield mark
            mark = Mark(unit, (first, 0), (last, 0), _year(more), more.start("whole"), more.end(), soft)
    yield mark


def _lengthened(mark: Mark, last: int, year: int | None, end: int) -> Mark:
    """The mark up to another month, over the turn of the year when that month is earlier."""
    turn = 1 if mark.first[0] > last else (year - mark.year if year and mark.year else 0)
    last_year = year or (mark.year + turn if mark.year else None)
    return replace(mark, unit="months", last=(last, 0), year=last_year, end=end, years=turn)


def _quarters(match: re.Match[str], left: str) -> Iterator[Mark]:
    return _listed("quarter", match, left, _QUARTER_NEXT)


def _named_months(match: re.Match[str], left: str) -> Iterator[Mark]:
    return _listed("month", match, left, _MONTH_NEXT)


def _word_month(match: re.Match[str], left: str) -> Iterator[Mark]:
    number = _WORD_MONTHS[match["word"]]
    yield Mark("month", (number, 0), (number, 0), _year(match), match.start(), match.end(), bool(match["soft"]))


def _bare_months(match: re.Match[str], left: str) -> Iterator[Mark]:
    last, first = int(match["month"]), int(match["from"] or match["month"])
    if 1 <= last <= 12 and 1 <= first <= last:
        unit: Unit = "month" if first == last else "months"
        yield Mark(unit, (first, 0), (last, 0), _year(match), match.start(), match.end())


def _quarters_of_year(match: re.Match[str], left: str) -> Iterator[Mark]:
    count = {"hai": 2, "ba": 3}.get(match["count"] or "1") or int(match["count"] or 1)
    first, last = (1, 3 * count) if match["which"] == "dau" else (13 - 3 * count, 12)
    unit: Unit = "quarter" if count == 1 else "months"
    yield Mark(unit, (first, 0), (last, 0), _year(match), match.start(), match.end())


def _iso_day(match: re.Match[str], left: str) -> Iterator[Mark]:
    month, number = int(match["month"]), int(match["day"])
    if 1 <= month <= 12 and 1 <= number <= 31:
        yield Mark("day", (month, number), (month, number), int(match["year"]), match.start(), match.end())


def _part_of_year(match: re.Match[str], left: str) -> Iterator[Mark]:
    first, last = {"nua dau": (1, 6), "nua cuoi": (7, 12)}.get(match["soft"], (1, 12))
    unit: Unit = "year" if (first, last) == (1, 12) else "months"
    yield Mark(unit, (first, 0), (last, 0), _year(match), match.start(), match.end(), unit == "year")


def _years(match: re.Match[str], left: str) -> Iterator[Mark]:
    years = int(match["year"]) - int(match["from"])
    if 0 < years < 50:
        yield Mark("year", (1, 0), (12, 0), int(match["year"]), match.start(), match.end(), years=years)


def _one_year(match: re.Match[str], left: str) -> Iterator[Mark]:
    yield Mark("year", (1, 0), (12, 0), int(match["year"] or match["bare"]), match.start(), match.end())


def _this_year(match: re.Match[str], left: str) -> Iterator[Mark]:
    yield Mark("year", (1, 0), (12, 0), None, match.start(), match.end())


_Reader = tuple[re.Pattern[str], Callable[[re.Match[str], str], Iterator[Mark]]]
# Longer readings first: what one has taken, the next no longer sees.
_READERS: tuple[_Reader, ...] = (
    (_MONTHS, _months),
    (_QUARTERS_OF_YEAR, _quarters_of_year),
    (_MONTH_OF_WEEK, _named_months),
    (_ISO_DAY, _iso_day),
    (_DAY, _days),
    (_QUARTER, _quarters),
    (_MONTH, _named_months),
    (_WORD_MONTH, _word_month),
    (_BARE_MONTHS, _bare_months),
    (_PART_OF_YEAR, _part_of_year),
    (_YEARS, _years),
    (_ONE_YEAR, _one_year),
    (_THIS_YEAR, _this_year),
)
