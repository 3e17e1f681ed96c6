"""Tasks in the body: a numbered title, and under it who leads, who helps and when, in the manners that offices have."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .body import LETTERS, Body
from .luck import Luck
from .names import Agencies, lower_group
from .page import Block, Para, Role
from .rows import GROUPS
from .tasks import Task
from .words import lines

FORMS = {"lines": 8, "paragraph": 2, "brackets": 2, "sentence": 1, "under one label": 2, "lists": 2, "spaced": 1}


@dataclass(frozen=True)
class BlockStyle:
    form: str
    words: dict[str, str]
    bullet: str
    deep: bool  # tasks stand under numbered headings
    money: bool  # the budget is said too


def make_block_style(luck: Luck) -> BlockStyle:
    labels = ("lead", "coordinating", "time", "content", "budget")
    return BlockStyle(
        form=luck.weighted(FORMS),
        words={name: luck.one(lines("labels", name)) for name in labels},
        bullet=luck.one(("-", "-", "+", "", "*")),
        deep=luck.often(0.6),
        money=luck.often(0.3),
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
    shown = replace(task, budget=task.budget if style.money else None, output="", note="")
    body.blocks += _agency_lines(shown, style)
    body.sources.append(shown)
    body.tasks.append(shown.to_json(f"B:{number}", number=number, group=group))


def _agency_lines(task: Task, style: BlockStyle) -> list[Block]:
    words = style.words
    said = [(words["lead"], ", ".join(task.lead.units)), (words["coordinating"], ", ".join(task.coordinating.small))]
    said += [(words["time"], task.time.text.rstrip("."))]
    if task.budget:
        spoken = task.budget.unit.replace("1.000", "nghìn")  # "1.000 đồng" is a unit of tables only
        unit = "" if task.budget.unit in task.budget.text else f" {spoken}"
        said.append((words["budget"], task.budget.text + unit))
    said = [(label, text) for label, text in said if text]
    bullet = style.bullet
    if style.form == "brackets":
        return [Para("(" + "; ".join(f"{label}: {text}" for label, text in said) + ")", "item")]
    if style.form == "paragraph":
        return [Para(" ".join(f"{label}: {text}." for label, text in said), "bullet", bullet)]
    if style.form == "sentence":
        return _sentence(task, words["time"], bullet, said[-1] if task.budget else None)
    if style.form == "under one label":
        inner = "+" if bullet != "+" else "-"
        return [Para("Phân công thực hiện:", "bullet", bullet),
                *(Para(f"{label}: {text}", "plus", inner) for label, text in said)]  # fmt: skip
    if style.form == "lists":
        return _lists(task, said, bullet)
    colon = " :" if style.form == "spaced" else ":"
    return [Para(f"{label}{colon} {text}.", "bullet", bullet) for label, text in said]


def _sentence(task: Task, time_word: str, bullet: str, budget: tuple[str, str] | None) -> list[Block]:
    lead, others = (", ".join(map(lower_group, agencies.units)) for agencies in (task.lead, task.coordinating))
    helped = f", phối hợp với {others}" if others else ""
    when = f" {time_word}: {task.time.text.rstrip('.')}." if task.time.text else ""
    costs = f" {budget[0]}: {budget[1]}." if budget else ""
    return [Para(f"Giao {lead} chủ trì{helped} tổ chức thực hiện.{when}{costs}", "bullet", bullet)]


def _lists(task: Task, said: list[tuple[str, str]], bullet: str) -> list[Block]:
    """The label on a line of its own where several agencies follow, each on its line."""
    many: dict[str, Agencies] = {
        ", ".join(task.lead.units): task.lead,
        ", ".join(task.coordinating.small): task.coordinating,
    }
    blocks: list[Block] = []
    for label, text in said:
        units = many[text].units if text in many else ()
        if len(units) < 2:
            blocks.append(Para(f"{label}: {text}", "bullet", bullet))
        else:
            blocks.append(Para(f"{label}:", "bullet", bullet))
            blocks += [Para(f"{unit};", "plus", "+" if bullet != "+" else "-") for unit in units]
    return blocks
