"""How often: "Hàng quý", "định kỳ 6 tháng, năm", "02 tháng/lần", "mỗi năm 2 lần"."""

from __future__ import annotations

import re
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
    rf"\b(?:hang|moi|tung|cac|dinh k[yi](?:\s+(?:hang|theo))?)\s*(?:{_N}\s*)?{_UNIT}(?:\s*/\s*(?:\d+\s*)?{_TIMES}\b)?"
)
_PER = re.compile(rf"\b{_N}\s*{_TIMES}\s*(?:/|moi|trong|hang|mot)\s*(?:\d+\s*|mot\s*)?{_UNIT}")
_EACH = re.compile(rf"\b{_N}\s*{_UNIT}\s*(?:/|mot|moi|co)?\s*(?:\d+\s*|mot\s*)?{_TIMES}\b")
_MANY_TIMES = re.compile(rf"\b(?:moi|hang|mot)\s*{_UNIT}\s*{_N}\s*{_TIMES}\b")
_HALF_YEARS = re.compile(
    r"\b(?:0?6|sau)\s*thang\s*(?:,|va|/|&|-|;|\s)\s*(?:9 thang\s*(?:,|va)\s*)?(?:tong ket\s*)?(?:0?1|ca|mot)?\s*nam\b(?!\s*nay)"
)
_REPORT_TERMS = re.compile(
    r"^(?:bao cao\s*)?(?:dinh k[yi]\s*:?\s*)?(?P<unit>tuan|thang|quy)\s*(?:,|va|/|&|-)\s*(?:quy|6 thang|thang|nam)\b(?!\s*[\divl|])"
)
_ALL_OF_THEM = re.compile(
    r"\b(?:(?:ca|tat ca)?\s*(?:4|bon|cac)\s*(?P<quy>quy)\b(?!\s*[ivl|!\d])|(?:cac|12)\s*thang\s*(?:trong|cua)?\s*nam)"
)
_END_OF_EACH = re.compile(
    r"\b(?:cuoi|dau|het)\s*(?:moi\s*)?(?P<unit>quy|thang|tuan)\b(?!\s*[\divl|!]|\s*(?:gieng|hai|ba|tu|sau|bay|tam|chin|muoi))"
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

    >>> find_repeat("dinh ky hang thang, quy, nam").every, find_repeat("02 tháng/01 số") is None
    ('monthly', True)
    """
    found = [
        *(Repeat(_COUNTS.get((m["unit"], _n(m["n"])), "periodic"), m.start(), m.end())
          for pattern in (_PER, _MANY_TIMES) for m in pattern.finditer(even)),
        *(Repeat(_INTERVALS.get((m["unit"], _n(m["n"])), "periodic"), m.start(), m.end())
          for pattern in (_EACH, _EVERY) for m in pattern.finditer(even)),
        *(Repeat("semiannual", m.start(), m.end()) for m in _HALF_YEARS.finditer(even)),
        *(Repeat(_INTERVALS[m["unit"], 1], m.start(), m.end())
          for pattern in (_REPORT_TERMS, _END_OF_EACH) for m in pattern.finditer(even)),
        *(Repeat("quarterly" if m["quy"] else "monthly", m.start(), m.end()) for m in _ALL_OF_THEM.finditer(even)),
    ]  # fmt: skip
    counted = [r for r in found if any(r.start <= m.start() and m.end() <= r.end for m in _PER.finditer(even))]
    if best := min(counted or found, key=lambda r: _FINEST.index(r.every), default=None):
        return best
    periodic = _PERIODIC.search(even)
    return Repeat("periodic", periodic.start(), periodic.end()) if periodic else None


def _n(number: str | None) -> int:
    if not number:
        return 1
    return int(number) if number.isdigit() else _NUMBER_WORDS[number]
