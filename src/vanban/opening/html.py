"""HTML, also as Word saves it, becomes a Document: what a browser would show, list numbers included."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html

from vanban.document import Align, Block, Cell, Document, Paragraph, Table
from vanban.errors import Damaged, Empty

from .limits import Clock, Limits
from .text_encoding import decode
from .text_markup import BORDERLESS
from .tidy import tidy

HIDDEN = {"script", "style", "head", "template", "noscript", "object", "iframe", "svg", "math", "select", "textarea"}
# Elements that begin a line of their own.
BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|html|legend|li|main|nav|ol|p|pre|section|summary|table|ul"
)
BOLD, ITALIC = {"b", "strong", "th"}, {"i", "em", "cite"}
CHARSET = re.compile(rb"""<meta[^>]{0,300}charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
DRAWN = re.compile(r"border[a-z-]*:[^;]*(?:solid|double|dashed|dotted|windowtext)")
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
MOST_SPAN = 100


def open_html(data: bytes, limits: Limits) -> Document:
    """A Document of an HTML or MHTML file."""
    page = _text(_main_part(data))
    blocks = blocks_of_html(page, limits)
    if not any(_has_text(block) for block in blocks):
        raise Empty
    return Document(tuple(blocks), "html")


def _main_part(data: bytes) -> bytes:
    """The HTML inside a web archive ("Single file web page"); other files as they are."""
    if not re.match(rb"[\w-]+:", data.lstrip()[:200]):
        return data
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    raise Damaged


def _text(data: bytes) -> str:
    declared = CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # the page says one thing and is another
    return decode(data)


def blocks_of_html(page: str, limits: Limits) -> Sequence[Block]:
    """The blocks that a piece of HTML shows."""
    # lxml refuses an encoding declaration in text, and control characters in XHTML.
    page = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", page).replace("\x00", "")
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ()
    walk = _Walk(limits, Clock(limits))
    walk.children(root, _Look())
    walk.end_line()
    return walk.blocks


def _has_text(block: Block) -> bool:
    return bool(block) if isinstance(block, Paragraph) else any(cell.text.strip() for row in block.rows for cell in row)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the elements around say about their text."""

    bold: bool = False
    italic: bool = False
    align: Align = "left"
    heading: int = 0
    indent: int = 0
    pre: bool = False
    depth: int = 0


@dataclass
class _Walk:
    """Collects lines while it walks down the tree; a block element or <br> in <pre> ends a line."""

    limits: Limits
    clock: Clock
    blocks: list[Block] = field(default_factory=list)
    run: list[tuple[str, _Look]] = field(default_factory=list)
    mark: str = ""  # bullet or number that waits for the text of its item
    cells: int = 0

    def children(self, element: lxml_html.HtmlElement, look: _Look) -> None:
        self.limits.within("depth", look.depth // 4)  # real pages nest their layout deeper than their text
        self.say(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and not _is_hidden(child):
                self.element(child, _look(child, look))
            self.say(child.tail, look)

    def element(self, element: lxml_html.HtmlElement, look: _Look) -> None:
        tag = _tag(element)
        if tag == "br":
            self.run.append(("\n", look))
        elif tag == "table":
            self.end_line()
            self.table(element, look)
        elif tag in ("ul", "ol"):
            self.end_line()
            self.items(element, look)
        elif BLOCK.fullmatch(tag):
            self.end_line()
            self.children(element, look)
            self.end_line()
        else:
            self.children(element, look)

    def say(self, text: str | None, look: _Look) -> None:
        if text:
            self.run.append((text if look.pre else re.sub(r"[ \t\r\n\f]+", " ", text), look))

    def end_line(self) -> None:
        """Make a paragraph of what was said since the last one."""
        text = tidy("".join(part for part, _ in self.run)).strip("\n")
        looks = [look for part, look in self.run if part.strip()]
        self.run = []
        if not text:
            return
        self.clock.check()
        marked = f"{self.mark} {text}" if self.mark else text
        first = looks[0]
        self.blocks.append(
            Paragraph(
                marked,
                generated=len(marked) - len(text),
                heading=first.heading,
                bold=all(look.bold for look in looks),
                italic=all(look.italic for look in looks),
                align=first.align,
                indent=first.indent,
            )
        )
        self.mark = ""
        self.limits.within("blocks", len(self.blocks))

    def items(self, element: lxml_html.HtmlElement, look: _Look) -> None:
        number = _number(element.get("start"), 1, 100_000)
        for child in element:
            if not isinstance(child.tag, str) or _is_hidden(child):
                continue
            inner = replace(_look(child, look), indent=look.indent + 18)
            if _tag(child) == "li":
                number = _number(child.get("value"), number, 100_000)
                self.mark = _label(element, number)
                number += 1
            self.children(child, inner)
            self.end_line()
            self.mark = ""

    def table(self, element: lxml_html.HtmlElement, look: _Look) -> None:
        rows = list(_rows(element))
        if not rows:
            self.children(element, look)
            return
        taken: set[tuple[int, int]] = set()
        made = []
        for r, row in enumerate(rows):
            made.append(tuple(self.row(r, row, taken, len(rows), look)))
        head = next((r for r, row in enumerate(rows) if not _is_head(row)), 0)
        bordered = _is_bordered(element) and max(map(len, made)) > 1
        self.blocks.append(Table(tuple(made), head, bordered))

    def row(
        self, r: int, row: lxml_html.HtmlElement, taken: set[tuple[int, int]], rows: int, look: _Look
    ) -> Iterator[Cell]:
        column = 0
        for child in row:
            if not isinstance(child.tag, str) or _tag(child) not in ("td", "th") or _is_hidden(child):
                continue
            while (r, column) in taken:
                column += 1
            wide = _number(child.get("colspan"), 1, MOST_SPAN) or 1
            high = min(_number(child.get("rowspan"), 1, 100_000) or rows, rows - r)
            self.cells += wide * high
            self.limits.within("cells", self.cells)
            taken.update((r + i, column + k) for i in range(high) for k in range(wide))
            yield Cell(r, column, self.cell(child, look), max(high, 1), wide)
            column += wide

    def cell(self, element: lxml_html.HtmlElement, look: _Look) -> tuple[Paragraph, ...]:
        """The paragraphs of a cell, those of tables inside it too."""
        inner = _Walk(self.limits, self.clock, cells=self.cells)
        inner.children(element, replace(_look(element, _Look(depth=look.depth + 1)), indent=0))
        inner.end_line()
        self.cells = inner.cells
        found: list[Paragraph] = []
        for block in inner.blocks:
            found += (
                [block]
                if isinstance(block, Paragraph)
                else [p for row in block.rows for c in row for p in c.paragraphs]
            )
        return tuple(found)


def _tag(element: lxml_html.HtmlElement) -> str:
    return str(element.tag).rpartition(":")[2].lower()


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    style = element.get("style") or ""
    # Word's own markup for numbers: [if !supportLists] spans are shown by browsers, so they stay.
    return _tag(element) in HIDDEN or element.get("hidden") is not None or bool(style and UNSEEN.search(style))


def _look(element: lxml_html.HtmlElement, look: _Look) -> _Look:
    tag, style = _tag(element), (element.get("style") or "").lower().replace(" ", "")
    heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else look.heading
    align = element.get("align") or _after(style, "text-align:")
    aligns: dict[str, Align] = {"center": "center", "right": "right", "justify": "both", "left": "left"}
    weight = _after(style, "font-weight:")
    bold = tag in BOLD or bool(heading and not look.heading) or look.bold
    return _Look(
        bold=(weight in ("bold", "bolder", "600", "700", "800", "900")) if weight else bold,
        italic=tag in ITALIC or look.italic or "font-style:italic" in style,
        align="center" if tag == "center" else aligns.get((align or "").lower(), look.align),
        heading=heading,
        indent=look.indent,
        pre=look.pre or tag == "pre",
        depth=look.depth + 1,
    )


def _after(style: str, name: str) -> str:
    return style.partition(name)[2].partition(";")[0]


def _number(text: str | None, otherwise: int, most: int) -> int:
    return min(int(text), most) if text and text.strip().isdecimal() and len(text) < 9 else otherwise


def _label(element: lxml_html.HtmlElement, number: int) -> str:
    """The bullet or number that a browser draws before an item."""
    style = (element.get("style") or "").lower()
    if "list-style-type:none" in style.replace(" ", "") or "list-style:none" in style.replace(" ", ""):
        return ""
    if _tag(element) == "ul":
        return "-"
    kind = element.get("type") or ("i" if "lower-roman" in style else "I" if "upper-roman" in style else "1")
    if kind in "aA" or "alpha" in style:
        letter = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26]
        return f"{letter.upper() if kind == 'A' or 'upper-alpha' in style else letter}."
    if kind in "iI":
        roman = _roman(number)
        return f"{roman.lower() if kind == 'i' else roman}."
    return f"{number}."


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * min(count, 50)
    return text


def _rows(table: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """The rows of this table, not those of tables inside it."""
    for child in table:
        if not isinstance(child.tag, str) or _is_hidden(child):
            continue
        if _tag(child) == "tr":
            yield child
        elif _tag(child) in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if isinstance(row.tag, str) and _tag(row) == "tr" and not _is_hidden(row))


def _is_head(row: lxml_html.HtmlElement) -> bool:
    parent = row.getparent()
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    return (parent is not None and _tag(parent) == "thead") or (bool(cells) and all(_tag(c) == "th" for c in cells))


def _is_bordered(table: lxml_html.HtmlElement) -> bool:
    """Whether the table has rulings: by its attribute or the styles of its cells, else because it looks like data."""
    styles = [(cell.get("style") or "").lower().replace(" ", "") for cell in (table, *table.iter("td", "th"))]
    if any(DRAWN.search(style) for style in styles):
        return True
    border = (table.get("border") or "").strip()
    if border or any("border:none" in style or "border:0" in style for style in styles):
        return border not in ("", "0")
    return not BORDERLESS.search(" ".join(table.itertext())[:4000])
