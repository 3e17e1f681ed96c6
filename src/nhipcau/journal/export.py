"""The log as a file. Whatever stands in it is text: nothing that somebody typed becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from nhipcau.register.export import cleaned, csv_cell, new_book, sheet_cell

from .queries import Row

MOST = 20_000  # rows of a file; the newest
WIDTHS = (10, 18, 28, 60, 18, 50, 60, 20)


def headings() -> list[str]:
    return [_("Entry number"), _("When"), _("Who"), _("What"), _("Kind"), _("About"), _("Before and after"), _("Seal")]


def values(row: Row) -> list[str]:
    changes = [f"{change.label}: {change.before} → {change.after}" for change in row.line.changes]
    return [
        str(row.entry.number or ""),
        f"{timezone.localtime(row.entry.at):%d/%m/%Y %H:%M:%S}",
        row.line.who,
        row.line.what,
        row.about.kind if row.about else "",
        row.about.name if row.about else "",
        "\n".join(changes),
        row.entry.seal[:16],
    ]


def csv_text(rows: Iterable[Row]) -> Iterator[str]:
    yield "\ufeff"  # Excel takes a file without this mark for Windows' own alphabet
    for line in (headings(), *map(values, rows)):
        buffer = StringIO()
        csv.writer(buffer).writerow(map(csv_cell, line))
        yield buffer.getvalue()


def workbook(rows: Iterable[Row], about: str) -> bytes:
    book = new_book()
    sheet = book.create_sheet(_("Log"))
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A3"
    sheet.append([sheet_cell(sheet, about)])
    sheet.append([sheet_cell(sheet, words, bold=True) for words in headings()])
    cell = sheet_cell(sheet, "")  # one for all: each is in the file before the next is asked for
    for row in rows:
        sheet.append(_filled(cell, value) if value else None for value in values(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _filled(cell: WriteOnlyCell, value: str) -> WriteOnlyCell:
    cell.value, cell.data_type = cleaned(value), "s"
    return cell
