"""Plans in the invented province: one read, confirmed and worked on, one waiting for its review."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Appointment, Province
from nhipcau.plans import actions
from nhipcau.plans.models import Plan, PlanTask, TaskAgency, Upload
from nhipcau.plans.queries import review_token
from nhipcau.register.actions import task_set_status
from vanban.writing import write_docx

from .sample import DATA, FILE, sample_plan

Status = PlanTask.Status
IN_REVIEW = DATA / "tuan-van-hoa-2027.json"


def receive(path: Path, province: Province, by: User) -> Upload:
    """Upload a file as a person would, and read it at once instead of leaving it to the worker."""
    return receive_bytes(path.read_bytes(), path.name, province, by)


def receive_bytes(data: bytes, name: str, province: Province, by: User) -> Upload:
    upload = actions.upload_receive(province=province, file=SimpleUploadedFile(name, data), by=by)
    claimed = actions.upload_claim(pk=upload.pk)
    if claimed:
        actions.upload_read(upload=claimed)
    return Upload.objects.get(pk=upload.pk)


def plan_of_the_year(province: Province, by: User) -> Plan:
    """The sample plan, confirmed, with its tasks as far as they would be today."""
    upload = receive(FILE, province, by)
    token = review_token(upload.items.all())
    plan = actions.plan_confirm(upload=upload, by=by, token=token, with_open=True)
    _work_on(plan, by)
    return plan


def plan_in_review(province: Province, by: User) -> Upload:
    data = write_docx(sample_plan(IN_REVIEW))
    return receive_bytes(data, "Ke hoach Tuan van hoa 2027.docx", province, by)


def _work_on(plan: Plan, lead_department: User) -> None:
    """What is long due is done, but for every sixth task and the last one of each agency whose officer signs in, so
    that nobody's home page is empty; what is due soon is under way."""
    today = timezone.localdate()
    dated = plan.tasks.exclude(due_on=None).order_by("due_on", "position")
    past = [task for task in dated if task.due_on and task.due_on < today - timedelta(days=3)]
    left = {agency: task.pk for task in past if (agency := _officers_agency(task))}.values()
    for number, task in enumerate(dated, start=1):
        by = _reporter(task) or lead_department
        if task.due_on is None or task.due_on > today + timedelta(days=60):
            continue
        if task.due_on < today - timedelta(days=3) and number % 6 and task.pk not in left:
            _finish(task, task.due_on - timedelta(days=2 + number % 5), by)
        elif number % 2:
            note = "Đang tổng hợp ý kiến của các cơ quan phối hợp."
            task_set_status(task=task, status=Status.IN_PROGRESS, finished_on=None, note=note, by=by)


def _finish(task: PlanTask, on: date, by: User) -> None:
    note = f"Sản phẩm: {task.output}." if task.output else ""
    task_set_status(task=task, status=Status.DONE, finished_on=on, note=note, by=by)


def _officers_agency(task: PlanTask) -> int | None:
    """The lead agency, when an officer of it signs in to the demo."""
    reporter = _reporter(task)
    post = reporter.appointments.filter(role="officer").first() if reporter else None
    return post.agency_id if post else None


def _reporter(task: PlanTask) -> User | None:
    """An officer of the lead agency, when the demo has one."""
    leads = TaskAgency.objects.filter(task=task, role=TaskAgency.Role.LEAD).values("members")
    post = Appointment.objects.filter(agency__in=leads, role__in=["officer", "specialist"]).select_related("user")
    found = post.order_by("-role").first()
    return found.user if found else None
