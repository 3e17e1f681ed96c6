"""What one task table looks like: its columns and their words, how rows are numbered and grouped."""

from __future__ import annotations

from dataclasses import dataclass

from .luck import Luck
from .sums import Purse
from .words import lines

WIDTHS = {
    "ordinal": 7, "title": 36, "lead": 16, "coordinating": 20, "time": 16, "output": 16, "budget": 15, "note": 10,
    "basis": 14, "indicator": 12, "person": 12, "urgency": 10, "agencies": 30, "start": 13, "end": 13, "budget_own": 15,
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
    merged_time: bool = False  # the time comes first, merged over the tasks of that time
    group_form: str = "merged"
    total: str = ""  # "", "first" or "last"
    dot: str = ""
    sectioned: bool = False  # a table of its own under the heading of each group
    header_again: bool = False  # the header is typed again above each group
    sub_totals: bool = False  # the row of a group holds the sum of its tasks
    number_in_title: bool = False  # "1. Tổ chức ..." where there is no column for numbers
    no_money: str = ""  # what stands where a task has no money of its own

    @property
    def has_budget(self) -> bool:
        return "budget" in self.columns


def make_style(luck: Luck, purse: Purse, *, budget: bool) -> Style:
    numbering = luck.weighted(NUMBERINGS)
    columns, time_first = _columns(luck, numbering, budget)
    split_budget = budget and luck.often(0.15)
    if split_budget:
        place = columns.index("budget")
        columns[place + 1 : place + 1] = ["budget_own", "budget_other"]
    two_rows = split_budget or ("lead coordinating" in " ".join(columns) and luck.often(0.25))
    return Style(
        columns=tuple(columns),
        words=_words(luck, columns, two_rows, purse.unit if budget and purse.where == "header" else ""),
        numbering=numbering,
        two_rows=two_rows,
        counted=luck.often(0.08),
        merged_lead="lead" in columns and not time_first and luck.often(0.15),
        merged_time=time_first,
        group_form=luck.weighted({"merged": 5, "joined": 3, "cells": 3}),
        total=luck.weighted({"last": 6, "first": 1, "": 3}) if budget else "",
        dot=luck.weighted({"": 14, ".": 6, ")": 1}),
        sectioned=numbering == "restart" and luck.often(0.15),
        header_again=luck.often(0.06),
        sub_totals=budget and luck.often(0.3),
        number_in_title=numbering == "flat" and "ordinal" not in columns and luck.often(0.5),
        no_money=luck.weighted({"": 7, "-": 1, "Lồng ghép": 1, "Theo dự toán được giao": 1}),
    )


def _columns(luck: Luck, numbering: str, budget: bool) -> tuple[list[str], bool]:
    """The columns in order, and whether the time comes before the task."""
    core = luck.weighted(CORES)
    extra = luck.weighted({(): 5, ("note",): 3, ("indicator", "note"): 1, ("person",): 1, ("urgency",): 1})
    columns = ["title", *core, *(["budget"] if budget else []), *extra]
    if luck.often(0.06):
        columns.insert(1, "basis")
    if luck.often(0.06) and "lead" in columns:
        columns.remove("title")
        columns.insert(columns.index("lead") + 1, "title")
    time_first = numbering == "flat" and "time" in columns and luck.often(0.2)
    if time_first:
        columns.remove("time")
        columns.insert(columns.index("title"), "time")
    without_numbers = {"none": 0.5, "flat": 0.06}.get(numbering, 0.0)
    return (columns if luck.often(without_numbers) else ["ordinal", *columns]), time_first


def _words(luck: Luck, columns: list[str], two_rows: bool, unit: str) -> dict[str, str]:
    words = {column: luck.one(lines("columns", column)) for column in WIDTHS if "budget_" not in column}
    words["over"] = luck.one(lines("columns", "lead+coordinating"))
    if luck.often(0.06):
        words["time"] += luck.one((" (tháng, quý)", " (dự kiến)"))
    if "agencies" not in columns and "coordinating" not in columns:
        words["lead"] = luck.one(("Đơn vị thực hiện", "Cơ quan chủ trì", "Đơn vị chủ trì", "Cơ quan thực hiện"))
    elif words["lead"] in ("Đơn vị thực hiện", "Cơ quan thực hiện") and two_rows:
        words["lead"] = "Chủ trì"
    if unit:
        words["budget"] += f" ({unit})"
    return {column: word.upper() for column, word in words.items()} if luck.often(0.12) else words
