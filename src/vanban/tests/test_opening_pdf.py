"""Pages of a PDF: letters become lines, lines paragraphs, rulings tables; what is not text goes."""

from __future__ import annotations

import unicodedata

import pytest

from vanban.document import Block, Document, Paragraph, Table
from vanban.errors import ScanWithoutText
from vanban.opening import open_document

from .pdf_files import Sheet, make_pdf

LEFT = 60
WIDTH = 570  # FULL is 450 wide in 10 points: it fills a page with margins of 60
FULL = "Tiếp tục thông tin đối ngoại về tỉnh, giới thiệu tiềm năng, thế mạnh và con người của tỉnh"
COLUMNS = (60, 110, 310, 420)


def opened(*sheets: Sheet) -> Document:
    return open_document(make_pdf(*sheets))


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


def test_a_line_that_runs_full_goes_on_and_a_short_one_ends_its_paragraph() -> None:
    page = Sheet(WIDTH).lines(LEFT, 100, FULL, FULL.lower(), "ra nước ngoài.", "Kinh phí do ngân sách bảo đảm.")
    assert texts(opened(page)) == [f"{FULL} {FULL.lower()} ra nước ngoài.", "Kinh phí do ngân sách bảo đảm."]


def test_an_indent_begins_a_paragraph_and_a_hanging_line_does_not() -> None:
    page = Sheet(WIDTH).lines(LEFT + 30, 100, FULL[:-6] + ".").lines(LEFT, 112, FULL, FULL)
    page.lines(LEFT + 30, 136, "- " + FULL[:81]).lines(LEFT + 40, 148, "hằng năm.")
    assert texts(opened(page)) == [f"{FULL[:-6]}. {FULL} {FULL}", f"- {FULL[:81]} hằng năm."]


def test_a_sentence_goes_on_over_the_page_and_page_numbers_do_not_stand_in_it() -> None:
    first = Sheet(WIDTH).lines(LEFT, 700, FULL, FULL.lower())
    second = Sheet(WIDTH).text(295, 40, "2").lines(LEFT, 80, "đến bạn bè quốc tế.")
    document = opened(first, second)
    assert texts(document) == [f"{FULL} {FULL.lower()} đến bạn bè quốc tế."]
    assert document.page_count == 2


def test_lines_that_every_page_repeats_are_headers() -> None:
    sheets = [
        Sheet(WIDTH).text(LEFT, 30, f"Kế hoạch năm 2026 - trang {n}").text(LEFT, 300, f"Đoạn {n}.") for n in range(1, 5)
    ]
    document = opened(*sheets)
    assert texts(document) == ["Đoạn 1.", "Đoạn 2.", "Đoạn 3.", "Đoạn 4."]
    assert document.headers[0].text == "Kế hoạch năm 2026 - trang 1"


def test_letters_are_put_in_order_by_where_they_stand() -> None:
    page = (
        Sheet(WIDTH)
        .text(LEFT + 40, 100, "ngoại")
        .text(LEFT, 112, "Dòng hai.")
        .text(LEFT, 100, "đối")
        .text(LEFT + 20, 100, "  ")
    )
    assert texts(opened(page)) == ["đối ngoại", "Dòng hai."]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_drawn_apart_join_their_letters(form: str) -> None:
    page = Sheet(WIDTH).text(LEFT, 100, unicodedata.normalize(form, "Thường xuyên"))
    assert texts(opened(page))[0].replace(" ", "") == "Thườngxuyên"


def test_letter_spacing_does_not_split_words() -> None:
    page = Sheet(WIDTH).text(LEFT, 100, "KẾ HOẠCH", before="4 Tc")
    assert texts(opened(page)) == ["KẾ HOẠCH"]


def test_old_fonts_are_read_as_unicode() -> None:
    assert texts(opened(Sheet(WIDTH).text(LEFT, 100, "KÕ ho¹ch th«ng tin ®èi ngo¹i", font="tcvn3"))) == [
        "Kế hoạch thông tin đối ngoại"
    ]


@pytest.mark.parametrize("before", ["3 Tr", "1 g"])
def test_what_nobody_can_see_is_not_read(before: str) -> None:
    page = Sheet(WIDTH).text(LEFT, 100, "Sở Ngoại vụ").text(LEFT, 130, "chữ ẩn", before=before)
    assert texts(opened(page)) == ["Sở Ngoại vụ"]


@pytest.mark.parametrize("rotate", [90, 270])
def test_a_page_is_read_in_the_direction_of_its_text(rotate: int) -> None:
    turned = Sheet(WIDTH, rotate=rotate).upward(100, 700, "Phụ lục nhiệm vụ").upward(112, 700, "Kèm theo Kế hoạch")
    assert texts(opened(turned)) == ["Phụ lục nhiệm vụ", "Kèm theo Kế hoạch"]


def test_header_columns_stand_one_after_the_other() -> None:
    page = (
        Sheet(WIDTH)
        .lines(80, 60, "ỦY BAN NHÂN DÂN", "TỈNH BÌNH AN")
        .lines(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    )
    page.text(325, 72, "Độc lập - Tự do - Hạnh phúc").text(80, 90, "Số: 12/KH-UBND").text(275, 110, "KẾ HOẠCH")
    document = opened(page)
    table, title = document.blocks
    assert rows(table) == [
        [
            "ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN\nSố: 12/KH-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ]
    ]
    assert isinstance(table, Table) and not table.bordered
    assert isinstance(title, Paragraph) and title.text == "KẾ HOẠCH"


def test_stamps_of_signing_programs_are_left_out() -> None:
    page = Sheet(WIDTH).lines(
        LEFT, 60, "Ký bởi: Văn phòng UBND tỉnh", "Email: vp@binhan.gov.vn", "Thời gian ký: 05/01/2026 10:00:00", size=8
    )
    page.text(LEFT, 120, "KẾ HOẠCH")
    assert texts(opened(page)) == ["KẾ HOẠCH"]


def test_footnotes_stand_apart() -> None:
    page = (
        Sheet(WIDTH)
        .lines(LEFT, 100, FULL, FULL)
        .line(LEFT, 700, LEFT + 140, 700)
        .text(LEFT, 712, "1 Quyết định số 5/QĐ-TTg.", size=8)
    )
    document = opened(page)
    assert texts(document) == [f"{FULL} {FULL}"]
    assert [note.text for note in document.footnotes] == ["1 Quyết định số 5/QĐ-TTg."]


def test_fonts_tell_bold_italic_and_centre() -> None:
    page = (
        Sheet(WIDTH)
        .lines(LEFT, 60, FULL, FULL)
        .text(262, 100, "KẾ HOẠCH", font="bold")
        .text(LEFT, 140, "Căn cứ Luật;", font="italic")
    )
    _, title, basis = opened(page).blocks
    assert isinstance(title, Paragraph) and isinstance(basis, Paragraph)
    assert (title.bold, title.italic, title.align, title.page) == (True, False, "center", 1)
    assert (basis.bold, basis.italic, basis.align) == (False, True, "left")


def test_rulings_make_a_table() -> None:
    page = Sheet(WIDTH).grid(COLUMNS, (100, 120, 145, 160))
    page.row(COLUMNS, 112, "TT", "Nội dung", "Chủ trì").row(
        COLUMNS, 132, "1", "Tổ chức tập huấn\nnghiệp vụ", "Sở Ngoại vụ"
    )
    page.row(COLUMNS, 155, "2", "Họp báo", "Sở Y tế")
    (table,) = opened(page).blocks
    assert rows(table) == [
        ["TT", "Nội dung", "Chủ trì"],
        ["1", "Tổ chức tập huấn\nnghiệp vụ", "Sở Ngoại vụ"],
        ["2", "Họp báo", "Sở Y tế"],
    ]


def test_cells_may_span_rows_and_columns() -> None:
    page = Sheet(WIDTH).line(60, 100, 400, 100).line(60, 160, 400, 160).line(90, 120, 400, 120).line(60, 140, 400, 140)
    page.line(60, 100, 60, 160).line(400, 100, 400, 160).line(90, 100, 90, 140).line(290, 120, 290, 140)
    page.text(62, 112, "TT").text(92, 112, "Thực hiện").text(92, 132, "Chủ trì").text(292, 132, "Phối hợp").text(
        62, 152, "I. Nhóm"
    )
    (table,) = opened(page).blocks
    assert isinstance(table, Table)
    shape = [(c.row, c.column, c.rowspan, c.colspan, c.text) for row in table.rows for c in row]
    assert shape == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Thực hiện"),
        (1, 1, 1, 1, "Chủ trì"),
        (1, 2, 1, 1, "Phối hợp"),
        (2, 0, 1, 3, "I. Nhóm"),
    ]


def test_a_table_without_outer_borders_is_whole() -> None:
    page = Sheet(WIDTH).line(110, 100, 110, 140).line(310, 100, 310, 140).line(60, 120, 420, 120)
    page.row(COLUMNS, 112, "TT", "Nội dung", "Chủ trì").row(COLUMNS, 132, "1", "Họp báo", "Sở Y tế")
    assert rows(opened(page).blocks[0]) == [["TT", "Nội dung", "Chủ trì"], ["1", "Họp báo", "Sở Y tế"]]


def test_upright_text_in_a_narrow_cell_is_read() -> None:
    page = (
        Sheet(WIDTH)
        .grid(COLUMNS, (100, 160, 180))
        .upward(80, 155, "Thứ tự")
        .row(COLUMNS[1:], 112, "Nội dung", "Chủ trì")
    )
    page.row(COLUMNS, 172, "1", "Họp báo", "Sở Y tế")
    assert rows(opened(page).blocks[0])[0] == ["Thứ tự", "Nội dung", "Chủ trì"]


def over_pages(above: list[tuple[str, ...]], below: list[tuple[str, ...]], header: bool = True) -> Table:
    """A table whose last row on the first page and first row on the second are given, with a header on both."""
    sheets = []
    for place, part in ((700, above), (60, below)):
        whole = [("TT", "Nội dung", "Chủ trì"), *part] if header or place == 700 else part
        ys = [place + 30 * n for n in range(len(whole) + 1)]
        sheet = Sheet(WIDTH).grid(COLUMNS, ys)
        for y, row in zip(ys, whole, strict=False):
            sheet.row(COLUMNS, y + 11, *row)
        sheets.append(sheet)
    (table,) = opened(*sheets).blocks
    assert isinstance(table, Table)
    return table


def test_a_table_over_two_pages_is_one_without_the_second_header() -> None:
    table = over_pages([("1", "Họp báo.", "Sở Y tế")], [("2", "Hội thảo.", "Sở Nội vụ")])
    assert rows(table) == [["TT", "Nội dung", "Chủ trì"], ["1", "Họp báo.", "Sở Y tế"], ["2", "Hội thảo.", "Sở Nội vụ"]]
    assert (table.header_rows, table.row_pages) == (1, (1, 1, 2))


def test_a_row_that_the_page_cut_is_whole_again() -> None:
    table = over_pages(
        [("1", "Tổ chức các hoạt động giới thiệu tỉnh", "Sở Y tế")],
        [("", "với bạn bè quốc tế.", ""), ("2", "Họp.", "Sở A")],
    )
    assert rows(table)[1:] == [
        ["1", "Tổ chức các hoạt động giới thiệu tỉnh với bạn bè quốc tế.", "Sở Y tế"],
        ["2", "Họp.", "Sở A"],
    ]


def test_a_new_row_without_number_is_not_swallowed() -> None:
    table = over_pages(
        [("1", "Họp báo định kỳ.", "Sở Y tế.")], [("", "Xây dựng bản tin.", "Sở Nội vụ."), ("2", "Hội thảo.", "Sở A.")]
    )
    assert len(table.rows) == 4


def test_a_row_whose_number_was_skipped_is_not_swallowed() -> None:
    table = over_pages(
        [("4", "Họp báo định kỳ tại tỉnh", "Sở Y tế")],
        [("", "và xây dựng bản tin", "Sở Nội vụ"), ("6", "Hội thảo", "Sở A")],
    )
    assert len(table.rows) == 4


def test_a_row_cut_in_a_table_without_numbers_is_whole_again() -> None:
    table = over_pages(
        [("Báo chí", "Tổ chức các hoạt động giới thiệu tỉnh", "Sở Y tế")],
        [("", "với bạn bè quốc tế", "")],
        header=False,
    )
    assert rows(table)[-1] == ["Báo chí", "Tổ chức các hoạt động giới thiệu tỉnh với bạn bè quốc tế", "Sở Y tế"]


def test_text_between_two_tables_keeps_them_apart() -> None:
    one = Sheet(WIDTH).grid(COLUMNS, (700, 730)).row(COLUMNS, 712, "1", "Họp báo", "Sở Y tế")
    two = (
        Sheet(WIDTH).text(LEFT, 50, "PHỤ LỤC II").grid(COLUMNS, (60, 90)).row(COLUMNS, 72, "1", "Hội thảo", "Sở Nội vụ")
    )
    assert [isinstance(block, Table) for block in opened(one, two).blocks] == [True, False, True]


def test_a_table_without_rulings_is_read_over_two_pages() -> None:
    xs = (60, 110, 260, 360)
    first = Sheet(WIDTH).row(xs, 700, "TT", "Nội dung", "Chủ trì", "Thời gian")
    first.row(xs, 712, "1", "Tổ chức tập huấn\nnghiệp vụ", "Sở Ngoại vụ", "Quý I").row(
        xs, 736, "2", "Họp báo", "Sở Y tế", "Quý II"
    )
    second = (
        Sheet(WIDTH)
        .row(xs, 80, "3", "Xây dựng trang\ntin điện tử", "Sở Nội vụ", "Cả năm")
        .row(xs, 104, "4", "Hội thảo", "Sở A", "Quý IV")
    )
    (table,) = opened(first, second).blocks
    assert [[" ".join(cell.split()) for cell in row] for row in rows(table)] == [
        ["TT", "Nội dung", "Chủ trì", "Thời gian"],
        ["1", "Tổ chức tập huấn nghiệp vụ", "Sở Ngoại vụ", "Quý I"],
        ["2", "Họp báo", "Sở Y tế", "Quý II"],
        ["3", "Xây dựng trang tin điện tử", "Sở Nội vụ", "Cả năm"],
        ["4", "Hội thảo", "Sở A", "Quý IV"],
    ]


def test_a_list_that_begins_with_a_word_like_a_header_is_no_table() -> None:
    page = Sheet(WIDTH).text(LEFT, 100, "TT Tỉnh ủy; TT HĐND tỉnh;").text(LEFT, 112, FULL)
    assert not any(isinstance(block, Table) for block in opened(page).blocks)


def test_letters_that_the_file_does_not_name_are_a_picture() -> None:
    page = Sheet(WIDTH).text(LEFT, 100, "\ue001\ue002\ue003 \ue004\ue005").text(LEFT, 120, "Sở")
    with pytest.raises(ScanWithoutText):
        opened(page)


def test_a_scanned_page_among_others_is_noted() -> None:
    text = Sheet(WIDTH).text(LEFT, 100, "Kế hoạch.")
    document = opened(text, text, Sheet(WIDTH).picture(0, 0, WIDTH, 842))
    assert document.notices == ("pages_without_text",)
