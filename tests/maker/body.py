"""The body of a plan: purposes, content (with or without tasks in it), funds, duties of agencies, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .luck import Luck
from .names import Offices
from .page import HEADINGS, Block, Para, Role
from .rows import GROUPS, ROMANS
from .tasks import Task
from .words import lines

LETTERS = "abcdđeghiklmnopqrstuvxy"
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


@dataclass
class Body:
    blocks: list[Block] = field(default_factory=list)
    sections: list[dict[str, object]] = field(default_factory=list)
    tasks: list[dict[str, object]] = field(default_factory=list)
    responsibilities: list[dict[str, object]] = field(default_factory=list)

    def head(self, role: Role, label: str, text: str, path: str) -> None:
        mark = ")" if role == "point" else "."
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


@dataclass(frozen=True)
class BlockStyle:
    form: str  # "lines", "paragraph", "brackets", "sentence"
    words: dict[str, str]
    bullet: str
    deep: bool  # tasks stand under numbered headings


def make_block_style(luck: Luck) -> BlockStyle:
    return BlockStyle(
        form=luck.weighted({"lines": 8, "paragraph": 2, "brackets": 2, "sentence": 1}),
        words={name: luck.one(lines("labels", name)) for name in ("lead", "coordinating", "time", "content", "budget")},
        bullet=luck.one(("-", "-", "+", "", "*")),
        deep=luck.often(0.6),
    )


def add_task_blocks(luck: Luck, body: Body, tasks: list[Task], style: BlockStyle) -> None:
    part = body.part(luck, "content")
    if not style.deep:
        for number, task in enumerate(tasks, 1):
            _add_block(body, task, style, "clause", str(number), f"{part}.{number}", None)
        return
    role: Role = luck.one(("sub", "point"))
    names = luck.shuffled(GROUPS)
    rest = list(tasks)
    heading = 0
    while rest:
        heading += 1
        size = luck.number(1, min(5, len(rest))) if heading < len(GROUPS) else len(rest)
        body.head("clause", str(heading), names[heading - 1], f"{part}.{heading}")
        for place, task in enumerate(rest[:size]):
            label = f"{heading}.{place + 1}" if role == "sub" else LETTERS[place % len(LETTERS)]
            number = label if role == "sub" else f"{heading}.{label}"
            _add_block(body, task, style, role, label, f"{part}.{number}", names[heading - 1])
        rest = rest[size:]


def _add_block(body: Body, task: Task, style: BlockStyle, role: Role, label: str, path: str, group: str | None) -> None:
    body.head(role, label, task.title, path)
    points = task.points
    if points:
        body.blocks.append(Para(f"{style.words['content']}:", "bullet", style.bullet))
        body.blocks += [Para(point, "plus", "+") for point in points]
    number = path.split(".", 1)[1]
    shown = replace(task, budget=None, output="", note="")
    body.blocks += _agency_lines(shown, style)
    body.tasks.append(shown.to_json(f"B:{number}", number=number, group=group))


def _agency_lines(task: Task, style: BlockStyle) -> list[Block]:
    lead, others = ", ".join(task.lead.units), ", ".join(_small(task.coordinating.units))
    words = style.words
    said = [(words["lead"], lead), (words["coordinating"], others), (words["time"], task.time.text)]
    said = [(label, text) for label, text in said if text]
    if style.form == "brackets":
        return [Para("(" + "; ".join(f"{label}: {text.rstrip('.')}" for label, text in said) + ")", "item")]
    if style.form == "paragraph":
        return [Para(" ".join(f"{label}: {text.rstrip('.')}." for label, text in said), "bullet", style.bullet)]
    if style.form == "sentence":
        helped = f", phối hợp với {others}" if others else ""
        when = f" {words['time']}: {task.time.text.rstrip('.')}." if task.time.text else ""
        return [Para(f"Giao {lead} chủ trì{helped} tổ chức thực hiện.{when}", "bullet", style.bullet)]
    return [Para(f"{label}: {text.rstrip('.')}.", "bullet", style.bullet) for label, text in said]


def _small(units: tuple[str, ...]) -> list[str]:
    return [unit if place == 0 or not unit.startswith("Các ") else "các" + unit[3:] for place, unit in enumerate(units)]


def add_funds(luck: Luck, body: Body) -> None:
    body.part(luck, "funds")
    body.say([luck.one(FUNDS)], luck.one(("-", "")))


def add_duties(luck: Luck, body: Body, offices: Offices, fill: Callable[[str], str]) -> None:
    """Numbered headings by agency with bullets, or the agency and its one duty on a line."""
    part = body.part(luck, "duties")
    count = luck.number(3, 9)
    headings: list[str] = []
    while len(headings) < count:
        agency = offices.agency()
        if agency not in headings:
            headings.append(agency)
    if luck.often(0.6):
        headings.append(offices.group())
    inline = luck.often(0.2)
    for number, agency in enumerate(headings, 1):
        asked = luck.some(lines("duties"), 1 if inline else luck.number(1, 4))
        items = [fill(text) for text in asked]
        polite = "Đề nghị " if luck.often(0.08) else ""
        if inline:
            body.blocks.append(Para(f"{polite}{agency}: {items[0]}", "body", f"{number}."))
        else:
            body.head("clause", str(number), polite + agency, f"{part}.{number}")
            body.say(items, luck.one(("-", "-", "")) if len(items) == 1 else "-")
        body.responsibilities.append(
            {"number": str(number), "heading": polite + agency, "agency": agency, "agencies": [agency], "items": items}
        )
