"""Tasks: read with the filters of the screen, change what people report."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from nhipcau.accounts.models import User
from nhipcau.api import schemas
from nhipcau.api.auth import person, writing
from nhipcau.api.problems import Problem, not_yours, stale
from nhipcau.api.replies import reply, seen_version
from nhipcau.history.models import Entry
from nhipcau.history.queries import lines
from nhipcau.plans.models import PlanTask
from nhipcau.plans.permissions import task_for
from nhipcau.register.actions import Stale, task_set_status
from nhipcau.register.filters import ALL_YEARS, NO_LEAD, TaskFilter, group_key
from nhipcau.register.queries import filtered, with_agencies
from nhipcau.register.reader import Reader
from nhipcau.register.versions import version_of

from .paging import page_of, refuse_unclear
from .shapes import line_shape, task_shape

router = Router(tags=["tasks"])
STATES = {
    "late": "qua-han", "due_soon": "sap-den-han", "not_started": "chua", "in_progress": "dang", "done": "xong",
    "stopped": "khong",
}  # fmt: skip
WINDOWS = {"this_month": "thang", "next_month": "thang-sau", "this_quarter": "quy", "none": "khong-ngay"}
SORTS = {"due": "han", "plan": "ke-hoach", "lead": "chu-tri", "state": "trang-thai"}
WHOSE = {"part": "toi", "lead": "chu-tri"}


@router.get("", response={200: schemas.TaskPage}, url_name="tasks", summary="Tasks that you may see")
def task_list(request: HttpRequest, wanted: Query[schemas.TaskQuery]) -> HttpResponse:
    refuse_unclear(request, schemas.TaskQuery)
    today = timezone.localdate()
    tasks = filtered(Reader(person(request)), _filter(wanted), today)
    here, values = page_of(request, with_agencies(tasks), wanted)
    return reply(request, schemas.TaskPage(items=[task_shape(request, task, today) for task in here], **values))


def _filter(wanted: schemas.TaskQuery) -> TaskFilter:
    sort = wanted.sort.removeprefix("-")
    return TaskFilter(
        q=wanted.q,
        nam=str(wanted.year) if wanted.year else ALL_YEARS,
        ke_hoach=wanted.plan,
        nhom=group_key(wanted.group) if wanted.group else "",
        chu_tri=NO_LEAD if wanted.without_lead else str(wanted.lead or ""),
        phoi_hop=wanted.coordinating,
        han=WINDOWS.get(wanted.due or "", ""),
        tu=wanted.due_from,
        den=wanted.due_to,
        trang_thai=STATES.get(wanted.state or "", ""),
        cua=WHOSE.get(wanted.mine or "", ""),
        xep=("-" if sort != wanted.sort else "") + SORTS[sort],
    )


@router.get("/{int:task_id}", response={200: schemas.Task}, url_name="task", summary="One task")
def task_detail(request: HttpRequest, task_id: Path[schemas.Id]) -> HttpResponse:
    return _reply(request, task_for(person(request), "see", task_id))


@router.patch("/{int:task_id}", response={200: schemas.Task}, url_name="task", summary="Report how far a task is")
def task_change(request: HttpRequest, task_id: Path[schemas.Id], change: schemas.TaskChange) -> HttpResponse:
    """Needs a token that writes, and the task's ETag in If-Match. Only who may report on it on the screen may here."""
    user = writing(request)
    task = _reported(user, task_id)
    version = seen_version(request, version_of(task))
    try:
        task_set_status(
            task=task,
            status=change.status or task.status,
            finished_on=change.finished_on if "finished_on" in change.model_fields_set else task.finished_on,
            note=(change.note or "").strip(),
            by=user,
            version=version,
        )
    except Stale as error:
        raise stale() from error
    except ValidationError as error:
        field = next(iter(error.message_dict))
        raise Problem(422, error.messages[0], field=field) from error
    return _reply(request, task_for(user, "see", task_id))


def _reported(user: User, pk: int) -> PlanTask:
    """Of a task that the person sees and may not report on, it is told that this is so."""
    seen = task_for(user, "see", pk)
    try:
        return task_for(user, "report", seen.pk)
    except Http404 as error:
        raise not_yours() from error


def _reply(request: HttpRequest, found: PlanTask) -> HttpResponse:
    task = with_agencies(PlanTask.objects.filter(pk=found.pk)).get()
    return reply(request, task_shape(request, task, timezone.localdate()), version=version_of(task))


@router.get(
    "/{int:task_id}/history",
    response={200: schemas.HistoryPage},
    url_name="task_history",
    summary="What happened to it",
)
def task_history(request: HttpRequest, task_id: Path[schemas.Id], wanted: Query[schemas.Paging]) -> HttpResponse:
    """In words, the newest first."""
    refuse_unclear(request, schemas.Paging)
    task = task_for(person(request), "see", task_id)
    entries = Entry.objects.filter(target_type="plans.plantask", target_id=task.pk).select_related("user")
    here, values = page_of(request, entries, wanted)
    return reply(request, schemas.HistoryPage(items=[line_shape(line) for line in lines(here)], **values))
