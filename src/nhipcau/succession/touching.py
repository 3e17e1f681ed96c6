"""What an event touches in apps above this one. They register a function; the dry run asks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nhipcau.organizations.models import Agency


@dataclass(frozen=True)
class Touched:
    """A heading, how many there are, and the first of them in words."""

    title: str
    count: int
    lines: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """How many are not told one by one."""
        return self.count - len(self.lines)


# Asked with the agencies whose part in this work goes over to others.
Teller = Callable[[Sequence[Agency]], Sequence[Touched]]

_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    _tellers.append(teller)


def touched(agencies: Sequence[Agency]) -> list[Touched]:
    return [one for teller in _tellers for one in teller(agencies)] if agencies else []
