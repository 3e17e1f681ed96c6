"""Filters of the register's templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from nhipcau.plans.models import TaskAgency
from nhipcau.register import rows
from nhipcau.search.highlight import marked
from nhipcau.search.query import parse

register = template.Library()

LONGEST_OPTION = 90
SELECTED = " selected"


@register.simple_tag
def options(pairs: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """The options of a select. Written here, as a template takes longer for hundreds of agencies than for a page."""
    shown = ((value, SELECTED if str(value) == str(chosen) else "", _short(str(words))) for value, words in pairs)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', shown)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_OPTION else Truncator(words).chars(LONGEST_OPTION)


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
