"""Tasks as screens and files show them: state in words, agencies by part, the time as it is best told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.plans.models import Plan, PlanTask, TaskAgency

from .rules import SOFT_KINDS, Standing, Work, current_round_ends, standing_of

RECURRENCES = {
    "weekly": gettext_lazy("weekly"),
    "monthly": gettext_lazy("monthly"),
    "bimonthly": gettext_lazy("every two months"),
    "quarterly": gettext_lazy("quarterly"),
    "semiannual": gettext_lazy("every half-year"),
    "annual": gettext_lazy("yearly"),
    "periodic": gettext_lazy("at intervals"),
}
STATE_WORDS = {
    "late": gettext_lazy("Late"),
    "done": gettext_lazy("Finished"),
    "stopped": gettext_lazy("Not carried out"),
    "in_progress": gettext_lazy("In progress"),
    "not_started": gettext_lazy("Not started"),
}
SHAPES = {"in_progress": "open", "not_started": "waiting"}


@dataclass(frozen=True)
class Row:
    """One task, its plan and parts loaded before (queries.with_agencies)."""

    task: PlanTask
    today: date

    @cached_property
    def standing(self) -> Standing:
        task = self.task
        # Nobody waits for the tasks of a closed plan any more: they keep the state that they had.
        due_on = task.due_on if task.plan.state == Plan.State.CONFIRMED else None
        return standing_of(Work(task.status, due_on, task.time_kind, bool(task.withdrawn_at)), self.today)

    @property
    def finished(self) -> bool:
        return self.standing in ("done", "stopped") or self.task.plan.state != Plan.State.CONFIRMED

    @cached_property
    def state(self) -> tuple[str, str]:
        """Shape and word of the state, for the tag ``state``."""
        return self.shape, str(STATE_WORDS[self._state])

    @property
    def shape(self) -> str:
        return SHAPES.get(self._state, self._state)

    @property
    def _state(self) -> str:
        return self.standing if self.standing in ("late", "done", "stopped") else self.task.status

    @property
    def soft(self) -> bool:
        """Whether the words leave the days open, so that they are shown rather than a date made of them."""
        return self.task.time_vague or self.task.time_kind in SOFT_KINDS

    @property
    def round_ends(self) -> date | None:
        return None if self.finished else current_round_ends(self.task.recurrence, self.task.due_on, self.today)

    @property
    def recurrence(self) -> str:
        return str(RECURRENCES.get(self.task.recurrence, ""))

    @cached_property
    def leads(self) -> list[TaskAgency]:
        return [part for part in self.task.parts.all() if part.role == TaskAgency.Role.LEAD]

    @cached_property
    def coordinating(self) -> list[TaskAgency]:
        return [part for part in self.task.parts.all() if part.role == TaskAgency.Role.COORDINATING]


def agency_name(part: TaskAgency) -> str:
    """Its registered name, the group's, or what the plan prints."""
    return str(part.agency or part.group or part.text)


def name_today(part: TaskAgency) -> str:
    """With the agency that answers for it now, where that is another one (successors.mark_successors)."""
    now = getattr(part, "now", None)
    if now is None:
        return agency_name(part)
    return _("%(agency)s (now: %(now)s)") % {"agency": agency_name(part), "now": now.name}


def names(parts: list[TaskAgency]) -> str:
    return "; ".join(name_today(part) for part in parts)
