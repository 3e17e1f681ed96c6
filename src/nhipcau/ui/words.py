"""Dates, spans of days and sums as a Vietnamese office writes them. No Django settings, no clock."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

QUARTERS = ("I", "II", "III", "IV")
MILLION = 1_000_000

# What must stay on one line: document numbers (235/KH-UBND), dates, ranges of days, numbers before their unit.
UNBROKEN = re.compile(
    r"\d+/(?:\d{4}/)?[A-ZĐ][\w&.]*(?:-[A-ZĐ][\w&.]*)+"
    r"|\d{1,2}(?:-\d{1,2})?/\d{1,2}(?:/\d{4})?"
    r"|\d[\d.,]*\s(?:triệu|tỷ|nghìn|đồng|USD|%)(?!\w)"
)


def day_words(day: date) -> str:
    """
    >>> day_words(date(2026, 1, 5))
    '05/01/2026'
    """
    return f"{day:%d/%m/%Y}"


def _short(day: date) -> str:
    """Day and month in the way of Nghị định 30/2020: a zero before days under 10 and before months 1 and 2."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}"


def span_words(start: date | None, end: date | None) -> str:
    """
    >>> span_words(date(2026, 4, 13), date(2026, 4, 15))
    '13-15/4/2026'
    >>> span_words(date(2026, 4, 28), date(2026, 5, 3))
    '28/4-03/5/2026'
    >>> span_words(date(2025, 12, 20), date(2026, 1, 10))
    '20/12/2025-10/01/2026'
    """
    if not start or not end:
        day = start or end
        return day_words(day) if day else ""
    if start == end:
        return day_words(start)
    if whole := _whole_period(start, end):
        return whole
    if start.year != end.year:
        return f"{_short(start)}/{start.year}-{_short(end)}/{end.year}"
    if start.month != end.month:
        return f"{_short(start)}-{_short(end)}/{end.year}"
    return f"{start.day:02}-{_short(end)}/{end.year}"


def _whole_period(start: date, end: date) -> str:
    """A whole month, quarter or year by its name, "" for any other span."""
    last_day = end.day == monthrange(end.year, end.month)[1]
    if start.day != 1 or not last_day or start.year != end.year:
        return ""
    months = end.month - start.month + 1
    if months == 1:
        return _("%(month)s/%(year)s") % {"month": f"{start:%m}", "year": start.year}
    if months == 3 and start.month % 3 == 1:
        return _("Quarter %(quarter)s/%(year)s") % {"quarter": QUARTERS[start.month // 3], "year": start.year}
    if months == 12:
        return _("Year %(year)s") % {"year": start.year}
    return ""


def distance_words(days: int) -> str:
    """How far off a deadline is; ``days`` counts from today, below zero when it has passed."""
    if days == 0:
        return _("today")
    if days < 0:
        return _("%(days)s days late") % {"days": number_words(-days)}
    return _("%(days)s days left") % {"days": number_words(days)}


def number_words(number: int) -> str:
    """Digits in groups of three: a dot between them in Vietnamese, a comma in English."""
    grouped = f"{number:,}"
    return grouped if get_language() == "en" else grouped.replace(",", ".")


def money_words(amount: int, *, full: bool = False) -> str:
    if not full and amount and amount % MILLION == 0:
        return _("%(amount)s million dong") % {"amount": number_words(amount // MILLION)}
    return _("%(amount)s đ") % {"amount": number_words(amount)}


def unbroken(text: str) -> SafeString:
    """The text escaped, with every number and date kept on one line.

    >>> unbroken("Kế hoạch 235/KH-UBND <2026>")
    'Kế hoạch <span class="nowrap">235/KH-UBND</span> &lt;2026&gt;'
    """
    parts: list[str] = []
    end = 0
    for match in UNBROKEN.finditer(text):
        parts += [escape(text[end : match.start()]), '<span class="nowrap">', escape(match.group()), "</span>"]
        end = match.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text was escaped above
