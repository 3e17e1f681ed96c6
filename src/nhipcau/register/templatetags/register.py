"""Filters of the register's templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.plans.models import TaskAgency
from nhipcau.register import rows
from nhipcau.register.days import Day
from nhipcau.search.highlight import marked
from nhipcau.search.query import parse

register = template.Library()

LONGEST_OPTION = 90
LONGEST_NAME = 60
SELECTED = " selected"


@register.simple_tag
def options(pairs: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """The options of a select. Written here, as a template takes longer for hundreds of agencies than for a page."""
    shown = (
        (value, SELECTED if str(value) == str(chosen) else "", short(str(words), LONGEST_OPTION))
        for value, words in pairs
    )
    return format_html_join("\n", '<option value="{}"{}>{}</option>', shown)


@register.filter
def short(text: str, most: int) -> str:
    """The beginning of a text. What Django has counts letters one by one, which a page of 200 lines feels."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


@register.simple_tag
def small_day(day: Day) -> SafeString:
    """A day of the year's small months; written here, as a year has 372 of them."""
    marks = ' class="today"' if day.is_today else ""
    if day.holiday and day.in_month and not marks:
        marks = format_html(' class="holiday" title="{}"', day.holiday)
    return format_html("<td{}>{}{}</td>", SafeString(marks), day.date.day if day.in_month else "", _dots(day))


def _dots(day: Day) -> SafeString:
    dots = day.dots if day.in_month else []
    if not dots:
        return SafeString("")
    shapes = format_html_join("", '<i class="state-{}"></i>', ((dot,) for dot in dots))
    count = ngettext("%(number)s task", "%(number)s tasks", len(day.rows)) % {"number": len(day.rows)}
    told = '<span class="dots" title="{}">{}<span class="visually-hidden">{}</span></span>'
    return format_html(told, "; ".join([*_named(day), ""]), shapes, count)


def _named(day: Day) -> Iterator[str]:
    yield from (short(row.task.title, LONGEST_NAME) for row in day.shown)
    if day.more:
        yield _("and %(number)s more") % {"number": day.more}
    yield from (short(duty.what, LONGEST_NAME) for duty in day.reports)


@register.filter
def agency(part: TaskAgency) -> str:
    return rows.agency_name(part)


@register.filter
def agency_today(part: TaskAgency) -> str:
    return rows.name_today(part)


@register.filter
def highlight(text: str, sought: str) -> SafeString:
    """The text with the sought words marked, wherever they stand with or without accents."""
    return marked(text, parse(sought))
