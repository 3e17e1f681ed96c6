"""Names and small values of WordprocessingML (ISO/IEC 29500-1, chapter 17) that every DOCX module needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL = W + "val"
P, TBL, TR, TC, T = W + "p", W + "tbl", W + "tr", W + "tc", W + "t"
PPR, RPR, RUN = W + "pPr", W + "rPr", W + "r"
ALTERNATE = MC + "AlternateContent"

# Elements that hold others and show nothing themselves: content controls, inserted text, links, old smart tags.
WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "rubyBase")
)
REVISIONS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))

# ISO strict files may measure in these (22.9.2.15); twips are twentieths of a point.
MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|cm|mm|in|pc|pi)?")
TWIPS = {None: 1.0, "pt": 20.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "in": 1440.0, "pc": 240.0, "pi": 240.0}
WIDEST = 31_680  # 22 inches, the widest page that Word knows


def on(element: _Element) -> bool:
    """Whether an on/off property is on: its mere presence says so, unless the value says otherwise (17.17.4)."""
    return element.get(VAL, "1").lower() not in ("0", "false", "off")


def number(text: str | None, default: int) -> int:
    """A whole number of an attribute, the default where it is missing or nonsense.

    >>> number("3", 0), number("ba", 0), number(None, 1)
    (3, 0, 1)
    """
    try:
        return int(text) if text is not None and len(text) < 12 else default
    except ValueError:
        return default


def twips(text: str | None) -> int | None:
    """A measure in twips, None where there is none.

    >>> twips("720"), twips("36pt"), twips("1.27cm"), twips("rộng")
    (720, 720, 720, None)
    """
    match = MEASURE.fullmatch(text[:20]) if text else None
    if match is None:
        return None
    size = float(match[1]) * TWIPS[match[2]]
    return round(max(-WIDEST, min(WIDEST, size)))


def child_value(parent: _Element, name: str) -> str | None:
    """The ``w:val`` of a child, None where there is no such child."""
    child = parent.find(W + name)
    return None if child is None else child.get(VAL)


def branch(alternate: _Element) -> _Element | None:
    """The one branch of mc:AlternateContent to read: the first that holds text, for both hold the same."""
    for candidate in alternate:
        if next(candidate.iter(T, W + "sym", W + "numFmt"), None) is not None:
            return candidate
    return None


def unwrapped(parent: _Element) -> Iterator[_Element]:
    """The children of a body, table or row with content controls and insertions opened."""
    for child in parent:
        if child.tag in WRAPPERS:
            yield from unwrapped(child)
        elif child.tag == ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                yield from unwrapped(chosen)
        else:
            yield child
