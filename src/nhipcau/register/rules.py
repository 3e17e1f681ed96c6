"""Pure decisions about time and state: what is late, what comes next, on which days a task stands in a calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Standing = Literal["late", "soon", "open", "waiting", "ongoing", "done", "stopped"]

SOON = 14  # days ahead that the home page looks
SHORT = 14  # an exact time of at most so many days stands on each of them in the calendar
CLOSED_STATUSES = ("done", "stopped")
MONTHS_BETWEEN = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "semiannual": 6, "annual": 12}
POINT = 12  # a single day is drawn wider than its three units, which nobody would see
LASTING_KINDS = ("ongoing", "recurring")
SOFT_KINDS = (*LASTING_KINDS, "year", "adhoc")  # the words leave the days open


@dataclass(frozen=True, slots=True)
class Work:
    """What of a task its standing depends on."""

    status: str
    due_on: date | None
    kind: str = ""
    withdrawn: bool = False


def standing_of(work: Work, today: date) -> Standing:
    """Where a task stands. Its last day is still in time: late begins the day after.

    A recurring or ongoing task is judged by its last day, because no single round of it is reported yet; without a
    last day it is never late.
    """
    if work.status == "done":
        return "done"
    if work.status == "stopped" or work.withdrawn:
        return "stopped"
    if work.due_on and work.due_on < today:
        return "late"
    if work.due_on and work.due_on <= today + timedelta(days=SOON):
        return "soon"
    if work.status == "in_progress":
        return "open"
    return "ongoing" if work.kind in LASTING_KINDS and not work.due_on else "waiting"


def current_round_ends(recurrence: str, due_on: date | None, today: date) -> date | None:
    """The last day of the month, quarter, half-year or year under way, for a task that recurs in it; None when the
    words name no period ("định kỳ") or the task's own last day has passed.

    >>> current_round_ends("quarterly", None, date(2026, 11, 20))
    datetime.date(2026, 12, 31)
    """
    if due_on and due_on < today:
        return None
    if recurrence == "weekly":
        end = today + timedelta(days=6 - today.weekday())
    elif months := MONTHS_BETWEEN.get(recurrence):
        month = -(-today.month // months) * months
        end = date(today.year, month, monthrange(today.year, month)[1])
    else:
        return None
    return min(end, due_on) if due_on else end


def next_round(first: date, recurrence: str, today: date) -> date | None:
    """The first day on or after ``today`` on which a duty with this first day falls; None when none is left.

    A half-year report does not come round: "báo cáo 6 tháng trước ngày 15/6" is the first half's, and the plan states
    the day of the year's report beside it.

    >>> next_round(date(2026, 3, 31), "quarterly", date(2026, 11, 20))
    datetime.date(2026, 12, 31)
    """
    if first >= today:
        return first
    if recurrence == "weekly":
        return first + timedelta(days=-(-(today - first).days // 7) * 7)
    step = MONTHS_BETWEEN.get(recurrence)
    if step is None or recurrence == "semiannual":
        return None
    rounds = max(0, (today.year - first.year) * 12 + today.month - first.month) // step
    day = _months_later(first, rounds * step)
    return day if day >= today else _months_later(first, (rounds + 1) * step)


def rounds_between(first: date, recurrence: str, start: date, end: date) -> Iterator[date]:
    """Every day of a duty from ``start`` to ``end``, both included."""
    day = next_round(first, recurrence, start)
    while day and day <= end:
        yield day
        day = next_round(first, recurrence, day + timedelta(days=1))


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; a month's last day stays the last (31/03, then 30/06)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_last else min(day.day, length))


def calendar_days(starts_on: date | None, due_on: date | None, *, vague: bool) -> list[date]:
    """Days on which a task stands in the calendar: each day of a short exact time, else its last day only."""
    if due_on is None:
        return []
    length = (due_on - starts_on).days if starts_on else 0
    if vague or not 0 < length < SHORT:
        return [due_on]
    return [due_on - timedelta(days=days) for days in range(length, -1, -1)]


@dataclass(frozen=True, slots=True)
class Bar:
    """A task on a year's line of 1,200 units, 100 a month. ``shape``: point (one day), bar (exact), band (vague)."""

    x: int
    width: int
    shape: Literal["point", "bar", "band"]


def bar_in_year(starts_on: date | None, due_on: date | None, year: int, *, soft: bool) -> Bar | None:
    """Where a task lies in the year; None when it has no day there. Without a day at all it is a band of the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if due_on is None and starts_on is None:
        return Bar(0, 1200, "band")
    start, end = starts_on or due_on or first, due_on or last
    if end < first or start > last:
        return None
    left, right = _unit(max(start, first)), _unit(min(end, last), after=True)
    if start == end:
        return Bar(min(left, 1200 - POINT), POINT, "point")
    return Bar(left, right - left, "band" if soft or due_on is None else "bar")


def _unit(day: date, *, after: bool = False) -> int:
    """Months are equally wide on paper, so that their names stand in equal columns."""
    passed = day.day if after else day.day - 1
    return (day.month - 1) * 100 + round(100 * passed / monthrange(day.year, day.month)[1])


def today_unit(today: date, year: int) -> int | None:
    return _unit(today) if today.year == year else None
