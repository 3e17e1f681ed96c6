"""Writes an OfficialDocument as DOCX with python-docx."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from typing import cast

from docx import Document as new_docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from . import blocks, layout
from .blocks import Annex, Block, Grid, Line, OfficialDocument

ALIGNS = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}


def write_docx(document: OfficialDocument) -> bytes:
    """The document in official form, as the bytes of a DOCX file; the same value gives the same text and layout."""
    docx = new_docx()
    _set_defaults(docx)
    _set_page(docx.sections[0], landscape=False)
    _write_head(docx, document)
    _write_blocks(docx, document.body, layout.PAGE_SHORT)
    _write_foot(docx, document)
    for position, annex in enumerate(document.annexes):
        _write_annex(docx, document, annex, blocks.annex_label(position, len(document.annexes)))
    properties = docx.core_properties
    properties.title, properties.author, properties.comments = document.subject, document.issuer, ""
    file = BytesIO()
    docx.save(file)
    return file.getvalue()


def write_annex(annex: Annex, *, author: str = "") -> bytes:
    """An annex as a file of its own, to go with a document that is written elsewhere."""
    docx = new_docx()
    _set_defaults(docx)
    _set_page(docx.sections[0], landscape=annex.landscape)
    _fill_annex(docx, annex, blocks.annex_label(0, 1), annex.reference)
    properties = docx.core_properties
    properties.title, properties.author, properties.comments = annex.title, author, ""
    file = BytesIO()
    docx.save(file)
    return file.getvalue()


def _set_defaults(docx: Docx) -> None:
    style = docx.styles["Normal"]
    style.font.name, style.font.size = layout.FONT, layout.BODY
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), layout.FONT)
    style.paragraph_format.space_after = Pt(0)
    style.element.get_or_add_rPr().append(_element("w:lang", {"w:val": "vi-VN"}))


def _set_page(section: Section, *, landscape: bool) -> None:
    """A4 with the decree's margins, the page number in the middle above, none on the first page, counted from 1."""
    width, height = (layout.PAGE_LONG, layout.PAGE_SHORT) if landscape else (layout.PAGE_SHORT, layout.PAGE_LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = layout.MARGIN_TOP, layout.MARGIN_BOTTOM
    section.left_margin, section.right_margin = layout.MARGIN_LEFT, layout.MARGIN_RIGHT
    section.header_distance = layout.PAGE_NUMBER_FROM_TOP
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    from_one = _element("w:pgNumType", {"w:start": "1"})
    section._sectPr.insert_element_before(from_one, "w:cols", "w:titlePg", "w:docGrid")
    if section.header.is_linked_to_previous:
        _write_page_number(section)


def _write_page_number(section: Section) -> None:
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    run = number.add_run()
    run.font.size = layout.PAGE_NUMBER
    code = _element("w:instrText")
    code.text = "PAGE"
    for part in (
        _element("w:fldChar", {"w:fldCharType": "begin"}),
        code,
        _element("w:fldChar", {"w:fldCharType": "end"}),
    ):
        run._r.append(part)


def _write_head(docx: Docx, document: OfficialDocument) -> None:
    left, right = _two_columns(docx)
    if document.parent:
        _say(left, document.parent, size=layout.AUTHORITY, align=ALIGN.CENTER)
    for line in document.authority:
        _say(left, line, size=layout.AUTHORITY, bold=True, align=ALIGN.CENTER)
    longest = max(document.authority, key=len, default="")
    _rule(left, _short(longest, layout.AUTHORITY, layout.LEFT_BLOCK), layout.LEFT_BLOCK)
    _say(left, f"Số: {blocks.full_number(document)}", size=layout.NUMBER, align=ALIGN.CENTER)
    _say(right, blocks.NATIONAL_NAME, size=layout.NATIONAL_NAME, bold=True, align=ALIGN.CENTER)
    _say(right, blocks.MOTTO, size=layout.MOTTO, bold=True, align=ALIGN.CENTER)
    _rule(right, layout.MOTTO_RULE, layout.RIGHT_BLOCK)
    dated = blocks.place_and_date(document.place, document.issued)
    _say(right, dated, size=layout.PLACE_AND_DATE, italic=True, align=ALIGN.CENTER)

    page = Length(layout.PAGE_SHORT - layout.MARGIN_LEFT - layout.MARGIN_RIGHT)
    kind = _say(docx, document.type.upper(), size=layout.TYPE, bold=True, align=ALIGN.CENTER)
    kind.paragraph_format.space_before = Pt(14)
    _say(docx, document.subject, size=layout.SUBJECT, bold=True, align=ALIGN.CENTER)
    _rule(docx, _short(document.subject, layout.SUBJECT, page), page)
    for basis in blocks.closed_list(document.legal_bases):
        _body_paragraph(docx, basis, italic=True)


def _write_blocks(docx: Docx, body: Sequence[Block], page_width: Length) -> None:
    for block in body:
        if isinstance(block, Line):
            heading = _body_paragraph(docx, block.text, bold=block.kind != "text")
            heading.paragraph_format.keep_with_next = block.kind != "text"
        else:
            _write_grid(docx, block, Length(page_width - layout.MARGIN_LEFT - layout.MARGIN_RIGHT))


def _write_foot(docx: Docx, document: OfficialDocument) -> None:
    _say(docx, "", size=layout.RECIPIENTS)
    left, right = _two_columns(docx)
    _say(left, "Nơi nhận:", size=layout.RECIPIENTS_HEAD, bold=True, italic=True)
    for recipient in blocks.closed_list([*document.recipients, f"Lưu: {document.file_copy}"], dash="- "):
        _say(left, recipient, size=layout.RECIPIENTS)
    signature = document.signature
    for line in (*signature.capacity, signature.position):
        _say(right, line, size=layout.SIGNATURE, bold=True, align=ALIGN.CENTER)
    name = _say(right, signature.name, size=layout.SIGNATURE, bold=True, align=ALIGN.CENTER)
    name.paragraph_format.space_before = layout.ROOM_FOR_SIGNATURE


def _write_annex(docx: Docx, document: OfficialDocument, annex: Annex, label: str) -> None:
    _set_page(docx.add_section(WD_SECTION.NEW_PAGE), landscape=annex.landscape)
    _fill_annex(docx, annex, label, annex.reference or blocks.annex_reference(document))


def _fill_annex(docx: Docx, annex: Annex, label: str, reference: str) -> None:
    _say(docx, label, size=layout.ANNEX, bold=True, align=ALIGN.CENTER)
    _say(docx, annex.title.upper(), size=layout.ANNEX, bold=True, align=ALIGN.CENTER)
    _say(docx, reference, size=layout.ANNEX, italic=True, align=ALIGN.CENTER)
    _say(docx, "", size=Pt(6))
    _write_blocks(docx, annex.blocks, layout.PAGE_LONG if annex.landscape else layout.PAGE_SHORT)


def _write_grid(docx: Docx, grid: Grid, width: Length) -> None:
    if grid.unit:
        _say(docx, grid.unit, size=layout.TABLE, italic=True, align=ALIGN.RIGHT)
    table = docx.add_table(0, len(grid.header), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    edges = [0, *accumulate(width * part // sum(grid.widths) for part in grid.widths)]
    header = tuple(blocks.Cell(text, bold=True, align="center") for text in grid.header)
    for cells in (header, *grid.rows):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        if cells is header:
            row._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        _write_cells(row.cells, cells, edges)
    for column, (start, end) in zip(table.columns, pairwise(edges), strict=True):
        column.width = Length(end - start)


def _write_cells(places: tuple[_Cell, ...], cells: Sequence[blocks.Cell], edges: Sequence[int]) -> None:
    start = 0
    for cell in cells:
        end = start + cell.span
        place = places[start] if cell.span == 1 else places[start].merge(places[end - 1])
        place.width = Length(edges[end] - edges[start])
        for text in cell.text.split("\n"):
            said = _say(place, text, size=layout.TABLE, bold=cell.bold, align=ALIGNS[cell.align])
            said.paragraph_format.keep_with_next = cell.bold  # a group's heading stays with its first row
        start = end


def _two_columns(docx: Docx) -> tuple[_Cell, _Cell]:
    """A table without rules that puts two blocks side by side, edges flush with the text."""
    table: Table = docx.add_table(1, 2)
    table.autofit = False
    margins = _element("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margins.append(_element(side, {"w:w": "0", "w:type": "dxa"}))
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, (layout.LEFT_BLOCK, layout.RIGHT_BLOCK), strict=True):
        column.width = width
    left, right = table.rows[0].cells
    left.width, right.width = layout.LEFT_BLOCK, layout.RIGHT_BLOCK
    return left, right


def _say(
    where: Docx | _Cell,
    text: str,
    *,
    size: Length,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.LEFT,
) -> Paragraph:
    """A paragraph without indent. The empty one that every new cell holds is used up first."""
    fresh = isinstance(where, _Cell) and len(where.paragraphs) == 1 and not where.paragraphs[0].runs
    paragraph = where.paragraphs[0] if fresh else where.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = size, bold, italic
    return paragraph


def _body_paragraph(docx: Docx, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    paragraph = _say(docx, text, size=layout.BODY, bold=bold, italic=italic, align=ALIGN.JUSTIFY)
    shape = paragraph.paragraph_format
    shape.first_line_indent = layout.FIRST_LINE
    shape.space_before, shape.line_spacing = layout.BETWEEN_PARAGRAPHS, layout.LINE_SPACING
    return paragraph


def _short(text: str, size: Length, at_most: Length) -> Length:
    return Length(int(layout.text_width(text, size, at_most) * layout.SHORT_RULE))


def _rule(where: Docx | _Cell, length: Length, room: Length) -> None:
    """A line in the middle: the upper border of a paragraph two points high, indented on both sides."""
    paragraph = _say(where, "", size=Pt(2))
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Length((room - length) // 2)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(4), Pt(2)
    borders = _element("w:pBdr")
    eighths = str(round(layout.RULE.pt * 8))
    borders.append(_element("w:top", {"w:val": "single", "w:sz": eighths, "w:space": "1"}))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr", "w:pPrChange"
    )


def _element(tag: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    named = {qn(name): value for name, value in (attributes or {}).items()}
    return cast(BaseOxmlElement, OxmlElement(tag, named))
