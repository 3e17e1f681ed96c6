"""A plan as a workbook: tasks, what concerns the whole plan, duties of agencies, report deadlines, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .messages import Language, message
from .plan import AgencyMention, Found, Plan, ReportingDuty, Task, Text

Value = str | int | date | None
HEAD = PatternFill("solid", start_color="DCE6F1")
ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
LONGEST = 32_000  # Excel takes 32,767 characters in a cell


@dataclass(frozen=True, slots=True)
class Column:
    """``title`` is a code of data/messages_reading.csv; ``width`` in characters."""

    title: str
    width: int


TASKS = (
    Column("xlsx_number", 9),
    Column("xlsx_group", 28),
    Column("xlsx_task", 60),
    Column("xlsx_items", 44),
    Column("xlsx_lead", 30),
    Column("xlsx_coordinating", 34),
    Column("xlsx_time", 22),
    Column("xlsx_start", 12),
    Column("xlsx_end", 12),
    Column("xlsx_budget", 18),
    Column("xlsx_output", 30),
    Column("xlsx_note", 24),
    Column("xlsx_doubts", 44),
)
GENERAL = (Column("xlsx_field", 26), Column("xlsx_value", 100))
DUTIES = (Column("xlsx_number", 9), Column("xlsx_agency", 40), Column("xlsx_duty", 110))
REPORTS = (
    Column("xlsx_what", 44),
    Column("xlsx_due", 14),
    Column("xlsx_due_text", 30),
    Column("xlsx_by", 40),
    Column("xlsx_to", 34),
    Column("xlsx_passage", 90),
)
FINDINGS = (Column("xlsx_severity", 14), Column("xlsx_finding", 110))


def write_xlsx(plan: Plan, path: Path, language: Language = "vi") -> None:
    """Write the workbook. Dates are dates and money is numbers; a text that begins like a formula stays a text."""
    book = Workbook()
    book.remove(book.active)
    _sheet(book, "xlsx_tasks", TASKS, (_task(task, language) for task in plan.tasks), language)
    _sheet(book, "xlsx_general", GENERAL, _general(plan, language), language)
    duties = (
        (r.number, r.heading.value, item.value) for r in plan.responsibilities for item in r.items or (r.heading,)
    )
    _sheet(book, "xlsx_duties", DUTIES, duties, language)
    reports = (_report(duty) for duty in (*plan.reporting_deadlines, *plan.reporting_duties))
    _sheet(book, "xlsx_reports", REPORTS, reports, language)
    findings = ((_said(f"severity_{f.severity}", language), f.message.text(language)) for f in plan.findings)
    _sheet(book, "xlsx_findings", FINDINGS, findings, language)
    book.save(path)


def _said(code: str, language: Language) -> str:
    return message(code).text(language)


def _task(task: Task, language: Language) -> Sequence[Value]:
    return (
        task.number,
        _text(task.group),
        task.title.value,
        "\n".join(item.value for item in task.sub_items),
        _names(task.lead_agencies),
        _names(task.coordinating_agencies),
        _text(task.time_text),
        task.time.start,
        task.time.end,
        task.budget.amount_vnd if task.budget else None,
        _text(task.output),
        _text(task.note),
        "\n".join(doubt.message.text(language) for doubt in task.doubts),
    )


def _text(found: Text | None) -> str | None:
    return found.value if found else None


def _names(agencies: Iterable[AgencyMention]) -> str:
    return "\n".join(agency.text for agency in agencies)


def _general(plan: Plan, language: Language) -> Iterable[Sequence[Value]]:
    header = plan.header
    fields: tuple[tuple[str, Found[str] | Found[date] | Found[int] | None], ...] = (
        ("xlsx_type", header.type),
        ("xlsx_subject", header.subject),
        ("xlsx_doc_number", header.number),
        ("xlsx_date", header.date),
        ("xlsx_issuer", header.issuing_authority),
        ("xlsx_year", header.year),
        ("xlsx_signer", header.signer.name),
        ("xlsx_position", header.signer.position),
    )
    for code, found in fields:
        yield _said(code, language), found.value if found else None
    yield _said("xlsx_total", language), plan.budget_total.amount_vnd if plan.budget_total else None
    for basis in plan.legal_bases:
        yield _said("xlsx_basis", language), " ".join(filter(None, (basis.text, basis.subject)))
    for recipient in plan.recipients:
        yield _said("xlsx_recipient", language), recipient.value


def _report(duty: ReportingDuty) -> Sequence[Value]:
    return duty.what, duty.due, duty.due_text, duty.by, duty.to, duty.text


def _sheet(
    book: Workbook, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], language: Language
) -> None:
    sheet = book.create_sheet(_said(name, language))
    _write(sheet, 1, [_said(column.title, language) for column in columns])
    for index, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
        sheet.cell(1, index).font = Font(bold=True)
        sheet.cell(1, index).fill = HEAD
    for number, row in enumerate(rows, 2):
        _write(sheet, number, row)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(sheet: Worksheet, number: int, row: Sequence[Value]) -> None:
    for index, value in enumerate(row, 1):
        cell = sheet.cell(number, index)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, str):
            cell.value = value.translate(ILLEGAL)[:LONGEST]
            cell.data_type = "s"  # never "f": what begins with = + - @ is a text too
            cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
        elif isinstance(value, date):
            cell.value, cell.number_format = value, "dd/mm/yyyy"
        elif value is not None:
            cell.value, cell.number_format = value, "#,##0" if value > 9999 else "0"
