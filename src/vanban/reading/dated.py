"""The dated part of a time phrase: how its marks hang together, whose year they take, which words make them an end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from vanban.plan import TaskTime, TimeKind

from .marks import Mark, find_marks

_RANGE_SIGN = re.compile(
    r"[\s,(]*(?:[-–]|->|→|cho den|den het|den truoc|den|toi)\s*(?:ngay|het|truoc|cuoi|nam|thang)?\s*"
)
_QUALIFIER = re.compile(r"[\s,(:]*(?:trong|cua|thuoc)?\s*[)(]?")
_END_WORDS = re.compile(
    r"(?P<word>truoc|cham nhat|muon nhat|tre nhat|han chot|han cuoi(?: cung)?|thoi han|khong qua|kip|"
    r"(?:cho )?den|toi|het)"
    r"(?P<more>(?:\s*(?:la|vao|trong|ngay|den|het|truoc|thoi diem|:|-))*)\s*$"
)
_START_WORDS = re.compile(r"\b(?P<word>tu|ke tu|bat dau|bat dau tu|sau)(?:\s*(?:tu|ngay|thang|dau|het))*\s*$")


def read_dates(printed: str, even: str, year: int | None) -> TaskTime | None:
    """The dated part of a phrase as one TaskTime, with its parts when there are several; None without a mark."""
    marks = _outside_brackets(even, find_marks(even))
    marks, stated = _without_qualifiers(even, marks)
    if not marks:
        return None
    parts = [part for part in _parts(printed, even, _with_years(marks, even, stated or year)) if part is not None]
    if len(parts) <= 1:
        return replace(parts[0], text=printed) if parts else None
    return _spanning(printed, parts)


def _spanning(printed: str, parts: list[TaskTime]) -> TaskTime:
    starts = [p.start for p in parts]
    ends = [p.end for p in parts]
    start = min((s for s in starts if s), default=None) if all(starts) or _bounded(parts) else None
    end = max((e for e in ends if e), default=None) if all(ends) else None
    whole: list[TimeKind] = [p.kind for p in parts if (p.start, p.end) == (start, end) and start]
    last = max(parts, key=lambda p: p.end or date.min)
    return TaskTime(
        printed, whole[0] if whole else "range", start, end, parts=tuple(parts), vague=any(p.vague for p in parts),
        deadline=start is None and last.deadline, exclusive=last.exclusive,
    )  # fmt: skip


def _bounded(parts: list[TaskTime]) -> bool:
    """ "Quý II, chậm nhất 30/6": the deadline lies inside the time that is named beside it."""
    spans = [(p.start, p.end) for p in parts if p.start and p.end]
    ends = [p.end for p in parts if p.deadline and p.end]
    return bool(spans) and all(any(start <= end <= last for start, last in spans) for end in ends)


def _outside_brackets(even: str, marks: list[Mark]) -> list[Mark]:
    """A bracket explains what stands before it: "Quý II (tháng 5)" is the quarter."""
    outside = [m for m in marks if even.count("(", 0, m.start) <= even.count(")", 0, m.start)]
    if any(m.unit != "year" for m in outside) or all(m.unit == "year" for m in marks):
        return outside or marks
    return outside if outside else marks


def _without_qualifiers(even: str, marks: list[Mark]) -> tuple[list[Mark], int | None]:
    """ "Tháng 6 và 12 trong năm 2026": the year belongs to the months and is no part of its own."""
    kept, stated = list(marks), None
    for one, following in pairwise(marks):
        if _QUALIFIER.fullmatch(even, one.end, following.start) and not (one.soft or following.soft):
            for mark, other in ((one, following), (following, one)):
                differ = mark.year and other.year and mark.year != other.year
                if mark.unit == "year" and other.unit != "year" and not (mark.years or differ) and mark in kept:
                    kept.remove(mark)
                    stated = mark.year or stated
    return kept, stated


Dated = tuple[Mark, int | None]


def _with_years(marks: list[Mark], even: str, year: int | None) -> list[Dated]:
    """Each mark with its year: its own, else that of the next or the one before it, else the plan's."""
    known: list[Dated] = []
    for at, mark in enumerate(marks):
        known.append((mark, mark.year or _borrowed_year(marks, at, even, known[-1] if known else None, year)))
    return known


def _borrowed_year(marks: list[Mark], at: int, even: str, before: Dated | None, year: int | None) -> int | None:
    mark = marks[at]
    later = next((m for m in marks[at + 1 :] if m.year), None)
    if later and later.year:
        own = later.year - later.years
        # "Từ tháng 10 đến tháng 3 năm 2026" began the year before.
        return own - 1 if _is_range(even, mark, marks[at + 1]) and mark.first > later.last else own
    own_year = before[1] if before else year
    if own_year is None:
        return None
    over = before and _is_range(even, marks[at - 1], mark) and mark.last < before[0].first
    return own_year + mark.years + _next_or_last_year(even, mark) + bool(over)


_OTHER_YEAR = re.compile(r"\s*(?:cua\s*)?nam\s*(?P<next>sau|toi|tiep theo|ke tiep|lien ke|lien sau)?(?P<last>truoc)?\b")


def _next_or_last_year(even: str, mark: Mark) -> int:
    """ "Tháng 01 năm sau"."""
    said = _OTHER_YEAR.match(even, mark.end)
    return 0 if said is None else 1 if said["next"] else -1 if said["last"] else 0


def _is_range(even: str, one: Mark, following: Mark) -> bool:
    return bool(_RANGE_SIGN.fullmatch(even, one.end, following.start))


_LISTED = re.compile(r"\s*(?:,|;|va|&)\s*(?:ngay\s*)?")


def _parts(printed: str, even: str, marks: list[Dated]) -> list[TaskTime | None]:
    parts: list[TaskTime | None] = []
    at, lead_in = 0, ""
    while at < len(marks):
        mark, own = marks[at]
        before = even[marks[at - 1][0].end if at else 0 : mark.start]
        # "trước 15/6 và 15/12": the words before the first date hold for the second.
        lead_in = lead_in if at and _LISTED.fullmatch(before) else before
        if at + 1 < len(marks) and _is_range(even, mark, marks[at + 1][0]):
            parts.append(_range(printed, (mark, own), marks[at + 1]))
            at += 1
        else:
            parts.append(_single(printed[mark.start : mark.end], mark, own, lead_in, even[mark.end :]))
        at += 1
    return parts


def _range(printed: str, first: Dated, last: Dated) -> TaskTime | None:
    text = printed[first[0].start : last[0].end]
    vague = first[0].soft or last[0].soft
    if first[1] is None or last[1] is None:
        return TaskTime(text, "range", vague=vague)
    begins, ends = first[0].span(first[1]), last[0].span(last[1])
    if begins is None or ends is None or begins[0] > ends[1]:
        return None
    return TaskTime(text, "range", begins[0], ends[1], vague=vague)


_KINDS: dict[str, TimeKind] = {
    "day": "range",
    "month": "month",
    "quarter": "quarter",
    "months": "range",
    "year": "year",
}


def _single(text: str, mark: Mark, year: int | None, before: str, after: str) -> TaskTime | None:
    kind: TimeKind = "range" if mark.years else _KINDS[mark.unit]
    ends, begins = _END_WORDS.search(before), _START_WORDS.search(before)
    onward = not mark.stretch and (begins or re.match(r"\s*(?:tro di|va (?:cac|nhung) nam (?:tiep theo|sau))", after))
    if year is None:
        return TaskTime(text, "range" if ends or begins else kind, deadline=bool(ends), vague=mark.soft)
    span = mark.span(year)
    if span is None:
        return None
    if ends:
        return _deadline(text, mark, span, ends)
    if onward:
        start = span[1] + timedelta(days=1) if begins and begins["word"] == "sau" else span[0]
        return TaskTime(text, "range", start, None, vague=mark.soft)
    return TaskTime(text, kind, *span, vague=mark.soft)


def _deadline(text: str, mark: Mark, span: tuple[date, date], words: re.Match[str]) -> TaskTime:
    """ "trước 15/11" names the day itself; "trước tháng 6" means the last day of May."""
    before = "truoc" in words.group()
    if before and mark.unit != "day":
        return TaskTime(text, "range", None, span[0] - timedelta(days=1), deadline=True, vague=mark.soft)
    return TaskTime(text, "range", None, span[1], deadline=True, exclusive=before, vague=mark.soft)
