"""The body of a plan: purposes, content (with or without tasks in it), funds, duties of agencies, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .luck import Luck
from .names import Offices
from .page import HEADINGS, Block, Para, Role
from .rows import GROUPS, ROMANS
from .tasks import Task
from .words import lines

HEADING_WORDS = {
    "aims": ("MỤC ĐÍCH, YÊU CẦU", "MỤC ĐÍCH - YÊU CẦU", "MỤC TIÊU, YÊU CẦU"),
    "content": ("NỘI DUNG", "NỘI DUNG THỰC HIỆN", "NHIỆM VỤ, GIẢI PHÁP", "NỘI DUNG KẾ HOẠCH", "NHIỆM VỤ TRỌNG TÂM"),
    "funds": ("KINH PHÍ THỰC HIỆN", "KINH PHÍ"),
    "duties": ("TỔ CHỨC THỰC HIỆN",),
}
FUNDS = (
    "Kinh phí thực hiện được bố trí trong dự toán chi ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác.",
    "Từ nguồn ngân sách địa phương năm hiện hành, nguồn xã hội hóa và lồng ghép các chương trình, dự án.",
)


LETTERS = "abcdđeghiklmnopqrstuvxy"
MARKS = {(".", ".", ")"): 20, ("/", ".", ")"): 1, (".", ")", ")"): 1, (".", "/", "."): 1, (".", ".", "."): 2}


@dataclass
class Body:
    """``marks`` stand after the numbers of parts, of clauses, and of points."""

    marks: tuple[str, str, str] = (".", ".", ")")
    blocks: list[Block] = field(default_factory=list)
    sections: list[dict[str, object]] = field(default_factory=list)
    tasks: list[dict[str, object]] = field(default_factory=list)
    sources: list[Task] = field(default_factory=list)
    responsibilities: list[dict[str, object]] = field(default_factory=list)

    def head(self, role: Role, label: str, text: str, path: str) -> None:
        mark = self.marks[{"part": 0, "point": 2}.get(role, 1)]
        self.blocks.append(Para(text, role, f"{label}{mark}"))
        section = {"path": path, "label": label, "heading": text, "level": HEADINGS[role], "paragraphs": [], "line": 0}
        self.sections.append(section)

    def part(self, luck: Luck, name: str) -> str:
        label = ROMANS[sum(section["level"] == 1 for section in self.sections)]
        self.head("part", label, luck.one(HEADING_WORDS[name]), label)
        return label

    def say(self, texts: list[str] | tuple[str, ...], bullet: str = "-") -> None:
        self.blocks += [Para(text, "bullet" if bullet else "body", bullet) for text in texts]


def add_aims(luck: Luck, body: Body) -> None:
    part = body.part(luck, "aims")
    bullet = luck.one(("-", "-", ""))
    if luck.often(0.75):
        for number, name in enumerate(("Mục đích", "Yêu cầu"), 1):
            body.head("clause", str(number), name, f"{part}.{number}")
            body.say(luck.some(lines("purposes"), luck.number(2, 4)), bullet)
    else:
        body.say(luck.some(lines("purposes"), luck.number(3, 5)), bullet)


def add_general_content(luck: Luck, body: Body, *, see_annex: bool) -> None:
    """Headings and sentences that name no task: nothing in here is to be taken for one."""
    part = body.part(luck, "content")
    for number, name in enumerate(luck.some(GROUPS, luck.number(2, 5)), 1):
        body.head("clause", str(number), name, f"{part}.{number}")
        body.say(luck.some(lines("purposes"), luck.number(1, 3)), luck.one(("-", "")))
    if see_annex:
        body.say([luck.one(("(Chi tiết tại Phụ lục kèm theo)", "(Có Phụ lục nhiệm vụ kèm theo)."))], "")


def add_funds(luck: Luck, body: Body) -> None:
    body.part(luck, "funds")
    body.say([luck.one(FUNDS)], luck.one(("-", "")))


def add_duties(luck: Luck, body: Body, offices: Offices, fill: Callable[[str], str]) -> None:
    """Who does what, by agency: under headings, after a colon, or in one sentence that begins with "Giao"."""
    part = body.part(luck, "duties")
    count = luck.number(3, 9)
    agencies: list[str] = []
    while len(agencies) < count:
        agency = offices.agency()
        if agency not in agencies:
            agencies.append(agency)
    if luck.often(0.6):
        agencies.append(offices.group())
    form = luck.weighted({"headings": 70, "colon": 14, "run on": 8, "letters": 8})
    for place, agency in enumerate(agencies):
        asked = luck.some(lines("duties"), luck.number(1, 4) if form in ("headings", "letters") else 1)
        items = [fill(text) for text in asked]
        heading = ("Đề nghị " if luck.often(0.08) else "") + agency
        label = LETTERS[place] if form == "letters" else str(place + 1)
        if form == "colon":
            body.blocks.append(Para(f"{heading}: {items[0]}", "body", f"{label}."))
        elif form == "run on":
            heading = agency
            body.blocks.append(Para(f"{agency}", "clause", f"{label}."))
            body.blocks.append(Para(items[0]))
        else:
            body.head("point" if form == "letters" else "clause", label, heading, f"{part}.{label}")
            if form == "headings" and luck.often(0.1):
                body.blocks[-1] = Para(f"{heading}:", "clause", body.blocks[-1].label)  # type: ignore[union-attr]
            bullet = luck.weighted({"-": 6, "+": 1, "": 2 if len(items) == 1 else 0})
            body.say(items, bullet)
        body.responsibilities.append(
            {"number": label, "heading": heading, "agency": agency, "agencies": [agency], "items": items}
        )
