"""The columns of a table: which rows are its header, and what each column holds, by data/columns.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.document import Cell, Table
from vanban.rules import field_of, squeeze

from .words import normal

SEARCHED_ROWS = 6  # a header does not begin further down
LONGEST_HEADER = 120
SHORT = 45  # characters of a sub-header
NUMBERING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|\(?[A-H]\)?")
QUARTER_ALONE = re.compile(r"i{1,3}|iv|[1-4]|q[1-4]")
SUB_HEADERS = frozenset(("lead", "coordinating", "start", "end", "roles", "person", "funding_source", "output"))


@dataclass(frozen=True, slots=True)
class Column:
    """``index`` in the table's grid. ``field`` is a name of columns.csv, "month" or "quarter" for a column of a
    schedule, "" when its header says nothing known."""

    index: int
    field: str
    header: str


@dataclass(frozen=True, slots=True)
class Header:
    """``end`` is the first row of data; ``start`` the first row of the header, above it stand titles."""

    start: int
    end: int
    columns: tuple[Column, ...]

    def first(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)

    def all(self, *fields: str) -> list[Column]:
        return [column for column in self.columns if column.field in fields]

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns} - {""}


def read_header(table: Table) -> Header | None:
    """The header of a table, None when it has none (a continuation, or a table without one)."""
    for number in range(min(SEARCHED_ROWS, len(table.rows))):
        if _is_header_row(table, number):
            end = _end_of_header(table, number)
            columns = settle(tuple(_columns(table, number, end)))
            return Header(number, _skip_numbering(table, end), columns)
    return None


def _is_header_row(table: Table, number: int) -> bool:
    texts = [cell.text for cell in table.rows[number] if cell.text.strip()]
    if len(texts) < 2 or max(map(len, texts)) > LONGEST_HEADER:
        return False
    fields = [field_of(text) for text in texts]
    known = {field for field in fields if field}
    first = texts[0].strip().rstrip(".")
    if first.isdigit() or re.fullmatch(r"[IVX]+", first):
        return False  # a row of data whose words sound like a header
    return len(known) >= 2 and len([f for f in fields if f]) * 2 >= len(texts)


def _end_of_header(table: Table, start: int) -> int:
    """The first row below the header: rows that a merged header cell reaches into, and sub-headers, belong to it."""
    end = start + 1
    while end < len(table.rows) and end < start + 4:
        reached = any(
            cell.rowspan > 1 and cell.row + cell.rowspan > end for row in table.rows[start:end] for cell in row
        )
        split = any(cell.colspan > 1 for cell in table.rows[end - 1])
        below = [cell.text for cell in table.rows[end] if cell.text.strip()]
        if not below or any(len(text) > LONGEST_HEADER for text in below):
            break
        if not reached and not (split and _mostly_sub_headers(below)) and not _are_sub_headers(table, end, below):
            break
        end += 1
    return end


def _mostly_sub_headers(texts: list[str]) -> bool:
    known = [text for text in texts if field_of(text) and not NUMBERING.fullmatch(normal(text))]
    return len(known) * 2 >= len(texts)


def _are_sub_headers(table: Table, row: int, texts: list[str]) -> bool:
    """Sub-headers of a text file, where merges are lost: two roles, ends of a time or sums among short words, and
    neither a number in front nor one among them."""
    if len(texts) < 2 or any(len(text) > SHORT or any(c.isdigit() for c in text) for text in texts):
        return False
    fields = [field_of(text) for text in texts]
    return sum(field in SUB_HEADERS for field in fields) > 1 or (
        not table.rows[row][0].text.strip() and "budget" in fields
    )


def _skip_numbering(table: Table, end: int) -> int:
    """The row "(1) (2) (3)" under a header is no data."""
    if end < len(table.rows):
        texts = [normal(cell.text) for cell in table.rows[end] if cell.text.strip()]
        if len(texts) >= 2 and all(NUMBERING.fullmatch(text) for text in texts):
            return end + 1
    return end


def _columns(table: Table, start: int, end: int) -> list[Column]:
    columns: list[Column] = []
    for index, texts in enumerate(_spread(_stacks(table, start, end))):
        field = _field_of_stack(texts)
        if field == "month" and texts[-1].isdigit():
            texts[-1] = f"Tháng {texts[-1]}"
        if field == "quarter" and QUARTER_ALONE.fullmatch(squeeze(texts[-1])):
            texts[-1] = f"Quý {texts[-1].lstrip('Qq')}"
        columns.append(Column(index, field, " / ".join(texts)))
    return columns


def _stacks(table: Table, start: int, end: int) -> list[list[str]]:
    """The header texts above each column, from top to bottom, a merged one over each column that it covers."""
    stacks: list[list[str]] = []
    for index in range(table.width):
        cells: list[Cell] = []
        for row in range(start, end):
            cell = table.at(row, index)
            if cell is not None and not any(cell is other for other in cells) and cell.text.strip():
                cells.append(cell)
        texts = list(dict.fromkeys(normal(cell.text) for cell in cells))
        if cells and cells[0].row > start and stacks and stacks[-1] and cells[0].column > 0:
            texts.insert(0, stacks[-1][0])  # a merged header of a text file stands above its first column only
        stacks.append(texts)
    return stacks


def _spread(stacks: list[list[str]]) -> list[list[str]]:
    """Sub-headers that a text file has pushed to the left, put under the header that they divide."""
    pushed = [stack[1] for stack in stacks if len(stack) == 2]
    blank = next((n for n, stack in enumerate(stacks) if not stack), len(stacks))
    aligned = [stack for stack in stacks[: len(pushed)] if len(stack) == 2]
    if len(pushed) < 2 or len(aligned) != len(pushed) or len(stacks) - blank != len(pushed) - 1 or any(stacks[blank:]):
        return stacks
    heads = [stack[0] for stack in stacks[:blank]]
    kinds = {field_of(text) for text in pushed}
    wanted = (
        ("agencies", "lead")
        if kinds & {"lead", "coordinating"}
        else ("time",)
        if kinds & {"start", "end"}
        else ("budget",)
    )
    at = next((n for n, head in enumerate(heads) if field_of(head) in wanted), None)
    if at is None:
        return stacks
    return [
        *([head] for head in heads[:at]),
        *([heads[at], text] for text in pushed),
        *([head] for head in heads[at + 1 :]),
    ]


def _field_of_stack(texts: list[str]) -> str:
    """The field of a header and its sub-header; the lower one decides when it names a role or an end of a time."""
    if not texts:
        return ""
    lower = field_of(texts[-1])
    if len(texts) > 1 and squeeze(texts[-1]).isdigit() and "thang" in squeeze(texts[0]):
        return "month"
    if len(texts) > 1 and QUARTER_ALONE.fullmatch(squeeze(texts[-1])) and "quy" in squeeze(texts[0]).split():
        return "quarter"
    if len(texts) == 1 or lower in SUB_HEADERS or lower in ("month", "quarter"):
        return lower
    upper = field_of(texts[0])
    joined = field_of(" ".join(texts))
    if upper == "budget" and lower in ("", "indicator", "time", "budget", "funding_source"):
        return "budget" if re.search(r"\btong\b", squeeze(texts[-1])) else "detail"
    return joined or lower or upper


def settle(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns when no two compete for one field.

    "Cơ quan thực hiện" beside "Cơ quan chủ trì" is who coordinates; beside "Cơ quan phối hợp" it is who leads.
    Of two columns with content the first is the group or the task, which the rows decide; of two with money the total.
    """
    fields = [column.field for column in columns]
    if "agencies" in fields:
        role = "coordinating" if "lead" in fields and "coordinating" not in fields else "agencies"
        role = "lead" if "lead" not in fields and "coordinating" in fields else role
        fields = [role if field == "agencies" else field for field in fields]
    if "end" in fields and "start" not in fields:
        fields = ["time" if field == "end" else field for field in fields]
    if "title" not in fields and not {"opinion", "letter", "person_name", "legal_number"} & set(fields):
        fields = _lend_a_title(columns, fields)
    return tuple(Column(c.index, f, c.header) for c, f in zip(columns, _once(columns, fields), strict=True))


def _lend_a_title(columns: tuple[Column, ...], fields: list[str]) -> list[str]:
    """Without a column of tasks, a column of products, groups or targets stands for it, when someone is to do them."""
    if not {"lead", "agencies", "roles", "time", "end"} & set(fields) or "unit" in fields:
        return fields
    for name in ("group", "output"):
        if name in fields and len({"lead", "agencies", "roles"} & set(fields)):
            return ["title" if field == name else field for field in fields]
    return fields


def _once(columns: tuple[Column, ...], fields: list[str]) -> list[str]:
    """Each field at most once; a second title is "content", other doubles are details."""
    taken: set[str] = set()
    out = []
    total = next(
        (c.index for c, f in zip(columns, fields, strict=True) if f == "budget" and "tong" in squeeze(c.header)), None
    )
    for column, field in zip(columns, fields, strict=True):
        if field == "budget" and total is not None and column.index != total:
            out.append("detail")
        elif field in ("", "detail", "month", "quarter", "status") or field not in taken:
            out.append(field)
        else:
            out.append("content" if field == "title" else "detail")
        taken.add(field)
    return out
