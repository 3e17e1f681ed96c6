"""Lịch: a month, or a year as twelve small months."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.register import days, queries
from nhipcau.register.filters import ALL_YEARS
from nhipcau.register.page import ListPage
from nhipcau.register.rows import Row

FIRST_YEAR, LAST_YEAR = 1990, 2100


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    if "nam" in request.GET and "thang" not in request.GET:
        year = _bounded(request.GET["nam"], today.year)
        return _year(request, ListPage.of(request, {"nam": str(year)}, period=year), year)
    first = _asked_month(request.GET.get("thang", ""), today)
    return _month(request, ListPage.of(request, {"thang": f"{first:%Y-%m}"}, period=first.year), first)


def _month(request: HttpRequest, here: ListPage, first: date) -> HttpResponse:
    if here.asks_filters:
        return here.filters()
    last = _next_month(first) - timedelta(days=1)
    filled = _filled(here, first, last)
    context = here.context() | {
        "month": days.month_of(first.year, first.month, filled),
        "before": _link(here, first - timedelta(days=1)),
        "after": _link(here, last + timedelta(days=1)),
        "this_month": _link(here, here.today),
        "year_url": _year_link(here, first.year),
        "undated_url": here.wanted.query(han="khong-ngay", nam=ALL_YEARS),
        "weekdays": weekday_names(),
        "first": first,
    }
    return render(request, "register/calendar_month.html", context)


def _year(request: HttpRequest, here: ListPage, year: int) -> HttpResponse:
    if here.asks_filters:
        return here.filters()
    filled = _filled(here, date(year, 1, 1), date(year, 12, 31))
    months = [days.month_of(year, month, filled) for month in range(1, 13)]
    context = here.context() | {
        "months": [(month, _link(here, month.first)) for month in months],
        "shown_year": year,
        "before": _year_link(here, year - 1) if year > FIRST_YEAR else "",
        "after": _year_link(here, year + 1) if year < LAST_YEAR else "",
        "weekdays": weekday_names(),
    }
    return render(request, "register/calendar_year.html", context)


def _filled(here: ListPage, start: date, end: date) -> dict[date, days.Day]:
    """Tasks that end in the period, or begin in it and end soon after."""
    over_the_edge = Q(starts_on__range=(start, end), due_on__lte=end + timedelta(days=31))
    tasks = here.tasks.filter(Q(due_on__range=(start, end)) | over_the_edge)
    rows = [Row(task, here.today) for task in queries.for_calendar(tasks)]
    reports = [] if here.wanted.narrowed() else queries.report_deadlines(here.reader, start, end)
    return days.filled_days(rows, reports, start, end, here.today)


def _asked_month(text: str, today: date) -> date:
    """ "2026-11" as its first day; this month when it cannot be read."""
    year, _dash, month = text.partition("-")
    if not (month.isascii() and month.isdecimal() and len(month) < 3 and 1 <= int(month) <= 12):
        return today.replace(day=1)
    return date(_bounded(year, today.year), int(month), 1)


def _bounded(text: str, default: int) -> int:
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else default
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _link(here: ListPage, day: date) -> str:
    """The month of a day, with the same filter."""
    return replace(here, kept={}).address(thang=f"{day:%Y-%m}")


def _year_link(here: ListPage, year: int) -> str:
    return replace(here, kept={}).address(nam=str(year))


def weekday_names() -> list[tuple[str, str]]:
    """Short and long names of the days from Monday."""
    return [
        (_("Mon"), _("Monday")),
        (_("Tue"), _("Tuesday")),
        (_("Wed"), _("Wednesday")),
        (_("Thu"), _("Thursday")),
        (_("Fri"), _("Friday")),
        (_("Sat"), _("Saturday")),
        (_("Sun"), _("Sunday")),
    ]
