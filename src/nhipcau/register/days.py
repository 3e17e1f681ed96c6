"""The calendar's months, weeks and days, filled with tasks, report deadlines and public holidays."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import holidays
from django.utils.translation import get_language

from nhipcau.plans.models import ReportDeadline
from vanban.text import sort_key

from .rows import Row, agency_name
from .rules import calendar_days

SHOWN = 4  # tasks on a day of the month's grid; the rest is behind a link


@dataclass
class Day:
    date: date
    in_month: bool = True
    is_today: bool = False
    holiday: str = ""
    rows: list[Row] = field(default_factory=list)
    reports: list[ReportDeadline] = field(default_factory=list)

    @property
    def shown(self) -> list[Row]:
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.rows) - len(self.shown)

    @property
    def busy(self) -> bool:
        return bool(self.rows or self.reports or (self.holiday and self.in_month))

    @property
    def dots(self) -> list[str]:
        """The states of the day's tasks, each once, the most urgent first; reports have their own."""
        states = {row.shape for row in self.rows}
        dots = [key for key in ("late", "waiting", "open", "done", "stopped") if key in states]
        return dots + (["report"] if self.reports else [])


@dataclass
class Month:
    first: date
    weeks: list[list[Day]]
    count: int = 0


@lru_cache(maxsize=64)
def holidays_of(year: int, language: str) -> dict[date, str]:
    """Public holidays with their substitutes (Bộ luật Lao động, and the year's own announcements)."""
    names = holidays.country_holidays("VN", years=year, language="en_US" if language == "en" else "vi")
    return dict(names)


def month_of(year: int, month: int, days: dict[date, Day]) -> Month:
    """A month in whole weeks from Monday; days of its neighbours stand empty."""
    weeks = [
        [days[day] if day.month == month and day in days else Day(day, day.month == month) for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    busy = {row.task.pk for week in weeks for day in week if day.in_month for row in day.rows}
    return Month(date(year, month, 1), weeks, len(busy))


def filled_days(
    rows: Iterable[Row], reports: Iterable[tuple[date, ReportDeadline]], start: date, end: date, today: date
) -> dict[date, Day]:
    """Days from ``start`` to ``end`` on which anything stands, and today."""
    days: dict[date, Day] = {}

    def on(day: date) -> Day:
        return days.setdefault(day, Day(day, is_today=day == today))

    for row in rows:
        for day in calendar_days(row.task.starts_on, row.task.due_on, vague=row.soft):
            if start <= day <= end:
                on(day).rows.append(row)
    for day, duty in reports:
        on(day).reports.append(duty)
    for year in range(start.year, end.year + 1):
        for day, name in holidays_of(year, get_language() or "vi").items():
            if start <= day <= end:
                on(day).holiday = name
    if start <= today <= end:
        on(today)
    return days


def grouped(rows: Iterable[Row], by: str) -> list[tuple[str, list[Row]]]:
    """Rows of the timeline under their lead agency ("co-quan", by the alphabet) or under the heading that they have in
    the plan ("nhom", as in the plan). Those without one come last, under ""."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.task.plan_id, row.task.position)):
        lead = agency_name(row.leads[0]) if row.leads else ""
        groups[row.task.group if by == "nhom" else lead].append(row)
    if by == "nhom":
        return sorted(groups.items(), key=lambda group: not group[0])
    return sorted(groups.items(), key=lambda group: (not group[0], sort_key(group[0])))
