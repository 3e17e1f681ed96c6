"""Decisions on values, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from .values import DoubtData, Mention, TaskField, TaskValues

# A worker that has said nothing for so long is gone, and its upload is taken again. Longer than vanban lets any one
# step of a file take.
LEASE = timedelta(minutes=3)

# Sentences of our own; all other codes are vanban's.
SENTENCES = {
    "no_number": _("The number of the plan was not found in the document."),
    "no_issue_date": _("The date of issue was not found in the document."),
    "no_year": _("It is not clear for which year the plan is."),
    "changed": _("The corrected file says: “%(now)s”. Until now: “%(before)s”."),
    "conflict": _("The corrected file says: “%(now)s”. This was entered by hand: “%(before)s”."),
    "removed": _("This task is no longer in the corrected file."),
    "added": _("This task is new in the corrected file."),
}
CERTAIN = {"added", "changed"}  # the file itself says it; only a conflict or a removal asks for a decision

LABELS = {
    "number": _("Number"),
    "group": _("Group"),
    "title": _("Task"),
    "lead": _("Lead"),
    "coordinating": _("Coordinating"),
    "time_text": _("Time"),
    "budget_text": _("Funds"),
    "funding_source": _("Source of funds"),
    "output": _("Output"),
    "indicator": _("Indicator"),
    "note": _("Note"),
    "responsible_person": _("Person responsible"),
    "sub_items": _("Contents"),
    "issued_on": _("Issued on"),
    "year": _("Year"),
}

COMPARED: tuple[TaskField, ...] = (
    "number",
    "group",
    "title",
    "lead",
    "coordinating",
    "time_text",
    "budget_text",
    "funding_source",
    "output",
    "indicator",
    "note",
    "responsible_person",
    "sub_items",
)
PLACE_IN_PLAN = {"number", "group"}  # differs only in these: the task has moved
FOLLOWS = {"time_text": "time", "budget_text": "budget_vnd"}  # what is read from a phrase goes with it


def lease_is_over(claimed_at: datetime | None, now: datetime) -> bool:
    return claimed_at is None or claimed_at < now - LEASE


def certain_doubts(doubts: Sequence[DoubtData]) -> bool:
    """Whether these doubts only tell of what is certain, so that many such rows may be accepted at once."""
    return bool(doubts) and all(doubt["code"] in CERTAIN for doubt in doubts)


def without_field(doubts: Iterable[DoubtData], names: Iterable[str]) -> list[DoubtData]:
    """The doubts that remain when a person has set these fields."""
    settled = set(names)
    return [doubt for doubt in doubts if doubt["field"] not in settled]


def changed_fields(before: TaskValues, after: TaskValues) -> list[TaskField]:
    return [name for name in COMPARED if not _same(before[name], after[name])]


def _same(one: object, other: object) -> bool:
    return in_words(one).casefold() == in_words(other).casefold()


def in_words(value: object) -> str:
    """A value of a task as one line of text.

    >>> in_words([{"text": "Sở Ngoại vụ"}, {"text": "Công an tỉnh"}])
    'Sở Ngoại vụ; Công an tỉnh'
    """
    if isinstance(value, list):
        return "; ".join(in_words(part["text"] if isinstance(part, dict) else part) for part in value)
    return " ".join(str(value or "").split())


@dataclass(frozen=True)
class Merged:
    """What a task becomes when a corrected file is read: its values, which of them are new, which need a decision."""

    values: TaskValues
    changed: list[TaskField] = field(default_factory=list)
    conflicts: list[TaskField] = field(default_factory=list)


def merge(base: TaskValues, mine: TaskValues, theirs: TaskValues) -> Merged:
    """Three ways: what the first file said, what people made of it, what the corrected file says.

    A field that the office did not change keeps what people entered; a field that only the office changed is taken;
    where both did, the person's words stand until someone decides.
    """
    merged = Merged(cast("TaskValues", {**mine, "source": theirs["source"], "details": theirs["details"]}))
    for name in COMPARED:
        if _same(theirs[name], base[name]) or _same(theirs[name], mine[name]):
            continue
        if _same(mine[name], base[name]):
            take(merged.values, name, theirs)
            merged.changed.append(name)
        else:
            merged.conflicts.append(name)
    return merged


def take(values: TaskValues, name: TaskField, source: TaskValues) -> None:
    """Set one field to what ``source`` says, with all that was read from it."""
    for part in (name, FOLLOWS.get(name)):
        if part:
            values[part] = source[part]  # type: ignore[literal-required]


def kind_of_change(merged: Merged) -> str:
    """
    >>> kind_of_change(Merged({}, ["number"]))
    'moved'
    """
    fields = {*merged.changed, *merged.conflicts}
    if not fields:
        return "same"
    return "moved" if fields <= PLACE_IN_PLAN else "changed"


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
