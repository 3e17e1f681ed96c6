"""Other ways in than the sign-in page: tokens of programs, addresses of calendars. Apps above keep them; what recovers
an account, or takes it away, shuts them along with its sessions."""

from __future__ import annotations

from typing import Protocol

from .models import User


class Shutter(Protocol):
    def __call__(self, *, user: User, by: User | None) -> None: ...


_shutters: list[Shutter] = []


def register(shutter: Shutter) -> None:
    _shutters.append(shutter)


def shut(*, user: User, by: User | None) -> None:
    """Inside the transaction of an action."""
    for shutter in _shutters:
        shutter(user=user, by=by)
