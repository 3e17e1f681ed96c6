"""Whatever the blocks of a document hold, reading gives a Plan: the reader itself, without the net under it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.document import Block, Cell, Document, Paragraph, Table
from vanban.reading.whole import read_whole
from vanban.schema import from_json, to_json

WORDS = st.sampled_from(
    """
    KẾ HOẠCH|QUYẾT ĐỊNH:|PHỤ LỤC|Phụ lục I|(Kèm theo Kế hoạch số 1/KH-UBND ngày 1/1/2026)|Nơi nhận:|Kính gửi: Sở A
    Số: 5/KH-UBND|Số:  /KH|TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|Nguyễn Văn A|- Lưu: VT.|Điều 1. Ban hành|(1) x
    I. MỤC ĐÍCH|1. Nội dung|1.1. Việc|a) Việc|- Chủ trì: Sở Y tế|+ Phối hợp:|IV. TỔ CHỨC THỰC HIỆN|Tổng cộng|1.070
    STT|TT|Nội dung công việc|Cơ quan chủ trì|Phối hợp|Thời gian|Kinh phí|Ghi chú|Tháng 1|1|Ý kiến|Văn bản góp ý
    I|II|2|2.1|a|-|nt|x|....|(1)|(2)|31/02/2026|Sở Y tế, Công an tỉnh|Quý II|Thường xuyên|:|(|Tên cơ quan|| |Quý I
    Căn cứ Nghị định số 72/2015/NĐ-CP;|UBND tỉnh ban hành Kế hoạch như sau:|báo cáo trước ngày 15/11
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
PARAGRAPH = st.builds(Paragraph, WORDS, bold=st.booleans(), heading=st.integers(0, 2), indent=st.integers(0, 40))
CELL = st.tuples(st.lists(PARAGRAPH, max_size=2), st.integers(1, 3), st.integers(1, 3))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows = []
    for number in range(draw(st.integers(0, 6))):
        cells, column = [], 0
        for paragraphs, rowspan, colspan in draw(st.lists(CELL, max_size=5)):
            cells.append(Cell(number, column, tuple(paragraphs), rowspan, colspan))
            column += colspan
        rows.append(tuple(cells))
    return Table(tuple(rows), bordered=draw(st.booleans()))


BLOCKS: st.SearchStrategy[Block] = st.one_of(PARAGRAPH, PARAGRAPH, PARAGRAPH, tables())


@settings(max_examples=100, deadline=None)
@given(st.lists(BLOCKS, max_size=25))
def test_any_document_becomes_a_plan_and_its_json_comes_back(blocks: list[Block]) -> None:
    document = Document(tuple(blocks))
    plan = read_whole(document)
    assert from_json(to_json(plan, document)) == plan


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30), st.text(max_size=60))
def test_any_lines_become_a_plan(lines: list[str], odd: str) -> None:
    read_whole(Document(tuple(Paragraph(line) for line in [*lines, odd, *lines])))
