"""The log of the years: how the plans came, and what people reported of their tasks.

It is written now and says so: an entry bears the moment at which it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, cycle, islice
from random import Random

from nhipcau.history.models import Entry
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from nhipcau.register.actions import SENTENCES

from .offices import Offices

NOTES = (
    "Đang tổng hợp ý kiến của các cơ quan phối hợp.",
    "Đã trình lãnh đạo dự thảo lần 2.",
    "Đã triển khai tại 12 xã, phường.",
    "Chờ bố trí kinh phí bổ sung.",
)
Told = tuple[str, PlanTask | Plan, int, dict[str, object]]  # action, of what, by whom, data
BATCH = 1000


def fill_log(luck: Random, offices: Offices, wanted: int) -> None:
    """Entries until the province has so many."""
    missing = wanted - Entry.objects.filter(province=offices.province).count()
    tasks = list(PlanTask.objects.filter(plan__province=offices.province).select_related("plan").order_by("pk"))
    reporter = _reporters(offices)
    told = chain(_of_plans(offices), _of_tasks(tasks, offices), _of_results(tasks, reporter))
    worked = [task for task in tasks if task.status != PlanTask.Status.NOT_STARTED]
    notes = (_note(luck, task, reporter) for task in cycle(worked or tasks)) if tasks else iter(())
    Entry.objects.bulk_create(
        (
            Entry(
                province=offices.province,
                user_id=by,
                action=action,
                target_type=target._meta.label_lower,
                target_id=target.pk,
                data=data,
            )
            for action, target, by, data in islice(chain(told, notes), max(0, missing))
        ),
        BATCH,
    )


def _of_plans(offices: Offices) -> Iterator[Told]:
    for plan in Plan.objects.filter(province=offices.province).order_by("pk"):
        yield "plans.confirmed", plan, offices.specialist.pk, {"made": plan.tasks.count(), "changed": 0, "withdrawn": 0}


def _of_tasks(tasks: list[PlanTask], offices: Offices) -> Iterator[Told]:
    for task in tasks:
        yield "plans.task_made", task, offices.specialist.pk, {"plan": str(task.plan)}


def _of_results(tasks: list[PlanTask], reporter: dict[int, int]) -> Iterator[Told]:
    for task in tasks:
        if task.status != PlanTask.Status.NOT_STARTED:
            finished = task.finished_on.isoformat() if task.finished_on else None
            data: dict[str, object] = {"finished_on": finished, "note": ""}
            yield SENTENCES[PlanTask.Status(task.status)], task, reporter[task.pk], data


def _note(luck: Random, task: PlanTask, reporter: dict[int, int]) -> Told:
    action = SENTENCES[PlanTask.Status.IN_PROGRESS] + "_with_note"
    return action, task, reporter[task.pk], {"finished_on": None, "note": luck.choice(NOTES)}


def _reporters(offices: Offices) -> dict[int, int]:
    """For each task an officer of its lead agency, else the specialist."""
    found = dict.fromkeys(
        PlanTask.objects.filter(plan__province=offices.province).values_list("pk", flat=True), offices.specialist.pk
    )
    leads = TaskAgency.objects.filter(task__plan__province=offices.province, role="lead").exclude(agency=None)
    for task, agency in leads.values_list("task", "agency"):
        if agency in offices.officers:
            found[task] = offices.officers[agency].pk
    return found
