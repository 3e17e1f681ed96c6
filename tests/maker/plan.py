"""Puts a plan together from a seed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import back, body, front
from .citing import Citing
from .comments import make_comments
from .decision import put_decision_first
from .luck import Luck
from .names import Offices
from .page import Block, Grid, NewPage, Para, Side
from .rows import ROMANS
from .spelling import respell, spelling
from .sums import Purse
from .table_style import make_style
from .tables import MadeTable, make_table
from .task_blocks import add_task_blocks, make_block_style
from .tasks import Task, Writer
from .words import lines, lists

PLACES = {"table": 55, "body": 20, "both": 10, "duties": 15}  # where the tasks stand
TITLES = ("DANH MỤC NHIỆM VỤ", "PHÂN CÔNG NHIỆM VỤ", "BẢNG PHÂN CÔNG NHIỆM VỤ CỤ THỂ")


@dataclass
class MadePlan:
    """``truth`` has the shape of plans/gold/schema.json; ``also_right`` holds, by a task's title, other times as good;
    ``manner`` tells a person what kind of plan it is."""

    seed: int
    blocks: tuple[Block, ...] = ()
    truth: dict[str, object] = field(default_factory=dict)
    also_right: dict[str, list[list[str | None]]] = field(default_factory=dict)
    manner: dict[str, str] = field(default_factory=dict)


@dataclass
class Desk:
    """All that one office has before it when it writes a plan."""

    luck: Luck
    office: front.Office
    year: int
    fields: list[str]
    subject: str
    place: str
    money: bool
    citing: Citing
    offices: Offices
    purse: Purse


def make_plan(seed: int, *, rows: int | None = None) -> MadePlan:
    """The plan of this seed; with ``rows`` a plan whose annex has that many tasks."""
    luck = Luck(seed)
    desk = _set_up(luck, "table" if rows else luck.weighted(PLACES))
    made = MadePlan(seed, manner={"tasks in": desk.place, "level": desk.office.level, "field": desk.fields[0]})
    head = front.make_front(luck, desk.office, desk.year, desk.subject, desk.citing)
    writer = Writer(luck, desk.year, desk.offices, desk.purse, desk.citing, desk.money)
    tasks = writer.write(desk.fields, rows or luck.number(3, 34))
    text = _make_body(desk, tasks[: 12 if desk.place == "body" else 8])
    closing, deadlines = back.make_closing(luck, desk.office, desk.year, desk.offices.agency())
    foot, recipients = back.make_foot(luck, desk.office, head.header["signer"])  # type: ignore[arg-type]
    blocks: list[Block] = [*head.blocks, *text.blocks, Para(closing), foot]
    if luck.often(0.06) and not desk.office.department:
        made.manner["promulgated"] = "by a decision"
        blocks = [*put_decision_first(luck, desk.office, head, foot), *text.blocks, Para(closing)]
    annexes = _make_annexes(desk, made, tasks) if desk.place in ("table", "both") else []
    if not annexes and head.header["number_from"] == "annex_caption":
        head.header.update(number=None, number_from=None, date=None)
    other, comments = _other_tables(desk)
    made.blocks = (*blocks, *_annex_blocks(desk, head, annexes), *other)
    made.truth = _truth(made, head, text, annexes, desk.citing)
    made.truth |= {
        "reporting_deadlines": deadlines,
        "recipients": recipients,
        "closing": [closing],
        "comments": comments,
    }
    return _respelled(made, luck)


def _set_up(luck: Luck, place: str) -> Desk:
    office = front.make_office(luck)
    year = luck.number(2018, 2024) if office.level.endswith("old") else luck.number(2025, 2027)
    fields = luck.some([name for name in lists("tasks") if name], luck.weighted({1: 6, 2: 4}))
    subject = luck.one(lines("fields", fields[0])).format(y=year, where=f"trên địa bàn {office.kind} {office.name}")
    citing, offices, purse = Citing(luck, year), Offices(luck, office.level, office.name), Purse(luck)
    return Desk(luck, office, year, fields, subject, place, luck.often(0.35), citing, offices, purse)


def _make_body(desk: Desk, tasks: list[Task]) -> body.Body:
    luck = desk.luck
    text = body.Body(marks=luck.weighted(body.MARKS))
    body.add_aims(luck, text)
    if desk.place in ("body", "both"):
        add_task_blocks(luck, text, tasks, make_block_style(luck))
    elif desk.place == "table" or luck.often(0.5):
        body.add_general_content(luck, text, see_annex=desk.place == "table")
    if luck.often(0.8):
        body.add_funds(luck, text)
    body.add_duties(luck, text, desk.offices, desk.citing.fill)
    return text


def _make_annexes(desk: Desk, made: MadePlan, tasks: list[Task]) -> list[MadeTable]:
    luck = desk.luck
    style = make_style(luck, desk.purse, budget=desk.money)
    made.manner |= {"numbering": style.numbering, "columns": " ".join(style.columns), "group form": style.group_form}
    parts = [tasks]
    if len(tasks) > 12 and luck.often(0.12):
        parts = [tasks[: len(tasks) // 2], tasks[len(tasks) // 2 :]]
    names = [f"{ROMANS[number]}/" for number, _ in enumerate(parts)] if len(parts) > 1 else [""]
    return [make_table(luck, part, style, desk.purse, name) for part, name in zip(parts, names, strict=True)]


def _annex_blocks(desk: Desk, head: front.Front, annexes: list[MadeTable]) -> list[Block]:
    blocks: list[Block] = []
    for position, table in enumerate(annexes):
        label = "PHỤ LỤC" if len(annexes) == 1 else f"PHỤ LỤC {ROMANS[position]}"
        caption = f"(Kèm theo Kế hoạch số {head.caption_number} ngày {head.day:%d/%m/%Y} của {desk.office.issuer})"
        wide = table.columns > 6 or desk.luck.often(0.5)
        blocks += [NewPage(wide), Para(label, "title"), Para(desk.luck.one(TITLES), "title"), Para(caption, "caption")]
        blocks += table.blocks
    return blocks


def _other_tables(desk: Desk) -> tuple[list[Block], list[dict[str, object]]]:
    blocks: list[Block] = []
    comments: list[dict[str, object]] = []
    if desk.luck.often(0.15):
        blocks += [NewPage(), *back.make_distractor(desk.luck)]
    if desk.luck.often(0.06):
        table, comments = make_comments(desk.luck, desk.offices, desk.year)
        blocks += [NewPage(), *table]
    return blocks, comments


def _truth(
    made: MadePlan, head: front.Front, text: body.Body, annexes: list[MadeTable], citing: Citing
) -> dict[str, object]:
    for part in (text, *annexes):
        for task, source in zip(part.tasks, part.sources, strict=True):
            _note_times(made, task, source)
    totals = [table.total for table in annexes if table.total]
    items = [item for duty in text.responsibilities for item in duty["items"]]  # type: ignore[attr-defined]
    printed = " ".join(_all_text(made.blocks))
    return {
        "plan": f"made-{made.seed}",
        "seed": str(made.seed),
        "header": head.header,
        "preamble": [],
        "legal_bases": [base.to_json() for base in head.bases],
        "citations": [number for number in citing.numbers if re.search(rf"(?<!\d){re.escape(number)}", printed)],
        "sections": text.sections,
        "annexes": [],
        "tasks": [*text.tasks, *(task for table in annexes for task in table.tasks)],
        "optional_tasks": [Task(item).to_json(f"O:{n}", number=str(n), group=None) for n, item in enumerate(items, 1)],
        "budget_total": totals[0] if len(totals) == 1 else None,
        "responsibilities": text.responsibilities,
        "reporting_duties": [],
    }


def _note_times(made: MadePlan, task: dict[str, object], source: Task) -> None:
    answers = [[kind, start and start.isoformat(), end and end.isoformat()] for kind, start, end in source.time.others]
    if answers:
        made.also_right[str(task["title"])] = answers


def _all_text(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            found.append(block.text)
        elif isinstance(block, Side):
            found += [para.text for para in (*block.left, *block.right)]
        elif isinstance(block, Grid):
            found += [line for row in block.rows for box in row for line in box.lines]
    return found


def _respelled(made: MadePlan, luck: Luck) -> MadePlan:
    change = spelling(luck)
    if change:
        made.blocks, made.truth = respell(made.blocks, change), respell(made.truth, change)
        made.also_right = {change(title): answers for title, answers in made.also_right.items()}
    return made
