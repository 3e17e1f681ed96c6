"""Plain text and Markdown: paragraphs between blank lines, tables in whatever notation a converter chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from vanban.document import Block, Document, Paragraph, Table
from vanban.errors import Empty
from vanban.text import composed

from .limits import Clock, Limits
from .markers import MARKER, ORDINAL_HEADER
from .text_barred import barred_rows, begins_barred, without_bar
from .text_encoding import decode
from .text_listed import listed_rows
from .text_markup import BORDERLESS, RULE, Marked, ended, unmarked, without_tags
from .text_rows import is_tabbed_item, pipe_rows, spaced_rows, tab_rows
from .text_tables import Piece, continues, join, table_of

NEWLINES = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
Reader = Callable[[list[str]], tuple[Piece | None, int]]
LONGEST = 20_000  # characters of a paragraph that is put together from lines
LINES_A_PARAGRAPH = 5  # at most, on average
OPENING = re.compile(r"(?:Căn cứ|Thực hiện|Triển khai|Theo đề nghị|Xét đề nghị|Nơi nhận|Trên đây)\b")  # of paragraphs
PAGE_LINE = re.compile(r"\s*(?:(?:trang|page)\s+\d+(?:\s*/\s*\d+)?|-\s*\d+\s*-)\s*", re.IGNORECASE)
MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|?\s*:?-{3,}:?\s*\|)|\*\*\S", re.MULTILINE)


def open_text(data: bytes, name: str, limits: Limits) -> Document:
    """A Document of a text file in any encoding used in Việt Nam."""
    text = composed(NEWLINES.sub("\n", decode(data)).replace("\x00", ""))
    clock = Clock(limits)
    blocks: list[Block] = []
    start = 0
    for table, end in _html_tables(text):
        blocks += _blocks(text[start:table], clock)
        blocks += _html(text[table:end], limits)
        start = end
    blocks += _blocks(text[start:], clock)
    limits.within("blocks", len(blocks))
    limits.within("cells", sum(len(row) for block in blocks if isinstance(block, Table) for row in block.rows))
    if not blocks:
        raise Empty
    markdown = name.lower().endswith((".md", ".markdown")) or bool(MARKDOWN.search(text))
    return Document(tuple(blocks), "markdown" if markdown else "txt")


def _html_tables(text: str) -> Iterator[tuple[int, int]]:
    """Where HTML tables begin and end, as Markdown files carry them."""
    lower = text.lower() if "<" in text else ""
    start = lower.find("<table")
    while start >= 0 and (end := lower.find("</table>", start)) >= 0:
        yield start, end + 8
        start = lower.find("<table", end)


def _html(table: str, limits: Limits) -> Sequence[Block]:
    from .html import blocks_of_html

    return blocks_of_html(table, limits)


Part = Piece | list[str]  # a table, or adjacent lines without a blank one


def _blocks(text: str, clock: Clock) -> list[Block]:
    parts = list(_joined(_parts(text.split("\n"), clock)))
    clock.limits.within("cells", sum(part.width * len(part.rows) for part in parts if isinstance(part, Piece)))
    clock.limits.within("blocks", sum(len(part) for part in parts if isinstance(part, list)) // LINES_A_PARAGRAPH)
    wrap = _wrap_width(parts)
    paragraphs: list[Block] = []
    for number, part in enumerate(parts):
        if isinstance(part, Piece):
            paragraphs.append(table_of(part))
            continue
        clock.check()
        new = [marked.paragraph() for marked in _paragraphs(part, wrap)]
        before = paragraphs[-1] if paragraphs else None
        if new and isinstance(before, Paragraph) and number and _cut_by_page(before, new[0]):
            paragraphs[-1] = replace(before, text=f"{before.text} {new[0].text}")
            new = new[1:]
        paragraphs += new
    return paragraphs


def _parts(lines: list[str], clock: Clock) -> Iterator[Part]:
    """Tables and groups of adjacent lines, in order."""
    at = plain = 0  # lines before ``plain`` were looked at already and are no table
    group: list[str] = []
    while at < len(lines):
        if at % 500 == 0:
            clock.check()
        line = lines[at].replace("\x0c", "")
        piece, taken = _table_at(lines, at) if at >= plain else (None, 0)
        plain = max(plain, at + taken)
        if piece or not line.strip() or PAGE_LINE.fullmatch(line) or (RULE.match(line) and "|" not in line):
            if group:
                yield group
                group = []
            if piece:
                yield piece
            at += taken if piece else 1
            continue
        if "\x0c" in lines[at] and group:
            yield group
            group = []
        group.append(without_bar(line))
        at += 1
        if group[-1] != line:  # the end of a cell that stands alone
            yield group
            group = []
    if group:
        yield group


def _table_at(lines: list[str], at: int) -> tuple[Piece | None, int]:
    """A table that begins on a line, if one does; cheap for most lines."""
    line = lines[at]
    if "\t" in line and len(cells := line.split("\t")) > 1 and not is_tabbed_item(cells):
        return _two_columns(*_read(tab_rows, lines, at, to_blank=True), at)
    if begins_barred(lines, at):
        return _read(barred_rows, lines, at)
    if "|" in line.strip(" |") or line.lstrip()[:1] in tuple("+┌╔┏│║┃├╭"):
        return _read(pipe_rows, lines, at, to_blank=True)
    if ORDINAL_HEADER.fullmatch(line.strip()):
        return _read(listed_rows, lines, at)
    if re.match(r"\s*S?TT\b.*\S\s{2,}\S", line, re.IGNORECASE):
        return _read(spaced_rows, lines, at)
    return None, 0


def _read(reader: Reader, lines: list[str], at: int, *, to_blank: bool = False) -> tuple[Piece | None, int]:
    """Let a reader try a stretch of lines, and more of them only when it takes nearly all: most lines are no table."""
    for reach in (200, 5_000, 200_000):
        stretch = lines[at : at + reach]
        if to_blank:
            stretch = list(takewhile(str.strip, stretch))
        piece, taken = reader(stretch)
        if len(stretch) < reach or taken < reach - 100:
            break
    return piece, taken


def _two_columns(piece: Piece | None, taken: int, at: int) -> tuple[Piece | None, int]:
    """Two columns at the head or the signature are text side by side, not a table."""
    if piece and piece.width == 2:
        text = "\n".join("\t".join(row) for row in piece.rows)
        piece.bordered = not (at < 12 or BORDERLESS.search(text))
    return piece, taken


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Pieces of one table, when nothing stood between them but blank lines and page numbers."""
    last: Part | None = None
    for part in parts:
        if isinstance(last, Piece) and isinstance(part, Piece) and continues(last, part):
            join(last, part)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _wrap_width(parts: Sequence[Part]) -> int:
    """The width at which lines were broken by machine, 0 when they were not."""
    lengths = sorted(len(line.rstrip()) for part in parts if isinstance(part, list) for line in part)
    if len(lengths) < 8:
        return 0
    width = lengths[int(len(lengths) * 0.98)]
    full = sum(width * 0.85 <= length <= width for length in lengths)
    # Where many lines begin in the middle of a sentence, fewer full ones will do: pages with short items.
    below = [line for part in parts if isinstance(part, list) for line in part[1:]]
    small = sum(line.lstrip()[:1].islower() and not MARKER.match(line.lstrip()) for line in below)
    enough = 0.08 if small > len(lengths) * 0.05 else 0.3
    return width if 40 <= width <= 140 and full > len(lengths) * enough else 0


def _paragraphs(group: list[str], wrap: int) -> list[Marked]:
    """The paragraphs of adjacent lines: broken by machine, or each ended by the writer."""
    lines = [part for line in group for part in without_tags(line.replace("\t", " ")).split("\n")]
    found: list[Marked] = []
    raw: list[str] = []
    for marked, line in zip(unmarked(lines), lines, strict=True):
        if not marked.text:
            continue
        if found and len(found[-1].text) < LONGEST and _goes_on(found[-1], raw[-1], marked, line, wrap):
            last = found[-1]
            bold, italic = last.bold and marked.bold, last.italic and marked.italic
            found[-1] = replace(last, text=f"{last.text} {marked.text}", bold=bold, italic=italic)
            raw[-1] = line
        else:
            found.append(marked)
            raw.append(line)
    return found


def _goes_on(last: Marked, above: str, marked: Marked, line: str, wrap: int) -> bool:
    """Whether a line is the rest of the paragraph above it."""
    alone = MARKER.fullmatch(last.text)  # a number without its text
    if MARKER.match(marked.text) or marked.heading or last.heading or alone:
        return bool(alone) and not MARKER.match(marked.text)
    if len(line) - len(line.lstrip()) > len(above) - len(above.lstrip()) + 1:
        return False  # indented: a paragraph begins
    if above.isupper() != line.isupper() and above.strip() and len(line.split()) > 1:
        return False  # capitals are a title of their own
    if wrap and len(above.rstrip()) + 1 + len(marked.text.split()[0]) > wrap:
        return not (ended(last.text) and marked.text[0].isupper())
    if marked.tied:
        return len(above) > 40 or marked.text[0].islower()
    # In the midst of a paragraph, and nearly as wide as the page.
    amid = len(last.text) > len(above) > wrap * 0.7 > 0 and not (MARKER.match(last.text) or OPENING.match(marked.text))
    return not ended(last.text) and (amid or (marked.text[0].islower() and (len(above) > 25 or wrap > 0)))


def _cut_by_page(before: Paragraph, after: Paragraph) -> bool:
    """A sentence that a page break cut in two, with a blank line between the halves."""
    return (
        len(before.text) > 40
        and not ended(before.text)
        and (after.text[:1].islower() or before.text.count("(") > before.text.count(")"))
        and not MARKER.match(after.text)
        and not before.heading
        and not before.bold
    )
