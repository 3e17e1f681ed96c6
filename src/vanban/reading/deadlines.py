"""Time phrases of task tables and duty lists: what "Quý IV", "trước ngày 15/11" or "Thường xuyên" mean.

Nothing is invented: a phrase without a year takes the plan's, a vague one keeps its text and gets no date, a date that
the calendar does not have is no date. Numbers and dates of documents ("theo Kế hoạch số 12/KH-UBND ngày 03/02/2026")
and names of days ("dịp 30/4") are not times.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from vanban.plan import Recurrence, TaskTime, TimeKind
from vanban.text import clean, flat

from .dated import read_dates
from .due_dates import DueDate, find_due_dates
from .marks import find_marks
from .not_times import SCHOOL_YEAR, blank, times_only
from .recurrences import find_repeat

__all__ = ["DueDate", "find_due_dates", "read_time"]

_ONGOING = re.compile(
    r"\b(?:thuong xuyen|lien tuc|xuyen suot|thuong nhat|24/24)\b|^\s*tx\s*$|"
    r"(?<!ngay )(?<!truoc )(?<!den )(?<!tu )\b24\s*/\s*7\b(?!\s*/)"
)
_ADHOC = re.compile(
    r"\bdot xuat\b|(?<!sau )\bkhi (?:co|can|phat sinh|xay ra|duoc)\b|\bneu co\b|"
    r"\btheo (?:yeu cau|nhu cau|thuc te|tinh hinh|de nghi|dien bien|su kien|phat sinh|"
    r"tung (?:dot|thoi diem|vu viec|su kien))|"
    r"\btuy (?:theo|tinh hinh|thuc te|nhu cau)"
)
_LONGEST = 1000  # characters: what runs on longer is a story, not a time
_LINES = re.compile(r"\s*\n\s*[-–+•*]\s+")
_DAILY = re.compile(r"\b(?:hang|moi) ngay\b")


@lru_cache(maxsize=4096)  # "Quý IV" stands in row after row
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
    tidy = clean(text[:_LONGEST])
    printed = " ".join(tidy.split()).rstrip(" .;,")
    spoken = " ".join(_LINES.sub("; ", tidy.lstrip("-–+•* ")).split()).rstrip(" .;,")
    even = times_only(spoken)
    repeat = find_repeat(even)
    dated = read_dates(spoken, blank(even, repeat.start, repeat.end) if repeat else even, year)
    dated = replace(dated, text=printed) if dated else None
    kinds = _kinds_in_order(even, dated, repeat is not None)
    if not kinds:
        school_year = SCHOOL_YEAR.search(flat(printed))
        return TaskTime(printed, "range" if school_year else "none", vague=any(map(str.isalnum, printed)))
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
    if repeat := find_repeat(body):
        found.append((repeat.start, "recurring"))
    if dated:
        marks = find_marks(body)
        found.append((marks[0].start if marks else len(even), dated.kind))
    kinds = [kind for _, kind in sorted(found)]
    if "recurring" in kinds and kinds[0] != "ongoing":
        kinds.sort(key=lambda kind: kind != "recurring")
    return kinds + _said_beside(even, kinds, repeats)


def _said_beside(even: str, kinds: list[TimeKind], repeats: bool) -> list[TimeKind]:
    """Kinds that only a bracket names, "hằng ngày" as ongoing, and "on demand"."""
    more: list[TimeKind] = ["recurring"] if repeats and "recurring" not in kinds else []
    if _ONGOING.search(even) or (_DAILY.search(even) and "recurring" in kinds):
        more.append("ongoing")
    return [*more, "adhoc"] if _ADHOC.search(even) else more
