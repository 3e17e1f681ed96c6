"""What the health page and the machine endpoint tell. Counts and ages of the installation, nothing of a province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.accounts.models import User
from nhipcau.history.models import Entry
from nhipcau.history.verifying import Anchor
from nhipcau.organizations.models import Province
from nhipcau.plans.models import Plan, PlanTask, Upload

from .models import Heartbeat, Run
from .rules import WORKER_SILENT


@dataclass(frozen=True)
class Queue:
    waiting: int
    running: int
    failed: int
    waits: timedelta | None  # the job that has waited longest


def queue() -> Queue:
    """Jobs that are due. One query."""
    now = timezone.now()
    ready = Q(status=TaskResultStatus.READY) & (Q(run_after__lte=now) | Q(run_after__year=9999))
    found = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=ready),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED, finished_at__gt=now - timedelta(days=1))),
        since=Min("enqueued_at", filter=ready),
    )
    since: datetime | None = found.pop("since")
    return Queue(**found, waits=now - since if since else None)


def workers() -> list[Heartbeat]:
    """Those that are alive, or were within a day. One query."""
    return list(Heartbeat.objects.filter(seen_at__gt=timezone.now() - timedelta(days=1)).order_by("machine", "since"))


def alive(heartbeats: list[Heartbeat]) -> list[Heartbeat]:
    return [beat for beat in heartbeats if timezone.now() - beat.seen_at <= WORKER_SILENT]


def runs() -> dict[str, Run]:
    """The newest of each kind. One query."""
    return {run.kind: run for run in Run.objects.latest_of_each()}


def noted_heads() -> list[Anchor]:
    """What backups and checks noted of the end of the log. One query."""
    kept = Run.objects.filter(good=True, data__log__number__gt=0)
    return [
        Anchor(run.data["log"]["number"], run.data["log"]["seal"], f"the {run.kind} of {run.finished_at:%d/%m/%Y}")
        for run in kept
    ]


def counts() -> dict[str, int]:
    """How much there is. One query each."""
    return {
        "provinces": Province.objects.count(),
        "users": User.objects.filter(is_active=True).count(),
        "plans": Plan.objects.count(),
        "tasks": PlanTask.objects.count(),
        "uploads": Upload.objects.count(),
        "log_entries": Entry.objects.count(),
    }
