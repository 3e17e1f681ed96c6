"""Uploads as a reading leaves them, made without any file: a table of tasks, a header, a duty, a finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Province
from nhipcau.plans.actions.reading import _write_items
from nhipcau.plans.models import Plan as PlanRow
from nhipcau.plans.models import ReviewItem, Upload
from vanban.document import Cell, Document, Paragraph, Place, Table
from vanban.messages import message
from vanban.plan import (
    Citation,
    Doubt,
    Finding,
    Found,
    Header,
    Plan,
    ReportingDuty,
    Responsibility,
    Signer,
    Task,
)
from vanban.reading.agencies import split_agencies
from vanban.reading.deadlines import read_time
from vanban.schema import document_to_json, to_json

YEAR = 2026
COLUMNS = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
PARAGRAPHS = (
    Paragraph("Số: 12/KH-UBND", align="center"),
    Paragraph("KẾ HOẠCH", bold=True, align="center", heading=1),
    Paragraph("Công tác thông tin đối ngoại năm 2026", bold=True, align="center"),
    Paragraph("Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ;"),
    Paragraph("Câu này không thuộc phần nào của kế hoạch."),
    Paragraph("PHỤ LỤC DANH MỤC NHIỆM VỤ", bold=True, align="center", heading=1),
)
TABLE = len(PARAGRAPHS)

ROWS = (
    ("1", "Tổ chức họp báo công bố thông tin quý", "Sở Ngoại vụ", "Sở Công Thương", "Quý II/2026"),
    ("2", "Phát hành bản tin đối ngoại song ngữ", "Sở Công Thương", "", "Tháng 10/2026"),
    ("3", "Xây dựng chuyên trang tiếng Anh", "Sở Ngoại vụ", "các cơ quan liên quan", "Thường xuyên"),
)
Row = tuple[str, str, str, str, str]


def many_rows(count: int) -> list[Row]:
    return [
        (str(number), f"Nhiệm vụ thứ {number}: giới thiệu tiềm năng của tỉnh với bạn bè quốc tế", *ROWS[number % 3][2:])
        for number in range(1, count + 1)
    ]


def document_of(rows: list[Row]) -> Document:
    lines = (COLUMNS, *rows)
    cells = tuple(
        tuple(Cell(row, column, (Paragraph(text),)) for column, text in enumerate(line))
        for row, line in enumerate(lines)
    )
    return Document((*PARAGRAPHS, Table(cells, header_rows=1)), format="docx")


def _found(row: int, column: int, text: str) -> Found[str] | None:
    place = Place(TABLE, (row, column), 0, len(text))
    return Found(text, (place,), message("column", header=COLUMNS[column])) if text else None


def task_of(row: int, line: Row) -> Task:
    number, title, lead, coordinating, time = line
    places = tuple(Place(TABLE, (row, column), 0, len(text)) for column, text in enumerate(line))
    return Task(
        id=f"A:{number}",
        source="appendix",
        number=number,
        title=Found(title, places[1:2]),
        lead_text=_found(row, 2, lead),
        lead_agencies=tuple(span.mention(places[2]) for span in split_agencies(lead)),
        coordinating_text=_found(row, 3, coordinating),
        coordinating_agencies=tuple(span.mention(places[3]) for span in split_agencies(coordinating)),
        time_text=_found(row, 4, time),
        time=read_time(time, year=YEAR),
        places=places,
    )


def header_of(**changes: Any) -> Header:
    known = Header(
        number=Found("12/KH-UBND", (Place(0, None, 4, 14),)),
        type=Found("Kế hoạch", (Place(1, None, 0, 8),)),
        subject=Found(PARAGRAPHS[2].text, (Place(2, None, 0, 37),)),
        place=Found("Lam Hải"),
        date=Found(date(2026, 1, 15)),
        issuing_authority=Found("Ủy ban nhân dân tỉnh Lam Hải"),
        year=Found(YEAR),
        period=(date(YEAR, 1, 1), date(YEAR, 12, 31)),
        signer=Signer(Found("Trần Quang Hòa"), Found("PHÓ CHỦ TỊCH")),
    )
    return replace(known, **changes)


def plan_of(rows: list[Row], doubts: dict[int, Doubt] | None = None, **changes: Any) -> Plan:
    tasks = [task_of(number, line) for number, line in enumerate(rows, start=1)]
    for index, doubt in (doubts or {}).items():
        tasks[index] = replace(tasks[index], doubts=(doubt,))
    known = Plan(
        header=header_of(),
        legal_bases=(Citation("72/2015/NĐ-CP", "Nghị định", date(2015, 9, 7), "Chính phủ", text=PARAGRAPHS[3].text),),
        tasks=tuple(tasks),
        responsibilities=(
            Responsibility(
                "1",
                Found("Sở Công Thương"),
                "Sở Công Thương",
                tuple(span.mention() for span in split_agencies("Sở Công Thương")),
                (Found("Cung cấp thông tin xúc tiến thương mại."),),
            ),
        ),
        reporting_deadlines=(
            ReportingDuty("báo cáo kết quả năm", "Báo cáo trước ngày 15/12/2026", date(2026, 12, 15), to="Sở Ngoại vụ"),
        ),
        recipients=(Found("Như trên"), Found("Lưu: VT")),
        unread=(Found(PARAGRAPHS[4].text, (Place(4, None, 0, 42),)),),
    )
    return replace(known, **changes)


def time_doubt(row: int = 2) -> Doubt:
    place = Place(TABLE, (row, 4), 0, 5)
    return Doubt("time", message("column", header="Thời gian"), (place,), ("Tháng 10/2026", "Tháng 11/2026"))


def finding() -> Finding:
    return Finding(message("column", header="101 hay 104"), (Place(0, None, 4, 14),))


def upload_of(plan: Plan, document: Document, *, province: Province, by: User, into: PlanRow | None = None) -> Upload:
    """An upload that was read and waits for its review."""
    digest = f"{Upload.objects.count():064x}"
    upload = Upload(province=province, uploaded_by=by, name="Kế hoạch 12.docx", size=1, sha256=digest)
    upload.state, upload.plan = Upload.State.READY, into or PlanRow.objects.create(province=province)
    upload.document, upload.reading = document_to_json(document), to_json(plan, document)
    upload.save()
    _write_items(upload)
    return upload


def upload_with(
    *, province: Province, by: User, rows: list[Row] | None = None, into: PlanRow | None = None, **changes: Any
) -> Upload:
    rows = list(ROWS) if rows is None else rows
    return upload_of(plan_of(rows, **changes), document_of(rows), province=province, by=by, into=into)


def row_of(upload: Upload, number: str) -> ReviewItem:
    return next(item for item in upload.items.filter(kind="task") if item.values["number"] == number)
