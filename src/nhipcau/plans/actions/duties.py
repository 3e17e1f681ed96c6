"""Duties of agencies and report deadlines of a plan: written whole, put back whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from nhipcau.plans.agencies import Directory
from nhipcau.plans.models import Plan, ReportDeadline, Responsibility, ReviewItem

Kind, State = ReviewItem.Kind, ReviewItem.State
DUTY_FIELDS = ("position", "number", "heading", "items")
REPORT_FIELDS = ("what", "recurrence", "by", "to", "text", "places")


def write_duties(plan: Plan, items: list[ReviewItem], directory: Directory) -> None:
    plan.responsibilities.all().delete()
    plan.report_deadlines.all().delete()
    kept = [item for item in items if item.state != State.DROPPED]
    for position, item in enumerate(item for item in kept if item.kind == Kind.RESPONSIBILITY):
        values = item.values
        number, heading = values["number"][:30], values["heading"]
        row = Responsibility.objects.create(
            plan=plan, position=position, number=number, heading=heading, items=values["items"]
        )
        row.members.set({agency for part in directory.parts(values["agencies"]) for agency in part.members})
    reports = [item for item in kept if item.kind == Kind.REPORT and item.values["due_on"]]
    ReportDeadline.objects.bulk_create(_report(plan, item) for item in reports)


def _report(plan: Plan, item: ReviewItem) -> ReportDeadline:
    known = {name: item.values[name] for name in REPORT_FIELDS if name != "places"}
    places = item.read.get("places", {}).get("", [])
    return ReportDeadline(plan=plan, due_on=date.fromisoformat(item.values["due_on"]), places=places, **known)


def duties_snapshot(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    duties = plan.responsibilities.prefetch_related("members")
    return {
        "responsibilities": [
            {name: getattr(duty, name) for name in DUTY_FIELDS} | {"members": [a.pk for a in duty.members.all()]}
            for duty in duties
        ],
        "reports": [
            {name: getattr(report, name) for name in REPORT_FIELDS} | {"due_on": report.due_on.isoformat()}
            for report in plan.report_deadlines.all()
        ],
    }


def put_back_duties(plan: Plan, before: dict[str, Any]) -> None:
    plan.responsibilities.all().delete()
    plan.report_deadlines.all().delete()
    for known in before["responsibilities"]:
        members = known.pop("members")
        Responsibility.objects.create(plan=plan, **known).members.set(members)
    ReportDeadline.objects.bulk_create(ReportDeadline(plan=plan, **known) for known in before["reports"])
