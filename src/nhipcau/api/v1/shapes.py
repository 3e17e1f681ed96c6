"""From rows of the database to what the API gives."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from nhipcau.api import schemas
from nhipcau.history.queries import Line
from nhipcau.organizations.models import Agency
from nhipcau.plans.models import Plan, PlanTask, ReportDeadline, TaskAgency
from nhipcau.register.rows import Row, agency_name


def task_shape(request: HttpRequest, task: PlanTask, today: date) -> schemas.Task:
    """Have ``plan`` and ``parts`` loaded (register.queries.with_agencies)."""
    row = Row(task, today)
    return schemas.Task(
        id=task.pk,
        url=request.build_absolute_uri(reverse("register:task", args=[task.pk])),
        plan=plan_name(task.plan),
        number=task.number,
        group=task.group,
        title=task.title,
        contents=[str(item) for item in task.sub_items],
        time=schemas.TaskTime(
            printed=task.time_text,
            kind=task.time_kind,
            starts_on=task.starts_on,
            due_on=task.due_on,
            recurrence=task.recurrence,
            vague=row.soft,
        ),
        lead=[_part(part) for part in row.leads],
        coordinating=[_part(part) for part in row.coordinating],
        budget_vnd=task.budget_vnd,
        budget_printed=task.budget_text,
        funding_source=task.funding_source,
        output=task.output,
        indicator=task.indicator,
        note=task.note,
        person_responsible=task.responsible_person,
        source=task.source_label,
        status=task.status,  # type: ignore[arg-type]
        finished_on=task.finished_on,
        standing=row.standing,
        withdrawn=bool(task.withdrawn_at),
    )


def _part(part: TaskAgency) -> schemas.Part:
    return schemas.Part(id=part.agency_id, name=agency_name(part), printed=part.text)


def plan_name(plan: Plan) -> schemas.PlanName:
    return schemas.PlanName(id=plan.pk, name=str(plan), year=plan.year)


def plan_shape(request: HttpRequest, plan: Plan) -> schemas.Plan:
    """Have its tasks counted (plans.queries.with_counts)."""
    return schemas.Plan(
        id=plan.pk,
        url=request.build_absolute_uri(reverse("plans:detail", args=[plan.pk])),
        type=plan.type,
        number=plan.number,
        subject=plan.subject,
        year=plan.year,
        issued_on=plan.issued_on,
        issuing_authority=plan.issuing_authority,
        period_start=plan.period_start,
        period_end=plan.period_end,
        signer=plan.signer,
        state=plan.state,  # type: ignore[arg-type]
        tasks=plan.task_count,  # type: ignore[attr-defined]
        done=plan.done_count,  # type: ignore[attr-defined]
    )


def agency_shape(agency: Agency) -> schemas.Agency:
    return schemas.Agency(
        id=agency.pk,
        name=agency.name,
        short_name=agency.short_name,
        kind=agency.kind,
        parent=agency.parent_id,
        electronic_code=agency.organ_id,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
    )


def deadline_shape(day: date, duty: ReportDeadline) -> schemas.ReportDeadline:
    return schemas.ReportDeadline(
        due_on=day,
        what=duty.what,
        by=duty.by,
        to=duty.to,
        recurrence=duty.recurrence,
        printed=duty.text,
        plan=plan_name(duty.plan),
    )


def line_shape(line: Line) -> schemas.HistoryLine:
    changes = [schemas.Change(field=c.label, before=c.before, after=c.after) for c in line.changes]
    return schemas.HistoryLine(at=line.at, who=line.who, text=line.what, changes=changes)
