"""The opened document as a page: readable as the office wrote it, what was understood softly marked.

Every paragraph, row and cell has an id from its place, so links to a place work without any script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vanban.document import Cell, Document, Paragraph, Table, cell_paragraphs
from vanban.schema import document_from_json

Spot = tuple[int, int | None, int | None]  # block, row, column
STEP = 18  # points of indent that one step on the page stands for
LAST_STEP = 6
WORTH_ADDING = 15  # letters: a shorter paragraph is hardly a task


@dataclass
class Marks:
    """What to mark on the paper: characters that belong to an item, whole places, and what nobody understood."""

    spans: dict[Spot, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    items: dict[Spot, int] = field(default_factory=dict)  # a paragraph or row -> the item that stands there
    unread: set[Spot] = field(default_factory=set)

    def add_item(self, pk: int, places: dict[str, list[Sequence[Any]]], *, is_task: bool) -> None:
        for name, known in places.items():
            for block, row, column, start, end in known:
                if name or not is_task:
                    self.spans[block, row, column].append((start, end, pk))
                self.items.setdefault((block, row, None), pk)


def page(document: dict[str, Any], marks: Marks, add_url: str = "") -> SafeString:
    """The whole document as HTML; ``add_url`` is where a paragraph or row becomes a task, "" for reading only."""
    return _Paper(document_from_json(document), marks, add_url).html()


def anchor(places: Iterable[Sequence[Any]]) -> str:
    """The id on the paper of the first of these places, "" when there is none.

    >>> anchor([[12, 3, 1, 0, 5]]), anchor([[12, None, None, 0, 5]]), anchor([])
    ('b12-3-1', 'b12', '')
    """
    for block, row, column, _start, _end in places:
        return f"b{block}" if row is None else f"b{block}-{row}-{column}"
    return ""


def words_at(document: dict[str, Any], block: int, row: int | None) -> dict[int, str]:
    """The text of a paragraph (under 0) or of each cell of a row (by column); empty when there is no such place."""
    blocks = document_from_json(document).blocks
    found = blocks[block] if 0 <= block < len(blocks) else None
    if isinstance(found, Paragraph):
        return {0: found.text[found.generated :].strip()}
    if found and row is not None and 0 <= row < len(found.rows):
        cells = (found.at(row, column) for column in range(found.width))
        return {column: cell.text.strip() for column, cell in enumerate(cells) if cell}
    return {}


class _Paper:
    def __init__(self, document: Document, marks: Marks, add_url: str) -> None:
        self.document, self.marks, self.add_url = document, marks, add_url
        self.add_words = escape(_("Make it a task"))
        self.unread_words = escape(_("not understood"))
        self.last_page = 1

    def html(self) -> SafeString:
        parts = [part for number, block in enumerate(self.document.blocks) for part in self._block(number, block)]
        return mark_safe("".join(parts))  # noqa: S308 - all text in the parts is escaped

    def _block(self, number: int, block: Paragraph | Table) -> Iterator[str]:
        if isinstance(block, Paragraph):
            if not block.text.strip():
                return
            yield self._page_break(block.page)
            yield self._paragraph(block, (number, None, None), 0, f' id="b{number}"{self._item(number, None)}')
        elif block.bordered:
            yield from self._table(number, block)
        else:
            yield '<div class="beside">'
            for row in block.rows:
                for cell in row:
                    yield f'<div id="b{number}-{cell.row}-{cell.column}">{self._cell(number, cell)}</div>'
            yield "</div>"

    def _page_break(self, page: int) -> str:
        if page <= self.last_page:
            return ""
        self.last_page = page
        return format_html('<p class="page-break">{}</p>', _("page %(page)s") % {"page": page})

    def _table(self, number: int, table: Table) -> Iterator[str]:
        yield f'<div class="sheet" tabindex="0"><table id="b{number}">'
        for row, cells in enumerate(table.rows):
            tag = "th" if row < table.header_rows else "td"
            yield f"<tr{self._item(number, row)}>"
            for place, cell in enumerate(cells):
                spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
                spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                yield f'<{tag} id="b{number}-{cell.row}-{cell.column}"{spans}>{self._cell(number, cell)}'
                last = place == len(cells) - 1
                yield (self._add(number, row, cell.text) if last and tag == "td" else "") + f"</{tag}>"
            yield "</tr>"
        yield "</table></div>"

    def _item(self, block: int, row: int | None) -> str:
        pk = self.marks.items.get((block, row, None))
        return f' data-item="{pk}"' if pk else ""

    def _add(self, block: int, row: int | None, text: str) -> str:
        """The link that makes a task of what is none yet."""
        if not self.add_url or (block, row, None) in self.marks.items or (row is None and len(text) < WORTH_ADDING):
            return ""
        query = f"khoi={block}" if row is None else f"khoi={block}&amp;hang={row}"
        return (
            f'<a class="add" href="{self.add_url}?{query}" title="{self.add_words}" aria-label="{self.add_words}">+</a>'
        )

    def _cell(self, number: int, cell: Cell) -> str:
        spot = (number, cell.row, cell.column)
        return "".join(
            self._paragraph(paragraph, spot, place.start, "") for place, paragraph in cell_paragraphs(number, cell)
        )

    def _paragraph(self, paragraph: Paragraph, spot: Spot, start: int, attributes: str) -> str:
        classes = _classes(paragraph)
        in_table = spot[1] is not None
        hint = ""
        if spot in self.marks.unread:
            classes.append("unread")
            hint = f'<span class="visually-hidden">({self.unread_words})</span>'
        text = self._marked(paragraph.text, self.marks.spans.get(spot, []), start)
        add = "" if in_table else self._add(spot[0], None, paragraph.text)
        named = f' class="{" ".join(classes)}"' if classes else ""
        return f"<p{attributes}{named}>{text}{hint}{add}</p>"

    def _marked(self, text: str, spans: Sequence[tuple[int, int, int]], offset: int) -> str:
        """The text with its marks as links to their items. Where marks overlap, the closest one wins."""
        here = [(max(s - offset, 0), min(e - offset, len(text)), pk) for s, e, pk in spans]
        here = [(s, e, pk) for s, e, pk in here if s < e]
        if not here:
            return _escaped(text)
        edges = sorted({0, len(text), *(edge for s, e, _pk in here for edge in (s, e))})
        parts = []
        for left, right in pairwise(edges):
            covering = [(e - s, pk) for s, e, pk in here if s <= left and right <= e]
            piece = _escaped(text[left:right])
            if covering:
                pk = min(covering)[1]
                piece = f'<a class="u" href="#muc-{pk}" data-item="{pk}" tabindex="-1">{piece}</a>'
            parts.append(piece)
        return "".join(parts)


def _classes(paragraph: Paragraph) -> list[str]:
    classes = [name for name in ("bold", "italic") if getattr(paragraph, name)]
    if paragraph.align in ("center", "right"):
        classes.append(paragraph.align)
    if paragraph.heading:
        classes.append("head")
    if steps := min(max(paragraph.indent, 0) // STEP, LAST_STEP):
        classes.append(f"in-{steps}")
    return classes


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
