"""What upkeep leaves behind: how a run ended, and that a worker is alive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from nhipcau.accounts.models import User
from nhipcau.history.actions import log

from .models import Heartbeat, Run

ATTEMPTS_KEPT = timedelta(hours=1)  # longer than AXES_COOLOFF_TIME


@transaction.atomic
def run_record(*, kind: str, seconds: float, data: Mapping[str, object], good: bool = True) -> Run:
    """A run with its figures, or with the sentence of its failure."""
    run = Run.objects.create(
        kind=kind, finished_at=timezone.now(), seconds=round(seconds, 2), good=good, data=dict(data)
    )
    # An installation that nobody has used yet keeps an empty log: only into such a one can a backup be restored.
    if User.objects.exists():
        log(action=f"upkeep.{kind}" if good else f"upkeep.{kind}_failed", user=None, target=run, data=data)
    return run


def heartbeat(*, worker: str, machine: str, since: datetime, tools: Mapping[str, bool]) -> None:
    """Not logged: it happens every few seconds and changes nothing."""
    Heartbeat.objects.update_or_create(
        worker=worker,
        defaults={"machine": machine, "since": since, "seen_at": timezone.now(), "tools": dict(tools)},
    )


def heartbeat_stop(*, worker: str, before: datetime) -> None:
    """The worker has ended by itself; those silent since ``before`` are forgotten with it."""
    Heartbeat.objects.filter(worker=worker).delete()
    Heartbeat.objects.filter(seen_at__lt=before).delete()


def forget_visits() -> None:
    """Sessions that have run out, and failed attempts that close no door any more. Not logged: nobody did it."""
    SessionStore.clear_expired()
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - ATTEMPTS_KEPT).delete()
