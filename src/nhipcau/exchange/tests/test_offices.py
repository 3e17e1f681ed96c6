"""LibreOffice opens what we write, and what it saves comes back."""

from __future__ import annotations

import subprocess
from datetime import date
from io import BytesIO

import pdfplumber
import pytest

from nhipcau.exchange.workbook import read_workbook
from nhipcau.plans.models import PlanTask
from nhipcau.register.actions import task_set_status

from .conftest import Sheet

pytestmark = pytest.mark.office
FILLED = {"Tình trạng": "Đã hoàn thành", "Ngày hoàn thành": date(2026, 11, 2), "Kết quả hoặc lý do": "Tốt\nđẹp"}


@pytest.fixture
def converted(tmp_path):
    """converted(bytes, "a.xlsx", "xlsx"): as LibreOffice saves it."""

    def convert(data, name, kind):
        (tmp_path / name).write_bytes(data)
        out = tmp_path / "out"
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (out / name).with_suffix(f".{kind}").read_bytes()

    return convert


def test_a_workbook_that_libreoffice_saved_again_says_that_nothing_was_changed(tasks, lan, client_of, converted):
    odd = {"title": "=1+1", "number": "1.10", "output": "Một\nhai\n\nba ", "budget_vnd": 1_070_000_000, "due_on": None}
    PlanTask.objects.filter(pk=tasks.fair.pk).update(**odd)
    PlanTask.objects.filter(pk=tasks.film.pk).update(number="007", time_text="Tháng 3/2026", starts_on=date(2026, 3, 1))
    task_set_status(task=tasks.film, status="done", finished_on=date(2026, 11, 1), note="", by=lan)
    saved = converted(client_of(lan).get("/nhiem-vu/xuat.xlsx").getvalue(), "a.xlsx", "xlsx")
    assert read_workbook(BytesIO(saved)) == ([], [])


def test_what_was_filled_in_there_is_read(tasks, lan, exported, converted):
    sheet = Sheet(exported(lan))
    for heading, value in FILLED.items():
        sheet.set(tasks.fair.title, heading, value)
    edits, refused = read_workbook(BytesIO(converted(sheet.file().getvalue(), "b.xlsx", "xlsx")))
    assert refused == []
    assert [(e.task, e.status, e.finished_on, e.note) for e in edits] == [
        (tasks.fair.pk, "done", date(2026, 11, 2), "Tốt\nđẹp")
    ]


def test_an_annex_opens_as_pages_on_their_side(tasks, lan, client_of, converted):
    data = client_of(lan).get("/nhiem-vu/phu-luc.docx").getvalue()
    with pdfplumber.open(BytesIO(converted(data, "phu-luc.docx", "pdf"))) as pages:
        first = pages.pages[0]
        text = first.extract_text()
    assert first.width > first.height
    assert "DANH MỤC NHIỆM VỤ NĂM 2026" in text
    assert "(Trích Kế hoạch số 101/KH-UBND ngày 15 tháng 01 năm 2026; số liệu đến ngày 20 tháng 11 năm 2026)" in text
    assert "Sở Công Thương" in text and "Quá hạn" in text
