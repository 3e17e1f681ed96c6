"""One plan in several formats opens to the same tables and paragraphs: real plans, and files that LibreOffice makes."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document as new_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from vanban.document import Document, Table
from vanban.errors import ScanWithoutText, SecretDocument, ToolMissing
from vanban.opening import open_document

PLANS = Path(os.environ.get("PLANS_DIR") or Path(__file__).parents[3].parent / "shared" / "plans")
NAMES = ("hanoi-2023", "hcmc-2022", "tuyenquang-2022")


def rows(document: Document) -> list[tuple[str, ...]]:
    """The texts of each row, without empty cells and without line breaks; a hyphen may end a line or not."""
    return [
        tuple(" ".join(cell.text.split()).replace("- ", "-") for cell in row if cell.text)
        for block in document.blocks
        if isinstance(block, Table) and block.bordered
        for row in block.rows
    ]


def paragraphs(document: Document) -> list[str]:
    return [" ".join(paragraph.text.split()) for _, paragraph in document.paragraphs() if paragraph]


def alike(found: list[str], truth: list[str]) -> float:
    blocks = difflib.SequenceMatcher(None, truth, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(truth)


@pytest.mark.plans
@pytest.mark.parametrize("kind", ["pdf", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_a_real_plan_has_the_same_rows_in_every_format(name: str, kind: str) -> None:
    truth, found = open_document(PLANS / f"{name}.docx"), open_document(PLANS / f"{name}.{kind}")
    assert rows(found) == rows(truth)
    # The text files lack the two columns of the header.
    assert alike(paragraphs(found), paragraphs(truth)) > (0.96 if kind == "pdf" else 0.93)


@pytest.mark.plans
def test_a_secret_plan_is_refused_and_a_scan_too() -> None:
    with pytest.raises(SecretDocument):
        open_document(PLANS / "hcmc-2022-mat.docx")
    with pytest.raises(ScanWithoutText):
        open_document(PLANS / "hanoi-2023-scan.pdf")


@pytest.mark.plans
@pytest.mark.ocr
def test_a_scan_is_read_with_its_tables() -> None:
    truth, found = open_document(PLANS / "hanoi-2023.docx"), open_document(PLANS / "hanoi-2023-scan.pdf", ocr=True)
    tables = [block for block in found.blocks if isinstance(block, Table) and block.bordered]
    assert [(len(table.rows), table.width) for table in tables] == [(9, 5), (9, 5)]
    agencies = {"Sở Thông tin và Truyền thông", "Các cơ quan, đơn vị liên quan", "Trong năm 2023"}
    assert agencies <= {" ".join(cell.text.split()) for row in tables[0].rows for cell in row}
    assert alike(paragraphs(found)[:8], paragraphs(truth)[:8]) > 0.8


def made_docx(path: Path) -> None:
    """A plan with everything that a printed page makes hard: columns, long rows over pages, merged cells."""
    document = new_docx()
    header = document.add_table(1, 2)
    header.cell(0, 0).text, header.cell(0, 1).text = "ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN", "CỘNG HÒA\nĐộc lập"
    document.add_paragraph("KẾ HOẠCH").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number in range(12):
        document.add_paragraph(
            f"{number + 1}. " + "Tăng cường thông tin đối ngoại của tỉnh trong năm. " * (number % 5 + 1)
        )
    table = document.add_table(2, 5, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "TT"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "Nội dung"
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Thực hiện"
    table.cell(1, 2).text, table.cell(1, 3).text = "Chủ trì", "Phối hợp"
    table.cell(0, 4).merge(table.cell(1, 4)).text = "Thời gian"
    for number in range(30):
        task = "Xây dựng, giới thiệu hình ảnh của tỉnh với bạn bè quốc tế " * (number % 7 + 1)
        for cell, text in zip(
            table.add_row().cells, (str(number + 1), task, "Sở Ngoại vụ", "Các sở, ngành", "Quý I"), strict=True
        ):
            cell.text = text
        if number % 10 == 9:
            group = table.add_row().cells
            group[1].merge(group[4]).text = "Nhóm nhiệm vụ khác"
    document.save(str(path))


def opened_both(folder: Path, kind: str) -> tuple[Document, Document]:
    """The plan as DOCX, and as LibreOffice makes it another kind of file."""
    source = folder / "plan.docx"
    made_docx(source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "made"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return open_document(source), open_document(folder / "made" / f"plan.{kind}")


@pytest.mark.office
@pytest.mark.parametrize("kind", ["pdf", "odt", "rtf"])
def test_what_libreoffice_makes_of_a_document_opens_to_the_same(tmp_path: Path, kind: str) -> None:
    truth, found = opened_both(tmp_path, kind)
    assert found.format == kind
    assert rows(found) == rows(truth)
    assert alike(paragraphs(found), paragraphs(truth)) > 0.8
    tables = [block for block in found.blocks if isinstance(block, Table) and block.bordered]
    assert tables[0].at(0, 3) is tables[0].at(0, 2)
    assert tables[0].at(1, 0) is tables[0].at(0, 0)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("antiword") is None, reason="needs antiword")
def test_tables_that_libreoffice_loses_from_an_old_file_are_reported(tmp_path: Path) -> None:
    _, found = opened_both(tmp_path, "doc")
    assert found.format == "doc"
    assert not rows(found) and "legacy_tables" in found.notices


def test_without_libreoffice_an_old_file_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ToolMissing) as error:
        open_document(b"{\\rtf1 x}")
    assert "LibreOffice" in error.value.message.text("vi")
