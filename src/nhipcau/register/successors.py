"""Who answers today for the parts that others hold in tasks: told beside each part, and before a succession applies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.utils.translation import gettext as _

from nhipcau.organizations.models import Agency
from nhipcau.plans.heirs import held_of, plan_day
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from nhipcau.succession.queries import Today
from nhipcau.succession.touching import Touched

SHOWN = 20


def mark_successors(tasks: Iterable[PlanTask], today: Today) -> list[PlanTask]:
    """These tasks, each part with ``now``: the agency that answers for it today, where that is another one. Have the
    parts and their agencies loaded."""
    tasks = list(tasks)
    for task in tasks:
        for part in task.parts.all():
            part.now = today.other_name(part.agency, plan_day(task.plan))  # type: ignore[attr-defined]
    return tasks


def mark_members(task: PlanTask, today: Today) -> None:
    """The same for the agencies that a group meant. Have ``parts__members`` loaded."""
    for part in task.parts.all():
        for member in part.members.all():
            member.now = today.other_name(member, plan_day(task.plan))


def tell_touched(agencies: Sequence[Agency]) -> list[Touched]:
    """For the dry run of a succession: open tasks whose lead or part changes hands, and their plans; also what these
    agencies took over before."""
    parts = TaskAgency.objects.filter(reduce(or_, [held_of(agency).parts for agency in agencies]))
    tasks = PlanTask.objects.filter(pk__in=parts.values("task"), plan__state=Plan.State.CONFIRMED, withdrawn_at=None)
    waiting = tasks.exclude(status__in=[PlanTask.Status.DONE, PlanTask.Status.STOPPED]).select_related("plan")
    plans = Plan.objects.filter(pk__in=PlanTask.objects.filter(pk__in=parts.values("task")).values("plan"))
    task_lines = tuple(f"{task.plan}: {task.number} {task.title[:120]}" for task in waiting[:SHOWN])
    plan_lines = tuple(f"{plan} ({plan.year})" if plan.year else str(plan) for plan in plans[:SHOWN])
    return [
        Touched(_("Open tasks that change hands"), waiting.count(), task_lines),
        Touched(_("Plans that name them"), plans.count(), plan_lines),
    ]
