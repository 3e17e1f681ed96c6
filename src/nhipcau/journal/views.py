"""Nhật ký: who did what, when, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.organizations.permissions import ADMINISTRATORS, holds
from nhipcau.ui.words import day_words

from . import actions, export
from .page import LogPage
from .queries import Row, people_for, rows_in_turn

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    here = LogPage.of(request)
    context = here.context(request.GET.get("trang")) | {"clear_url": reverse("journal:log")}
    response = render(request, "journal/log.html", context)
    if holds(here.reader, *ADMINISTRATORS):
        actions.log_looked_at(by=here.reader)
    return response


@require_GET
def csv_file(request: HttpRequest) -> StreamingHttpResponse:
    here = LogPage.of(request)
    rows = _taken(here)
    headers = {"Content-Disposition": f'attachment; filename="{_file_name("csv")}"'}
    return StreamingHttpResponse(export.csv_text(rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_GET
def xlsx(request: HttpRequest) -> FileResponse:
    here = LogPage.of(request)
    filters = " · ".join(chip.label for chip in here.chips(dict(people_for(here.reader))))
    about = _("Log on %(day)s") % {"day": day_words(timezone.localdate())}
    data = export.workbook(_taken(here), f"{about} · {filters}" if filters else about)
    return FileResponse(BytesIO(data), as_attachment=True, filename=_file_name("xlsx"), content_type=XLSX)


def _taken(here: LogPage) -> Iterator[Row]:
    """The rows of a file; that it was taken is written down and stands in the next one."""
    told = actions.log_taken(rows=min(here.entries.count(), export.MOST), by=here.reader)
    return rows_in_turn(here.entries.exclude(pk=told.pk), here.reader, export.MOST)


def _file_name(kind: str) -> str:
    return f"nhat-ky-{timezone.localdate():%Y-%m-%d}.{kind}"
