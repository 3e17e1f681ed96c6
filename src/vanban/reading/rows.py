"""The rows of a task table: which is a task, a group, a total, a repeated header, or goes on with the row above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from vanban.document import Cell, Table

from .cells import is_empty
from .columns import NUMBERING, Header
from .markers import ROMAN, marker_of, roman_value
from .phrases import starts_with_agency
from .words import is_upper, normal, squeeze

RowKind = Literal["task", "group", "total", "items", "more", "skip"]
TOTAL = re.compile(
    r"(tong (cong|so|kinh phi|chi|tien|nhu cau|du toan|muc|gia tri)|cong (nhom|muc|phan|[ivx]+|[a-z]$))\b.{0,60}|"
    r"tong|cong"
)
ASSIGNING = ("lead", "coordinating", "agencies", "roles", "time", "start", "end", "person", "month", "quarter")
WHO = ("lead", "coordinating", "agencies", "roles")
LABEL = re.compile(r"(?P<label>[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3})*|[A-ZĐ]|[a-zđ]|[-–+•*])\s*[.)/]*")
LONGEST_GROUP = 400


@dataclass
class Row:
    """A row of the grid. ``cells`` maps a column's index to the cell that covers it."""

    number: int
    header: Header
    cells: dict[int, Cell]
    kind: RowKind = "task"
    doubtful: bool = False
    parents: list[str] = field(default_factory=list)

    def cell(self, name: str) -> Cell | None:
        """The cell of a field, also when it began in a row above."""
        column = self.header.first(name)
        return self.cells.get(column.index) if column else None

    def own(self, name: str) -> Cell | None:
        """The cell of a field when it begins in this row and stands in that column."""
        column, cell = self.header.first(name), self.cell(name)
        return cell if cell and column and cell.row == self.number and cell.column == column.index else None

    @cached_property
    def label(self) -> str:
        """The printed number without its stop, "" where there is none; a merged one counts for each of its rows."""
        cell = self.cell("ordinal")
        if cell is None or cell is self.cell("title"):
            marker = marker_of(self.title) if not self.header.first("ordinal") else None
            return marker.label if marker and marker.kind in ("arabic", "decimal", "roman") else ""
        match = LABEL.fullmatch(normal(cell.text))
        return match["label"] if match else ""

    @cached_property
    def title(self) -> str:
        cell = self.cell("title")
        return normal(cell.text) if cell and cell.row == self.number else ""

    @cached_property
    def texts(self) -> list[Cell]:
        """The cells with words that begin in this row."""
        own = {id(cell): cell for cell in self.cells.values() if cell.row == self.number}
        return [cell for cell in own.values() if not is_empty(cell.text)]

    @cached_property
    def assigns(self) -> bool:
        """Someone, or some time, is named in this row or by a cell that reaches down into it."""
        return any(self._names(column.index) for column in self.header.all(*ASSIGNING))

    @cached_property
    def assigns_itself(self) -> bool:
        return any(self._names(c.index) and self.cells[c.index].row == self.number for c in self.header.all(*ASSIGNING))

    @cached_property
    def speaks(self) -> bool:
        """Words, not only a sum that has slipped there, stand in a column of who or when."""
        own = (cell for name in ASSIGNING if (cell := self.own(name)) and cell is not self.cell("title"))
        return any(any(map(str.isalpha, cell.text)) for cell in own if not TOTAL.fullmatch(squeeze(cell.text)))

    def _names(self, index: int) -> bool:
        cell, title = self.cells.get(index), self.cell("title")
        return cell is not None and cell is not title and not is_empty(cell.text)

    @cached_property
    def spans(self) -> bool:
        """Apart from its number, the row is one merged cell."""
        return len([c for c in self.texts if not LABEL.fullmatch(normal(c.text))]) == 1 and any(
            cell.colspan >= max(2, len(self.cells) // 2) for cell in self.texts
        )


def read_rows(table: Table, header: Header) -> list[Row]:
    """Every row below the header, each with its kind."""
    rows = [row for row in _grid(table, header) if row.texts]
    for number, row in enumerate(rows):
        row.kind = _kind(row, rows[number - 1] if number else None, rows[number + 1 : number + 3])
    _look_at_parents(rows)
    _look_at_roman_rows(rows)
    return rows


def _grid(table: Table, header: Header) -> Iterator[Row]:
    for number in range(header.end, len(table.rows)):
        found = ((index, table.at(number, index)) for index in range(table.width))
        yield Row(number, header, {index: cell for index, cell in found if cell is not None})


def _kind(row: Row, before: Row | None, after: list[Row]) -> RowKind:
    if _repeats_header(row) or _is_numbering(row):
        return "skip"
    words = _words(row)
    if not row.speaks and any(TOTAL.fullmatch(squeeze(cell.text)) for cell in row.texts):
        return "total"
    if row.spans or not row.title:
        alone = _stands_alone(row)
        if not row.spans and row.assigns_itself and not words_of_title(row) and not alone:
            return "more"
        return "group" if words and (alone or not row.assigns_itself) else "task"
    if row.assigns:
        return "group" if _heads_a_list(row, after) else "task"
    return _unassigned(row, before)


def _stands_alone(row: Row) -> bool:
    """One text, with a number or without being an agency: a heading, although it stands in the column of agencies."""
    texts = [cell.text for cell in row.texts if not LABEL.fullmatch(normal(cell.text))]
    return len(texts) == 1 and (bool(row.label) or not starts_with_agency(normal(texts[0])))


def words_of_title(row: Row) -> str:
    """The text of the title or content of a row, wherever it begins."""
    cell = row.own("title") or row.own("content")
    return normal(cell.text) if cell else ""


def _words(row: Row) -> str:
    """The row's longest text of its own: its title, whichever cell it stands in."""
    if row.title and not is_empty(row.title):
        return row.title
    spoken = [normal(cell.text) for cell in row.texts if any(letter.isalpha() for letter in cell.text)]
    return max(spoken, key=len, default="")


def _repeats_header(row: Row) -> bool:
    headers = {squeeze(column.header) for column in row.header.columns if column.header}
    texts = [squeeze(cell.text) for cell in row.texts]
    return len(texts) > 1 and sum(any(text in known for known in headers) for text in texts) > len(texts) * 0.7


def _is_numbering(row: Row) -> bool:
    texts = [normal(cell.text) for cell in row.texts]
    return len(texts) > 2 and all(NUMBERING.fullmatch(text) for text in texts)


def _heads_a_list(row: Row, after: list[Row]) -> bool:
    """A Roman row with an agency of its own still is a heading when the next row counts from 1."""
    return bool(ROMAN.fullmatch(row.label)) and bool(row.label) and bool(after) and after[0].label in ("1", "1.1")


def _unassigned(row: Row, before: Row | None) -> RowKind:
    """A row with a text and nobody to do it: a group, items of the task above, or a task that someone forgot."""
    if (row.label and (ROMAN.fullmatch(row.label) or (len(row.label) == 1 and row.label.isupper()))) or is_upper(
        row.title
    ):
        return "group"
    if len(row.title) <= LONGEST_GROUP and _bold(row) and not (before and before.kind == "task" and _bold(before)):
        return "group"
    if not row.label or row.label in "-–+•*":
        return "items" if before and before.kind in ("task", "items") and _is_item(row) else "task"
    return "task"


def _bold(row: Row) -> bool:
    cell = row.own("title")
    return cell is not None and all(p.bold for p in cell.paragraphs if p) and any(p for p in cell.paragraphs)


def _is_item(row: Row) -> bool:
    return row.title[:1] in "-–+•*" or row.title[:1].islower() or row.label in ("-", "–", "+", "•", "*")


def _look_at_parents(rows: list[Row]) -> None:
    """Rows "2", "2.1", "2.2": the first heads the others, unless they have nothing of their own.

    So do rows "2", "a", "b", and a row that names nobody above rows without a number that do.
    """
    for number, row in enumerate(rows):
        if row.kind != "task" or not row.label[:1].isdigit():
            continue
        children = list(_children(rows, number))
        if row.assigns and children and not any(child.assigns for child in children):
            for child in children:
                child.kind = "items"
        elif any(child.label[:1].isdigit() for child in children) or (children and not row.assigns):
            row.kind = "group"


def _look_at_roman_rows(rows: list[Row]) -> None:
    """Where Roman rows are groups, the next of them is one too, though a page break has left a scrap of the row above
    in it; but not when it names agencies."""
    last = 0
    for row in rows:
        if not row.label or not ROMAN.fullmatch(row.label):
            continue
        value = roman_value(row.label)
        names = any(not is_empty(cell.text) for name in WHO if (cell := row.own(name)))
        if row.kind == "task" and last and value == last + 1 and not names:
            row.kind = "group"
        if row.kind == "group":
            last = value


def _children(rows: list[Row], number: int) -> Iterator[Row]:
    row = rows[number]
    for at in range(number + 1, len(rows)):
        other = rows[at]
        below = other.label.startswith(f"{row.label}.") or other.label.isalpha() or other.label in ("", "-", "+")
        if other.kind == "task" and below and not ROMAN.fullmatch(other.label or "-"):
            if other.label or other.assigns:
                yield other
        elif other.kind not in ("skip", "items", "more"):
            return
