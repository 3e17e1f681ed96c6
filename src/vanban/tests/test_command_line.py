"""``python -m vanban read FILE``, its JSON and its workbook."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from vanban import read_plan
from vanban.__main__ import main
from vanban.document import Document, Paragraph
from vanban.plan import Found, Money, Plan, Task, TaskTime
from vanban.xlsx import write_xlsx

PLAN = """Số: 12/KH-UBND
Sông Vàng, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Công tác thông tin cơ sở năm 2026

I. NỘI DUNG

1. Tập huấn nghiệp vụ
- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch
- Thời gian: Quý II
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_it_prints_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(file)]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["header"]["number"] == "12/KH-UBND"
    assert plan["tasks"][0]["lead_agencies"] == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert plan["tasks"][0]["evidence"]["title"]["because"]["text"].startswith("Tiêu đề của mục")


def test_it_gives_reasons_in_english(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", str(file), "--lang", "en", "--json"])
    plan = json.loads(capsys.readouterr().out)
    assert plan["tasks"][0]["evidence"]["title"]["because"]["text"].startswith("Heading of the item")


def test_a_file_that_cannot_be_opened_is_one_sentence_and_a_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "khong-co.docx", "--lang", "en"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "The file “khong-co.docx” cannot be opened.\n"


def test_a_file_with_nothing_in_it_is_one_sentence_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "trong.txt"
    empty.write_bytes(b"")
    assert main(["read", str(empty)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_it_writes_a_workbook(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "nhiem-vu.xlsx"
    assert main(["read", str(file), "--xlsx", str(out)]) == 0
    book = load_workbook(out)
    assert book.sheetnames == ["Nhiệm vụ", "Thông tin chung", "Tổ chức thực hiện", "Hạn báo cáo", "Kiểm tra"]
    header, row = book["Nhiệm vụ"].iter_rows(values_only=True)
    task = dict(zip(header, row, strict=True))
    assert task["Nhiệm vụ"] == "Tập huấn nghiệp vụ"
    assert task["Bắt đầu"].date() == date(2026, 4, 1)


def test_money_is_a_number_and_a_text_is_never_a_formula(tmp_path: Path) -> None:
    time = TaskTime("Quý I", "quarter", date(2026, 1, 1), date(2026, 3, 31))
    evil = Task("A:1", "appendix", Found("=HYPERLINK(1)"), "-1", time=time, budget=Money(40_000_000, "40"))
    write_xlsx(Plan(tasks=(evil,)), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["Nhiệm vụ"]
    cells = {sheet.cell(1, n).value: sheet.cell(2, n) for n in range(1, sheet.max_column + 1)}
    assert (cells["Nhiệm vụ"].data_type, cells["Nhiệm vụ"].value) == ("s", "=HYPERLINK(1)")
    assert (cells["Số"].data_type, cells["Số"].value) == ("s", "-1")
    assert cells["Kinh phí (đồng)"].value == 40_000_000
    assert cells["Kết thúc"].number_format == "dd/mm/yyyy"
    assert all(cell.alignment.wrap_text for cell in cells.values())


def test_a_plan_that_is_none_says_so_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "thu.txt"
    file.write_text("Kính gửi anh Bình,\n\nCảm ơn anh đã gửi tài liệu.\n", encoding="utf-8")
    assert main(["read", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["why_no_tasks"]["text"].startswith("Không thấy nhiệm vụ")


def test_a_document_without_a_word_is_read_too() -> None:
    assert read_plan(Document((Paragraph(""),))).tasks == ()
