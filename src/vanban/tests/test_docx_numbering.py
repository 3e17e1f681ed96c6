"""The numbers in front of paragraphs are those that Word shows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.document import Paragraph
from vanban.opening.docx import open_docx
from vanban.opening.limits import Limits

from .docx_files import cases, item, make_docx, numbering, paragraph

BY_STYLE = """
<w:style w:type="paragraph" w:styleId="Muc1"><w:name w:val="Mục 1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc2"><w:name w:val="Mục 2"/><w:basedOn w:val="Muc1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Linked"><w:name w:val="Linked"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Tat"><w:name w:val="Tắt"/><w:basedOn w:val="Muc1"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
"""
TWO_LEVELS = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
  <w:pStyle w:val="Linked"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
"""


def paragraphs(data: bytes) -> list[Paragraph]:
    return [block for block in open_docx(data, Limits()).blocks if isinstance(block, Paragraph)]


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(data)]


def styled(style: str, text: str = "việc", more: str = "") -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>{more}')


@pytest.mark.parametrize("case", cases("docx_numbering"), ids=lambda case: case["label"])
def test_labels_are_those_of_word(case: dict[str, Any]) -> None:
    body = "".join(item("việc", *place.split(":")) for place in case["items"].split())
    found = paragraphs(make_docx(body, numbering=numbering(case["levels"], case["lists"])))
    assert [one.text[: one.generated].rstrip() for one in found] == [part.strip() for part in case["expect"].split("|")]
    assert all(one.text[one.generated :] == "việc" for one in found)


def test_numbers_come_through_the_chain_of_styles() -> None:
    body = styled("Muc1") + styled("Muc2") + styled("Muc2") + styled("Tat") + styled("Muc1") + styled("Muc2")
    found = texts(make_docx(body, numbering=TWO_LEVELS, styles=BY_STYLE))
    assert found == ["I. việc", "1. việc", "2. việc", "việc", "II. việc", "1. việc"]


def test_a_level_that_names_a_style_is_the_level_of_that_style() -> None:
    assert texts(make_docx(styled("Linked") * 2, numbering=TWO_LEVELS, styles=BY_STYLE)) == ["a) việc", "b) việc"]


def test_the_paragraph_itself_may_switch_its_style_off_or_choose_another_level() -> None:
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = styled("Muc1") + styled("Muc1", more=off) + styled("Muc1", more=deeper) + styled("Muc1")
    found = texts(make_docx(body, numbering=TWO_LEVELS, styles=BY_STYLE))
    assert found == ["I. việc", "việc", "1. việc", "II. việc"]


def test_a_list_style_lends_its_levels_and_its_count() -> None:
    linked = """
    <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="KieuMuc"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:styleLink w:val="KieuMuc"/>
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1/"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
    """
    assert texts(make_docx(item("a", 1) + item("b", 2) + item("c", 1), numbering=linked)) == ["1/ a", "2/ b", "3/ c"]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    own = """
    <w:abstractNum w:abstractNumId="1">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl>
    </w:lvlOverride></w:num>
    """
    assert texts(make_docx(item("x", 1) + item("y", 2), numbering=own)) == ["1. x", "B) y"]


@pytest.mark.parametrize(
    ("properties", "label"),
    [
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>', "• "),
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0D8;"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>', "➢ "),
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val="+"/>', "+ "),
        ('<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1."/>', "1."),
        ('<w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%1."/>', "1. "),
        (
            '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
            '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
            '<w:lvlText w:val="%1"/>',
            "001 ",
        ),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr><w:vanish/></w:rPr>', ""),
        ('<w:numFmt w:val="bullet"/><w:lvlText w:val=""/><w:lvlPicBulletId w:val="0"/>', "• "),
        ('<w:numFmt w:val="custom" w:format="đ, e, g, ..."/><w:lvlText w:val="%1)"/>', "đ) "),
    ],
)
def test_bullets_gaps_and_formats_of_one_level(properties: str, label: str) -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>{properties}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    (found,) = paragraphs(make_docx(item("việc", 1), numbering=lists))
    assert (found.text, found.generated) == (f"{label}việc", len(label))


def test_a_numbered_cell_without_text_shows_its_number() -> None:
    (found,) = paragraphs(make_docx(item("", 1), numbering=TWO_LEVELS))
    assert (found.text, found.generated, found.bold) == ("I.", 2, False)


def test_deleted_and_hidden_paragraphs_do_not_count() -> None:
    numbers = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    gone = (
        f"<w:p><w:pPr>{numbers}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
    )
    hidden = (
        f"<w:p><w:pPr>{numbers}<w:rPr><w:vanish/></w:rPr></w:pPr>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    body = item("một", 1, 1) + gone + hidden + item("hai", 1, 1)
    assert texts(make_docx(body, numbering=TWO_LEVELS)) == ["1. một", "2. hai"]


LEVELS = [{"form": "decimal", "text": "".join(f"%{n}." for n in range(1, at + 2))} for at in range(4)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=25))
def test_an_outline_of_decimals_never_repeats_a_number_and_tells_its_level(depths: list[int]) -> None:
    # Down by one level at a time, as people write outlines.
    places = [0]
    for depth in depths:
        places.append(min(depth, places[-1] + 1))
    found = texts(make_docx("".join(item("x", 1, at) for at in places), numbering=numbering(LEVELS, {"1": {}})))
    assert len(set(found)) == len(found)
    assert [text.count(".") - 1 for text in found] == places
