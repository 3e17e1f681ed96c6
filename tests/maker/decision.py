"""A decision that promulgates the plan: it comes first, carries the number, and the plan stands behind it."""

from __future__ import annotations

from .front import Front, Office
from .luck import Luck
from .page import Block, NewPage, Para, Side


def put_decision_first(luck: Luck, office: Office, front: Front, foot: Side) -> list[Block]:
    """The blocks before the plan's own; the plan's head loses number, date and legal bases to the decision."""
    number = f"{luck.number(12, 900)}/QĐ-UBND"
    front.header.update(
        number=None,
        number_from=None,
        date=None,
        place=None,
        number_variants=[number, front.number, front.caption_number],
    )
    subject = str(front.header["subject"])
    lower = subject[0].lower() + subject[1:]
    day = front.day
    left = (Para("ỦY BAN NHÂN DÂN", "center"), Para(f"{office.kind} {office.name}".upper(), "center"),
            Para(f"Số: {number}", "center"))  # fmt: skip
    right = (Para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "center"), Para("Độc lập - Tự do - Hạnh phúc", "center"),
             Para(f"{office.name}, ngày {day.day:02} tháng {day.month:02} năm {day.year}", "center"))  # fmt: skip
    return [
        Side(left, right),
        Para("QUYẾT ĐỊNH", "title"),
        Para(f"Về việc ban hành Kế hoạch {lower}", "title"),
        Para(office.committee.upper(), "title"),
        *(Para(f"Căn cứ {base.full};", "basis") for base in front.bases),
        Para("QUYẾT ĐỊNH:", "title"),
        Para(f"Điều 1. Ban hành kèm theo Quyết định này Kế hoạch {lower}."),
        Para("Điều 2. Quyết định này có hiệu lực kể từ ngày ký."),
        Para(f"Điều 3. Chánh Văn phòng {office.short}, thủ trưởng các cơ quan, đơn vị liên quan chịu trách nhiệm thi "
             "hành Quyết định này./."),
        foot,
        NewPage(),
        Para("KẾ HOẠCH", "title"),
        Para(subject, "title"),
        Para(f"(Ban hành kèm theo Quyết định số {number} ngày {front.day:%d/%m/%Y} của {office.committee})", "caption"),
    ]  # fmt: skip
