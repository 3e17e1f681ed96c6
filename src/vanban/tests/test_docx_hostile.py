"""Broken and hostile Word files end in one of the library's errors, soon and without eating the machine."""

from __future__ import annotations

import contextlib
import io
import random
import tracemalloc
import zipfile

import pytest

from vanban.document import Paragraph
from vanban.errors import Damaged, Empty, Encrypted, NotADocument, ScanWithoutText, TooLarge, VanbanError
from vanban.opening.docx import open_docx
from vanban.opening.kind import kind_of
from vanban.opening.limits import Limits

from .docx_files import NAMESPACES, item, make_docx, numbering, paragraph, zipped

PLAIN = make_docx(paragraph("một"))
SMALL = Limits(unpacked_bytes=2_000_000, part_bytes=1_000_000, blocks=1000, cells=1000, depth=10)
ENTITIES = '<!DOCTYPE d [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
MERGED = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
)
DOCUMENT = f"<w:document {NAMESPACES}><w:body>{{}}</w:body></w:document>"


def with_part(name: str, content: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        files: dict[str, str | bytes] = {entry: archive.read(entry) for entry in archive.namelist()}
    return zipped(files | {name: content})


def nested_tables(depth: int) -> str:
    return (
        "<w:tbl><w:tr><w:tc>" * depth
        + paragraph("đáy")
        + "</w:tc><w:tc>"
        + paragraph("x")
        + "</w:tc></w:tr></w:tbl>" * depth
    )


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (PLAIN[:-40], Damaged),
        (b"PK\x03\x04" + b"x" * 100, Damaged),
        (zipped({"mimetype": "application/zip"}), NotADocument),
        (zipped({"xl/workbook.xml": "<workbook/>"}), NotADocument),
        (zipped({"word/vbaProject.bin": b"macro"}), Damaged),
        (with_part("word/document.xml", "<w:document"), Damaged),
        (with_part("word/document.xml", ""), Damaged),
        (with_part("word/document.xml", "<html><body/></html>"), NotADocument),
        (with_part("word/document.xml", f"<w:document {NAMESPACES}/>"), Damaged),
        (with_part("word/document.xml", ENTITIES + DOCUMENT.format("&c;")), Damaged),
        (with_part("word/document.xml", (ENTITIES + DOCUMENT.format("&c;")).encode("utf-16")), Damaged),
        (with_part("word/document.xml", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d">' + DOCUMENT.format("")), Damaged),
        (with_part("word/document.xml", b"\xff\xfe\xd8"), Damaged),
        (make_docx(""), Empty),
        (make_docx("<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"), Empty),
        (make_docx("<w:p><w:r><w:drawing/></w:r></w:p>"), ScanWithoutText),
        (make_docx("<w:sdt><w:sdtContent>" * 300 + paragraph("x") + "</w:sdtContent></w:sdt>" * 300), TooLarge),
        (make_docx(nested_tables(12)), TooLarge),
        (make_docx(paragraph("x") * 1001), TooLarge),
        (make_docx("<w:p/>" * 40_000), TooLarge),
        (make_docx(f"<w:tbl>{'<w:tr>' + '<w:tc><w:p/></w:tc>' * 30 + '</w:tr>'}</w:tbl>" * 40), TooLarge),
        (make_docx(paragraph("x" * 1_000_001)), TooLarge),
        (make_docx(MERGED.replace('"2"', '"2000000000"') * 20), TooLarge),
    ],
)  # fmt: skip
def test_it_ends_in_an_error_of_the_library(data: bytes, error: type[VanbanError]) -> None:
    with pytest.raises(error):
        open_docx(data, SMALL)


def test_a_password_on_the_zip_is_named() -> None:
    # Nothing in the standard library writes such a file: the flag alone makes readers ask for the password.
    data = bytearray(PLAIN)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    with pytest.raises(Encrypted):
        open_docx(bytes(data), SMALL)


def test_a_zip_bomb_costs_no_memory() -> None:
    bomb = with_part("word/document.xml", b" " * 200_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            open_docx(bomb, Limits())
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_zip_of_very_many_parts_is_refused_before_its_list_is_read() -> None:
    with pytest.raises(NotADocument):
        kind_of(zipped({"word/document.xml": ""} | {f"word/{'x' * 200}{number}": "" for number in range(9_000)}))


def test_styles_and_lists_that_point_at_themselves_come_to_an_end() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style>'
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/><w:styleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    )
    body = paragraph("một", '<w:pStyle w:val="a"/>') + item("hai", 1, 77) + item("ba", 2, -3)
    blocks = open_docx(make_docx(body, styles=styles, numbering=lists), SMALL).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["một", "hai", "ba"]


def test_iso_strict_and_utf_16_are_read() -> None:
    strict = DOCUMENT.format(paragraph("Kế hoạch", '<w:jc w:val="center"/>')).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    for content in (strict, ('<?xml version="1.0" encoding="UTF-16"?>' + strict).encode("utf-16")):
        (block,) = open_docx(with_part("word/document.xml", content), SMALL).blocks
        assert block == Paragraph("Kế hoạch", align="center")


@pytest.mark.parametrize("inside", [True, False], ids=["in the XML", "in the zip"])
def test_mutated_files_are_read_or_refused(inside: bool) -> None:
    """A short run; the long one is in bench/."""
    chance = random.Random(2026)  # noqa: S311
    source = DOCUMENT.format(item("việc", 1) + MERGED).encode() if inside else PLAIN
    for _ in range(300):
        data = bytearray(source)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(VanbanError):
            open_docx(with_part("word/document.xml", bytes(data)) if inside else bytes(data), SMALL)


WORDS = ("w:val", "w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:t", "w:numId", "w:ilvl", "w:ind", "w:gridSpan", "w:vMerge")


def test_xml_with_names_and_values_exchanged_is_read_or_refused() -> None:
    chance = random.Random(30)  # noqa: S311
    body = item("việc", 1) + paragraph("x", '<w:ind w:left="720"/><w:jc w:val="center"/><w:outlineLvl w:val="1"/>')
    body += MERGED
    lists = numbering([{"form": "decimal", "text": "%1."}], {"1": {"0": 2}})
    for _ in range(300):
        parts = [body, lists]
        for _ in range(chance.randint(1, 3)):
            which = chance.randrange(2)
            one, other = chance.sample(WORDS, 2)
            parts[which] = parts[which].replace(one, other).replace('"2"', f'"{chance.choice(["-1", "x", "9" * 30])}"')
        with contextlib.suppress(VanbanError):
            open_docx(make_docx(parts[0], numbering=parts[1]), SMALL)
