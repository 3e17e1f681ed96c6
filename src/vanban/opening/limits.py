"""Bounds that every opener keeps, so that no file takes the machine down."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from vanban.errors import Bound, TooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A plan of 5,000 rows stays far below each of these."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 300_000_000  # of everything inside a zip or PDF together
    part_bytes: int = 60_000_000  # of one XML part or one drawing stream: parsed, it takes ten times as much
    pages: int = 1000
    blocks: int = 100_000  # paragraphs and tables outside cells
    cells: int = 300_000
    depth: int = 50  # of nesting: tables in tables, elements in elements
    seconds: float = 120

    def within(self, what: Bound, amount: int) -> None:
        """Raise TooLarge when ``amount`` is over the limit named ``what``.

        >>> Limits(pages=500).within("pages", 24)
        >>> Limits(pages=500).within("pages", 10_000)
        Traceback (most recent call last):
        vanban.errors.TooLarge: Tệp có nhiều hơn 500 trang. Hãy tách tệp hoặc dùng bản gọn hơn.
        """
        limit = int(getattr(self, what))
        if amount > limit:
            raise TooLarge(what=what, limit=limit)


@dataclass(slots=True)
class Clock:
    """Watches the seconds of one opening. Checked between pages, tables and rows: no threads, no signals."""

    limits: Limits
    started: float = field(default_factory=monotonic)

    @property
    def left(self) -> float:
        return self.limits.seconds - (monotonic() - self.started)

    def check(self) -> None:
        if self.left < 0:
            raise TooLarge(what="seconds", limit=int(self.limits.seconds))

    def restart(self) -> None:
        """Count from now: a program outside had a time of its own."""
        self.started = monotonic()
