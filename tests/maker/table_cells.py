"""The rows of a task table, cell by cell."""

from __future__ import annotations

from .luck import Luck
from .page import Box
from .rows import Row
from .sums import Purse
from .table_style import Style
from .tasks import Task


def header_rows(style: Style) -> list[tuple[Box, ...]]:
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


def body_row(row: Row, style: Style, purse: Purse) -> tuple[Box, ...]:
    if row.task:
        return tuple(_cell(column, row, style, purse) for column in style.columns)
    width = len(style.columns)
    if style.sub_totals and row.money and style.group_form == "cells" and "ordinal" in style.columns:
        boxes = [Box((row.label,), bold=True, middle=True), Box((row.text,), bold=True)]
        boxes += [Box() for _ in range(width - 2)]
        boxes[style.columns.index("budget")] = Box((purse.write(row.money).text,), bold=True, middle=True)
        return tuple(boxes)
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
        number = f"{row.label.rstrip('.')}. " if style.number_in_title else ""
        return Box((number + task.title, *(f"- {point}" for point in task.points)))
    if column == "agencies":
        parts = [f"- Chủ trì: {', '.join(task.lead.units)}"]
        if task.coordinating.units:
            parts.append(f"- Phối hợp: {', '.join(task.coordinating.small)}")
        return Box(tuple(parts))
    if column.startswith("budget"):
        half = task.budget if column != "budget_other" else None
        if not half and column == "budget" and style.no_money:
            return Box((style.no_money,), middle=True)
        return Box((half.text,), middle=True) if half else Box()
    texts = {
        "start": (_span(task)[0],), "end": (_span(task)[1],), "lead": task.lead.lines,
        "coordinating": task.coordinating.lines, "time": (task.time.text,),
        "output": (task.output,), "note": (task.note,), "basis": ("Công việc thường xuyên",),
        "indicator": ("Đạt 100%",), "person": ("Đ/c Phó Chủ tịch",), "urgency": ("Cao",),
    }  # fmt: skip
    return Box(tuple(text for text in texts[column] if text))


def _span(task: Task) -> tuple[str, str]:
    start, end = task.time.start, task.time.end
    return (f"{start:%d/%m/%Y}" if start else "", f"{end:%d/%m/%Y}" if end else "")


def total_row(luck: Luck, style: Style, text: str) -> tuple[Box, ...]:
    place = style.columns.index("budget")
    label = luck.one(("Tổng cộng", "TỔNG CỘNG", "Tổng số", "Tổng kinh phí", "Cộng", "Tổng số kinh phí"))
    after = [Box() for _ in style.columns[place + 1 :]]
    if "budget_own" in style.columns:
        after[0] = Box((text,), bold=True, middle=True)
    return (Box((label,), cols=place, bold=True, middle=True), Box((text,), bold=True, middle=True), *after)
