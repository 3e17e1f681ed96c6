"""When something is well, wants a look, or is broken. Decisions on values, without database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

WORKER_SILENT = timedelta(minutes=2)
WORKER_FORGOTTEN = timedelta(days=1)
JOB_WAITS_LONG = timedelta(minutes=10)
BACKUP_OLD = timedelta(hours=36)  # one a night, and some patience
DRILL_OLD = timedelta(days=45)  # one a month
LOG_OLD = timedelta(days=8)  # one a week
DISK_LOW, DISK_FULL = 0.15, 0.05
DISK_FULL_BYTES = 500_000_000


class Level(StrEnum):
    WELL = "well"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True)
class Line:
    """One check in words: what, how it stands, and what to do when it does not stand well."""

    key: str
    what: str
    level: Level
    told: str
    remedy: str = ""


def worst(lines: list[Line]) -> Level:
    order = list(Level)
    return max((line.level for line in lines), key=order.index, default=Level.WELL)


def disk_level(free: int, total: int) -> Level:
    """Full by share or by what is left: half a gigabyte takes no working day.

    >>> disk_level(4 * 10**8, 10**9).value, disk_level(10**12, 8 * 10**12).value
    ('broken', 'look')
    """
    share = free / total if total else 0
    if share < DISK_FULL or free < DISK_FULL_BYTES:
        return Level.BROKEN
    return Level.LOOK if share < DISK_LOW else Level.WELL


def age_level(age: timedelta | None, good: bool, old: timedelta) -> Level:
    """Of something that has to happen again and again; ``age`` None: it never did."""
    if age is not None and not good:
        return Level.BROKEN
    return Level.WELL if age is not None and age <= old else Level.LOOK


def queue_level(waits: timedelta | None) -> Level:
    """Of the job that has waited longest."""
    return Level.LOOK if waits is not None and waits > JOB_WAITS_LONG else Level.WELL
