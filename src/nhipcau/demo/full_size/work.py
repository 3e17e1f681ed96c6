"""Plans of the years, each confirmed from a small file, with tasks, duties and reports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from nhipcau.demo.vocabulary import lines, lists
from nhipcau.organizations.models import Agency, AgencyGroup
from nhipcau.plans.models import Confirmation, Plan, PlanTask, ReportDeadline, Responsibility, TaskAgency, Upload

from .offices import Offices
from .tasks import write_task

A_PLAN = 100  # tasks, about
BATCH = 500
Part = tuple[str, str, Agency | None, AgencyGroup | None]  # role, text, and what it means


@dataclass(frozen=True)
class Share:
    """How often a task names whom."""

    lead: tuple[int, ...] = (1,) * 17 + (2,) * 2 + (0,)
    helping: tuple[int, ...] = (0, 1, 1, 2, 2, 3, 4)
    commune_leads: float = 0.05
    group_leads: float = 0.03
    group_helps: float = 0.55


def write_plans(luck: Random, offices: Offices, years: range, tasks: int) -> None:
    count = max(len(years), tasks // A_PLAN)
    for number in range(count):
        year = years[number * len(years) // count]
        plan = _plan(luck, offices, number, year, closed=year < years[-1])
        field = plan.facts.pop("field")
        share = tasks * (number + 1) // count - tasks * number // count
        rows = PlanTask.objects.bulk_create(
            (write_task(luck, plan, field, place, offices) for place in range(1, share + 1)), BATCH
        )
        made = [row for task in rows for row in _parts(luck, task, offices)]
        TaskAgency.objects.bulk_create(made, BATCH)
        _confirm(plan, offices, rows)
        _duties(luck, plan, offices)
    _resolve(offices)


def _plan(luck: Random, offices: Offices, number: int, year: int, *, closed: bool) -> Plan:
    fields = [name for name in lists("fields") if name]
    field = fields[number % len(fields)]
    subject = luck.choice(lines("fields", field)).format(y=year, where=f"trên địa bàn tỉnh {offices.place}")
    issued = date(year, 1, 2) + timedelta(days=luck.randrange(80))
    plan = Plan.objects.create(
        province=offices.province,
        state=Plan.State.CLOSED if closed else Plan.State.CONFIRMED,
        number=f"{10 + number * 3}/KH-UBND",
        subject=subject,
        place=offices.place,
        issued_on=issued,
        issuing_authority=offices.committee.name,
        issuer=offices.committee,
        year=year,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        signer="Lê Hồng Phong",
        signer_position="PHÓ CHỦ TỊCH",
        confirmed_at=timezone.now(),
        confirmed_by=offices.specialist,
    )
    plan.facts = {"field": field}
    return plan


def _parts(luck: Random, task: PlanTask, offices: Offices) -> Iterator[TaskAgency]:
    share = Share()
    pool = offices.communes if offices.communes and luck.random() < share.commune_leads else offices.departments
    leads, helping = luck.choice(share.lead), luck.choice(share.helping)
    chosen = luck.sample(pool, min(len(pool), leads)) if leads else []
    others = luck.sample(offices.departments, min(6, len(offices.departments)))
    others = [agency for agency in others if agency not in chosen][:helping]
    if chosen and luck.random() < share.group_leads:
        yield _of_group(task, "lead", 0, luck.choice(offices.groups))
    else:
        for position, agency in enumerate(chosen):
            yield TaskAgency(task=task, role="lead", position=position, text=agency.name, agency=agency)
    for position, agency in enumerate(others):
        yield TaskAgency(task=task, role="coordinating", position=position, text=agency.name, agency=agency)
    if luck.random() < share.group_helps:
        yield _of_group(task, "coordinating", 9, luck.choice(offices.groups))


def _of_group(task: PlanTask, role: str, position: int, group: AgencyGroup) -> TaskAgency:
    return TaskAgency(task=task, role=role, position=position, text=group.name, group=group)


def _resolve(offices: Offices) -> None:
    """Which agencies each part meant: one statement of the database a group, as they are very many."""
    table = TaskAgency.members.through._meta.db_table
    into = f"INSERT INTO {table} (taskagency_id, agency_id) "
    of_province = (
        "FROM plans_taskagency part JOIN plans_plantask task ON task.id = part.task_id "
        "JOIN plans_plan plan ON plan.id = task.plan_id AND plan.province_id = %s "
    )
    province = offices.province.pk
    with connection.cursor() as cursor:
        named = "SELECT part.id, part.agency_id " + of_province + "WHERE part.agency_id IS NOT NULL"
        cursor.execute(into + named, [province])
        for group in offices.groups:
            members = [agency.pk for agency in _members(offices, group)]
            if members:
                cursor.execute(
                    f"{into}SELECT part.id, agency.id {of_province}"
                    f"JOIN organizations_agency agency ON agency.id IN ({', '.join(['%s'] * len(members))}) "
                    "WHERE part.group_id = %s",
                    [province, *members, group.pk],
                )


def _members(offices: Offices, group: AgencyGroup) -> list[Agency]:
    everyone = [offices.committee, *offices.departments, *offices.communes]
    return [] if group.open_ended else [agency for agency in everyone if agency.kind in group.kinds]


def _confirm(plan: Plan, offices: Offices, tasks: list[PlanTask]) -> None:
    data = f"{plan}\n{plan.subject}\n{offices.province}\n{plan.issued_on}".encode()
    name = f"{plan.number.replace('/', '-')}.txt"
    upload = Upload(
        province=offices.province, uploaded_by=offices.specialist, name=name, size=len(data), plan=plan,
        sha256=hashlib.sha256(data).hexdigest(), state=Upload.State.READY,
    )  # fmt: skip
    upload.file.save(name, ContentFile(data), save=False)
    upload.save()
    before: dict[str, object] = {"plan": {}, "tasks": [], "responsibilities": [], "reports": []}
    made = [task.pk for task in tasks]
    Confirmation.objects.create(plan=plan, upload=upload, by=offices.specialist, made=made, before=before)


def _duties(luck: Random, plan: Plan, offices: Offices) -> None:
    duties = list(lines("duties"))
    agencies = luck.sample(offices.departments, min(8, len(offices.departments)))
    for position, agency in enumerate(agencies, start=1):
        items = [text.replace("{cite}", "Kế hoạch này") for text in luck.sample(duties, 3)]
        duty = Responsibility.objects.create(
            plan=plan, position=position, number=str(position), heading=agency.name, items=items
        )
        duty.members.set([agency])
    for month, half in ((6, "6 tháng"), (12, "năm")):
        due = date(plan.year or 0, month, 15)
        words = f"Báo cáo kết quả {half}"
        text = f"{words} trước ngày {due:%d/%m/%Y}"
        to = offices.departments[0].name
        ReportDeadline.objects.create(plan=plan, what=words, due_on=due, by="Các cơ quan, đơn vị", to=to, text=text)
