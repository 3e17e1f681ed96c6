"""Every change of the register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.history.actions import log
from nhipcau.plans.models import PlanTask

from .rows import STATE_WORDS
from .versions import version_of

if TYPE_CHECKING:
    from nhipcau.accounts.models import User

Status = PlanTask.Status
SENTENCES = {
    Status.NOT_STARTED: "register.task_not_started",
    Status.IN_PROGRESS: "register.task_in_progress",
    Status.DONE: "register.task_done",
    Status.STOPPED: "register.task_stopped",
}


class Stale(Exception):
    """Somebody else changed the task since its reader saw it."""


@transaction.atomic
def task_set_status(
    *, task: PlanTask, status: str, finished_on: date | None, note: str, by: User, version: str = ""
) -> bool:
    """Set how far a task is. True when anything was changed or said. ``version`` is the state that the person saw
    (versions.version_of): when the task is no longer in it, ``Stale`` is raised and nothing is written."""
    task = PlanTask.objects.select_for_update().get(pk=task.pk)
    if version and version != version_of(task):
        raise Stale
    finished_on = finished_on if status == Status.DONE else None
    if status == Status.DONE and not finished_on:
        raise ValidationError({"finished_on": _("Give the day on which the task was finished.")})
    if finished_on and finished_on > timezone.localdate():
        raise ValidationError({"finished_on": _("This day is still to come. Give the day on which it was finished.")})
    if (task.status, task.finished_on) == (status, finished_on) and not note:
        return False
    before = _as_read(task)
    task.status, task.finished_on = Status(status), finished_on
    task.save(update_fields=["status", "finished_on"])
    data: dict[str, object] = {"finished_on": finished_on, "note": note, "before": before, "after": _as_read(task)}
    action = SENTENCES[task.status] + ("_with_note" if note else "")
    log(action=action, user=by, target=task, province=task.plan.province, data=data)
    return True


def _as_read(task: PlanTask) -> dict[str, object]:
    return {"status": str(STATE_WORDS[task.status]), "finished_on": task.finished_on}
