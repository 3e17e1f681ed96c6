"""Filters of the register's templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from nhipcau.plans.models import TaskAgency
from nhipcau.register import rows
from nhipcau.search.highlight import marked
from nhipcau.search.query import parse

register = template.Library()


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
