"""The registry of benches, and how a figure is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Bench = Callable[[], "Iterator[Figure]"]
BENCHES: dict[str, Bench] = {}


@dataclass(frozen=True)
class Figure:
    """``target`` bounds the ratio to the yardstick from above; without one the figure is only told."""

    name: str
    value: float
    unit: str
    yardstick: str = "-"
    ratio: float | None = None
    target: float | None = None

    @property
    def ok(self) -> bool:
        return self.target is None or (self.ratio is not None and self.ratio <= self.target)

    def line(self) -> str:
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        target = "-" if self.target is None else f"<={self.target:g}"
        measured = f"{self.name:28} {self.value:10.2f} {self.unit:7} {self.yardstick:26}"
        return f"{measured} {ratio:>6} {target:>6} {'ok' if self.ok else 'short'}"


def figure(name: str) -> Callable[[Bench], Bench]:
    """Puts a bench under its name into the registry."""

    def keep(bench: Bench) -> Bench:
        BENCHES[name] = bench
        return bench

    return keep
