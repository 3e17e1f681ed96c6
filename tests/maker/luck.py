"""Chance, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Luck:
    def __init__(self, *seed: int | str) -> None:
        self._random = Random("/".join(map(str, seed)))  # noqa: S311

    def one(self, things: Sequence[T]) -> T:
        return things[self._random.randrange(len(things))]

    def weighted(self, weights: dict[T, int]) -> T:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Different things, in random order."""
        return self._random.sample(list(things), min(count, len(things)))

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def often(self, share: float) -> bool:
        return self._random.random() < share

    def shuffled(self, things: Sequence[T]) -> list[T]:
        return self.some(things, len(things))
