"""Plans and the days on which they ask for reports."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from nhipcau.api import schemas
from nhipcau.api.auth import person
from nhipcau.api.replies import reply
from nhipcau.plans.permissions import plan_for, plans_visible_to
from nhipcau.plans.queries import PlanFilter, with_counts
from nhipcau.register.queries import report_deadlines
from nhipcau.register.reader import Reader

from .paging import page_of, refuse_unclear
from .shapes import deadline_shape, plan_shape

router = Router(tags=["plans"])


@router.get("/plans", response={200: schemas.PlanPage}, url_name="plans", summary="Plans that you may see")
def plan_list(request: HttpRequest, wanted: Query[schemas.PlanQuery]) -> HttpResponse:
    refuse_unclear(request, schemas.PlanQuery)
    plans = PlanFilter(year=wanted.year, state=wanted.state or "").apply(plans_visible_to(person(request)))
    here, values = page_of(request, with_counts(plans), wanted)
    return reply(request, schemas.PlanPage(items=[plan_shape(request, plan) for plan in here], **values))


@router.get("/plans/{int:plan_id}", response={200: schemas.Plan}, url_name="plan", summary="One plan")
def plan_detail(request: HttpRequest, plan_id: Path[schemas.Id]) -> HttpResponse:
    found = plan_for(person(request), "see", plan_id)
    return reply(request, plan_shape(request, with_counts(type(found).objects.filter(pk=found.pk)).get()))


@router.get(
    "/report-deadlines",
    response={200: schemas.ReportDeadlinePage},
    url_name="report_deadlines",
    summary="Days on which reports are due",
)
def deadline_list(request: HttpRequest, wanted: Query[schemas.ReportDeadlineQuery]) -> HttpResponse:
    """Of plans in force, in the order of days."""
    refuse_unclear(request, schemas.ReportDeadlineQuery)
    year = wanted.year or timezone.localdate().year
    due = report_deadlines(Reader(person(request)), date(year, 1, 1), date(year, 12, 31))
    here, values = page_of(request, due, wanted)
    return reply(request, schemas.ReportDeadlinePage(items=[deadline_shape(*pair) for pair in here], **values))
