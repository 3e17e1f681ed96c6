"""What a table is: tasks, comments, duties of agencies, or something that must not be taken for tasks, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vanban.document import Table
from vanban.messages import Message, message
from vanban.text import flat

from .cells import is_empty
from .columns import Column, Header, read_header, settle
from .markers import ROMAN
from .phrases import starts_with_agency, time_in
from .words import normal, pattern

Kind = Literal["tasks", "comments", "duties", "other"]
WHO = ("lead", "coordinating", "agencies", "roles", "person")
WHEN = ("time", "start", "end", "month", "quarter")
HOUR = re.compile(r"\b\d{1,2}\s*(?:h|g|gio|:)\s*\d{0,2}\b")
DAY = re.compile(r"\d{1,2}\s*/\s*\d{1,2}|\bthang\s*\d|\bquy\b")
SAMPLE = 40  # rows looked at to judge a table by what it holds


@dataclass(frozen=True, slots=True)
class Judged:
    """A table with its kind, the reason, and its header."""

    kind: Kind
    because: Message
    header: Header | None = None


def judge(table: Table, before: Header | None = None, under: str = "") -> Judged:
    """``before`` is the header of the task table above it, which a table without one may continue; ``under`` is the
    heading above the table."""
    header = read_header(table)
    if header is None:
        header = _continued(table, before) or guess_header(table)
        if header is None:
            return Judged("other", message("table_without_header"))
    header = _with_title(table, header)
    code = _why_not(table, header)
    if code == "table_comments":
        return Judged("comments", message(code), header)
    if code:
        return Judged("other", message(code), header)
    if _are_duties(table, header, under):
        return Judged("duties", message("table_duties"), header)
    work = header.first("title")
    return Judged("tasks", message("table_tasks", header=work.header if work else ""), header)


def _why_not(table: Table, header: Header) -> str:
    """The code of the reason for which a table holds no tasks, "" when it does."""
    fields = header.fields
    assigned = bool(fields & {*WHO, *WHEN})
    led = bool(fields & {"lead", "roles"})
    reasons = (
        ("table_comments", "opinion" in fields and bool(fields & {"letter", "disposition", "agencies", "lead"})),
        ("table_people", bool(fields & {"phone", "person_name", "person_post"}) and not led),
        ("table_documents", "legal_number" in fields and not led),
        ("table_checks", "inspected" in fields),
        ("table_targets", "title" not in fields and bool(fields & {"indicator", "unit"})),
        ("table_no_work", "title" not in fields),
        (
            "table_progress",
            "status" in fields and not ((led and fields & {"time", "end"}) or fields >= {"start", "end"}),
        ),
        ("table_targets", "unit" in fields and "indicator" in fields and not (led and fields & set(WHEN))),
        ("table_estimate", "unit" in fields and not fields & {*WHO, *WHEN}),
        ("table_nobody", not assigned),
        ("table_agenda", _is_agenda(table, header)),
        ("table_form", _is_form(table, header)),
    )
    return next((code for code, holds in reasons if holds), "")


def _cells(table: Table, header: Header, names: tuple[str, ...]) -> list[str]:
    """The texts of some columns, of the first rows."""
    rows = range(header.end, min(len(table.rows), header.end + SAMPLE))
    found = (table.at(row, column.index) for row in rows for column in header.all(*names))
    return [cell.text for cell in found if cell is not None and cell.colspan < max(2, table.width - 1)]


def _is_agenda(table: Table, header: Header) -> bool:
    """Hours without a day in the time column: the programme of a meeting."""
    times = [flat(text) for text in _cells(table, header, ("time", "start", "end")) if not is_empty(text)]
    hours = [text for text in times if HOUR.search(text) and not DAY.search(text)]
    return len(times) > 1 and len(hours) * 2 > len(times)


def _is_form(table: Table, header: Header) -> bool:
    """Columns of who and when that hold nothing, or dots: a form that others will fill in."""
    cells = _cells(table, header, (*WHO, *WHEN))
    filled = [text for text in cells if not is_empty(text) or normal(text).lower() == "x"]
    titles = [text for text in _cells(table, header, ("title",)) if not is_empty(text)]
    return not filled or not titles


def _are_duties(table: Table, header: Header, under: str) -> bool:
    """Agencies first, their work behind them, no time: the list of responsibilities as a table."""
    fields, who = header.fields, header.first("agencies") or header.first("lead")
    work = header.first("title")
    if not who or not work or who.index > work.index or fields & {*WHEN, "coordinating", "output", "budget"}:
        return False
    return bool(pattern("words_layout", "organising").search(flat(under))) or len(table.rows) < SAMPLE


def _continued(table: Table, before: Header | None) -> Header | None:
    """The columns of the table above, when this one looks like its rest: same width, a number or a group first."""
    if before is None or len(before.columns) != table.width or not table.rows:
        return None
    first = normal(table.rows[0][0].text).rstrip(".)") if table.rows[0] else ""
    counts = first.replace(".", "").isdigit() or ROMAN.fullmatch(first) or is_empty(first)
    return Header(0, 0, before.columns) if counts else None


def guess_header(table: Table) -> Header | None:
    """The columns of a table without header words, by what most of their cells hold."""
    if table.width < 3 or len(table.rows) < 2:
        return None
    columns = tuple(Column(index, _field_by_cells(table, index), "") for index in range(table.width))
    fields = [column.field for column in columns]
    if "agencies" not in fields and "time" not in fields:
        return None
    header = _with_title(table, Header(0, 0, settle(_two_columns_of_agencies(columns))))
    return header if "title" in header.fields else None


def _two_columns_of_agencies(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of two columns of agencies the first leads, the second coordinates."""
    who = [column.index for column in columns if column.field == "agencies"]
    roles = dict(zip(who, ("lead", "coordinating"), strict=False)) if len(who) > 1 else {}
    return tuple(Column(c.index, roles.get(c.index, c.field), c.header) for c in columns)


def _field_by_cells(table: Table, index: int) -> str:
    cells = [cell.text for row in range(min(len(table.rows), SAMPLE)) if (cell := table.at(row, index))]
    texts = [normal(text) for text in cells if not is_empty(text)]
    if not texts:
        return ""
    most = len(texts) * 0.6
    if sum(bool(re.fullmatch(r"[\dIVXa-z.]{1,6}[.)]?", text)) for text in texts) > most:
        return "ordinal"
    if sum(len(text) < 60 and time_in(text, 2026).kind != "none" for text in texts) > most:
        return "time"
    return "agencies" if sum(starts_with_agency(text) for text in texts) > most else ""


def _with_title(table: Table, header: Header) -> Header:
    """With agencies or times but no known word for the work, the column with the longest texts is it."""
    fields = header.fields
    barred = {"title", "opinion", "letter", "person_name", "legal_number", "phone", "indicator", "unit"}
    if fields & barred or not fields & {*WHO, *WHEN}:
        return header
    sizes = {c.index: sum(map(len, _column_texts(table, header, c.index))) for c in header.columns if not c.field}
    if not sizes or not max(sizes.values()):
        return header
    longest = max(sizes, key=lambda index: sizes[index])
    columns = tuple(Column(c.index, "title" if c.index == longest else c.field, c.header) for c in header.columns)
    return Header(header.start, header.end, columns)


def _column_texts(table: Table, header: Header, index: int) -> list[str]:
    rows = range(header.end, min(len(table.rows), header.end + SAMPLE))
    return [cell.text for row in rows if (cell := table.at(row, index)) is not None]
