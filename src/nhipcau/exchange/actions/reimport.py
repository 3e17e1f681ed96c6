"""A workbook comes back: first it is only kept, then, when its person has seen what it would change, applied whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.exchange.models import Reimport
from nhipcau.exchange.queries import comparison_of
from nhipcau.exchange.workbook import BadWorkbook, read_workbook
from nhipcau.history.actions import log
from nhipcau.organizations.permissions import province_of
from nhipcau.register.actions import task_set_status

LARGEST = 20 * 1024 * 1024


class Outdated(Exception):
    """Tasks were changed after the person saw what the workbook would do."""


def reimport_take(*, user: User, name: str, size: int, file: IO[bytes]) -> Reimport:
    """Keep what differs. The person's earlier workbooks that were never applied are forgotten."""
    if size > LARGEST:
        raise BadWorkbook(_("The file is larger than %(limit)s MB.") % {"limit": LARGEST // 1024**2})
    edits, refused = read_workbook(file)  # may take seconds: before the database is held
    with transaction.atomic():
        Reimport.objects.filter(user=user, applied_at=None).delete()
        taken = Reimport.objects.create(
            user=user,
            name="".join(letter for letter in name if letter.isprintable())[-255:],
            edits=[edit.as_data() for edit in edits],
            refused=[asdict(refusal) for refusal in refused],
        )
        _log("exchange.workbook_taken", taken, len(edits))
    return taken


@transaction.atomic
def reimport_apply(*, reimport: Reimport, token: str, overwrite: Collection[int]) -> int:
    """Write all that is ready, and of the conflicts the tasks in ``overwrite``; all or nothing. How many tasks."""
    reimport = Reimport.objects.select_for_update().get(pk=reimport.pk)
    comparison = comparison_of(reimport, locked=True)
    if reimport.applied_at or token != comparison.token:
        raise Outdated
    agreed = [proposal for proposal in comparison.conflicts if proposal.task.pk in overwrite]
    for proposal in (*comparison.ready, *agreed):
        edit = proposal.edit
        values = {"status": edit.status, "finished_on": edit.finished_on, "note": edit.note}
        task_set_status(task=proposal.task, by=reimport.user, **values)  # type: ignore[arg-type]
    reimport.applied_at, reimport.applied = timezone.now(), len(comparison.ready) + len(agreed)
    reimport.save(update_fields=["applied_at", "applied"])
    _log("exchange.workbook_applied", reimport, reimport.applied)
    return reimport.applied


def _log(action: str, reimport: Reimport, count: int) -> None:
    data = {"name": reimport.name, "count": count}
    log(action=action, user=reimport.user, target=reimport, province=province_of(reimport.user), data=data)
