"""Columns placed by tabs or spaces are read as columns; sentences with a stray tab are not."""

from __future__ import annotations

import pytest

from vanban.document import Paragraph, Table
from vanban.opening.docx import open_docx
from vanban.opening.limits import Limits

from .docx_files import make_docx, paragraph


def two(left: str, right: str, tabs: int = 2) -> str:
    return f"<w:p><w:r><w:t>{left}</w:t>{'<w:tab/>' * tabs}<w:t>{right}</w:t></w:r></w:p>"


def shown(body: str) -> list[str | list[str]]:
    """Paragraphs as text, tables as the texts of their cells."""
    found: list[str | list[str]] = []
    for block in open_docx(make_docx(body), Limits()).blocks:
        if isinstance(block, Table):
            assert not block.bordered
            found.append([cell.text for row in block.rows for cell in row])
        else:
            found.append(block.text)
    return found


def test_the_head_of_a_document_typed_with_tabs() -> None:
    body = two("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1) + two("TỈNH LAM HẢI", "Độc lập - Tự do")
    body += two("Số: 12/KH-UBND", "Lam Hải, ngày 05 tháng 01 năm 2026") + paragraph("KẾ HOẠCH")
    left = "ỦY BAN NHÂN DÂN\nTỈNH LAM HẢI\nSố: 12/KH-UBND"
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\nLam Hải, ngày 05 tháng 01 năm 2026"
    assert shown(body) == [[left, right], "KẾ HOẠCH"]


def test_recipients_beside_the_signature_typed_with_tabs() -> None:
    body = two("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", 4) + two("- Bộ Ngoại giao;", "KT. CHỦ TỊCH", 4)
    body += paragraph("- Các sở, ban, ngành;") + two("- UBND các xã;", "PHÓ CHỦ TỊCH", 4) + paragraph("- Lưu: VT.")
    body += f"<w:p><w:r>{'<w:tab/>' * 7}<w:t>Trần Thị B</w:t></w:r></w:p>"
    left = "Nơi nhận:\n- Bộ Ngoại giao;\n- Các sở, ban, ngành;\n- UBND các xã;\n- Lưu: VT."
    assert shown(body) == [[left, "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Thị B"]]


def test_columns_placed_by_spaces() -> None:
    body = paragraph("UBND TỈNH LAM HẢI" + " " * 12 + "CỘNG HÒA XÃ HỘI") + paragraph(
        "Số: 12/SNgV" + " " * 20 + "Lam Hải"
    )
    assert shown(body) == [["UBND TỈNH LAM HẢI\nSố: 12/SNgV", "CỘNG HÒA XÃ HỘI\nLam Hải"]]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (
            paragraph("Số:" + " " * 15 + "/KH-UBND") + paragraph("ngày" + " " * 10 + "tháng"),
            ["Số: /KH-UBND", "ngày tháng"],
        ),
        (two("Sở Ngoại vụ", "Quý III", 1) + paragraph("KẾ HOẠCH"), ["Sở Ngoại vụ\tQuý III", "KẾ HOẠCH"]),
        (two("1.", "Mục đích", 1) + two("2.", "Yêu cầu", 1), ["1. Mục đích", "2. Yêu cầu"]),
        (
            two("Thời gian:", "Quý III", 1) + two("Địa điểm:", "Hội trường", 1),
            ["Thời gian: Quý III", "Địa điểm: Hội trường"],
        ),
        (two("Sở Y tế " * 12, "Quý III") * 2, [("Sở Y tế " * 12).strip() + "\tQuý III"] * 2),
    ],
)
def test_what_is_no_column(body: str, texts: list[str]) -> None:
    assert shown(body) == texts


def test_each_side_keeps_the_looks_of_its_line() -> None:
    body = two("UBND TỈNH", "CỘNG HÒA").replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>") + two("Số: 1/KH", "Lam Hải")
    (table,) = open_docx(make_docx(body), Limits()).blocks
    assert isinstance(table, Table)
    assert table.rows[0][1].paragraphs == (Paragraph("CỘNG HÒA", bold=True), Paragraph("Lam Hải"))
