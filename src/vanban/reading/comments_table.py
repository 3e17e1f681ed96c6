"""The consolidated table of comments on a draft: who answered, with which letter, what, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vanban.document import Table
from vanban.plan import CommentRow, Text

from .cells import is_empty, split_bullets, value_of
from .columns import Header
from .days import FULL_DAY, full_day
from .flow import Line, cell_lines, whole_cell
from .rows import Row, read_rows
from .words import normal

DATE_WORD = re.compile(r"\bng[aà]y\b", re.IGNORECASE)


def read_comments(block: int, table: Table, header: Header) -> Iterator[CommentRow]:
    """The rows of the table, groups and repeated headers left out."""
    who = header.first("agencies") or header.first("lead") or header.first("title")
    if who is None:
        return
    for row in read_rows(table, header):
        agency = row.cells.get(who.index)
        if row.kind == "skip" or agency is None or is_empty(agency.text) or agency.colspan >= table.width - 1:
            continue
        yield _row(block, row, whole_cell(block, agency))


def _row(block: int, row: Row, agency: Line) -> CommentRow:
    letter = row.cell("letter")
    number, day = _letter(letter.text if letter else "")
    opinion = row.cell("opinion")
    lines = list(cell_lines(block, opinion)) if opinion else []
    disposition = row.cell("disposition")
    answer = value_of([whole_cell(block, disposition)]) if disposition else None
    places = tuple(place for cell in row.texts for place in whole_cell(block, cell).places)
    return CommentRow(
        int(row.label) if row.label.isdigit() else None,
        agency.found().value,
        number,
        day,
        tuple(_items(lines)),
        answer.value if answer else None,
        places,
    )


def _letter(text: str) -> tuple[str, date | None]:
    """Number and date of a reply: "153/SDL- QHPTTNDL ngày 28/02/2023", a line break anywhere."""
    whole = normal(text)
    match = DATE_WORD.search(whole)
    number = re.sub(r"^\D*?(?=\d)|\s", "", whole[: match.start()] if match else whole).strip(".,;:")
    day = FULL_DAY.search(whole[match.start() :] if match else whole)
    return number, full_day(day) if day else None


def _items(lines: list[Line]) -> Iterator[Text]:
    for line in lines:
        for piece in split_bullets(line):
            if not is_empty(piece.text):
                yield piece.body.found()
