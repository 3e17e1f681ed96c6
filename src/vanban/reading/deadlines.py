"""Time phrases of task tables and duty lists: what "Quý IV", "trước ngày 15/11" or "Thường xuyên" mean.

Nothing is invented: a phrase without a year takes the plan's, a vague one keeps its text and gets no date, a date that
the calendar does not have is no date. Numbers and dates of documents ("theo Kế hoạch số 12/KH-UBND ngày 03/02/2026")
and names of days ("dịp 30/4") are not times.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from vanban.plan import Recurrence, TaskTime, TimeKind
from vanban.tables import rows
from vanban.text import clean, flat

from .citations import find_citations
from .due_dates import DueDate, find_due_dates
from .marks import Mark, find_marks
from .recurrences import find_repeat

__all__ = ["DueDate", "find_due_dates", "read_time"]

_ONGOING = re.compile(
    r"\bthuong xuyen\b|\blien tuc\b|\bxuyen suot\b|^\s*tx\s*$|\bthuong nhat\b|(?<!ngay )(?<!truoc )(?<!den )(?<!tu )\b24\s*/\s*7\b(?!\s*/)|\b24/24\b"
)
_ADHOC = re.compile(
    r"\bdot xuat\b|(?<!sau )\bkhi (?:co|can|phat sinh|xay ra|duoc)\b|\btheo (?:yeu cau|nhu cau|thuc te|tinh hinh|de nghi|dien bien|"
    r"su kien|phat sinh|tung (?:dot|thoi diem|vu viec|su kien))|\btuy (?:theo|tinh hinh|thuc te|nhu cau)|\bneu co\b"
)
_DAILY = re.compile(r"\b(?:hang|moi) ngay\b")


def read_time(text: str, *, year: int | None) -> TaskTime:
    """What a time phrase means, in a plan of ``year``. Never fails.

    >>> read_time("Quý IV", year=2026).start
    datetime.date(2026, 10, 1)
    >>> time = read_time("Trước ngày 15/11", year=2026)
    >>> time.start, time.end, time.deadline, time.exclusive
    (None, datetime.date(2026, 11, 15), True, True)
    >>> read_time("Hằng quý", year=2026).recurrence
    'quarterly'
    >>> read_time("31/02/2026", year=2026).kind
    'none'
    """
    printed = " ".join(clean(text).split()).rstrip(" .;,")
    even = _times_only(" ".join(clean(text).split()))
    repeat = find_repeat(even)
    dated = _dated(printed, _blank(even, repeat.start, repeat.end) if repeat else even, year)
    kinds = _kinds_in_order(even, dated, repeat is not None)
    if not kinds:
        return TaskTime(
            printed, "range" if _SCHOOL_YEAR.search(flat(printed)) else "none", vague=any(map(str.isalnum, printed))
        )
    also = tuple(dict.fromkeys(k for k in kinds[1:] if k != kinds[0]))
    every: Recurrence | None = repeat.every if repeat else None
    if kinds[0] == "recurring":
        return _recurring(printed, dated, every, also)
    if kinds[0] in ("ongoing", "adhoc"):
        return TaskTime(printed, kinds[0], also_kinds=also)
    return replace(dated, also_kinds=also) if dated else TaskTime(printed)


def _recurring(printed: str, dated: TaskTime | None, every: Recurrence | None, also: tuple[TimeKind, ...]) -> TaskTime:
    """Only a day within the year ("trước ngày 15/11 hằng năm") gives a recurring task a date of this year."""
    time = TaskTime(printed, "recurring", recurrence=every, also_kinds=also)
    if dated and dated.deadline and every == "annual":
        return replace(time, end=dated.end, deadline=True, exclusive=dated.exclusive)
    return time


def _kinds_in_order(even: str, dated: TaskTime | None, repeats: bool) -> list[TimeKind]:
    """The kinds that the words support, the leading one first: what is said first, outside brackets, leads, but a
    recurrence leads over dates ("tháng 12 hằng năm"), and "on demand" never leads over anything else."""
    outside = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), even)
    body = outside if re.search(r"[a-z0-9]", outside) else even
    found: list[tuple[int, TimeKind]] = []
    if ongoing := _ONGOING.search(body):
        found.append((ongoing.start(), "ongoing"))
    repeat = find_repeat(body)
    if repeat:
        found.append((repeat.start, "recurring"))
    if dated:
        marks = find_marks(body)
        found.append((marks[0].start if marks else len(even), dated.kind))
    kinds = [kind for _, kind in sorted(found)]
    if "recurring" in kinds and kinds[0] not in ("ongoing", "recurring"):
        kinds.remove("recurring")
        kinds.insert(0, "recurring")
    if repeats and "recurring" not in kinds:
        kinds.append("recurring")
    if _ONGOING.search(even) and "ongoing" not in kinds or _DAILY.search(even) and "recurring" in kinds:
        kinds.append("ongoing")
    if _ADHOC.search(even):
        kinds.append("adhoc")
    return kinds


@cache
def _occasions() -> re.Pattern[str]:
    names = "|".join(re.escape(flat(row["word"])) for row in rows("occasions"))
    return re.compile(rf"\b(?:{names})\b[^;\n]*")


_NAMED_DAY = re.compile(
    r"(?<!truoc )(?<!truoc ngay )(?<!den )(?<!tu )(?<![\d/])\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*1\d{3})?(?![\d/])"
)
_ANNIVERSARY = re.compile(r"\(?\s*\d{1,2}/\d{1,2}/1[89]\d\d\s*[-–]\s*\d{1,2}/\d{1,2}/20\d\d\s*\)?")
# A school year has no fixed days; what a programme looks forward to is no schedule.
_LUNAR = re.compile(r"[^;,\n()]*\(?\bam lich\b|\b(?:mung|ram)\b[^;,\n]*")
_SCHOOL_YEAR = re.compile(r"\b(?:nam|nien) hoc\b(?P<years>\s*20\d\d\s*[-–]\s*20\d\d)")
_OUTLOOK = re.compile(r"\b(?:dinh huong|tam nhin)\s*(?:den\s*)?(?:nam\s*)?20\d\d")
_TET = re.compile(r"\btet\b[^,;\n\d]*(?:20\d\d)?")
_OCR_YEAR = re.compile(r"\b2o(?=\d\d\b)|\b20o(?=\d\b)")


def _times_only(text: str) -> str:
    """The flat phrase with document numbers, their dates and names of days blanked, every letter in its place."""
    even = flat(text)
    for cited in find_citations(text):
        even = _blank(even, cited.start, cited.end)
    for pattern in (_document_dates(), _ANNIVERSARY, _TET, _OUTLOOK, _LUNAR):
        for match in list(pattern.finditer(even)):
            even = _blank(even, match.start(), match.end())
    for match in _SCHOOL_YEAR.finditer(even):
        even = _blank(even, *match.span("years"))
    for clause in list(_occasions().finditer(even)):
        for named in _NAMED_DAY.finditer(even, clause.start(), clause.end()):
            even = _blank(even, named.start(), named.end())
    return _OCR_YEAR.sub(lambda m: m.group().replace("o", "0"), even)


@cache
def _document_dates() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(flat(row["name"])) for row in rows("document_types")), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{names})\s+(?:so\s*)?\d+[^;\n]{{0,25}}?\bngay\s*\d{{1,2}}\s*(?:/|thang)\s*\d{{1,2}}\s*(?:/|nam)\s*\d{{4}}"
    )


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


_RANGE_SIGN = re.compile(
    r"[\s,(]*(?:[-–]|->|→|cho den|den het|den truoc|den|toi)\s*(?:ngay|het|truoc|cuoi|nam|thang)?\s*"
)
_QUALIFIER = re.compile(r"[\s,(:]*(?:trong|cua|thuoc)?\s*[)(]?")
_END_WORDS = re.compile(
    r"(?P<word>truoc|cham nhat|muon nhat|tre nhat|han chot|han cuoi|han cuoi cung|thoi han|khong qua|kip|den|toi|cho den|het)"
    r"(?P<more>(?:\s*(?:la|vao|trong|ngay|den|het|truoc|thoi diem|:|-))*)\s*$"
)
_START_WORDS = re.compile(r"\b(?P<word>tu|ke tu|bat dau|bat dau tu|sau)(?:\s*(?:tu|ngay|thang|dau|het))*\s*$")


def _dated(printed: str, even: str, year: int | None) -> TaskTime | None:
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
    start = min((s for s in starts if s), default=None) if all(starts) else None
    end = max((e for e in ends if e), default=None) if all(ends) else None
    whole: list[TimeKind] = [p.kind for p in parts if (p.start, p.end) == (start, end) and start]
    last = max(parts, key=lambda p: p.end or date.min)
    return TaskTime(
        printed, whole[0] if whole else "range", start, end, parts=tuple(parts), vague=any(p.vague for p in parts),
        deadline=start is None and last.deadline, exclusive=last.exclusive,
    )  # fmt: skip


def _outside_brackets(even: str, marks: list[Mark]) -> list[Mark]:
    """A bracket explains what stands before it: "Quý II (tháng 5)" is the quarter."""
    outside = [m for m in marks if even.count("(", 0, m.start) <= even.count(")", 0, m.start)]
    if any(m.unit != "year" for m in outside) or all(m.unit == "year" for m in marks):
        return outside or marks
    return outside if outside else marks


def _without_qualifiers(even: str, marks: list[Mark]) -> tuple[list[Mark], int | None]:
    """ "Tháng 6 và 12 trong năm 2026": the year belongs to the months and is no part of its own."""
    kept, stated = list(marks), None
    for one, following in zip(marks, marks[1:], strict=False):
        if _QUALIFIER.fullmatch(even, one.end, following.start) and not (one.soft or following.soft):
            for mark, other in ((one, following), (following, one)):
                differ = mark.year and other.year and mark.year != other.year
                if mark.unit == "year" and other.unit != "year" and not (mark.years or differ) and mark in kept:
                    kept.remove(mark)
                    stated = mark.year or stated
    return kept, stated


def _with_years(marks: list[Mark], even: str, year: int | None) -> list[tuple[Mark, int | None]]:
    """Each mark with its year: its own, else that of the next or the one before it, else the plan's."""
    known: list[tuple[Mark, int | None]] = []
    for at, mark in enumerate(marks):
        own = mark.year
        if own is None:
            later = next((m for m in marks[at + 1 :] if m.year), None)
            own = later.year - later.years if later and later.year else known[-1][1] if known else year
            own = own + mark.years + _next_or_last_year(even, mark) if own and not later else own
            if later and own and _is_range(even, mark, marks[at + 1]) and mark.first > later.last:
                own -= 1
            elif (
                known and not later and own and _is_range(even, marks[at - 1], mark) and mark.last < known[-1][0].first
            ):
                own += 1
        known.append((mark, own))
    return known


def _next_or_last_year(even: str, mark: Mark) -> int:
    """ "Tháng 01 năm sau"."""
    said = re.match(r"\s*(?:cua\s*)?nam\s*(?P<next>sau|toi|tiep theo|ke tiep)?(?P<last>truoc)?\b", even[mark.end :])
    return 0 if said is None else 1 if said["next"] else -1 if said["last"] else 0


def _is_range(even: str, one: Mark, following: Mark) -> bool:
    return bool(_RANGE_SIGN.fullmatch(even, one.end, following.start))


_LISTED = re.compile(r"\s*(?:,|;|va|&)\s*(?:ngay\s*)?")


def _parts(printed: str, even: str, marks: list[tuple[Mark, int | None]]) -> list[TaskTime | None]:
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


def _range(printed: str, first: tuple[Mark, int | None], last: tuple[Mark, int | None]) -> TaskTime | None:
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
