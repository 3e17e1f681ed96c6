"""Tasks as rows of a file. Dates are dates, sums are numbers, and nothing that a plan prints is taken for a formula.

The workbook can come back (nhipcau.exchange): state, day and result may be filled in, a hidden column names the task.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from .marks import HEADING, KEYS, WORKING, Mark, Value
from .rows import STATE_WORDS, Row, names

WIDTHS = (10, 16, 28, 60, 32, 36, 14, 14, 22, 16, 14, 18, 30, 26, 40, 10)
MARK_COLUMN = 16
A4 = 9
LONGEST = 32_767  # characters that Excel takes in a cell
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")  # with their wide forms
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
        yield [csv_cell(value) for value in values(row)]


def csv_cell(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA):
        return f"'{value}"  # a spreadsheet would run it; the quotation mark makes it text
    return "" if value is None else str(value)


def workbook(rows: Iterable[Row], title: str, about: str) -> bytes:
    book = new_book()
    sheet = book.create_sheet(_("Tasks"))
    _lay_out(sheet)
    sheet.append([sheet_cell(sheet, title, bold=True)])
    sheet.append([sheet_cell(sheet, about)])
    keys = (*KEYS, "result", "")
    sheet.append([_heading(sheet, words, key) for words, key in zip(workbook_headings(), keys, strict=True)])
    for row in rows:
        sheet.append([sheet_cell(sheet, value) for value in _with_mark(row)])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def workbook_headings() -> list[str]:
    """The columns of the list, one to write a result into, and the hidden one."""
    return [*headings(), _("Result or reason"), str(HEADING)]


def _with_mark(row: Row) -> list[Value]:
    cells = [cleaned(value) for value in values(row)]
    return [*cells, None, Mark.of(row.task, cells).written()]


def cleaned(value: Value) -> Value:
    """What Excel takes in a cell."""
    return NOT_IN_XML.sub("", value)[:LONGEST] if isinstance(value, str) else value


def _lay_out(sheet: WriteOnlyWorksheet) -> None:
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions[get_column_letter(MARK_COLUMN)].hidden = True
    states = ",".join(str(words) for key, words in STATE_WORDS.items() if key != "late")
    state = get_column_letter(KEYS.index("state") + 1)
    sheet.data_validations.append(DataValidation("list", f'"{states}"', sqref=f"{state}4:{state}1048576"))
    sheet.freeze_panes = "E4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


THIN = Side(style="thin", color="BBBBBB")
HEAD_FILL = PatternFill("solid", fgColor="E6EFF9")
OPEN_FILL = PatternFill("solid", fgColor="FFF2CC")  # columns to fill in
PLAIN, BOLD = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
WRAPPED, ONE_LINE = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
HEAD, TEXT, DAY, NUMBER = "nhipcau-head", "nhipcau-text", "nhipcau-day", "nhipcau-number"  # names of styles


def _heading(sheet: WriteOnlyWorksheet, words: str, key: str) -> WriteOnlyCell:
    cell = sheet_cell(sheet, words, bold=True)
    cell.alignment, cell.border = WRAPPED, Border(bottom=THIN)
    cell.fill = OPEN_FILL if key in (*WORKING, "result") else HEAD_FILL
    return cell


def new_book() -> Workbook:
    """With the styles of ``sheet_cell``: made out anew for each cell they take more time than all the rest."""
    book = Workbook(write_only=True)
    for style, number_format in ((TEXT, "General"), (DAY, "dd/mm/yyyy"), (NUMBER, "#,##0")):
        book.add_named_style(NamedStyle(style, font=PLAIN, alignment=WRAPPED, number_format=number_format))
    book.add_named_style(NamedStyle(HEAD, font=BOLD, alignment=ONE_LINE))
    return book


def sheet_cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    """A cell of a book made by ``new_book``."""
    value = cleaned(value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl makes a formula of any text that begins with "="
    number = DAY if isinstance(value, date) else NUMBER if isinstance(value, int) else TEXT
    cell.style = HEAD if bold else number
    return cell
