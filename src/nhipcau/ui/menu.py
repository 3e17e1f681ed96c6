"""What the frame around a page shows: menu entries that apps register, and where the reader works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

IN_THE_BAR = 4  # a thumb reaches four entries; the others stand in the person's menu on a phone


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry. ``shown`` says for whom; ``within`` are prefixes of view names for which it counts as current."""

    url_name: str
    label: str | Promise
    icon: str
    order: int
    shown: Callable[[HttpRequest], bool] = lambda request: True
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link as templates show it."""

    label: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader works, for the top bar. ``choices`` are the provinces to change to, when there are several."""

    province: str
    agency: str = ""
    role: str = ""
    choices: tuple[Link, ...] = ()


_entries: dict[str, Entry] = {}
_place_of: list[Callable[[HttpRequest], Place | None]] = []


def register(entry: Entry) -> None:
    _entries[entry.url_name] = entry


def tell_place(function: Callable[[HttpRequest], Place | None]) -> None:
    """Register the one function that knows the reader's province and agency."""
    _place_of[:] = [function]


def place_for(request: HttpRequest) -> Place | None:
    return _place_of[0](request) if _place_of else None


def links_for(request: HttpRequest) -> list[Link]:
    """The reader's menu: only what the role uses and only addresses that exist."""
    entries = sorted(_entries.values(), key=lambda entry: entry.order)
    links = (_link(entry, request) for entry in entries if entry.shown(request))
    return [link for link in links if link]


def _link(entry: Entry, request: HttpRequest) -> Link | None:
    try:
        url = reverse(entry.url_name)
    except NoReverseMatch:
        return None
    view = request.resolver_match.view_name if request.resolver_match else ""
    current = view == entry.url_name or view.startswith(entry.within or ("\0",))
    return Link(str(entry.label), url, current, entry.icon)
