"""Styles of a Word document: what a paragraph or run looks like before its own formatting (17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from .docx_looks import NO_SHAPE, PLAIN, Look, Shape, indents, look_of, shape_of
from .docx_names import PPR, RPR, W, child_value
from .docx_numbering import List

# Word writes built-in names in English whatever its own language.
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
HEADING_ID = re.compile(r"heading([1-9])", re.IGNORECASE)
DEEPEST = 30  # styles based on styles; Word stops at about ten


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
