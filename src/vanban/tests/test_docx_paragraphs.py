"""What a paragraph of a Word file looks like: bold, italic, alignment, heading, indent."""

from __future__ import annotations

import io
import zipfile

import pytest

from vanban.document import Paragraph
from vanban.opening.docx import open_docx
from vanban.opening.limits import Limits

from .docx_files import item, make_docx, paragraph, zipped

STYLES = """
<w:docDefaults><w:pPrDefault><w:pPr><w:ind w:firstLine="567"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="BinhThuong"><w:name w:val="Normal"/>
  <w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục lớn"/><w:basedOn w:val="BinhThuong"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="MucCon"><w:name w:val="Mục con"/><w:basedOn w:val="Muc"/>
  <w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Thuong"><w:name w:val="Thường"/><w:basedOn w:val="Muc"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Dam"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Vong"><w:name w:val="Vòng"/><w:basedOn w:val="Vong2"/></w:style>
<w:style w:type="paragraph" w:styleId="Vong2"><w:name w:val="Vòng 2"/><w:basedOn w:val="Vong"/></w:style>
"""
LISTS = """
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/>
  <w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
"""


def only(body: str, styles: str = STYLES) -> Paragraph:
    (block,) = open_docx(make_docx(body, styles=styles, numbering=LISTS), Limits()).blocks
    assert isinstance(block, Paragraph)
    return block


def styled(style: str, properties: str = "") -> str:
    return paragraph("Mục đích", f'<w:pStyle w:val="{style}"/>{properties}')


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (styled("Muc"), (1, True, "both")),
        (styled("MucCon"), (1, True, "center")),
        (styled("u2"), (2, False, "left")),
        (styled("Thuong"), (0, False, "both")),
        (styled("Muc", '<w:outlineLvl w:val="2"/><w:jc w:val="end"/>'), (3, True, "right")),
        (styled("Vong"), (0, False, "left")),
        (styled("KhongCo"), (0, False, "both")),
        (styled("Heading3"), (3, False, "both")),
        (paragraph("Mục đích", '<w:jc w:val="start"/>'), (0, False, "left")),
    ],
)
def test_heading_bold_and_alignment_come_through_the_styles(body: str, expected: tuple[int, bool, str]) -> None:
    found = only(body)
    assert (found.heading, found.bold, found.align) == expected


@pytest.mark.parametrize(
    ("runs", "bold"),
    [
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>Mục đích</w:t></w:r><w:r><w:t>: 1 </w:t></w:r>", True),
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>Mục</w:t></w:r><w:r><w:t> đích</w:t></w:r>", False),
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>12</w:t></w:r>", True),
        ("<w:r><w:t>12</w:t></w:r>", False),
        ("<w:r><w:rPr><w:b w:val='false'/></w:rPr><w:t>Mục</w:t></w:r>", False),
        ("<w:r><w:rPr><w:rStyle w:val='Dam'/></w:rPr><w:t>Mục</w:t></w:r>", True),
        ("<w:r><w:rPr><w:rStyle w:val='Dam'/><w:b w:val='0'/></w:rPr><w:t>Mục</w:t></w:r>", False),
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>Mục</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", True),
    ],
)
def test_a_paragraph_is_bold_when_all_its_letters_are(runs: str, bold: bool) -> None:
    assert only(f"<w:p>{runs}</w:p>").bold is bold


def test_a_bold_character_style_in_a_bold_paragraph_style_is_not_bold() -> None:
    runs = '<w:pPr><w:pStyle w:val="Muc"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Dam"/></w:rPr><w:t>Mục</w:t></w:r>'
    assert only(f"<w:p>{runs}</w:p>").bold is False


@pytest.mark.parametrize(
    ("properties", "points"),
    [
        ("", 28),
        ('<w:ind w:left="720" w:firstLine="0"/>', 36),
        ('<w:ind w:left="36pt" w:hanging="18pt"/>', 18),
        ('<w:numPr><w:numId w:val="1"/></w:numPr>', 54),
        ('<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="2160"/>', 90),
    ],
)
def test_the_indent_is_where_the_first_line_begins(properties: str, points: int) -> None:
    assert only(paragraph("việc", properties)).indent == points


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:style ", "<w:style\n"),
        ("w:styleId=", "w:custom='1' w:styleId="),
        ('"Muc"', "'Muc'"),
        ("<w:style ", "<!-- --><w:style "),
    ],
)
def test_styles_are_found_however_they_are_written(old: str, new: str) -> None:
    found = only(styled("MucCon"), styles=STYLES.replace(old, new) + '<w:style w:type="table" w:styleId="Trong"/>')
    assert (found.heading, found.bold, found.align) == (1, True, "center")


def test_styles_with_another_prefix_are_found() -> None:
    address = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    other = f'<s:styles xmlns:s="{address}">{STYLES.replace("w:", "s:")}</s:styles>'
    with zipfile.ZipFile(io.BytesIO(make_docx(styled("MucCon"), styles=""))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    (found,) = open_docx(zipped(files | {"word/styles.xml": other.encode()}), Limits()).blocks
    assert isinstance(found, Paragraph)
    assert (found.heading, found.bold) == (1, True)


def test_leading_tabs_indent() -> None:
    assert only("<w:p><w:r><w:tab/><w:tab/><w:t>việc</w:t></w:r></w:p>", styles="").indent == 72


def test_a_file_without_styles_is_plain() -> None:
    (found,) = open_docx(make_docx(item("việc", 1)), Limits()).blocks
    assert found == Paragraph("việc")
