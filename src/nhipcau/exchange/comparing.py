"""What a workbook would change today, in words; and what others changed since it was exported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nhipcau.plans.models import PlanTask
from nhipcau.register.rows import STATE_WORDS
from nhipcau.register.versions import version_of
from nhipcau.ui.words import day_words

from .workbook import Edit, Refusal


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a task in words, before and after; ``before`` is empty when it is added."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One task as the workbook would have it."""

    edit: Edit
    task: PlanTask
    changes: tuple[Change, ...]
    meanwhile: tuple[Change, ...] = ()  # what others changed since the export; then it is a conflict


@dataclass(frozen=True)
class Comparison:
    """``ready`` can be applied; ``conflicts`` only where the person says so; ``done`` stand so already."""

    ready: list[Proposal]
    conflicts: list[Proposal]
    done: int
    refused: list[Refusal]

    @property
    def token(self) -> str:
        """Stands for exactly these proposals on exactly these tasks."""
        seen = [(p.edit.row, version_of(p.task), repr(p.edit)) for p in (*self.ready, *self.conflicts)]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def compare(edits: Iterable[Edit], tasks: Mapping[int, PlanTask], refused: Iterable[Refusal]) -> Comparison:
    """``tasks`` are those of the edits that the person may report on; of the others nothing is told."""
    found = Comparison([], [], 0, list(refused))
    stand_so = 0
    for edit in edits:
        task = tasks.get(edit.task)
        if task is None:
            found.refused.append(Refusal(edit.row, _("There is no such task, or you may not report on it.")))
        elif (task.status, task.finished_on) == (edit.status_before, edit.finished_before):
            found.ready.append(Proposal(edit, task, _changes(task, edit)))
        elif (task.status, task.finished_on) == (edit.status, edit.finished_on) and not edit.note:
            stand_so += 1
        else:
            found.conflicts.append(Proposal(edit, task, _changes(task, edit), _meanwhile(task, edit)))
    rows = sorted(found.refused, key=lambda refusal: refusal.row)
    return Comparison(found.ready, found.conflicts, stand_so, rows)


def _changes(task: PlanTask, edit: Edit) -> tuple[Change, ...]:
    changes = _state_changes(task.status, task.finished_on, edit.status, edit.finished_on)
    return (*changes, Change(_("Result or reason"), "", edit.note)) if edit.note else changes


def _meanwhile(task: PlanTask, edit: Edit) -> tuple[Change, ...]:
    return _state_changes(edit.status_before, edit.finished_before, task.status, task.finished_on)


def _state_changes(status: str, day: date | None, new_status: str, new_day: date | None) -> tuple[Change, ...]:
    changes = []
    if status != new_status:
        changes.append(Change(_("State"), str(STATE_WORDS[status]), str(STATE_WORDS[new_status])))
    if day != new_day:
        changes.append(Change(_("Finished on"), _day(day), _day(new_day)))
    return tuple(changes)


def _day(day: date | None) -> str:
    return day_words(day) if day else ""
