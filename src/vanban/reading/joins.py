"""Which line is the rest of the one above it: cut by a page break, or wrapped by the page it was copied from."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vanban.tables import rows
from vanban.text import flat

from .words import pattern

if TYPE_CHECKING:
    from .flow import Line

ENDS_A_SENTENCE = re.compile(r"[.;:!?…/][\"”’)\]]*$")
LONG = 40  # a shorter line is a heading or an entry of a list, not text that a page break cut
# What does not end a sentence.
OPEN_END = re.compile(
    r"(?:[,–-]|\b(?:và|của|các|với|cho|về|tại|do|trên|trong|theo|đến|từ|số|năm|ngày|tháng|thuộc|gồm|bằng|hoặc|những|"
    r"cùng|ban hành|Chánh|Giao|Giám đốc Sở))$"
)
# A number that belongs to the word in front of it, though it looks like one that begins an item.
COUNTED = re.compile(r"(?:quy [ivx]+\b|dieu \d+[a-zđ]?\s*[.:])")
STUB = re.compile(r"(?:so|tm|kt|tl|tuq|k/t|t/m)\s*[.:]?")
DATE_FOLLOWS = re.compile(r"[^,;:]{1,30},\s*ngay\b")
PLACE = re.compile(r"[^\W\d_]+(?:(?: - | )[^\W\d_]+){0,3}")
MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam\b")
TAIL = 40  # characters that show how a line ends
LONGEST_NAME = 60
TORN = re.compile(r"(?:ho chi minh|viet nam)\b")
OWNER = re.compile(r"(?:tinh|thanh|thi|huyen|quan|dang) uy\b|(?:tinh|huyen|xa|phuong|thanh pho)\s*:?$")
SHORT_WORD = 6  # letters of a word that stands alone only because its line was wrapped


def goes_on(line: Line, after: Line, *, wrapped: bool) -> bool:
    """Whether a line goes on in the one after it. ``wrapped``: the text may have been copied from a page, with a line
    break wherever the page had one."""
    if line.paragraph is after.paragraph or line.pieces[-1][1].cell != after.pieces[0][1].cell:
        return False
    if wrapped and (_counted(line, after) or (not after.marker and _wrapped(line, after))):
        return True
    end = line.text[-TAIL:]  # never the whole of a line that grows with each one joined to it
    if after.marker or ENDS_A_SENTENCE.search(end) or line.upper or line.paragraph.bold != after.paragraph.bold:
        return False
    if after.paragraph.align == "center" or (len(line.text) < LONG and not wrapped):
        return False
    unclosed = len(line.text) >= LONG and line.text.count("(") > line.text.count(")")
    open_end = wrapped and not after.upper and bool(OPEN_END.search(end.rstrip()))
    return after.text[0].islower() or unclosed or open_end


def _counted(line: Line, after: Line) -> bool:
    """ "Thời gian: Quý | II/2026", "Điều | 1. Ban hành", "... NĂM | 2026"."""
    word = line.plain[-TAIL:].rpartition(" ")[2]
    return bool(COUNTED.match(f"{word} {after.plain[:TAIL]}")) or (word == "nam" and after.plain[:4].isdigit())


def _wrapped(line: Line, after: Line) -> bool:
    """Pieces of a letterhead, a signature or a heading on lines of their own."""
    if len(line.text) < LONG and MOTTO.match(f"{line.plain} {after.plain}"):
        return not MOTTO.match(line.plain)
    if len(line.text) < LONG and STUB.fullmatch(line.plain):
        return True
    if len(line.text) < LONGEST_NAME and _breaks_a_name(line.body.plain, after.plain, upper=line.upper):
        return True
    if PLACE.fullmatch(line.text) and not line.upper and DATE_FOLLOWS.match(after.plain):
        return True
    if after.upper and line.upper:
        numbered = line.marker is not None and line.marker.kind == "roman" and not after.plain.startswith("phu luc")
        return numbered or (len(line.text) < SHORT_WORD and line.text.isalpha())
    return False


def _breaks_a_name(body: str, after: str, *, upper: bool) -> bool:
    """ "1. Sở Công | Thương", "2. Hội | Cựu chiến binh tỉnh", "3. Ban Tuyên giáo | Tỉnh ủy"."""
    body = pattern("words_layout", "asked").sub("", body).strip()
    joined = f"{body} {after}"
    if any(joined.startswith(name) for name in _names_from(body)):
        return True
    if upper:
        return False  # a letterhead and a signature name one thing on each line
    if body in _heads_only():
        return True
    torn = TORN.match(f"{body.rpartition(' ')[2]} {after}")
    return bool(torn) or (bool(OWNER.match(after)) and body in _whole_names())


@cache
def _heads_only() -> frozenset[str]:
    """Words that begin names and are none: "Sở", "Chi cục"."""
    heads = {row["head"] for row in rows("agency_heads") if row["alone"] == "no"}
    return frozenset(map(flat, heads | {row["head"] for row in rows("department_names")}))


def _names_from(body: str) -> tuple[str, ...]:
    """The known names that begin with these words and go on."""
    return _beginnings().get(body, ())


@cache
def _whole_names() -> frozenset[str]:
    departments = (f"{row['head']} {row['name']}" for row in rows("department_names"))
    heads = (row["head"] for row in rows("agency_heads"))
    return frozenset(map(flat, (*departments, *heads)))


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted(_whole_names()):
        words = name.split(" ")
        for count in range(1, len(words)):
            found.setdefault(" ".join(words[:count]), []).append(name)
    return {beginning: tuple(names) for beginning, names in found.items()}
