"""What we write has the measures of Nghị định 30/2020/NĐ-CP, annex I, and nothing is lost on the way."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from vanban.writing import Annex, Cell, Grid, Line, OfficialDocument, Signature, write_docx

GRID = Grid(
    header=("TT", "Nhiệm vụ", "Cơ quan chủ trì"),
    widths=(1, 6, 3),
    rows=(
        (Cell("I", bold=True), Cell("Nhóm việc", bold=True, span=2)),
        (Cell("1"), Cell("Tổ chức hội nghị"), Cell("- Sở Y tế;\n- Sở Nội vụ")),
    ),
    unit="Đơn vị tính: triệu đồng",
)
PLAN = OfficialDocument(
    authority=("ỦY BAN NHÂN DÂN", "TỈNH LAM HẢI"),
    type="Kế hoạch",
    notation="KH-UBND",
    number=7,
    place="Lam Hải",
    issued=date(2026, 1, 5),
    subject="Công tác thông tin đối ngoại năm 2026",
    issuer="Ủy ban nhân dân tỉnh Lam Hải",
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Trần Thị B"),
    recipients=("Bộ Ngoại giao",),
    file_copy="VT, VX",
    legal_bases=("Căn cứ Luật Báo chí", "Căn cứ Nghị định số 72/2015/NĐ-CP"),
    body=(Line("I. MỤC ĐÍCH", "part"), Line("1. Mục đích", "clause"), Line("- Thông tin kịp thời.")),
    annexes=(Annex("Danh mục nhiệm vụ", (GRID,)),),
)


@pytest.fixture(scope="module")
def written():
    return Document(BytesIO(write_docx(PLAN)))


def test_the_page_is_a4_with_the_decrees_margins(written):
    page = written.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert 20 <= round(page.top_margin.mm) <= 25 and 20 <= round(page.bottom_margin.mm) <= 25
    assert 30 <= round(page.left_margin.mm) <= 35 and 15 <= round(page.right_margin.mm) <= 20


def test_the_page_number_stands_in_the_middle_above_but_not_on_the_first_page(written):
    page = written.sections[0]
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml and "PAGE" not in page.first_page_header._element.xml


def test_an_annex_lies_on_its_side_and_counts_its_own_pages(written):
    annex = written.sections[1]
    assert annex.orientation == WD_ORIENT.LANDSCAPE and annex.page_width > annex.page_height
    assert 'w:pgNumType w:start="1"' in annex._sectPr.xml


def test_numbers_and_dates_have_the_zeros_of_the_decree(written):
    left, right = (cell.text for cell in written.tables[0].rows[0].cells)
    assert "Số: 07/KH-UBND" in left
    assert "Lam Hải, ngày 05 tháng 01 năm 2026" in right


def test_legal_bases_are_italic_and_end_as_a_list_does(written):
    bases = [p for p in written.paragraphs if p.text.startswith("Căn cứ")]
    assert [p.text[-1] for p in bases] == [";", "."]
    assert all(run.italic for p in bases for run in p.runs)


def test_recipients_end_with_the_file_copy(written):
    assert written.tables[1].rows[0].cells[0].text.split("\n") == ["Nơi nhận:", "- Bộ Ngoại giao;", "- Lưu: VT, VX."]


def test_a_table_keeps_its_cells_and_repeats_its_header(written):
    table = written.tables[2]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [cell.text for cell in table.rows[1].cells] == ["I", "Nhóm việc", "Nhóm việc"]
    assert table.rows[2].cells[2].text == "- Sở Y tế;\n- Sở Nội vụ"


def test_the_annex_names_the_plan_it_goes_with(written):
    texts = [p.text for p in written.paragraphs]
    assert "Phụ lục" in texts and "DANH MỤC NHIỆM VỤ" in texts
    assert "(Kèm theo Kế hoạch số 07/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lam Hải)" in texts


def test_the_same_plan_gives_the_same_words(written):
    again = Document(BytesIO(write_docx(PLAN)))
    assert written.element.xml == again.element.xml
