"""The number that Word shows in front of a paragraph.

Word keeps one row of counters for each list definition (abstractNum); all its instances (num) count on in it. The rules
are those of ISO/IEC 29500-1, 17.9, and of the step-by-step account in [MS-DOC] 2.4.6.3 and 2.4.6.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from .docx_formats import formatted
from .docx_names import ALTERNATE, RPR, VAL, W, branch, child_value, number, on
from .docx_symbols import UNKNOWN_BULLET, bullet
from .tidy import one_line

LEVELS = 9
PLACEHOLDER = re.compile("%([1-9])")
SILENT = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list looks. ``restart``: the level (from 1) whose numbers start this one anew; 0 is never."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    text: str = ""
    font: str = ""
    legal: bool = False
    restart: int | None = None
    gap: str = " "
    style: str = ""
    indent: _Element | None = None

    def starts_anew_after(self, at: int, own: int) -> bool:
        """Whether a paragraph of level ``at`` makes this level, which is number ``own``, begin again."""
        if self.restart is None or self.restart > own:
            return at < own
        return at < self.restart


NO_LEVEL = Level()


@dataclass(frozen=True, slots=True)
class List:
    """One list instance (w:num): levels with its overrides, and the definition whose counters it shares."""

    id: str
    definition: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)  # startOverride by level

    def level_of_style(self, style: str) -> int | None:
        return next((at for at, level in self.levels.items() if level.style == style), None)


@dataclass(slots=True)
class Counters:
    """The numbers reached so far in one story."""

    reached: dict[str, list[int | None]] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)  # the highest level at which each list was used
    pending: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)  # start overrides not yet used

    def label(self, numbers: List, at: int) -> str:
        """Count one paragraph of level ``at`` and give the text in front of it, with the gap after it."""
        at = max(0, min(at, LEVELS - 1))
        level = numbers.levels.get(at)
        values = self._count(numbers, at)
        if level is None:
            return ""
        if level.form == "bullet":
            text = bullet(level.text, level.font)
        else:
            text = PLACEHOLDER.sub(lambda found: _shown(numbers, values, int(found[1]) - 1, at), level.text)
        text = one_line(text)
        return text + level.gap if text else ""

    def _count(self, numbers: List, at: int) -> list[int | None]:
        values = self.reached.setdefault(numbers.definition, [None] * LEVELS)
        begun = self.begun.get(numbers.id, LEVELS)
        if at < begun:
            self._begin(numbers, at, begun, values)
        before = values[at]
        values[at] = self._start(numbers, at) if before is None else before + 1
        for deeper in range(at + 1, LEVELS):
            if numbers.levels.get(deeper, NO_LEVEL).starts_anew_after(at, deeper):
                values[deeper] = None
        return values

    def _begin(self, numbers: List, at: int, begun: int, values: list[int | None]) -> None:
        """Start overrides hold once: from the first paragraph of the list on, for its level and all deeper ones."""
        self.begun[numbers.id] = at
        for level, start in numbers.starts.items():
            if at <= level < begun:
                values[level] = None
                self.pending[numbers.definition, level] = numbers.id, start

    def _start(self, numbers: List, at: int) -> int:
        level = numbers.levels.get(at)
        owner, start = self.pending.pop((numbers.definition, at), ("", 1))
        if owner == numbers.id:
            return start
        return level.start if level else 1


def _shown(numbers: List, values: list[int | None], of: int, at: int) -> str:
    """The number of level ``of`` inside the label of level ``at``. A level not used yet shows its start value."""
    level = numbers.levels.get(of)
    if level is None or of > at:
        return ""
    value = values[of]
    value = level.start if value is None else value
    legal = numbers.levels[at].legal and level.form not in SILENT
    return formatted(value, "decimal" if legal else level.form, level.pattern)


def read_lists(root: _Element | None) -> dict[str, List]:
    """Every list of numbering.xml by its numId."""
    if root is None:
        return {}
    definitions = {d.get(W + "abstractNumId", ""): d for d in root.iterchildren(W + "abstractNum")}
    # A list style: one definition holds the levels and says styleLink, others borrow them by numStyleLink.
    owners = {child_value(d, "styleLink"): key for key, d in definitions.items() if child_value(d, "styleLink")}
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, List] = {}
    for element in root.iterchildren(W + "num"):
        key = child_value(element, "abstractNumId") or ""
        if key in definitions:
            key = owners.get(child_value(definitions[key], "numStyleLink"), key)
            if key not in levels:
                levels[key] = dict(_levels(definitions[key]))
        own = _with_overrides(element, key, levels.get(key, {}))
        lists[own.id] = own
    return lists


def _with_overrides(element: _Element, definition: str, levels: dict[int, Level]) -> List:
    starts: dict[int, int] = {}
    for override in element.iterchildren(W + "lvlOverride"):
        at = number(override.get(W + "ilvl"), -1)
        levels = levels | dict(_levels(override))
        start = child_value(override, "startOverride")
        if start is not None and 0 <= at < LEVELS:
            starts[at] = number(start, 1)
    return List(element.get(W + "numId", ""), definition, levels, starts)


def _levels(parent: _Element) -> list[tuple[int, Level]]:
    found = [(number(element.get(W + "ilvl"), -1), _level(element)) for element in parent.iterchildren(W + "lvl")]
    return [(at, level) for at, level in found if 0 <= at < LEVELS]


def _level(element: _Element) -> Level:
    form = _format_element(element)
    text = _level_text(element)
    legal = element.find(W + "isLgl")
    restart = child_value(element, "lvlRestart")
    fonts = element.find(f"{W}rPr/{W}rFonts")
    return Level(
        start=number(child_value(element, "start"), 0),  # Word always writes it; left out it means 0 (17.9.25)
        form="decimal" if form is None else form.get(VAL, "decimal"),
        pattern="" if form is None else form.get(W + "format", ""),
        text=text,
        font="" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "",
        legal=legal is not None and on(legal),
        restart=None if restart is None else number(restart, LEVELS),
        gap="" if child_value(element, "suff") == "nothing" else " ",
        style=child_value(element, "pStyle") or "",
        indent=element.find(f"{W}pPr/{W}ind"),
    )


def _level_text(level: _Element) -> str:
    """What stands for the number: nothing where it is hidden, a bullet where it is a picture."""
    hidden = level.find(f"{RPR}/{W}vanish")
    if hidden is not None and on(hidden):
        return ""
    return child_value(level, "lvlText") or (UNKNOWN_BULLET if level.find(W + "lvlPicBulletId") is not None else "")


def _format_element(level: _Element) -> _Element | None:
    """Word 2010's own formats stand in an alternative beside the plain one."""
    for alternate in level.iterchildren(ALTERNATE):
        chosen = branch(alternate)
        found = None if chosen is None else chosen.find(W + "numFmt")
        if found is not None:
            return found
    return level.find(W + "numFmt")
