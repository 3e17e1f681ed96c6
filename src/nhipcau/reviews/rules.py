"""Decisions on rows that are looked through, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from nhipcau.plans.rules import COMPARED, take
from nhipcau.plans.values import DoubtData, Mention, TaskValues

CERTAIN = {"added", "changed"}  # the file itself says it; only a conflict or a removal asks for a decision


def certain_doubts(doubts: Sequence[DoubtData]) -> bool:
    """Whether these doubts only tell of what is certain, so that many such rows may be accepted at once."""
    return bool(doubts) and all(doubt["code"] in CERTAIN for doubt in doubts)


def united(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    """The agencies of two rows, each once, in order."""
    known: dict[str, Mention] = {}
    for mention in (*first, *second):
        known.setdefault(mention["key"] or mention["text"].casefold(), mention)
    return list(known.values())


def merged_rows(first: TaskValues, second: TaskValues) -> TaskValues:
    """Two rows that are one task: the second's title becomes a content of the first."""
    values = cast("TaskValues", dict(first))
    values["sub_items"] = [*first["sub_items"], second["title"], *second["sub_items"]]
    values["lead"] = united(first["lead"], second["lead"])
    values["coordinating"] = united(first["coordinating"], second["coordinating"])
    for name in COMPARED:
        if not values[name]:
            take(values, name, second)
    return values


def split_row(values: TaskValues, titles: Sequence[str]) -> list[TaskValues]:
    """One row that holds several tasks: each gets its title and keeps the agencies, the time and the rest. Money
    stays with the first, or the plan would cost more after the split."""
    rows = [cast("TaskValues", {**values, "title": title, "sub_items": []}) for title in titles]
    for row in rows[1:]:
        row["budget_text"], row["budget_vnd"] = "", None
    return rows


def columns_of_fields(places: Iterable[dict[str, list[list[Any]]]], block: int) -> dict[str, int]:
    """In which column of this table each field usually stands, learnt from the rows that were understood."""
    votes: dict[str, dict[int, int]] = {}
    for known in places:
        for name, where in known.items():
            for place in where[:1]:
                if name and place[0] == block and place[2] is not None:
                    columns = votes.setdefault(name, {})
                    columns[place[2]] = columns.get(place[2], 0) + 1
    best: Callable[[dict[int, int]], int] = lambda columns: max(columns, key=lambda c: columns[c])  # noqa: E731
    return {name: best(columns) for name, columns in votes.items()}
