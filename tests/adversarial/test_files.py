"""Files with active content: nothing in them is run or fetched; they are read, or refused with a sentence."""

from __future__ import annotations

import socket
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.exchange.models import Reimport
from nhipcau.plans.models import PlanTask, Upload

from .conftest import text_of
from .files import EVIL, PACKAGE, TEXT, UPLOADS, XXE, outside, parts, zipped

State = Upload.State
REFUSED = {
    "Word: bomb in the text",
    "Word: entity in relations",
    "Word: entity of a file",
    "Word: laughs",
    "Word: NUL in a name",
    "Word: two texts",
    "page that is a picture too",
}
AS_TEXT = {"HTML: entity", "picture with scripts"}  # shown letter by letter


@pytest.fixture
def reached(monkeypatch) -> Iterator[list[str]]:
    """Whatever the site tries to reach or to start, or to unpack into a folder."""
    tried: list[str] = []

    def refuse(what: str):
        def call(*args: object, **kwargs: object) -> None:
            tried.append(f"{what} {args[1:]}")
            raise OSError(what)

        return call

    for owner, name in (
        (socket.socket, "connect"),
        (socket.socket, "connect_ex"),
        (socket.socket, "sendto"),
        (socket, "getaddrinfo"),
        (subprocess.Popen, "__init__"),
        (zipfile.ZipFile, "extract"),
        (zipfile.ZipFile, "extractall"),
    ):
        monkeypatch.setattr(owner, name, refuse(name))
    yield tried
    assert not Path("/tmp/nhipcau-evil").exists()  # noqa: S108


@pytest.mark.parametrize("what", UPLOADS)
def test_a_file_that_would_like_to_do_something_is_read_or_refused(
    what, lan, attacker, settings, tmp_path, reached, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT, settings.UPLOAD_OCR = tmp_path, False
    name, data = UPLOADS[what]
    client = attacker(lan)
    file = SimpleUploadedFile(name, data, content_type="image/svg+xml")
    with django_capture_on_commit_callbacks(execute=True):
        page = text_of(client.post(reverse("plans:upload"), {"files": file}, follow=True))
    assert "<script>alert" not in page and "onerror=" not in page and "root:" not in page
    upload = Upload.objects.first()
    assert (upload is None or upload.state == State.FAILED) == (what in REFUSED)
    if upload:
        assert upload.state in (State.READY, State.FAILED)
        shown = text_of(client.get(reverse("plans:upload_status", args=[upload.pk]), follow=True))
        review = text_of(client.get(reverse("plans:review", args=[upload.pk]), follow=True))
        for answer in (shown, review, str(upload.document)):
            assert (EVIL in answer) <= (what in AS_TEXT)
            assert "root:" not in answer and "javascript:" not in answer
        for answer in (shown, review):
            assert "<script>alert" not in answer and "onerror=" not in answer
        if upload.state == State.READY and what not in AS_TEXT:
            assert "thông tin đối ngoại" in str(upload.document)
        check_download(client, upload, data)
    assert reached == []


def check_download(client, upload: Upload, data: bytes) -> None:
    given = client.get(reverse("plans:original", args=[upload.pk]))
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Type"] == "application/octet-stream"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in given["Cache-Control"]
    assert given.getvalue() == data


@pytest.fixture
def workbook(rows, lan, attacker) -> bytes:
    """The list of tasks as Lan takes it out."""
    PlanTask.objects.exclude(status="done").update(finished_on=None)
    return attacker(lan).get(reverse("register:export_xlsx"), {"nam": "tat-ca"}).getvalue()


def with_cells(data: bytes, **cells: str) -> bytes:
    book = load_workbook(BytesIO(data))
    for heading, value in cells.items():
        column = next(cell.column for row in book.active.iter_rows() for cell in row if cell.value == HEADINGS[heading])
        for row in range(4, book.active.max_row + 1):
            book.active.cell(row, column).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, **more: bytes) -> bytes:
    return zipped(parts(data) | {name.replace("__", "/"): content for name, content in more.items()})


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    found = parts(data)
    assert old in found[name]
    return zipped(found | {name: found[name].replace(old, new, 1)})


HEADINGS = {"state": "Tình trạng", "result": "Kết quả hoặc lý do", "day": "Ngày hoàn thành"}
LINK = f"<Relationships xmlns='{PACKAGE}/relationships'>{outside('x', EVIL)}</Relationships>"
SHEET = "xl/worksheets/sheet1.xml"
WORKBOOKS = {
    "program of a cell": lambda data: with_cells(data, result="=cmd|'/c calc'!A0"),
    "address of a cell": lambda data: with_cells(data, result=f'=WEBSERVICE("{EVIL}")', day=f'=HYPERLINK("{EVIL}")'),
    "state by formula": lambda data: with_cells(data, state='="Đã hoàn thành"', day="=TODAY()"),
    "markup": lambda data: with_cells(data, state="<script>alert(1)</script>", result="<img src=x onerror=alert(1)>"),
    "links elsewhere": lambda data: with_parts(
        data,
        xl__externalLinks__externalLink1__xml=b"<externalLink/>",
        **{"xl__externalLinks___rels__externalLink1.xml.rels": LINK.encode()},
    ),
    "macros": lambda data: with_parts(data, **{"xl__vbaProject.bin": b"Sub Auto_Open()"}),
    "connections": lambda data: with_parts(
        data, **{"xl__connections.xml": f'<connections><connection url="{EVIL}"/></connections>'.encode()}
    ),
    "entity": lambda data: replaced(data, SHEET, b"<worksheet", XXE.encode() + b"<worksheet"),
    "entity in the workbook": lambda data: replaced(data, "xl/workbook.xml", b"<workbook", XXE.encode() + b"<workbook"),
    "bomb": lambda data: with_parts(data, **{"xl__media__x.png": b"\0" * 100_000_000}),
    "path upwards": lambda data: with_parts(data, **{"..__..__tmp__nhipcau-evil": b"x"}),
    "a page": lambda data: b"<html><script>alert(1)</script></html>",
    "a picture": lambda data: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a Word file": lambda data: UPLOADS["Word: macros"][1],
    "a PDF": lambda data: UPLOADS["PDF: script"][1],
    "nothing": lambda data: b"",
}
LEFT_ALONE = {"links elsewhere", "macros", "connections", "path upwards"}  # beside the cells, and not looked at


@pytest.mark.parametrize("what", WORKBOOKS)
def test_a_workbook_that_comes_back_with_more_changes_nothing(what, workbook, lan, attacker, reached):
    data = WORKBOOKS[what](workbook)
    before = list(PlanTask.objects.order_by("pk").values_list("pk", "status", "finished_on"))
    client, count = attacker(lan), Reimport.objects.count()
    file = SimpleUploadedFile("x.xlsx", data, content_type="text/html")
    answer = client.post(reverse("exchange:reimport_take"), {"file": file}, follow=True)
    page = text_of(answer)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in page and "<img src=x" not in page and "root:" not in page
    if what in LEFT_ALONE:
        assert "Không có thay đổi" in page or "không có thay đổi" in page
    for taken in Reimport.objects.order_by("pk")[count:]:
        assert all(not edit["status"].startswith("done") for edit in taken.edits), "a formula was worked out"
    assert list(PlanTask.objects.order_by("pk").values_list("pk", "status", "finished_on")) == before
    assert reached == []


def test_the_cases_are_what_they_say(workbook):
    """Each file holds what it is named after; else it would prove nothing."""
    assert b"vbaProject.bin" in UPLOADS["Word: macros"][1]
    assert EVIL.encode() in parts(UPLOADS["Word: template elsewhere"][1])["word/_rels/document.xml.rels"]
    assert b"/JavaScript" in UPLOADS["PDF: script"][1]
    assert TEXT.encode() in parts(UPLOADS["Word: path upwards"][1])["word/document.xml"]
    assert load_workbook(BytesIO(with_cells(workbook, state='="x"'))).active.cell(4, 1) is not None
