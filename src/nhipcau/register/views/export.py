"""The list as a file, with the filter of the screen."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.register import export
from nhipcau.register.page import ListPage
from nhipcau.register.queries import with_agencies
from nhipcau.register.rows import Row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows(here: ListPage) -> Iterator[Row]:
    return (Row(task, here.today) for task in with_agencies(here.tasks).iterator(chunk_size=500))


def _file_name(here: ListPage, kind: str) -> str:
    return f"nhiem-vu-{here.today:%Y-%m-%d}.{kind}"


@require_GET
def xlsx(request: HttpRequest) -> FileResponse:
    here = ListPage.of(request)
    title = _("Tasks on %(day)s") % {"day": f"{here.today:%d/%m/%Y}"}
    chips = " · ".join(chip.label for chip in here.chips())
    data = BytesIO(export.workbook(_rows(here), title, chips))
    return FileResponse(data, as_attachment=True, filename=_file_name(here, "xlsx"), content_type=XLSX)


@require_GET
def csv_file(request: HttpRequest) -> StreamingHttpResponse:
    here = ListPage.of(request)
    disposition = {"Content-Disposition": f'attachment; filename="{_file_name(here, "csv")}"'}
    lines = _lines(export.csv_lines(_rows(here)))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=disposition)


def _lines(lines: Iterator[list[str]]) -> Iterator[str]:
    yield "\ufeff"  # Excel takes a file without this mark for Windows' own alphabet
    for line in lines:
        buffer = StringIO()
        csv.writer(buffer).writerow(line)
        yield buffer.getvalue()
