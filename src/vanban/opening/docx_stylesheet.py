"""styles.xml by its styles. A template of Word holds hundreds of them, large ones; a document uses ten.

So only those that are asked for are parsed, and all of them only where the file is written in a way that Word has not.
"""

from __future__ import annotations

import re

from lxml.etree import _Element

from .docx_names import W, child_value
from .docx_package import parsed
from .limits import Limits

ROOT = re.compile(rb"<w:styles(?:\s[^>]*)?>")
STYLE, STYLE_END = b"<w:style ", b"</w:style>"
STYLE_ID = re.compile(rb"""\sw:styleId=["']([^"'&]*)["']""")
DEFAULT = re.compile(rb"""\sw:default=["'](?:1|true|on)["']""")
DEEPEST = 30  # styles based on styles; Word stops at about ten


class Stylesheet:
    """Finds styles by their ids. ``default`` names the style of each type where none is said."""

    def __init__(self, data: bytes | None, limits: Limits) -> None:
        self.limits = limits
        self.sources: dict[str, bytes] = {}
        self.elements: dict[str, _Element] = {}
        self.default: dict[str, str] = {}
        self.defaults: _Element | None = None  # w:docDefaults
        if data is None:
            return
        between = [data]
        root = ROOT.search(data)
        if root:
            self.head = root[0]
            *styles, after = data[root.end() :].split(STYLE_END)
            between = [data[: root.end()], *(self._note(style) for style in styles), after]
        self._index(parsed(b"".join(between), limits))

    def _note(self, text: bytes) -> bytes:
        """Keep the style that ends here; what stands before it is given back."""
        start = text.rfind(STYLE)
        if start < 0:  # written otherwise: to be parsed with the rest
            return text + STYLE_END
        source = text[start:] + STYLE_END
        tag = source[: source.find(b">")]
        key = STYLE_ID.search(tag)
        if key:
            self.sources.setdefault(key[1].decode("utf-8", "replace"), source)
        if DEFAULT.search(tag):
            self._note_default(self._parsed(source))
        return text[:start]

    def _note_default(self, element: _Element) -> None:
        self.default[element.get(W + "type", "")] = element.get(W + "styleId", "")

    def _index(self, root: _Element) -> None:
        self.defaults = root.find(W + "docDefaults")
        for element in root.iterchildren(W + "style"):
            self.elements.setdefault(element.get(W + "styleId", ""), element)
            if element.get(W + "default") in ("1", "true", "on"):
                self._note_default(element)

    def _parsed(self, source: bytes) -> _Element:
        return parsed(self.head + source + b"</w:styles>", self.limits)[0]

    def style(self, key: str | None) -> _Element | None:
        """The element of a style, None where there is none of this id."""
        if key in self.sources and key not in self.elements and key is not None:
            self.elements[key] = self._parsed(self.sources[key])
        return self.elements.get(key) if key is not None else None

    def chain(self, key: str | None) -> list[_Element]:
        """A style's element and those that it is based on, nearest first."""
        found: list[_Element] = []
        element = self.style(key)
        while element is not None and len(found) < DEEPEST:
            found.append(element)
            element = self.style(child_value(element, "basedOn"))
        return found
