"""One task table: which columns, which header, how rows are numbered, grouped and merged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from .luck import Luck
from .names import Agencies
from .page import Box, Grid
from .rows import Row, arrange
from .sums import Purse
from .tasks import Task
from .times import NO_TIME, Time
from .words import lines

WIDTHS = {
    "ordinal": 7, "title": 36, "lead": 16, "coordinating": 20, "time": 16, "output": 16, "budget": 15, "note": 10,
    "basis": 14, "indicator": 12, "person": 12, "agencies": 30, "start": 13, "end": 13, "budget_own": 15,
    "budget_other": 15,
}  # fmt: skip
CORES = {
    ("lead", "coordinating", "time"): 10,
    ("time", "lead", "coordinating"): 5,
    ("lead", "time"): 2,
    ("lead", "coordinating", "output", "time"): 4,
    ("output", "lead", "coordinating", "time"): 3,
    ("agencies", "time"): 2,
    ("lead", "coordinating"): 1,
    ("lead", "coordinating", "start", "end"): 1,
}
NUMBERINGS = {
    "flat": 24, "restart": 20, "continuous": 10, "decimal": 14, "roman decimal": 6, "letters": 4,
    "unnumbered groups": 10, "none": 6, "by agency": 6,
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """What one table looks like."""

    columns: tuple[str, ...]
    words: dict[str, str]
    numbering: str
    two_rows: bool = False  # lead and coordinating under one heading, or the budget split
    counted: bool = False  # a header row "(1) (2) (3)"
    merged_lead: bool = False
    group_form: str = "merged"
    total: str = ""  # "", "first" or "last"
    dot: str = ""

    @property
    def has_budget(self) -> bool:
        return "budget" in self.columns


@dataclass
class MadeTable:
    grid: Grid
    unit_line: str
    tasks: list[dict[str, object]] = field(default_factory=list)
    sources: list[Task] = field(default_factory=list)
    total: dict[str, object] | None = None


def make_style(luck: Luck, purse: Purse, *, budget: bool) -> Style:
    numbering = luck.weighted(NUMBERINGS)
    core = luck.weighted(CORES)
    extra = luck.weighted({(): 5, ("note",): 3, ("indicator", "note"): 1, ("person",): 1})
    columns = ["title", *core, *(["budget"] if budget else []), *extra]
    if luck.often(0.06):
        columns.insert(1, "basis")
    if not (numbering == "none" and luck.often(0.5)):
        columns.insert(0, "ordinal")
    adjacent = "lead coordinating" in " ".join(columns)
    two_rows = adjacent and luck.often(0.25)
    if budget and luck.often(0.15):
        place = columns.index("budget")
        columns[place + 1 : place + 1] = ["budget_own", "budget_other"]
        two_rows = True
    if core == ("lead", "coordinating", "time") and luck.often(0.08):
        columns.remove("title")
        columns.insert(columns.index("lead") + 1, "title")
    words = {column: luck.one(lines("columns", column)) for column in WIDTHS if "budget_" not in column}
    if luck.often(0.06):
        words["time"] += luck.one((" (tháng, quý)", " (dự kiến)"))
    if "agencies" not in columns and "coordinating" not in columns:
        words["lead"] = luck.one(("Đơn vị thực hiện", "Cơ quan chủ trì", "Đơn vị chủ trì", "Cơ quan thực hiện"))
    elif words["lead"] in ("Đơn vị thực hiện", "Cơ quan thực hiện") and two_rows:
        words["lead"] = "Chủ trì"
    words["over"] = luck.one(lines("columns", "lead+coordinating"))
    if budget and purse.where == "header":
        words["budget"] += f" ({purse.unit})"
    if luck.often(0.12):
        words = {column: word.upper() for column, word in words.items()}
    return Style(
        columns=tuple(columns),
        words=words,
        numbering=numbering,
        two_rows=two_rows,
        counted=luck.often(0.08),
        merged_lead="lead" in columns and luck.often(0.15),
        group_form=luck.weighted({"merged": 5, "joined": 3, "cells": 3}),
        total=luck.weighted({"last": 6, "first": 1, "": 3}) if budget else "",
        dot=luck.weighted({"": 7, ".": 3}),
    )


def make_table(luck: Luck, tasks: list[Task], style: Style, purse: Purse, annex: str) -> MadeTable:
    if style.merged_lead:
        tasks = _share_leads(luck, tasks)
    if "start" in style.columns:
        tasks = [replace(task, time=_dated(luck, task.time)) for task in tasks]
    rows = arrange(luck, tasks, style.numbering, style.dot)
    above = f"Đơn vị tính: {purse.unit}" if luck.often(0.7) else f"(ĐVT: {purse.unit})"
    made = MadeTable(Grid((), ()), above if style.has_budget and purse.where == "above" else "")
    body = [_row(row, style, purse) for row in rows]
    if style.merged_lead:
        body = _merge_leads(rows, body, style)
    if style.total:
        total = purse.write(sum(task.budget.vnd for task in tasks if task.budget))
        made.total = total.to_json()
        place = 0 if style.total == "first" else len(body)
        body.insert(place, _total_row(luck, style, total.text))
    header = _header(style)
    widths = tuple(WIDTHS[column] for column in style.columns)
    made.grid = Grid((*header, *body), widths, len(header))
    for row in rows:
        if row.task:
            shown = _only_what_is_printed(row.task, style)
            made.sources.append(shown)
            made.tasks.append(shown.to_json(f"A:{annex}{row.path}", number=row.path, group=row.group or None))
    return made


def _only_what_is_printed(task: Task, style: Style) -> Task:
    """A task without the values that this table has no column for."""
    both = "agencies" in style.columns
    return replace(
        task,
        lead=task.lead if both or "lead" in style.columns else Agencies(),
        coordinating=task.coordinating if both or "coordinating" in style.columns else Agencies(),
        time=task.time if {"time", "start"} & {*style.columns} else NO_TIME,
        budget=task.budget if style.has_budget else None,
        output=task.output if "output" in style.columns else "",
        note=task.note if "note" in style.columns else "",
    )  # fmt: skip


def _header(style: Style) -> list[tuple[Box, ...]]:
    words = style.words
    upper: list[Box] = []
    lower: list[Box] = []
    tall = 2 if style.two_rows else 1
    for column in style.columns:
        beside = style.two_rows and "lead coordinating" in " ".join(style.columns)
        if beside and column in ("lead", "coordinating"):
            if column == "lead":
                upper.append(Box((words["over"],), cols=2, bold=True, middle=True))
            lower.append(Box((words[column],), bold=True, middle=True))
        elif column == "budget" and "budget_own" in style.columns:
            upper.append(Box((words["budget"],), cols=3, bold=True, middle=True))
            lower.append(Box(("Tổng số",), bold=True, middle=True))
        elif column in ("budget_own", "budget_other"):
            lower.append(Box(("Ngân sách" if column == "budget_own" else "Nguồn khác",), bold=True, middle=True))
        else:
            upper.append(Box((words[column],), rows=tall, bold=True, middle=True))
    rows = [tuple(upper)] + ([tuple(lower)] if style.two_rows else [])
    if style.counted:
        rows.append(tuple(Box((f"({number})",), middle=True) for number, _ in enumerate(style.columns, 1)))
    return rows


def _row(row: Row, style: Style, purse: Purse) -> tuple[Box, ...]:
    if row.task:
        return tuple(_cell(column, row, style, purse) for column in style.columns)
    width = len(style.columns)
    if "ordinal" not in style.columns or not row.label:
        return (Box((row.text,), cols=width, bold=True),)
    if style.group_form == "joined":
        return (Box((f"{row.label.rstrip('.')}. {row.text}",), cols=width, bold=True),)
    label = Box((row.label,), bold=True, middle=True)
    if style.group_form == "merged":
        return (label, Box((row.text,), cols=width - 1, bold=True))
    return (label, Box((row.text,), bold=True), *(Box() for _ in range(width - 2)))


def _cell(column: str, row: Row, style: Style, purse: Purse) -> Box:
    task = row.task
    assert task
    if column == "ordinal":
        return Box((row.label,), middle=True)
    if column == "title":
        return Box((task.title, *(f"- {point}" for point in task.points)))
    if column == "agencies":
        parts = [f"- Chủ trì: {', '.join(task.lead.units)}"]
        if task.coordinating.units:
            parts.append(f"- Phối hợp: {', '.join(task.coordinating.small)}")
        return Box(tuple(parts))
    if column.startswith("budget"):
        half = task.budget if column != "budget_other" else None
        return Box((half.text,), middle=True) if half else Box()
    texts = {
        "start": (_span(task)[0],), "end": (_span(task)[1],), "lead": task.lead.lines,
        "coordinating": task.coordinating.lines, "time": (task.time.text,),
        "output": (task.output,), "note": (task.note,), "basis": ("Công việc thường xuyên",),
        "indicator": ("Đạt 100%",), "person": ("Đ/c Phó Chủ tịch",),
    }  # fmt: skip
    return Box(tuple(text for text in texts[column] if text))


def _span(task: Task) -> tuple[str, str]:
    start, end = task.time.start, task.time.end
    return (f"{start:%d/%m/%Y}" if start else "", f"{end:%d/%m/%Y}" if end else "")


def _total_row(luck: Luck, style: Style, text: str) -> tuple[Box, ...]:
    place = style.columns.index("budget")
    label = luck.one(("Tổng cộng", "TỔNG CỘNG", "Tổng số", "Tổng kinh phí", "Cộng", "Tổng số kinh phí"))
    after = [Box() for _ in style.columns[place + 1 :]]
    if "budget_own" in style.columns:
        after[0] = Box((text,), bold=True, middle=True)
    return (Box((label,), cols=place, bold=True, middle=True), Box((text,), bold=True, middle=True), *after)


def _dated(luck: Luck, time: Time) -> Time:
    """For tables with a column for the first day and one for the last."""
    month, year = luck.number(1, 9), time.start.year if time.start else 2026
    start, end = date(year, month, luck.number(1, 28)), date(year, month + luck.number(1, 3), luck.number(1, 28))
    return Time(f"{start:%d/%m/%Y} - {end:%d/%m/%Y}", "range", start, end)


def _share_leads(luck: Luck, tasks: list[Task]) -> list[Task]:
    """Runs of two to four tasks with one lead, as offices merge them."""
    shared: list[Task] = []
    while len(shared) < len(tasks):
        lead = tasks[len(shared)].lead
        for task in tasks[len(shared) : len(shared) + luck.number(1, 4)]:
            shared.append(replace(task, lead=lead))
    return shared


def _merge_leads(rows: list[Row], body: list[tuple[Box, ...]], style: Style) -> list[tuple[Box, ...]]:
    place = style.columns.index("lead")
    merged = [list(boxes) for boxes in body]
    for first, row in enumerate(rows):
        if not row.task or (first and _same_lead(rows[first - 1], row)):
            continue
        last = first
        while last + 1 < len(rows) and _same_lead(row, rows[last + 1]):
            last += 1
        merged[first][place] = replace(merged[first][place], rows=last - first + 1)
        for below in range(first + 1, last + 1):
            del merged[below][place]
    return [tuple(boxes) for boxes in merged]


def _same_lead(one: Row, other: Row) -> bool:
    return bool(one.task and other.task and one.task.lead == other.task.lead)
