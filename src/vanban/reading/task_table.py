"""The tasks of a table: its rows become drafts, with the groups above them and what merged cells hand down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vanban.document import Cell, Place, Table
from vanban.messages import message
from vanban.plan import Detail, Money, Text

from .cells import is_ditto, is_empty, items_of, lead_in
from .columns import Header
from .drafts import Draft
from .flow import Line, cell_lines, whole_cell
from .headings import Headings
from .money import read_money, read_unit
from .phrases import starts_with_agency
from .rows import Row, read_rows
from .sums import Sum
from .words import normal

# Fields whose cell is handed down when it reaches over several rows, or stands for "the same".
HANDED_DOWN = ("lead", "coordinating", "agencies", "roles", "time", "start", "end", "person", "funding_source")
TAKEN_OVER = (*HANDED_DOWN, "budget", "output", "indicator", "note")


# Columns of a table that are rarely blank: what to ask about a row that leaves them so.
BLANKS = (
    (("coordinating", "roles", "agencies"), "coordinating_agencies", "no_coordinating"),
    (("time", "start", "end"), "time", "no_time"),
)
SUBTOTAL = re.compile(r"nhóm|mục|phần|\b[IVX]+\b")
RARE = 5  # fewer than one row in so many


@dataclass
class TableReading:
    """What a task table says; ``labels`` and ``money`` let the checks count and add up again."""

    block: int
    header: Header
    drafts: list[Draft] = field(default_factory=list)
    groups: int = 0
    totals: int = 0
    unit: str = ""
    total: Money | None = None
    labels: list[tuple[str, Place]] = field(default_factory=list)
    money: Sum = field(default_factory=Sum)


def read_task_table(
    block: int, table: Table, header: Header, *, unit: str = "", above: tuple[str, Text] | None = None
) -> TableReading:
    """The drafts of a table's tasks. ``unit`` is declared above it; ``above`` is the heading there, with its number,
    when it names the group of the whole table."""
    reading = TableReading(block, header, unit=_unit(header) or unit)
    builder = _Builder(reading, table, above)
    for row in read_rows(table, header):
        getattr(builder, row.kind)(row)
    _doubt_blanks(reading.drafts)
    return reading


def _doubt_blanks(drafts: list[Draft]) -> None:
    """Nobody coordinates, or there is no time, in a row of a table where nearly all others name them."""
    for fields, name, code in BLANKS:
        blank = [draft for draft in drafts if not any(field in draft.parts for field in fields)]
        if blank and len(blank) * RARE < len(drafts):
            for draft in blank:
                draft.doubt(name, code, tuple(draft.places[:1]))


def _unit(header: Header) -> str:
    money = header.first("budget")
    return read_unit(f"{money.header}") if money else ""


class _Builder:
    """Walks down the rows and remembers the headings and the task above."""

    def __init__(self, reading: TableReading, table: Table, above: tuple[str, Text] | None) -> None:
        self.reading, self.table = reading, table
        self.headings = Headings()
        if above:
            self.headings.above_table(*above)
            reading.money.below.append(self._money)
        self.last: dict[str, Cell] = {}
        self.group_of_total: Sum | None = None  # whose total the last row of totals may have been
        self.grouped = _first_title_is_a_group(table, reading.header)

    def skip(self, row: Row) -> None:
        """Nothing to read in it."""

    def total(self, row: Row) -> None:
        """The last total of a table is the plan's; one before it, or one that names a heading, is that heading's."""
        self.reading.totals += 1
        if not (found := self._money_of(row)):
            return
        if earlier := self.group_of_total:
            earlier.printed = earlier.printed or self.reading.total
            self.group_of_total = None
        words = normal(" ".join(cell.text for cell in row.texts))
        if SUBTOTAL.search(words):
            group = self._named_in(words)
            group.printed = group.printed or found
        else:
            self.reading.total = found
            self.group_of_total = self._money if self.headings.last else None

    @property
    def _money(self) -> Sum:
        """The sum that the next amount is part of."""
        return self.headings.last.money if self.headings.last else self.reading.money

    def _named_in(self, words: str) -> Sum:
        """The sum of the heading that a sub-total names: "Cộng mục II"."""
        named = (heading for heading in reversed(self.headings.open) if heading.label in words.split())
        heading = next(named, self.headings.last)
        return heading.money if heading else self.reading.money

    def _money_of(self, row: Row) -> Money | None:
        """The amount of a row of totals; it may have slipped into another column."""
        cell = row.cell("budget")
        money = read_money(cell.text, unit=self.reading.unit) if cell and cell.row == row.number else None
        if money is None:
            found = (read_money(c.text, unit=self.reading.unit) for c in row.texts if any(x.isdigit() for x in c.text))
            money = next((amount for amount in found if amount), None)
            cell = next((c for c in row.texts if money and normal(c.text).endswith(money.text)), cell)
        place = whole_cell(self.reading.block, cell).places if cell else ()
        return replace(money, places=place) if money else None

    def group(self, row: Row) -> None:
        self.reading.groups += 1
        cell = row.own("title") if row.title else None
        cell = cell or max(row.texts, key=lambda c: len(c.text))
        line = whole_cell(self.reading.block, cell)
        start = 0 if row.label and self.reading.header.first("ordinal") else line.start
        text = line.found(start, because=message("group_row"))
        label = row.label or (line.marker.label if line.marker and not line.marker.is_bullet else "")
        self.headings.enter(label, text, line.part(start))
        self._enter_sum(row, f"{label}. {text.value}" if label else text.value)
        self.last = {}

    def _enter_sum(self, row: Row, name: str) -> None:
        """A heading's own amount, and the heading above it whose sum it is part of."""
        outer = self.headings.open[-2].money if len(self.headings.open) > 1 else self.reading.money
        own = self._money
        own.name = name
        cell = row.own("budget")
        money = read_money(cell.text, unit=self.reading.unit) if cell and any(map(str.isdigit, cell.text)) else None
        if money and cell:
            own.printed = replace(money, places=whole_cell(self.reading.block, cell).places)
        outer.below.append(own)

    def task(self, row: Row) -> None:
        self.headings.leave_for(row.label)
        draft = Draft("appendix", [], places=self._places(row))
        self._name(draft, row)
        if not draft.title:
            return
        draft.number = self.headings.number(row.label)
        if row.label:
            self.reading.labels.append((draft.number, draft.places[0]))
        draft.group = draft.group or self._group(row)
        self._fill(draft, row)
        self._lead_of_group(draft)
        self.reading.drafts.append(draft)

    def items(self, row: Row) -> None:
        """Lines of a task that stand in rows of their own."""
        if not self.reading.drafts:
            self.task(row)
            return
        draft = self.reading.drafts[-1]
        cell = row.own("title") or max(row.texts, key=lambda c: len(c.text))
        lines = list(cell_lines(self.reading.block, cell))
        if row.title[:1].islower() and not draft.items and not row.label:
            draft.title = [*draft.title, *lines]  # the row was cut by a page break
        else:
            draft.items += items_of(lines)
        draft.places += self._places(row)

    def more(self, row: Row) -> None:
        """Further agencies or times of the task above, whose name reaches down into this row."""
        if not self.reading.drafts:
            return
        draft = self.reading.drafts[-1]
        for column in self.reading.header.columns:
            cell = row.cells.get(column.index)
            if column.field in TAKEN_OVER and cell and cell.row == row.number and column.field != "budget":
                draft.add(column.field, [whole_cell(self.reading.block, cell)])
        draft.places += self._places(row)

    def _places(self, row: Row) -> list[Place]:
        return [place for cell in row.texts for place in whole_cell(self.reading.block, cell).places]

    def _name(self, draft: Draft, row: Row) -> None:
        """Title, items and, where the first of two columns of content groups the second, the group."""
        title, content = row.cell("title"), row.cell("content")
        header = self.reading.header.first("title")
        because = message("column", header=header.header) if header else message("longest_column")
        draft.because["title"] = because
        block = self.reading.block
        if self.grouped and content and not is_empty(content.text):
            draft.title, draft.items = lead_in(list(cell_lines(block, content)))
            title = title if title and not is_empty(title.text) else self.last.get("title")
            if title:
                self.last["title"] = title
                draft.group = whole_cell(block, title).found(because=because)
            return
        if title:
            draft.title, draft.items = lead_in(
                _without_number(list(cell_lines(block, title)), bool(self.reading.header.first("ordinal")))
            )
        if content and content.row == row.number and not is_empty(content.text):
            draft.items += items_of(list(cell_lines(block, content)))

    def _group(self, row: Row) -> Text | None:
        column = row.cell("group")
        if column and is_empty(column.text):
            column = self.last.get("group")
        if column:
            self.last["group"] = column
            return whole_cell(self.reading.block, column).found()
        return self.headings.last.text if self.headings.last else None

    def _fill(self, draft: Draft, row: Row) -> None:
        for column in self.reading.header.columns:
            cell = row.cells.get(column.index)
            if cell is None or cell is row.cell("title") or not column.field:
                continue
            if column.field in TAKEN_OVER:
                self._take(draft, row, column.field, column.header, cell)
            elif column.field in ("month", "quarter") and not _blank(cell.text):
                self._schedule(draft, column.header, cell)
            elif column.field == "detail" and not is_empty(cell.text):
                line = whole_cell(self.reading.block, cell)
                draft.details.append(Detail(column.header, line.found().value, places=line.places))

    def _lead_of_group(self, draft: Draft) -> None:
        """In a table without a column for who leads, a group under an agency's name is led by it."""
        line = self.headings.last.line if self.headings.last else None
        if line and not self.reading.header.fields & {"lead", "agencies", "roles"} and starts_with_agency(line.text):
            draft.add("lead", [line], message("group_agency"))

    def _take(self, draft: Draft, row: Row, name: str, header: str, cell: Cell) -> None:
        because = message("column", header=header)
        if is_ditto(cell.text) and name in self.last:
            cell, because = self.last[name], message("ditto", header=header)
        elif cell.row < row.number:
            if name not in HANDED_DOWN:
                return
            because = message("merged_cell", header=header)
        if is_empty(cell.text):
            return
        if name == "budget" and (money := read_money(cell.text, unit=self.reading.unit)):
            self._money.amounts.append(money.amount_vnd)
        self.last[name] = cell
        draft.add(name, [whole_cell(self.reading.block, cell)], because)

    def _schedule(self, draft: Draft, header: str, cell: Cell) -> None:
        """A cross in the column of a month or quarter."""
        line = whole_cell(self.reading.block, cell)
        named = Line(header.rsplit(" / ", 1)[-1], line.pieces, line.paragraph)
        draft.add("time", [named], message("column", header=header))


def _blank(text: str) -> bool:
    return not text.strip()


def _without_number(lines: list[Line], numbered: bool) -> list[Line]:
    """A row without a column for numbers may carry its number in front of its name."""
    if lines and not numbered and lines[0].marker and lines[0].marker.kind in ("arabic", "decimal"):
        return [lines[0].body, *lines[1:]]
    return lines


def _first_title_is_a_group(table: Table, header: Header) -> bool:
    """Of two columns of content the first groups the second when its cells reach over several rows."""
    title, content = header.first("title"), header.first("content")
    if not title or not content or title.index > content.index:
        return False
    rows = range(header.end, len(table.rows))
    pairs = [(table.at(row, title.index), table.at(row, content.index)) for row in rows]
    shared = sum(
        bool(a and b and a is not b and not is_empty(b.text) and (a.rowspan > 1 or is_empty(a.text))) for a, b in pairs
    )
    return shared * 3 >= len(pairs)
