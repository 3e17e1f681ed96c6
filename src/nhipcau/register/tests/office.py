"""Plans and tasks for the tests of the register, made as a confirmation makes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhipcau.organizations.models import Agency, AgencyGroup, Province
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from nhipcau.search.index import index


def make_plan(province: Province, number: str = "101/KH-UBND", year: int = 2026, state: str = "confirmed") -> Plan:
    subject = f"Công tác thông tin đối ngoại năm {year}"
    plan = Plan.objects.create(
        province=province,
        number=number,
        subject=subject,
        year=year,
        issued_on=date(year, 1, 15),
        state=state,
    )
    index.put(plan)
    return plan


def make_task(
    plan: Plan, title: str, *, lead: Sequence[Agency] = (), coordinating: Sequence[Agency] = (), **values: object
) -> PlanTask:
    values = {"position": plan.tasks.count() + 1, "number": str(plan.tasks.count() + 1)} | values
    task = PlanTask.objects.create(plan=plan, title=title, **values)
    for role, agencies in (("lead", lead), ("coordinating", coordinating)):
        for position, agency in enumerate(agencies):
            part = TaskAgency.objects.create(task=task, role=role, position=position, text=agency.name, agency=agency)
            part.members.add(agency)
    index.put(task)
    return task


def add_group(task: PlanTask, group: AgencyGroup, members: Sequence[Agency], role: str = "coordinating") -> TaskAgency:
    """A group's part in a task, with the agencies that it meant on the plan's date."""
    part = TaskAgency.objects.create(task=task, role=role, position=9, text=group.name, group=group)
    part.members.set(members)
    index.put(task)
    return part
