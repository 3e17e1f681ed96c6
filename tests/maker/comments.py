"""A table of what agencies answered when they were asked about the draft."""

from __future__ import annotations

from datetime import date

from .luck import Luck
from .names import Offices
from .page import Block, Box, Grid, Para

HEADERS = (
    ("STT", "Tên cơ quan", "Văn bản góp ý", "Ý kiến góp ý", "Giải trình, tiếp thu"),
    ("TT", "Cơ quan, đơn vị", "Số văn bản", "Nội dung góp ý", "Ý kiến tiếp thu, giải trình"),
)
OPINIONS = (
    ("Nhất trí với dự thảo",),
    ("Thống nhất với nội dung dự thảo.",),
    ("Cơ bản nhất trí với dự thảo", "- Đề nghị bổ sung kinh phí tại mục III.", "- Sửa lỗi chính tả dòng 12, trang 3."),
    ("Đề nghị thay cụm từ “hàng năm” bằng “hằng năm”.",),
)
ANSWERS = ("Tiếp thu", "Tiếp thu", "Giải trình: giữ như dự thảo", "")


def make_comments(luck: Luck, offices: Offices, year: int) -> tuple[list[Block], list[dict[str, object]]]:
    header = luck.one(HEADERS)
    rows = [tuple(Box((text,), bold=True, middle=True) for text in header)]
    comments = []
    for number in range(1, luck.number(4, 9)):
        agency, day = offices.agency(), date(year, luck.number(1, 3), luck.number(1, 28))
        letter = f"{luck.number(11, 990)}/{luck.one(('SYT-NVY', 'SNV-CCHC', 'STC-QLNS', 'UBND-VX', 'CAT-PV01'))}"
        opinion, answer = luck.one(OPINIONS), luck.one(ANSWERS)
        written = f"{letter} ngày {day:%d/%m/%Y}"
        texts = ((str(number),), (agency,), (written,), opinion, (answer,) if answer else ())
        rows.append(tuple(Box(lines) for lines in texts))
        comments.append(
            {"no": number, "agency": agency, "letter_number": letter, "letter_date": day.isoformat(),
             "opinion_items": [line.removeprefix("- ") for line in opinion], "disposition": answer or None}
        )  # fmt: skip
    title = Para("TỔNG HỢP Ý KIẾN GÓP Ý CỦA CÁC CƠ QUAN VỀ DỰ THẢO KẾ HOẠCH", "title")
    return [title, Grid(tuple(rows), (6, 20, 18, 34, 18))], comments
