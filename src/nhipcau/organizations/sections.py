"""Parts of an agency's page that apps above tell: each registers a function that gives HTML, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from .models import Agency

Section = Callable[[HttpRequest, Agency], str]

_sections: list[Section] = []


def register(section: Section) -> None:
    _sections.append(section)


def sections_of(request: HttpRequest, agency: Agency) -> list[SafeString]:
    return [mark_safe(section(request, agency)) for section in _sections]  # noqa: S308 - rendered by templates
