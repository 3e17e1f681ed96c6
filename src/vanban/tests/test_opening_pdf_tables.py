"""Tables of PDF files: rulings, merges, page breaks."""

from __future__ import annotations

from vanban.document import Table

from .pdf_files import COLUMNS, LEFT, WIDTH, Sheet, opened, rows


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
