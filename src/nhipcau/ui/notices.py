"""Reminders on the home page: an app registers a function that tells those of a reader as links."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest

from .menu import Link

Teller = Callable[[HttpRequest], Iterable[Link]]

_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    _tellers.append(teller)


def notices_for(request: HttpRequest) -> list[Link]:
    return [link for teller in _tellers for link in teller(request)]
