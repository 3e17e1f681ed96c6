"""Puts a plan together from a seed."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import back, body, front
from .citing import Citing
from .comments import make_comments
from .decision import put_decision_first
from .luck import Luck
from .names import Offices
from .page import Block, NewPage, Para
from .rows import ROMANS
from .spelling import respell, spelling
from .sums import Purse
from .table_style import make_style
from .tables import MadeTable, make_table
from .task_blocks import add_task_blocks, make_block_style
from .tasks import Task, Writer
from .words import lines, lists

PLACES = {"table": 55, "body": 20, "both": 10, "duties": 15}  # where the tasks stand


@dataclass
class MadePlan:
    """``truth`` has the shape of plans/gold/schema.json; ``also_right`` holds, by task id, other times as good."""

    seed: int
    blocks: tuple[Block, ...] = ()
    truth: dict[str, object] = field(default_factory=dict)
    also_right: dict[str, list[list[str | None]]] = field(default_factory=dict)
    manner: dict[str, str] = field(default_factory=dict)


def make_plan(seed: int, *, rows: int | None = None) -> MadePlan:
    """The plan of this seed; with ``rows`` a plan whose annex has that many tasks."""
    luck = Luck(seed)
    place = "table" if rows else luck.weighted(PLACES)
    office = front.make_office(luck)
    year = luck.number(2018, 2024) if office.level.endswith("old") else luck.number(2025, 2027)
    fields = luck.some([name for name in lists("tasks") if name], luck.weighted({1: 6, 2: 4}))
    subject = luck.one(lines("fields", fields[0]))
    subject = subject.format(y=year, where=f"trên địa bàn {office.kind} {office.name}")
    citing, offices, purse = Citing(luck, year), Offices(luck, office.level, office.name), Purse(luck)
    head = front.make_front(luck, office, year, subject, citing)
    money = luck.often(0.35)
    tasks = Writer(luck, year, offices, purse, citing, money).write(fields, rows or luck.number(3, 34))

    made = MadePlan(seed, manner={"tasks in": place, "level": office.level, "field": fields[0]})
    text = _make_body(luck, place, tasks[: 12 if place == "body" else 8], offices, citing)
    closing, deadlines = back.make_closing(luck, office, year, offices.agency())
    foot, recipients = back.make_foot(luck, office, head.header["signer"])  # type: ignore[arg-type]
    blocks: list[Block] = [*head.blocks, *text.blocks, Para(closing), foot]
    if luck.often(0.06) and not office.department:
        made.manner["promulgated"] = "by a decision"
        blocks = [*put_decision_first(luck, office, head, foot), *text.blocks, Para(closing)]
    annexes = _make_annexes(luck, made, tasks, purse, money) if place in ("table", "both") else []
    if not annexes and head.header["number_from"] == "annex_caption":
        head.header.update(number=None, number_from=None, date=None)
    for position, table in enumerate(annexes):
        label = "PHỤ LỤC" if len(annexes) == 1 else f"PHỤ LỤC {ROMANS[position]}"
        caption = f"(Kèm theo Kế hoạch số {head.caption_number} ngày {head.day:%d/%m/%Y} của {office.issuer})"
        title = Para(luck.one(("DANH MỤC NHIỆM VỤ", "PHÂN CÔNG NHIỆM VỤ", "BẢNG PHÂN CÔNG NHIỆM VỤ CỤ THỂ")), "title")
        blocks += [NewPage(luck.often(0.6)), Para(label, "title"), title, Para(caption, "caption"), *table.blocks]
    if luck.often(0.15):
        blocks += [NewPage(), *back.make_distractor(luck)]
    comments = []
    if luck.often(0.06):
        table, comments = make_comments(luck, offices, year)
        blocks += [NewPage(), *table]
    made.blocks = tuple(blocks)
    made.truth = _truth(made, head, text, annexes, citing)
    made.truth |= {
        "reporting_deadlines": deadlines,
        "recipients": recipients,
        "closing": [closing],
        "comments": comments,
    }
    return _respelled(made, luck)


def _respelled(made: MadePlan, luck: Luck) -> MadePlan:
    change = spelling(luck)
    if change:
        made.blocks, made.truth = respell(made.blocks, change), respell(made.truth, change)
        made.also_right = {change(title): answers for title, answers in made.also_right.items()}
    return made


def _make_body(luck: Luck, place: str, tasks: list[Task], offices: Offices, citing: Citing) -> body.Body:
    text = body.Body(marks=luck.weighted(body.MARKS))
    body.add_aims(luck, text)
    if place in ("body", "both"):
        add_task_blocks(luck, text, tasks, make_block_style(luck))
    elif place == "table" or luck.often(0.5):
        body.add_general_content(luck, text, see_annex=place == "table")
    if luck.often(0.8):
        body.add_funds(luck, text)
    body.add_duties(luck, text, offices, citing.fill)
    return text


def _make_annexes(luck: Luck, made: MadePlan, tasks: list[Task], purse: Purse, money: bool) -> list[MadeTable]:
    style = make_style(luck, purse, budget=money)
    made.manner |= {"numbering": style.numbering, "columns": " ".join(style.columns), "group form": style.group_form}
    parts = [tasks]
    if len(tasks) > 12 and luck.often(0.12):
        parts = [tasks[: len(tasks) // 2], tasks[len(tasks) // 2 :]]
    return [
        make_table(luck, part, style, purse, f"{ROMANS[n]}/" if len(parts) > 1 else "") for n, part in enumerate(parts)
    ]


def _truth(
    made: MadePlan, head: front.Front, text: body.Body, annexes: list[MadeTable], citing: Citing
) -> dict[str, object]:
    tasks = [*text.tasks, *(task for table in annexes for task in table.tasks)]
    for table in annexes:
        for task, source in zip(table.tasks, table.sources, strict=True):
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
        "citations": [number for number in citing.numbers if number in printed],
        "sections": text.sections,
        "annexes": [],
        "tasks": tasks,
        "optional_tasks": [Task(item).to_json(f"O:{n}", number=str(n), group=None) for n, item in enumerate(items, 1)],
        "budget_total": totals[0] if len(totals) == 1 else None,
        "responsibilities": text.responsibilities,
        "reporting_duties": [],
        "comments": [],
    }


def _note_times(made: MadePlan, task: dict[str, object], source: Task) -> None:
    answers = [[kind, start and start.isoformat(), end and end.isoformat()] for kind, start, end in source.time.others]
    if answers:
        made.also_right[str(task["title"])] = answers


def _all_text(blocks: tuple[Block, ...]) -> list[str]:
    from .page import Grid, Side

    found: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            found.append(block.text)
        elif isinstance(block, Side):
            found += [para.text for para in (*block.left, *block.right)]
        elif isinstance(block, Grid):
            found += [line for row in block.rows for box in row for line in box.lines]
    return found
