"""Calendar days as offices print them: "ngày 05 tháng 01 năm 2026", "05/01/2026", "5.1.2026". Shared by the readers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

# On text made flat (vanban.text.flat). OCR puts spaces around the separators.
FULL_DAY = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})\s*(?:(?P<sep>[/.\-])\s*(?P<month>\d{1,2})\s*(?P=sep)\s*|"
    r"[\s,]*thang\s*(?P<month_word>\d{1,2})[\s,/]*nam\s*)(?P<year>(?:19|20)\d\d)(?![\d/])"
)


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has no such day.

    >>> day(2026, 2, 31) is None
    True
    """
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_days(year: int, first: int, last: int) -> tuple[date, date]:
    """First and last day of the months ``first`` to ``last``.

    >>> month_days(2024, 1, 2)[1]
    datetime.date(2024, 2, 29)
    """
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def full_day(match: re.Match[str]) -> date | None:
    """The day of a FULL_DAY match."""
    month = match["month"] or match["month_word"]
    return day(int(match["year"]), int(month), int(match["day"]))
