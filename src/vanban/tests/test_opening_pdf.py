"""Pages of a PDF: letters become lines, lines paragraphs, rulings tables; what is not text goes."""

from __future__ import annotations

import unicodedata

import pytest

import vanban
from vanban.document import Paragraph, Table
from vanban.errors import ScanWithoutText

from .pdf_files import FULL, LEFT, WIDTH, Sheet, opened, rows, texts


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


def test_a_heading_at_the_foot_of_a_page_does_not_swallow_the_numbered_line_on_the_next() -> None:
    first = Sheet(WIDTH).lines(LEFT, 700, f"7. {FULL[:-3]}")
    second = Sheet(WIDTH).lines(LEFT, 80, "7.1. Lễ hội đường phố.")
    assert texts(opened(first, second)) == [f"7. {FULL[:-3]}", "7.1. Lễ hội đường phố."]
    spoken = Sheet(WIDTH).lines(LEFT, 700, f"{FULL[:-9]} tại mục")
    assert texts(opened(spoken, second)) == [f"{FULL[:-9]} tại mục 7.1. Lễ hội đường phố."]


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


def test_a_title_at_the_left_edge_stands_below_the_two_columns_of_the_head() -> None:
    sheet = (
        Sheet().text(60, 60, "UBND TỈNH SÔNG VÀNG").text(320, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT").text(320, 76, "NAM")
    )
    sheet.text(60, 92, "Số: 17/KH-UBND").text(320, 92, "Sông Vàng, ngày 09 tháng 01 năm").text(320, 108, "2026")
    sheet.text(60, 124, "KẾ HOẠCH").text(60, 140, "An toàn giao thông năm 2026")
    header = vanban.read_plan(opened(sheet)).header
    assert header.subject and header.subject.value == "An toàn giao thông năm 2026"
    assert header.date and header.date.value.isoformat() == "2026-01-09"
