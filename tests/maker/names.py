"""Lists of agencies as they stand in one cell, with the units that are in them (rules: plans/gold README)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .luck import Luck
from .words import lines


@dataclass(frozen=True)
class Agencies:
    """``lines`` are the paragraphs of the cell, ``units`` the agencies one by one as written."""

    lines: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def small(self) -> list[str]:
        """The units in one sentence: a group begins small after the first."""
        return [unit if place == 0 else lower_group(unit) for place, unit in enumerate(self.units)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


NOBODY = Agencies()
SEPARATORS = {";": 30, ",": 30, "; và": 4, ", và": 16, "- ": 14, "+ ": 2, "line": 4}


class Offices:
    """The agencies of one level and era, and one office's habits of writing them."""

    def __init__(self, luck: Luck, level: str, unit: str) -> None:
        self._luck = luck
        self._short = luck.weighted({0.0: 5, 0.4: 3, 0.9: 2})  # how often names are abbreviated
        self._habit = luck.weighted(SEPARATORS)
        self._steady = luck.often(0.6)  # the same separator all over the plan
        self._agencies = [re.sub(r" X\b", f" {unit}", line) for line in lines("agencies", level)]
        self._groups = lines("groups", level)

    def agency(self) -> str:
        return self._written(self._luck.one(self._agencies))

    def group(self) -> str:
        return self._luck.one(self._groups)

    def pair(self) -> tuple[Agencies, Agencies]:
        """Who leads and who helps: nobody does both."""
        leads = self._luck.weighted({1: 85, 2: 12, 3: 3})
        helps = self._luck.weighted({0: 25, 1: 25, 2: 20, 3: 15, 4: 10, 6: 5})
        chosen = [self._written(line) for line in self._luck.some(self._agencies, leads + helps)]
        groups = self._luck.some(self._groups, 3)
        if len({_spelled(group) for group in groups}) < 3:  # "UBND các xã" and "Ủy ban nhân dân các xã" are one
            groups = groups[:1]
        lead = groups[:1] if self._luck.often(0.05) else chosen[:leads]
        helping = chosen[leads:]
        if not helping or self._luck.often(0.5):
            helping = helping + groups[1 : self._luck.weighted({2: 85, 3: 15})]
        return self._write(lead), NOBODY if self._luck.often(0.06) else self._write(helping)

    def _written(self, line: str) -> str:
        written = line.split(" | ")
        return self._luck.one(written[1:]) if len(written) > 1 and self._luck.often(self._short) else written[0]

    def _write(self, units: list[str]) -> Agencies:
        if not units:
            return NOBODY
        habit = self._habit if self._steady else self._luck.weighted(SEPARATORS)
        if habit not in ("- ", "+ ", "line"):
            units = [units[0], *(lower_group(unit) for unit in units[1:])]
        if len(units) == 1:
            return Agencies((units[0] + self._luck.weighted({"": 9, ".": 1}),), tuple(units))
        if habit in ("- ", "+ ", "line"):
            bullet = "" if habit == "line" else habit
            end = self._luck.one(("", ";"))
            return Agencies(tuple(f"{bullet}{unit}{end}" for unit in units), tuple(units))
        mark, _, word = habit.partition(" ")
        last = f" {word} " if word else f"{mark} "
        text = f"{mark} ".join(units[:-1]) + last + units[-1]
        return Agencies((text + self._luck.weighted({"": 9, ".": 1}),), tuple(units))


def _spelled(group: str) -> str:
    return group.replace("UBND", "Ủy ban nhân dân")


def lower_group(unit: str) -> str:
    """Inside a list a group begins small: "Sở Y tế, các đơn vị liên quan"."""
    return "các" + unit[3:] if unit.startswith("Các ") else unit
