"""Who finds what, decided inside the index, so that counts and suggestions are trimmed as the hits are.

An entry bears marks of its readers: everyone with a post in the province, those who read the whole province, or
agencies. A reader holds the marks of the posts of today; what shares none is not there for the reader. Which posts
open what is the business of the app above (``Readers`` of a row and ``Readable`` of a person).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .models import Circle


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read a row, beside those who read the whole province. ``circles`` are sets of agencies."""

    everyone: bool = False
    circles: frozenset[frozenset[int]] = frozenset()

    def marks(self, province: int, kind: str) -> set[str]:
        to_all = f"#e{province}" if self.everyone else f"#r{province}"
        return {of_kind(mark, kind) for mark in (to_all, *map(circle_mark, filter(None, self.circles)))}


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry must bear together: one of these marks, and one of those."""

    bearing: tuple[str, ...]
    within: tuple[str, ...]


Mark = str | Claim


@dataclass(frozen=True, slots=True)
class Readable:
    """What a person may read: provinces with a post, provinces read as a whole, agencies of the posts; and agencies
    whose rows count only within some wholes (``Document.within``), for what was taken over at a time."""

    provinces: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    taken_over: tuple[tuple[int, tuple[int, ...]], ...] = ()

    def marks(self, kinds: Sequence[str]) -> dict[str, tuple[Mark, ...]]:
        """For entries of each kind. One query, and none for a person without an agency."""
        found = self._marks()
        return {kind: tuple(_of_kind(mark, kind) for mark in found) for kind in kinds}

    def _marks(self) -> tuple[Mark, ...]:
        everything = [*(f"#e{pk}" for pk in self.provinces), *(f"#r{pk}" for pk in self.whole)]
        agencies = {*self.agencies, *(agency for agency, _wholes in self.taken_over)}
        circles: dict[int, list[str]] = {agency: [f"#a{agency}"] for agency in agencies}
        for name, member in (
            Circle.objects.filter(member__in=agencies).values_list("name", "member") if agencies else ()
        ):
            circles[member].append(f"#{name}")
        own = dict.fromkeys(mark for agency in self.agencies for mark in circles[agency])
        claims = [
            Claim(tuple(circles[agency]), tuple(within_mark(whole) for whole in wholes))
            for agency, wholes in self.taken_over
            if wholes
        ]
        return (*everything, *own, *claims)


def of_kind(mark: str, kind: str) -> str:
    """Right and kind in one mark, for every word more in a query costs time."""
    return f"{mark}.{kind}"


def _of_kind(mark: Mark, kind: str) -> Mark:
    if isinstance(mark, Claim):
        return Claim(tuple(of_kind(one, kind) for one in mark.bearing), mark.within)
    return of_kind(mark, kind)


def within_mark(whole: int) -> str:
    return f"#w{whole}"


def circle_mark(agencies: frozenset[int]) -> str:
    if len(agencies) == 1:
        return f"#a{next(iter(agencies))}"
    return f"#{_name(agencies)}"


def remember_circles(circles: Iterable[frozenset[int]]) -> None:
    """Circles are only added: one that no entry bears any more opens nothing."""
    rows = [
        Circle(name=_name(circle), member=member) for circle in set(circles) if len(circle) > 1 for member in circle
    ]
    Circle.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _name(agencies: frozenset[int]) -> str:
    told = ",".join(map(str, sorted(agencies)))
    return "c" + hashlib.sha256(told.encode()).hexdigest()[:16]
