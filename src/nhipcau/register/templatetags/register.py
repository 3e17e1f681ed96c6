"""Filters of the register's templates."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from nhipcau.plans.models import TaskAgency
from nhipcau.register import rows
from vanban.text import flat, fold

register = template.Library()


@register.filter
def agency(part: TaskAgency) -> str:
    return rows.agency_name(part)


@register.filter
def highlight(text: str, sought: str) -> SafeString:
    """The text with the sought words marked, wherever they stand with or without accents."""
    words = sorted(set(fold(sought).split()), key=len, reverse=True)
    if not words:
        return mark_safe(escape(text))  # noqa: S308 - escaped
    pattern = re.compile("|".join(re.escape(word) for word in (fold(sought), *words)))
    parts, end = [], 0
    for match in pattern.finditer(flat(text)):
        parts += [escape(text[end : match.start()]), "<mark>", escape(text[match.start() : match.end()]), "</mark>"]
        end = match.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text was escaped above
