"""Decisions on values, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from django.utils.translation import gettext_lazy as _

from .values import DoubtData, TaskField, TaskValues

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
