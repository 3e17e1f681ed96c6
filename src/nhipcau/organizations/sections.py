"""Parts of the pages of agencies and people that apps above tell: each gives HTML, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from nhipcau.accounts.models import User

from .models import Agency

Section = Callable[[HttpRequest, Agency], str]
PersonSection = Callable[[HttpRequest, User], str]

_sections: list[Section] = []
_of_person: list[PersonSection] = []


def register(section: Section) -> None:
    _sections.append(section)


def sections_of(request: HttpRequest, agency: Agency) -> list[SafeString]:
    return [mark_safe(section(request, agency)) for section in _sections]  # noqa: S308 - rendered by templates


def register_for_person(section: PersonSection) -> None:
    _of_person.append(section)


def sections_of_person(request: HttpRequest, person: User) -> list[SafeString]:
    return [mark_safe(section(request, person)) for section in _of_person]  # noqa: S308 - rendered by templates
