"""How paragraphs and letters look, as their properties say it: w:pPr and w:rPr (ISO/IEC 29500-1, 17.3)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from vanban.document import Align

from .docx_names import VAL, W, child_value, number, on, twips

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
FAR_STOP = 2268  # 4 cm: a tab stop further right than any number's gap places a second column

NUM_PR, JC, IND, OUTLINE, TABS = W + "numPr", W + "jc", W + "ind", W + "outlineLvl", W + "tabs"
BOLD, ITALIC, CAPS, VANISH, FONTS = W + "b", W + "i", W + "caps", W + "vanish", W + "rFonts"


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
