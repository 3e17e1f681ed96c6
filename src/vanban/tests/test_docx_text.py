"""The text of a Word file is what the page shows."""

from __future__ import annotations

import unicodedata
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.document import Document, Paragraph, Table
from vanban.opening.docx import open_docx
from vanban.opening.limits import Limits

from .docx_files import cases, make_docx, paragraph


def all_paragraphs(document: Document) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in document.blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        found += [one for cell in cells for one in cell.paragraphs] if isinstance(block, Table) else [block]
    return found


@pytest.mark.parametrize("case", cases("docx_text"), ids=lambda case: case["label"])
def test_text_is_what_the_page_shows(case: dict[str, Any]) -> None:
    document = open_docx(make_docx(case["body"]), Limits())
    found = all_paragraphs(document)
    assert [one.text for one in found] == case["expect"]
    assert list(document.notices) == case.get("notices", [])
    assert [one.align for one in found] == case.get("align", [one.align for one in found])


def test_footnotes_and_endnotes_stand_apart_in_the_order_of_their_marks() -> None:
    def note(number: int, text: str, kind: str = "footnote") -> str:
        return f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'

    marks = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (3, 2))
    document = open_docx(
        make_docx(
            f'<w:p><w:r><w:t>một</w:t></w:r>{marks}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>',
            footnotes=note(2, "sau") + note(3, "trước") + note(4, "không dùng"),
            endnotes=note(2, "cuối", "endnote"),
        ),
        Limits(),
    )
    assert [one.text for one in document.footnotes] == ["trước", "sau", "cuối"]
    assert [one.text for one in all_paragraphs(document)] == ["một"]


def test_headers_and_footers_stand_apart_without_page_numbers() -> None:
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = open_docx(
        make_docx(
            paragraph("một") + '<w:sectPr><w:headerReference r:id="rId1"/><w:footerReference r:id="rId2"/></w:sectPr>',
            header=f"<w:p><w:r><w:t>Trang </w:t></w:r>{page}<w:r><w:t>/10</w:t></w:r></w:p>"
            + paragraph("DỰ THẢO LẦN 2"),
            footer=f"<w:p>{page}</w:p>" + paragraph("- 3 -") + paragraph("DỰ THẢO LẦN 2"),
        ),
        Limits(),
    )
    assert [one.text for one in document.headers] == ["DỰ THẢO LẦN 2"]


def test_tracked_formatting_of_a_run_does_not_change_what_it_shows() -> None:
    run = "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>thấy</w:t></w:r>"
    (found,) = all_paragraphs(open_docx(make_docx(f"<w:p>{run}</w:p>"), Limits()))
    assert (found.text, found.bold) == ("thấy", False)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=30)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=5))
def test_any_text_comes_back_composed_and_without_double_spaces(paragraphs: list[list[str]]) -> None:
    body = "".join(
        "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs) + "</w:p>"
        for runs in paragraphs
    )
    for one in all_paragraphs(open_docx(make_docx(paragraph("mốc") + body), Limits())):
        assert one.text == one.text.strip() != ""
        assert "  " not in one.text and unicodedata.is_normalized("NFC", one.text)
