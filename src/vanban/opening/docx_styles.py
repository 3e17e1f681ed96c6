"""Styles of a Word document: what a paragraph or run looks like before its own formatting (17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from vanban.document import Align

from .docx_names import PPR, RPR, VAL, W, child_value, number, on, twips
from .docx_numbering import List

ALIGN: dict[str, Align] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "both",
    "thaiDistribute": "both",
    "left": "left",
    "start": "left",
}
# Word writes built-in names in English whatever its own language.
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
HEADING_ID = re.compile(r"heading([1-9])", re.IGNORECASE)
FAR_STOP = 2268  # 4 cm: a tab stop further right than any number's gap places a second column
DEEPEST = 30  # styles based on styles; Word stops at about ten

NUM_PR, JC, IND, OUTLINE, TABS = W + "numPr", W + "jc", W + "ind", W + "outlineLvl", W + "tabs"
BOLD, ITALIC, CAPS, VANISH, FONTS, RSTYLE = W + "b", W + "i", W + "caps", W + "vanish", W + "rFonts", W + "rStyle"


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; None: not said here."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else the one it is based on."""
        return Look(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.caps if self.caps is None else self.caps,
            base.hidden if self.hidden is None else self.hidden,
            self.font or base.font,
        )

    def beside(self, other: Look) -> Look:
        """Character style and paragraph style together: twice bold is not bold (toggle properties, 17.7.3)."""
        return Look(
            _toggled(self.bold, other.bold),
            _toggled(self.italic, other.italic),
            _toggled(self.caps, other.caps),
            _toggled(self.hidden, other.hidden),
            self.font or other.font,
        )


def _toggled(one: bool | None, other: bool | None) -> bool | None:
    return other if one is None else one if other is None else one != other


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph looks; None: not said here. Indents are twips."""

    align: Align | None = None
    heading: int | None = None
    left: int | None = None
    first: int | None = None
    numbers: str | None = None
    level: int | None = None
    columns: bool | None = None

    def over(self, base: Shape) -> Shape:
        return Shape(
            self.align or base.align,
            base.heading if self.heading is None else self.heading,
            base.left if self.left is None else self.left,
            base.first if self.first is None else self.first,
            self.numbers or base.numbers,
            base.level if self.level is None else self.level,
            base.columns if self.columns is None else self.columns,
        )


PLAIN, NO_SHAPE = Look(), Shape()


@dataclass(frozen=True, slots=True)
class Style:
    shape: Shape = NO_SHAPE
    look: Look = PLAIN


class Styles:
    """styles.xml, each style worked out when it is first asked for."""

    def __init__(self, root: _Element | None, lists: dict[str, List]) -> None:
        self.lists = lists
        self.elements: dict[str, _Element] = {}
        self.default = ""
        self.default_table = ""
        self.made: dict[str, Style] = {}
        self.base = Style()
        if root is not None:
            self._index(root)

    def _index(self, root: _Element) -> None:
        for element in root.iterchildren(W + "style"):
            key = element.get(W + "styleId", "")
            self.elements.setdefault(key, element)
            if element.get(W + "default") in ("1", "true", "on"):
                kind = element.get(W + "type")
                self.default = key if kind == "paragraph" else self.default
                self.default_table = key if kind == "table" else self.default_table
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            ppr, rpr = defaults.find(f"{W}pPrDefault/{PPR}"), defaults.find(f"{W}rPrDefault/{RPR}")
            self.base = Style(shape_of(ppr), look_of(rpr))

    def paragraph(self, key: str | None) -> Style:
        """A paragraph style with all that it is based on; the default style where there is none of this name."""
        if key is None or key not in self.elements:
            heading = HEADING_ID.fullmatch(key or "")
            style = self._style(self.default, 0)
            return replace(style, shape=replace(style.shape, heading=int(heading[1]))) if heading else style
        return self._style(key, 0)

    def character(self, key: str | None) -> Look:
        return self._style(key, 0, PLAIN_STYLE).look if key in self.elements and key else PLAIN

    def chain(self, key: str | None) -> list[_Element]:
        """A style's element and those that it is based on, nearest first."""
        found: list[_Element] = []
        while key in self.elements and key and len(found) < DEEPEST:
            found.append(self.elements[key])
            key = child_value(found[-1], "basedOn")
        return found

    def _style(self, key: str, depth: int, root: Style | None = None) -> Style:
        if key in self.made:
            return self.made[key]
        root = self.base if root is None else root
        element = self.elements.get(key)
        if element is None or depth > DEEPEST:
            return root
        base = self._style(child_value(element, "basedOn") or "", depth + 1, root)
        self.made[key] = style = Style(
            self._shape(key, element, base.shape), look_of(element.find(RPR)).over(base.look)
        )
        return style

    def _shape(self, key: str, element: _Element, base: Shape) -> Shape:
        own = shape_of(element.find(PPR))
        named = HEADING.fullmatch(child_value(element, "name") or "")
        if own.heading is None and named:
            own = replace(own, heading=int(named[1]))
        shape = self.listed(own, base, key)
        return replace(shape, numbers=None) if shape.numbers == "0" else shape

    def listed(self, own: Shape, base: Shape, style: str = "") -> Shape:
        """``own`` over ``base``, with the indent of the list level in between where ``own`` names a list.

        The level of a style is the one that names the style as its own (w:pStyle), whatever the style says (17.9.23).
        """
        numbers = self.lists.get(own.numbers or base.numbers or "")
        linked = numbers.level_of_style(style) if numbers and style else None
        if linked is not None:
            own = replace(own, level=linked)
        merged = own.over(base)
        level = numbers.levels.get(merged.level or 0) if numbers and (own.numbers or own.level is not None) else None
        if level is None or level.indent is None:
            return merged
        left, first = indents(level.indent)
        between = replace(base, left=base.left if left is None else left, first=base.first if first is None else first)
        return own.over(between)


PLAIN_STYLE = Style()


def shape_of(ppr: _Element | None) -> Shape:
    """What paragraph properties say themselves."""
    if ppr is None:
        return NO_SHAPE
    align: Align | None = None
    heading = left = first = level = None
    numbers: str | None = None
    columns: bool | None = None
    for child in ppr:
        tag = child.tag
        if tag == JC:
            align = ALIGN.get(child.get(VAL, ""))
        elif tag == IND:
            left, first = indents(child)
        elif tag == NUM_PR:
            numbers, at = child_value(child, "numId"), child_value(child, "ilvl")
            level = None if at is None else number(at, 0)
        elif tag == OUTLINE:
            outline = number(child.get(VAL), 9)
            heading = outline + 1 if 0 <= outline < 9 else 0
        elif tag == TABS:
            columns = _places_columns(child)
    return Shape(align, heading, left, first, numbers, level, columns)


def indents(element: _Element) -> tuple[int | None, int | None]:
    """Left edge and the first line's distance from it."""
    left = twips(element.get(W + "left") or element.get(W + "start"))
    hanging = twips(element.get(W + "hanging"))
    first = twips(element.get(W + "firstLine")) if hanging is None else -hanging
    return left, first


def _places_columns(tabs: _Element) -> bool:
    for tab in tabs:
        kind, place = tab.get(VAL), twips(tab.get(W + "pos"))
        if kind in ("center", "right", "end") or (kind in ("left", "start") and place and place >= FAR_STOP):
            return True
    return False


def look_of(rpr: _Element | None) -> Look:
    """What run properties say themselves, character style left aside."""
    if rpr is None:
        return PLAIN
    bold = italic = caps = hidden = None
    font: str | None = None
    for child in rpr:
        tag = child.tag
        if tag == BOLD:
            bold = on(child)
        elif tag == ITALIC:
            italic = on(child)
        elif tag == CAPS:
            caps = on(child)
        elif tag == VANISH:
            hidden = on(child)
        elif tag == FONTS:
            font = child.get(W + "ascii") or child.get(W + "hAnsi")
    said = Look(bold, italic, caps, hidden, font)
    return PLAIN if said == PLAIN else said
