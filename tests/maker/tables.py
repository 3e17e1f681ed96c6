"""One or more task tables of an annex, with the truth of their rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from .luck import Luck
from .names import Agencies
from .page import Block, Box, Grid, Para
from .rows import Row, arrange
from .sums import Purse
from .table_cells import body_row, header_rows, total_row
from .table_style import WIDTHS, Style
from .tasks import Task
from .times import NO_TIME, Time


@dataclass
class MadeTable:
    blocks: list[Block] = field(default_factory=list)
    tasks: list[dict[str, object]] = field(default_factory=list)
    sources: list[Task] = field(default_factory=list)
    total: dict[str, object] | None = None
    columns: int = 0


def make_table(luck: Luck, tasks: list[Task], style: Style, purse: Purse, annex: str) -> MadeTable:
    if style.merged_lead:
        tasks = _share_leads(luck, tasks)
    if style.merged_time:
        tasks = _share_times(luck, tasks)
    if "start" in style.columns:
        tasks = [replace(task, time=_dated(luck, task.time)) for task in tasks]
    rows = arrange(luck, tasks, style.numbering, style.dot)
    above = f"Đơn vị tính: {purse.unit}" if luck.often(0.7) else f"(ĐVT: {purse.unit})"
    made = MadeTable([Para(above, "unit")] if style.has_budget and purse.where == "above" else [])
    if style.sectioned:
        for group in _by_group(rows):
            made.blocks += [Para(group[0].text, "clause", f"{group[0].label}."), _grid(group[1:], style, purse, [])]
    else:
        total: list[tuple[Box, ...]] = []
        if style.total:
            whole = purse.write(sum(task.budget.vnd for task in tasks if task.budget))
            made.total, total = whole.to_json(), [total_row(luck, style, whole.text)]
        made.blocks.append(_grid(rows, style, purse, total))
    made.columns = len(style.columns)
    for row in rows:
        if row.task:
            shown = _only_what_is_printed(row.task, style)
            made.sources.append(shown)
            printed = "ordinal" in style.columns or style.number_in_title
            number = row.path if printed else ""
            made.tasks.append(shown.to_json(f"A:{annex}{row.path}", number=number, group=row.group or None))
    return made


def _grid(rows: list[Row], style: Style, purse: Purse, total: list[tuple[Box, ...]]) -> Grid:
    body = [body_row(row, style, purse) for row in rows]
    if style.merged_lead:
        body = _merged(rows, body, style.columns.index("lead"), lambda task: task.lead)
    if style.merged_time:
        body = _merged(rows, body, style.columns.index("time"), lambda task: task.time)
    header = header_rows(style)
    if style.header_again:
        again = [place for place, row in enumerate(rows) if not row.task and place and rows[place - 1].task]
        for place in reversed(again):
            body[place:place] = header
    body = [*total, *body] if style.total == "first" else [*body, *total]
    return Grid((*header, *body), tuple(WIDTHS[column] for column in style.columns), len(header))


def _by_group(rows: list[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        if not row.task:
            groups.append([])
        groups[-1].append(row)
    return groups


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
            both = set(lead.units) & set(task.coordinating.units)
            shared.append(task if both else replace(task, lead=lead))
    return shared


def _share_times(luck: Luck, tasks: list[Task]) -> list[Task]:
    """Runs of tasks at one time, in the order of a calendar."""
    shared: list[Task] = []
    while len(shared) < len(tasks):
        time = tasks[len(shared)].time
        shared += [replace(task, time=time) for task in tasks[len(shared) : len(shared) + luck.number(1, 5)]]
    return shared


def _merged(
    rows: list[Row], body: list[tuple[Box, ...]], place: int, value: Callable[[Task], object]
) -> list[tuple[Box, ...]]:
    """Neighbouring rows of one value share a cell."""
    merged = [list(boxes) for boxes in body]
    values = [value(row.task) if row.task else None for row in rows]
    for first, shared in enumerate(values):
        if shared is None or (first and values[first - 1] == shared):
            continue
        last = first
        while last + 1 < len(rows) and values[last + 1] == shared:
            last += 1
        merged[first][place] = replace(merged[first][place], rows=last - first + 1)
        for below in range(first + 1, last + 1):
            del merged[below][place]
    return [tuple(boxes) for boxes in merged]
