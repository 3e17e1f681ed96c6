"""How often: "Hàng quý", "định kỳ 6 tháng, năm", "02 tháng/lần", "mỗi năm 2 lần"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vanban.plan import Recurrence


@dataclass(frozen=True, slots=True)
class Repeat:
    """A recurrence and where it stands in the flat text."""

    every: Recurrence
    start: int
    end: int


_UNIT = r"(?P<unit>ngay|tuan|thang|quy|nam)\b(?!\s*(?:19|20)\d\d)"
_NUMBER_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "sau": 6, "nam": 5}
_N = r"(?P<n>\d{1,2}|mot|hai|ba|bon|sau)"
_TIMES = (
    r"(?:lan|ky|so|buoi|cuoc|dot|bao cao|hoi nghi|phien|chuyen|lop|bai|tin|chuyen de|ban tin|phong su|chuong trinh)"
)
# "hàng tháng", "hằng quý", "mỗi 6 tháng", "định kỳ 3 tháng"; the year must not be a date ("định kỳ năm 2026").
_EVERY = re.compile(
    rf"\b(?:hang|moi|tung|dinh k[yi](?:\s+(?:hang|theo))?)\s*(?:{_N}\s*)?{_UNIT}(?:\s*/\s*(?:\d+\s*)?{_TIMES}\b)?"
)
_PER = re.compile(rf"\b{_N}\s*{_TIMES}\s*(?:/|moi|trong|hang|mot)\s*(?:(?P<units>\d+)\s*|mot\s*)?{_UNIT}")
_EACH = re.compile(rf"\b{_N}\s*(?!ngay){_UNIT}\s*(?:/|mot|moi|co)?\s*(?:\d+\s*|mot\s*)?{_TIMES}\b")
_MANY_TIMES = re.compile(rf"\b(?:moi|hang|mot)\s*{_UNIT}\s*{_N}\s*{_TIMES}\b")
_HALF_YEARS = re.compile(
    r"(?<!ngay )\b(?:0?6|sau)\s*thang\s*(?:,|va|/|&|-|;)\s*(?:9 thang\s*(?:,|va)\s*)?(?:tong ket\s*)?(?:0?1|ca|mot)?\s*"
    r"nam\b(?!\s*(?:nay|(?:19|20)\d\d))"
)
_REPORT_TERMS = re.compile(
    r"^(?:bao cao\s*)?(?:dinh k[yi]\s*:?\s*)?(?P<unit>tuan|thang|quy)\s*(?:,|va|/|&|-)\s*"
    r"(?:quy|6 thang|thang|nam)\b(?!\s*[\divl|])"
)
_ALL_OF_THEM = re.compile(
    r"\b(?:(?:ca|tat ca)?\s*(?:4|bon|cac)\s*(?P<quy>quy)\b(?!\s*[ivl|!\d])|(?:cac|12)\s*thang\s*(?:trong|cua)?\s*nam)"
)
_END_OF_EACH = re.compile(
    r"\b(?:cuoi|dau|het)\s*(?:moi\s*)?(?P<unit>quy|thang|tuan)\b"
    r"(?!\s*[\divl|!]|\s*(?:gieng|hai|ba|tu|sau|bay|tam|chin|muoi))"
)
# "trước ngày 05 của tháng liền kề": a day of the month after each one
_DAY_AFTER_EACH = re.compile(
    r"\bngay\s*\d{1,2}\s*(?:cua\s*)?(?P<unit>thang|quy)\s*(?:lien ke|lien sau|tiep theo|ke tiep|sau)\b"
)
_PERIODIC = re.compile(r"\b(?:dinh k[yi]|thuong k[yi]|luan phien|hang ky)\b")

_INTERVALS: dict[tuple[str, int], Recurrence] = {
    ("tuan", 1): "weekly", ("thang", 1): "monthly", ("thang", 2): "bimonthly", ("thang", 3): "quarterly",
    ("thang", 6): "semiannual", ("thang", 12): "annual", ("quy", 1): "quarterly", ("quy", 2): "semiannual",
    ("nam", 1): "annual",
}  # fmt: skip
_COUNTS: dict[tuple[str, int], Recurrence] = {
    ("nam", 1): "annual", ("nam", 2): "semiannual", ("nam", 4): "quarterly", ("nam", 6): "bimonthly",
    ("nam", 12): "monthly", ("quy", 1): "quarterly", ("quy", 3): "monthly", ("thang", 1): "monthly",
    ("thang", 4): "weekly", ("tuan", 1): "weekly",
}  # fmt: skip
_FINEST: tuple[Recurrence, ...] = ("weekly", "monthly", "bimonthly", "quarterly", "semiannual", "annual", "periodic")


def find_repeat(even: str) -> Repeat | None:
    """The finest recurrence that a flat text names, None where it names none.

    >>> find_repeat("dinh ky hang thang, quy, nam").every
    'monthly'
    >>> find_repeat("02 thang/01 so").every
    'bimonthly'
    """
    found = [Repeat(_how_often(m), m.start(), m.end()) for m in _PER.finditer(even)]
    if not found:
        found = [Repeat(read(m), m.start(), m.end()) for pattern, read in _READERS for m in pattern.finditer(even)]
    if found:
        return min(found, key=lambda repeat: _FINEST.index(repeat.every))
    periodic = _PERIODIC.search(even)
    return Repeat("periodic", periodic.start(), periodic.end()) if periodic else None


def _how_often(match: re.Match[str]) -> Recurrence:
    """ "2 lần/năm"; "1 lần/6 tháng" is an interval."""
    units = match["units"]
    if units and int(units) > 1:
        return _INTERVALS.get((match["unit"], int(units)), "periodic")
    return _COUNTS.get((match["unit"], _n(match["n"])), "periodic")


def _how_long(match: re.Match[str]) -> Recurrence:
    return _INTERVALS.get((match["unit"], _n(match["n"])), "periodic")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Recurrence]], ...] = (
    (_MANY_TIMES, lambda m: _COUNTS.get((m["unit"], _n(m["n"])), "periodic")),
    (_EACH, _how_long),
    (_EVERY, _how_long),
    (_HALF_YEARS, lambda m: "semiannual"),
    (_REPORT_TERMS, lambda m: _INTERVALS[m["unit"], 1]),
    (_END_OF_EACH, lambda m: _INTERVALS[m["unit"], 1]),
    (_DAY_AFTER_EACH, lambda m: _INTERVALS[m["unit"], 1]),
    (_ALL_OF_THEM, lambda m: "quarterly" if m["quy"] else "monthly"),
)


def _n(number: str | None) -> int:
    if not number:
        return 1
    return int(number) if number.isdigit() else _NUMBER_WORDS[number]
