"""What a cell of a task holds: a lead-in, and bullets under it; dots and dashes that mean nothing; ditto marks."""

from __future__ import annotations

import re
from itertools import pairwise

from vanban.plan import Found, Text
from vanban.text import flat

from .flow import Line
from .words import normal

EMPTY = re.compile(r"[\s.…_\-–—/\\xX*]*")
DITTO = re.compile(r'[-–\s"“(]*(?:nt|n\.t|nhu tren|nhu muc tren|nhu o tren|tuong tu|"|”|〃|idem)[-–\s"”).]*')
# Bullets that a conversion ran together: "...như: - Hội nhập quốc tế; - Tổ chức hội nghị".
RUN_TOGETHER = re.compile(r"(?<=[.;:…])\s+(?=[-–+•*]\s+[^\W\d_])")


def is_empty(text: str) -> bool:
    """No word in it: blank, dots to fill in, a dash, a cross.

    >>> is_empty(" ..... "), is_empty("-"), is_empty("Sở Y tế")
    (True, True, False)
    """
    return not text or EMPTY.fullmatch(text) is not None


def is_ditto(text: str) -> bool:
    """A mark that says "the same as above".

    >>> is_ditto("-nt-"), is_ditto("Như trên"), is_ditto("Sở Nội vụ")
    (True, True, False)
    """
    return len(text) < 25 and DITTO.fullmatch(flat(text).strip()) is not None


def split_bullets(line: Line) -> list[Line]:
    """One line as several where bullets were run together in it."""
    cuts = [match.end() for match in RUN_TOGETHER.finditer(line.text)]
    if len(cuts) + (line.marker is not None) < 2:
        return [line]
    edges = [0, *cuts, len(line.text)]
    return [line.part(start, end) for start, end in pairwise(edges)]


def lead_in(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a cell as (what the task is called, the items under it).

    The name goes on until the first bullet. Without a name in front of the bullets, the first bullet is the name.
    """
    pieces = [piece for line in lines for piece in split_bullets(line) if not is_empty(piece.text)]
    first = next((n for n, piece in enumerate(pieces) if _is_item(piece)), len(pieces))
    if first == 0 and pieces:
        first = 1
        if len(pieces) > 1 and not _is_item(pieces[1]):
            first = next((n for n, piece in enumerate(pieces) if n and _is_item(piece)), len(pieces))
    name = [piece.body if _is_item(piece) else piece for piece in pieces[:first]]
    return name, items_of(pieces[first:])


def _is_item(line: Line) -> bool:
    return line.marker is not None and line.marker.kind in ("dash", "plus", "letter", "paren")


def items_of(pieces: list[Line]) -> list[Line]:
    """Items, each with the lines that belong to it, without their markers."""
    items: list[Line] = []
    for piece in pieces:
        if items and piece.marker is None and not _stands_alone(items[-1]):
            items[-1] = joined([items[-1], piece])
        else:
            items.append(piece.body)
    return items


def _stands_alone(line: Line) -> bool:
    return line.text.rstrip().endswith((".", ";", ":", "!"))


def joined(lines: list[Line]) -> Line:
    """Several lines as one, a space between them."""
    if len(lines) == 1:
        return lines[0]
    text, pieces = "", []
    for line in lines:
        text = f"{text} " if text else ""
        pieces += [(offset + len(text), place) for offset, place in line.pieces]
        text += line.text
    return Line(text, tuple(pieces), lines[0].paragraph)


def value_of(lines: list[Line]) -> Text | None:
    """All the text of some lines as one value, None where there is no word."""
    whole = joined(lines) if lines else None
    return whole.found() if whole and not is_empty(whole.text) else None


def without_stop(text: Text) -> Text:
    """A value without its final stop, as an answer is written."""
    bare = normal(text.value).rstrip(" .;,")
    return Found(bare, text.places, text.because)
