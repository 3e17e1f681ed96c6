"""Rows of a task table in order: groups, parents, tasks, each with its printed number and its path."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .luck import Luck
from .names import NOBODY, Agencies
from .tasks import Task

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
GROUPS = (
    "Công tác chỉ đạo, điều hành", "Công tác tuyên truyền, tập huấn", "Hoàn thiện thể chế, chính sách",
    "Phát triển hạ tầng, nguồn lực", "Nhiệm vụ thường xuyên", "Nhiệm vụ đột phá", "Kiểm tra, giám sát, đánh giá",
    "Hợp tác, giao lưu", "Bảo đảm kinh phí, cơ sở vật chất",
    "Sơ kết, tổng kết, khen thưởng", "Phục vụ người dân, doanh nghiệp", "Ứng dụng khoa học, công nghệ",
    "Xây dựng đội ngũ", "Bảo vệ môi trường", "An sinh xã hội",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    label: str = ""
    text: str = ""
    task: Task | None = None
    path: str = ""
    group: str = ""
    money: int = 0  # of a group: the sum of its tasks


def arrange(luck: Luck, tasks: list[Task], numbering: str, dot: str) -> list[Row]:
    if numbering == "flat" or (numbering == "none" and luck.often(0.6)):
        return _flat(tasks, dot if numbering == "flat" else None)
    groups = _split(luck, tasks)
    if numbering == "decimal":
        return _decimal(luck, groups, dot)
    if numbering == "roman decimal":
        return _roman_decimal(luck, groups)
    return _grouped(luck, groups, numbering, dot)


def _flat(tasks: list[Task], dot: str | None) -> list[Row]:
    if dot is None:
        return [Row(task=task) for task in tasks]
    return [Row(f"{number}{dot}", task=task, path=str(number)) for number, task in enumerate(tasks, 1)]


def _split(luck: Luck, tasks: list[Task]) -> list[list[Task]]:
    """Two to as many groups as there are headings."""
    count = max(2, min(len(GROUPS), len(tasks) // luck.number(2, 6)))
    cuts = sorted(luck.some(range(1, len(tasks)), count - 1)) if len(tasks) > count else list(range(1, len(tasks)))
    return [tasks[start:end] for start, end in zip([0, *cuts], [*cuts, len(tasks)], strict=True)]


def _grouped(luck: Luck, groups: list[list[Task]], numbering: str, dot: str) -> list[Row]:
    names = luck.shuffled(GROUPS)
    capitals = luck.often(0.6)
    rows: list[Row] = []
    count = 0
    for place, group in enumerate(groups):
        tasks, name = group, names[place]
        if numbering == "by agency":
            name = group[0].lead.units[0] if group[0].lead.units else name
            tasks = [_led_by(name, task) for task in group]
        name = name.upper() if capitals else name
        mark = {"letters": "ABCDEGHIKLMNOPQ"[place], "unnumbered groups": "", "none": ""}.get(numbering, ROMANS[place])
        rows.append(Row(mark, name, money=sum(task.budget.vnd for task in group if task.budget)))
        for number, task in enumerate(tasks, 1):
            count += 1
            printed = count if numbering in ("continuous", "unnumbered groups") else number
            label = "" if numbering == "none" else f"{printed}{dot}"
            path = f"{mark}.{printed}".lstrip(".") if label else ""
            rows.append(Row(label, task=task, path=path, group=name))
    return rows


def _led_by(name: str, task: Task) -> Task:
    helping = NOBODY if name in task.coordinating.units else task.coordinating
    return replace(task, lead=Agencies((name,), (name,)), coordinating=helping)


def _decimal(luck: Luck, groups: list[list[Task]], dot: str) -> list[Row]:
    """1, 2, 2.1, 2.2, 3: a group of one is a row by itself."""
    names = luck.shuffled(GROUPS)
    rows: list[Row] = []
    for place, group in enumerate(groups, 1):
        if len(group) == 1:
            rows.append(Row(f"{place}{dot}", task=group[0], path=str(place)))
            continue
        name = names[place - 1]
        rows.append(Row(f"{place}{dot}", name))
        for number, task in enumerate(group, 1):
            rows.append(Row(f"{place}.{number}{dot}", task=task, path=f"{place}.{number}", group=name))
    return rows


def _roman_decimal(luck: Luck, groups: list[list[Task]]) -> list[Row]:
    """I, 1, 1.1, 1.2, 2, 2.1: numbers begin anew under each Roman."""
    names = luck.shuffled(GROUPS)
    rows: list[Row] = []
    for place, group in enumerate(groups):
        rows.append(Row(ROMANS[place], names[place].upper()))
        parts = _split(luck, group) if len(group) > 3 else [group]
        for part, tasks in enumerate(parts, 1):
            inner = names[-part]
            rows.append(Row(str(part), inner))
            for number, task in enumerate(tasks, 1):
                path = f"{part}.{number}"
                rows.append(Row(path, task=task, path=f"{ROMANS[place]}.{path}", group=inner))
    return rows
