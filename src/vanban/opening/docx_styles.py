"""Styles of a Word document: what a paragraph or run looks like before its own formatting (17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from .docx_looks import NO_SHAPE, PLAIN, Look, Shape, indents, look_of, shape_of
from .docx_names import PPR, RPR, W, child_value
from .docx_numbering import List
from .docx_stylesheet import Stylesheet

# Word writes built-in names in English whatever its own language.
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
HEADING_ID = re.compile(r"heading([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    shape: Shape = NO_SHAPE
    look: Look = PLAIN


class Styles:
    """styles.xml, each style worked out when it is first asked for."""

    def __init__(self, sheet: Stylesheet, lists: dict[str, List]) -> None:
        self.sheet = sheet
        self.lists = lists
        self.made: dict[str, Style] = {}
        self.base = Style()
        if sheet.defaults is not None:
            ppr, rpr = (sheet.defaults.find(f"{W}{name}Default/{W}{name}") for name in ("pPr", "rPr"))
            self.base = Style(shape_of(ppr), look_of(rpr))

    def paragraph(self, key: str | None) -> Style:
        """A paragraph style with all that it is based on; the default style where there is none of this name."""
        if key is not None and self.sheet.style(key) is not None:
            return self._style(key, self.base)
        style = self._style(self.sheet.default.get("paragraph", ""), self.base)
        heading = HEADING_ID.fullmatch(key or "")
        return replace(style, shape=replace(style.shape, heading=int(heading[1]))) if heading else style

    def character(self, key: str | None) -> Look:
        """A character style's look with all that it is based on."""
        return self._style(key, PLAIN_STYLE).look if key else PLAIN

    def _style(self, key: str, root: Style) -> Style:
        if key not in self.made:
            style = root
            for element in reversed(self.sheet.chain(key)):
                shape = self._shape(element, style.shape)
                style = Style(shape, look_of(element.find(RPR)).over(style.look))
            self.made[key] = style
        return self.made[key]

    def _shape(self, element: _Element, base: Shape) -> Shape:
        own = shape_of(element.find(PPR))
        named = HEADING.fullmatch(child_value(element, "name") or "")
        if own.heading is None and named:
            own = replace(own, heading=int(named[1]))
        shape = self.listed(own, base, element.get(W + "styleId", ""))
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
