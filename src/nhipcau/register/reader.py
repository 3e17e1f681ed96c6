"""Who reads, and what the posts of today make of the screens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from nhipcau.accounts.models import User
from nhipcau.organizations.permissions import MANAGERS, Role, agency_ids, holds, seats
from nhipcau.plans.heirs import Held, held_by
from nhipcau.succession.queries import Today


@dataclass(frozen=True)
class Reader:
    """``kind`` chooses the home page: manager (specialist, administrator), leader, officer, nobody."""

    user: User

    @cached_property
    def agencies(self) -> list[int]:
        return sorted(set(agency_ids(self.user)))

    @cached_property
    def held(self) -> Held:
        """What they hold in tasks, with what they took over."""
        return held_by(self.user)

    @cached_property
    def today(self) -> Today:
        """Who does today what agencies of the own province did earlier."""
        return Today.for_reader(self.user)

    @cached_property
    def kind(self) -> str:
        if holds(self.user, *MANAGERS):
            return "manager"
        if holds(self.user, Role.LEADER):
            return "leader"
        return "officer" if seats(self.user) else "nobody"


def reader_of(request: HttpRequest) -> Reader:
    assert request.user.is_authenticated  # noqa: S101 - LoginRequiredMiddleware saw to it; this tells the type checker
    return Reader(request.user)
