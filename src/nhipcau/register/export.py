"""Tasks as rows of a file. Dates are dates, sums are numbers, and nothing that a plan prints is taken for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from .rows import Row, names

Value = str | int | date | None

WIDTHS = (10, 16, 28, 60, 32, 36, 14, 14, 22, 16, 14, 18, 30, 26)
MONEY_COLUMN = 11
A4 = 9
LONGEST = 32_767  # characters that Excel takes in a cell
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def headings() -> list[str]:
    return [
        _("No."),
        _("Plan"),
        _("Group"),
        _("Task"),
        _("Lead agency"),
        _("Coordinating agencies"),
        _("From"),
        _("Deadline"),
        _("Time as printed"),
        _("State"),
        _("Finished on"),
        _("Funds (đồng)"),
        _("Output"),
        _("Source"),
    ]


def values(row: Row) -> list[Value]:
    task = row.task
    title = "\n".join([task.title, *(str(item) for item in task.sub_items)])
    return [
        task.number,
        str(task.plan),
        task.group,
        title,
        names(row.leads),
        names(row.coordinating),
        task.starts_on,
        task.due_on,
        task.time_text,
        row.state[1],
        task.finished_on,
        task.budget_vnd,
        task.output,
        task.source_label,
    ]


def csv_lines(rows: Iterable[Row]) -> Iterator[list[str]]:
    yield headings()
    for row in rows:
        yield [_csv_cell(value) for value in values(row)]


def _csv_cell(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA):
        return f"'{value}"  # a spreadsheet would run it; the quotation mark makes it text
    return "" if value is None else str(value)


def workbook(rows: Iterable[Row], title: str, about: str) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Tasks"))
    _lay_out(sheet)
    sheet.append([_cell(sheet, title, bold=True)])
    sheet.append([_cell(sheet, about)])
    sheet.append([_cell(sheet, heading, head=True) for heading in headings()])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in values(row)])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lay_out(sheet: WriteOnlyWorksheet) -> None:
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "E4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


THIN = Side(style="thin", color="BBBBBB")
HEAD_FILL = PatternFill("solid", fgColor="E6EFF9")
PLAIN, BOLD = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
WRAPPED, ONE_LINE = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False, head: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl makes a formula of any text that begins with "="
    cell.font = BOLD if bold or head else PLAIN
    cell.alignment = ONE_LINE if bold else WRAPPED
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, int):
        cell.number_format = "#,##0"
    if head:
        cell.fill, cell.border = HEAD_FILL, Border(bottom=THIN)
    return cell
