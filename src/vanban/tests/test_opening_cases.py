"""Cases as data: text files, HTML and secrecy marks (cases/opening_text.json, opening_html.json, secrecy.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from vanban.document import Cell, Document, Paragraph, Table
from vanban.errors import SecretDocument
from vanban.opening import open_document
from vanban.opening.secrecy import refuse_secrets

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[ParameterSet]:
    return [pytest.param(case, id=case["label"]) for case in json.loads((CASES / name).read_text(encoding="utf-8"))]


def shown(document: Document) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables with rulings as rows of texts, layout tables as their paragraphs."""
    found: list[str | list[list[str]]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif block.bordered:
            found.append([[cell.text for cell in row] for row in block.rows])
        else:
            found += [p.text for row in block.rows for cell in row for p in cell.paragraphs]
    return found


@pytest.mark.parametrize("case", cases("opening_text.json"))
def test_text_files(case: dict[str, object]) -> None:
    assert shown(open_document(str(case["text"]).encode())) == case["blocks"]


@pytest.mark.parametrize("case", cases("opening_html.json"))
def test_html(case: dict[str, object]) -> None:
    assert shown(open_document(f"<html><body>{case['html']}</body></html>".encode())) == case["blocks"]


def refused(document: Document) -> str:
    try:
        refuse_secrets(document)
    except SecretDocument as error:
        return str(dict(error.message.values)["mark"])
    return ""


@pytest.mark.parametrize("case", cases("secrecy.json"))
@pytest.mark.parametrize("where", ["text", "columns", "running line", "box"])
def test_a_secrecy_mark_is_found_wherever_it_stands(case: dict[str, list[str]], where: str) -> None:
    lines = tuple(Paragraph(line) for line in case["lines"])
    documents = {
        "text": Document(lines),
        "columns": Document((Table(((Cell(0, 0, lines), Cell(0, 1, (Paragraph("CỘNG HÒA"),))),), bordered=False),)),
        "running line": Document((Paragraph("KẾ HOẠCH"),), headers=lines),
        "box": Document((Table(((Cell(0, 0, lines),),)),)),
    }
    assert refused(documents[where]) == case["mark"]


def test_a_mark_far_down_or_in_a_table_of_data_is_none() -> None:
    plain = tuple(Paragraph(f"Đoạn {n}.") for n in range(40))
    assert refused(Document((*plain, Paragraph("MẬT")))) == ""
    assert refused(Document((*plain, Paragraph("PHỤ LỤC"), Paragraph("MẬT")))) == "MẬT"
    row = tuple(Cell(0, n, (Paragraph(text),)) for n, text in enumerate(("Độ", "MẬT", "TỐI MẬT")))
    assert refused(Document((Table((row,)),))) == ""


def test_a_web_archive_is_opened_by_its_page() -> None:
    page = "<html><body><p>Kế hoạch</p></body></html>"
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    part = f"--x\nContent-Type: text/html; charset=utf-8\n\n{page}\n--x--\n"
    assert shown(open_document(f"{head}{part}".encode())) == ["Kế hoạch"]
