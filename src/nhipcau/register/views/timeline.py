"""Tiến trình: the year's months across, tasks under their agency or group."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.register.days import grouped
from nhipcau.register.page import ListPage
from nhipcau.register.queries import for_timeline
from nhipcau.register.rows import Row
from nhipcau.register.rules import Bar, bar_in_year, today_unit
from nhipcau.ui.menu import Link

MOST = 200  # tasks on one page; more cannot be read as a picture


@dataclass(frozen=True)
class Line:
    row: Row
    bar: Bar


@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    by = "nhom" if request.GET.get("theo") == "nhom" else "co-quan"
    here = ListPage.of(request, {"theo": by})
    if here.asks_filters:
        return here.filters()
    year = here.wanted.year or here.today.year
    tasks = list(for_timeline(here.tasks)[: MOST + 1])
    rows = [Row(task, here.today) for task in tasks[:MOST]]
    groups = [(name, _lines(members, year)) for name, members in grouped(rows, by)]
    context = here.context() | {
        "groups": [(name, lines) for name, lines in groups if lines],
        "shown_year": year,
        "today_at": today_unit(here.today, year),
        "too_many": len(tasks) > MOST,
        "most": MOST,
        "by": by,
        "ways": [
            Link(_("By agency"), here.address(theo="co-quan"), by == "co-quan"),
            Link(_("By group"), here.address(theo="nhom"), by == "nhom"),
        ],
        "month_names": [(month, _("Month %(month)s") % {"month": month}) for month in range(1, 13)],
    }
    return render(request, "register/timeline.html", context)


def _lines(rows: list[Row], year: int) -> list[Line]:
    bars = (
        (row, bar_in_year(row.task.starts_on, row.task.due_on, year, soft=row.soft))
        for row in sorted(rows, key=_by_time)
    )
    return [Line(row, bar) for row, bar in bars if bar]


def _by_time(row: Row) -> tuple[bool, date, date]:
    """Exact days in their order, what lasts all year after them."""
    task = row.task
    return (row.soft, task.starts_on or task.due_on or date.max, task.due_on or date.max)
