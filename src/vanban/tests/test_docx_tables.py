"""Tables of a Word file stand in a grid, with their merges, header rows and lines."""

from __future__ import annotations

from typing import Any

import pytest

from vanban.document import Cell, Paragraph, Table
from vanban.opening.docx import open_docx
from vanban.opening.limits import Limits

from .docx_files import cases, item, make_docx, numbering, paragraph

GRID_STYLES = """
<w:style w:type="table" w:default="1" w:styleId="Thuong"><w:name w:val="Normal Table"/></w:style>
<w:style w:type="table" w:styleId="Luoi"><w:name w:val="Table Grid"/><w:basedOn w:val="Thuong"/><w:tblPr><w:tblBorders>
  <w:top w:val="single"/><w:left w:val="single"/><w:bottom w:val="single"/><w:right w:val="single"/>
  <w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr></w:style>
<w:style w:type="table" w:styleId="Luoi2"><w:name w:val="Của tôi"/><w:basedOn w:val="Luoi"/></w:style>
"""


def only_table(body: str, **parts: str) -> Table:
    (block,) = open_docx(make_docx(body, **parts), Limits()).blocks
    assert isinstance(block, Table)
    return block


def written(cell: Cell) -> str:
    size = f"{cell.rowspan}x{cell.colspan} " if (cell.rowspan, cell.colspan) != (1, 1) else ""
    return f"{cell.row},{cell.column} {size}{cell.text}".replace("\n", "/")


@pytest.mark.parametrize("case", cases("docx_tables"), ids=lambda case: case["label"])
def test_cells_stand_where_the_page_shows_them(case: dict[str, Any]) -> None:
    table = only_table(case["body"], styles=GRID_STYLES)
    assert [written(cell) for row in table.rows for cell in row] == case["cells"]
    assert table.header_rows == case.get("header_rows", 0)
    assert table.bordered == case.get("bordered", False)


def test_automatic_numbers_go_on_from_row_to_row_and_skip_merged_cells() -> None:
    def row(merge: str) -> str:
        return f"<w:tr><w:tc><w:tcPr>{merge}</w:tcPr>{item('', 1)}</w:tc><w:tc>{paragraph('việc')}</w:tc></w:tr>"

    rows = row("<w:vMerge w:val='restart'/>") + row("<w:vMerge/>") + row("")
    table = only_table(f"<w:tbl>{rows}</w:tbl>", numbering=numbering([{"form": "decimal", "text": "%1."}], {"1": {}}))
    assert [row[0].text for row in table.rows] == ["1.", "việc", "2."]


def test_a_frame_around_the_real_tables_is_opened() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('TT')}</w:tc><w:tc>{paragraph('Nhiệm vụ')}</w:tc></w:tr></w:tbl>"
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('KẾ HOẠCH')}{inner}{paragraph('Nơi nhận')}</w:tc></w:tr></w:tbl>"
    blocks = open_docx(make_docx(frame), Limits()).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]


def test_a_table_in_a_text_box_is_a_table() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    assert [cell.text for row in only_table(box).rows for cell in row] == ["a", "b"]


def test_the_grid_answers_for_every_place_of_a_merged_cell() -> None:
    table = only_table(cases("docx_tables")[3]["body"])
    assert {table.at(row, column) for row in (0, 1) for column in (0, 1)} == {table.rows[0][0]}
