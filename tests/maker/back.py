"""The end of a plan: when to report to whom, recipients, signature, and tables that hold no tasks."""

from __future__ import annotations

from .front import Office
from .luck import Luck
from .page import Block, Box, Grid, Para, Side

RECIPIENTS = (
    "Như trên", "Thường trực Tỉnh ủy", "Thường trực HĐND {k}", "Chủ tịch, các PCT UBND {k}", "Các sở, ban, ngành",
    "UBMTTQ và các đoàn thể {k}", "Cổng Thông tin điện tử {k}", "CVP, các PCVP", "Bộ Nội vụ (báo cáo)",
    "TT: Tỉnh ủy, HĐND, UBND {k}", "Các cơ quan báo chí", "Công an {k}",
)  # fmt: skip

# text, (what, day, month, recurrence) for each date in it
REPORTS = (
    ("Yêu cầu các cơ quan, đơn vị định kỳ báo cáo kết quả thực hiện (báo cáo 6 tháng trước ngày 15/6, báo cáo năm "
     "trước ngày 15/11) gửi {lead} để tổng hợp, báo cáo {committee}.",
     (("báo cáo 6 tháng", 15, 6, "semiannual"), ("báo cáo năm", 15, 11, "annual"))),
    ("Các cơ quan, đơn vị, địa phương báo cáo kết quả thực hiện về {lead} trước ngày 25/11/{y} để tổng hợp.",
     (("báo cáo kết quả thực hiện", 25, 11, None),)),
    ("Định kỳ trước ngày 10 tháng 12 hằng năm, các đơn vị gửi báo cáo kết quả về {lead} để tổng hợp, "
     "trình {committee}.",
     (("báo cáo kết quả", 10, 12, "annual"),)),
    ("Đề nghị các cơ quan, đơn vị nghiêm túc thực hiện; báo cáo kết quả về {lead} trước ngày 05/6/{y} (báo cáo "
     "6 tháng) và trước ngày 05/12/{y} (báo cáo năm).",
     (("báo cáo 6 tháng", 5, 6, "semiannual"), ("báo cáo năm", 5, 12, "annual"))),
    ("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về {lead} để được hướng dẫn.", ()),
    ("Yêu cầu các đơn vị nghiêm túc triển khai thực hiện.", ()),
)  # fmt: skip


def make_closing(luck: Luck, office: Office, year: int, lead: str) -> tuple[str, list[dict[str, object]]]:
    form, dates = luck.one(REPORTS)
    said = form.format(lead=lead, committee=office.committee, y=year)
    text = luck.one(("", f"Trên đây là Kế hoạch của {office.committee}. ")) + said + luck.one(("./.", "", ""))
    text = text.replace("../.", "./.")
    duties = [
        {
            "what": what, "due": f"{year}-{month:02}-{day:02}", "due_text": f"trước ngày {day}/{month}", "by": None,
            "to": lead, "also_to": [office.committee, office.short], "for": office.committee, "recurrence": recurrence,
            "where": "closing", "text": text,
        }
        for what, day, month, recurrence in dates
    ]  # fmt: skip
    return text, duties


def make_foot(luck: Luck, office: Office, signer: dict[str, object]) -> tuple[Side, list[str]]:
    names = [name.format(k=office.kind) for name in luck.some(RECIPIENTS, luck.number(3, 9))]
    recipients = [*names, luck.one(("Lưu: VT, VX", "Lưu: VT", "Lưu VT, NC (02b)", "Lưu: VT, KGVX"))]
    left = [Para("Nơi nhận:", "small")]
    for place, name in enumerate(recipients):
        left.append(Para(name + (";" if place + 1 < len(recipients) else "."), "small", "-"))
    capacity = [Para(line, "center") for line in signer["on_behalf_of"]]  # type: ignore[union-attr]
    right = [*capacity, Para(str(signer["position"]), "center"), Para(str(signer["name"]), "center")]
    return Side(tuple(left), tuple(right)), recipients


def make_distractor(luck: Luck) -> list[Block]:
    """A table that looks like one of tasks from afar and holds none."""
    title, header, rows = luck.one(
        (
            ("BIỂU CHỈ TIÊU CHỦ YẾU", ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm"),
             [(str(n), f"Tỷ lệ {what}", "%", str(60 + n * 4)) for n, what in enumerate(
                 ("hồ sơ trực tuyến", "hộ dân có nước sạch", "thôn đạt chuẩn văn hóa", "trẻ em đến trường"), 1)]),
            ("DANH SÁCH ĐẦU MỐI LIÊN HỆ", ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Số điện thoại"),
             [(str(n), name, "Chuyên viên Phòng Tổng hợp", f"0000 000 0{n:02}") for n, name in enumerate(
                 ("Nguyễn Văn Bền", "Lò Thị Xuân", "Phạm Gia Khánh"), 1)]),
            ("THÀNH PHẦN THAM DỰ HỘI NGHỊ", ("STT", "Thành phần", "Số lượng", "Ghi chú"),
             [("1", "Lãnh đạo các sở, ban, ngành", "25", ""), ("2", "Đại diện UBND các xã", "40", "Mỗi xã 01 người")]),
            ("MẪU BIỂU BÁO CÁO KẾT QUẢ", ("STT", "Nội dung", "Số lượng", "Kết quả", "Ghi chú"),
             [("1", "", "", "", ""), ("2", "", "", "", ""), ("…", "", "", "", "")]),
            ("LỊCH KIỂM TRA", ("TT", "Đơn vị được kiểm tra", "Ngày kiểm tra", "Trưởng đoàn"),
             [("1", "Trường Tiểu học Bình Khê", "12/5", "Ông Lê Hải"), ("2", "Trạm Y tế xã", "14/5", "Bà Vi Thị Sáu")]),
        )
    )  # fmt: skip
    boxes = [tuple(Box((text,), bold=True, middle=True) for text in header)]
    boxes += [tuple(Box((text,) if text else ()) for text in row) for row in rows]
    widths = tuple(10 if place == 0 else 30 for place, _ in enumerate(header))
    return [Para(title, "title"), Grid(tuple(boxes), widths)]
