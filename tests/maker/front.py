"""Who issues the plan, and its first page: number, date, title, legal bases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .citing import Citing, Named
from .luck import Luck
from .page import Block, Para, Side
from .words import COMMUNES, PEOPLE, PROVINCES

DEPARTMENTS = (
    ("Sở Y tế", "SYT"), ("Sở Nội vụ", "SNV"), ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"), ("Sở Tư pháp", "STP"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT"), ("Sở Khoa học và Công nghệ", "SKHCN"),
)  # fmt: skip
OF_COMMITTEES = (
    ("CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN",)),
    ("PHÓ CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")),
    ("PHÓ CHỦ TỊCH", ("KT. CHỦ TỊCH",)),
)
OF_DEPARTMENTS = (("GIÁM ĐỐC", ()), ("PHÓ GIÁM ĐỐC", ("KT. GIÁM ĐỐC",)), ("Q. GIÁM ĐỐC", ()))
LAWS = (
    "Luật Tổ chức chính quyền địa phương",
    "Luật Du lịch ngày 19 tháng 6 năm 2017",
    "Luật Trẻ em",
    "Luật Ngân sách nhà nước",
)
LEVELS = {"p new": 50, "p old": 20, "d old": 12, "c new": 18}


@dataclass(frozen=True)
class Office:
    level: str
    name: str  # "Vân Hải"
    kind: str  # "tỉnh"
    department: str = ""  # who issues the plan when it is not the committee
    symbol: str = "UBND"

    @property
    def committee(self) -> str:
        return f"Ủy ban nhân dân {self.kind} {self.name}"

    @property
    def issuer(self) -> str:
        return self.department or self.committee

    @property
    def short(self) -> str:
        return f"UBND {self.kind}"


@dataclass(frozen=True)
class Front:
    """``caption_number`` and ``day`` go under the annex's title."""

    blocks: tuple[Block, ...]
    header: dict[str, object]
    bases: tuple[Named, ...]
    number: str
    day: date
    caption_number: str


def make_office(luck: Luck) -> Office:
    level = luck.weighted(LEVELS)
    if level.startswith("p"):
        department, symbol = luck.one(DEPARTMENTS) if luck.often(0.25) else ("", "UBND")
        return Office(level, luck.one(PROVINCES), "tỉnh", department, symbol)
    kind = "huyện" if level.startswith("d") else luck.one(("xã", "phường"))
    return Office(level, luck.one(COMMUNES), kind)


def make_front(luck: Luck, office: Office, year: int, subject: str, citing: Citing) -> Front:
    day = (
        date(year - 1, 12, luck.number(1, 28)) if luck.often(0.2) else date(year, luck.number(1, 4), luck.number(1, 28))
    )
    number = f"{luck.number(3, 420):02}/KH-{office.symbol}"
    form = luck.weighted({"plain": 12, "spaced": 4, "missing": 3, "dotted": 1})
    known = form != "missing"
    signer, position, capacity = luck.one(PEOPLE), *luck.one(OF_DEPARTMENTS if office.department else OF_COMMITTEES)
    mistaken = known and luck.often(0.05)
    caption = f"{luck.number(430, 600)}/KH-{office.symbol}" if mistaken else number
    header: dict[str, object] = {
        "number": number,
        "number_from": "header" if known else "annex_caption",
        "number_variants": [caption] if mistaken else [],
        "place": office.name,
        "date": day.isoformat(),
        "issuing_authority": office.issuer,
        "type": "Kế hoạch",
        "subject": subject,
        "year": year,
        "period": [f"{year}-01-01", f"{year}-12-31"],
        "signer": {"name": signer, "position": position, "on_behalf_of": list(capacity)},
    }
    bases = tuple(citing.document() for _ in range(luck.number(1, 5)))
    blocks = [*_head(luck, office, number, day, form), *_title(luck, subject), *_preamble(luck, office, subject, bases)]
    return Front(tuple(blocks), header, bases, number, day, caption)


def _head(luck: Luck, office: Office, number: str, day: date, form: str) -> list[Block]:
    digits, symbol = number.split("/")
    apart = symbol.replace("-", " - ")
    written = {
        "plain": number, "spaced": luck.one((f"{digits} /{symbol}", f"{digits}/{apart}", f" {digits} /{symbol}")),
        "missing": luck.one((f"     /{symbol}", f"……/{symbol}")), "dotted": f"...{digits}.../{symbol}",
    }[form]  # fmt: skip
    dated = f"{office.name}, ngày {day.day:02} tháng {day.month:02} năm {day.year}"
    if luck.often(0.2):
        dated = f"{office.name}, ngày {day.day} tháng {day.month} năm {day.year}"
    if form == "missing":
        dated = f"{office.name}, ngày      tháng      năm {day.year}"
    left = [Para("ỦY BAN NHÂN DÂN", "center"), Para(f"{office.kind} {office.name}".upper(), "center")]
    if office.level == "c new" and luck.often(0.4):
        left = [Para(f"UBND {office.kind} {office.name}".upper(), "center")]
    if office.department:
        parent = luck.one((f"UBND {office.kind} {office.name}", office.committee)).upper()
        left = [Para(parent, "center"), Para(office.department.upper(), "center")]
    right = [Para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "center"), Para("Độc lập - Tự do - Hạnh phúc", "center")]
    return [
        Side((*left, Para(f"Số: {written}", "center")), (*right, Para(dated, "center"))),
    ]


def _title(luck: Luck, subject: str) -> list[Block]:
    words = subject.split(" ")
    if len(words) > 8 and luck.often(0.2):
        return [Para("KẾ HOẠCH", "title"), Para(" ".join(words[:7]), "title"), Para(" ".join(words[7:]), "title")]
    return [Para("KẾ HOẠCH", "title"), Para(subject.upper() if luck.often(0.08) else subject, "title")]


def _preamble(luck: Luck, office: Office, subject: str, bases: tuple[Named, ...]) -> list[Block]:
    act = luck.one(("ban hành Kế hoạch {s}, cụ thể như sau:", "ban hành Kế hoạch {s} như sau:",
                    "xây dựng Kế hoạch {s} với các nội dung sau:"))  # fmt: skip
    opening = f"{office.issuer} {act.format(s=subject[0].lower() + subject[1:])}"
    form = luck.weighted({"lines": 6, "one": 2, "carry out": 3})
    if form == "lines":
        dash = luck.weighted({"": 9, "-": 1})
        laws = [f"Căn cứ {luck.one(LAWS)};"] if luck.often(0.25) else []
        lines = [*laws, *(f"Căn cứ {base.full};" for base in bases)]
        if luck.often(0.15):
            lines.append(f"Theo đề nghị của {luck.one(('Sở Nội vụ', 'Sở Y tế', 'Văn phòng'))} tại tờ trình,")
        return [*(Para(line, "basis", dash) for line in lines), Para(opening)]
    joined = "; ".join(base.full for base in bases)
    word = "Căn cứ" if form == "one" else luck.one(("Thực hiện", "Thực hiện", "Triển khai thực hiện"))
    return [Para(f"{word} {joined}, {opening}")]
