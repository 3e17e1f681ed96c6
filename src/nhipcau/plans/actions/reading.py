"""A worker claims an upload, reads it, and leaves rows to review or the reason why it could not be read."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau import originals
from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.models import Province
from nhipcau.plans.agencies import Directory
from nhipcau.plans.models import Plan, ReviewItem, Upload
from nhipcau.plans.reading import opening
from nhipcau.plans.reading.items import review_items
from nhipcau.plans.rules import LEASE
from nhipcau.search.index import index

from .guard import Refused, lock_review, refuse_second_correction
from .reread import compare_with_plan
from .rows import day

State = Upload.State
UNKNOWN = "unknown_agency"  # vanban's code of a doubt about a name
OURS = "internal"  # error code: the fault is ours, the file may be well


class ClaimLost(Exception):
    """Another worker has taken the upload, or it was discarded, while this one was reading."""


def upload_claim(*, pk: int) -> Upload | None:
    """Take an upload to read, or None when somebody else has it: one conditional update decides."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.READING, claimed_at__lt=now - LEASE)
    taken = Upload.objects.filter(free, pk=pk).update(
        state=State.READING, claimed_at=now, step="opening", steps_done=0, steps_total=0
    )
    return Upload.objects.select_related("province", "plan", "uploaded_by").get(pk=pk) if taken else None


def upload_read(*, upload: Upload) -> None:
    """Open and read the file of a claimed upload and keep the outcome."""
    try:
        with upload.file.open() as file:
            document, reading = opening.read_file(file.read(), upload.name, lambda *step: _tell(upload, *step))
    except opening.Unreadable as error:
        _failed(upload, error)
    except ClaimLost:
        raise
    except Exception:
        _finish(upload, state=State.FAILED, error_code=OURS, error_values={})
        raise
    else:
        upload.document, upload.reading = document, reading
        _keep(upload)


def _tell(upload: Upload, step: str, done: int, total: int) -> None:
    """Say how far it has come, and keep the claim alive."""
    now = timezone.now()
    if step == upload.step and upload.claimed_at and (now - upload.claimed_at).total_seconds() < 1:
        return
    _update(upload, step=step, steps_done=done, steps_total=total, claimed_at=now)


def _update(upload: Upload, **fields: Any) -> None:
    """Write to an upload only while we hold its claim."""
    mine = Upload.objects.filter(pk=upload.pk, state=State.READING, claimed_at=upload.claimed_at)
    if not mine.update(**fields):
        raise ClaimLost(upload.pk)
    for name, value in fields.items():
        setattr(upload, name, value)


def _finish(upload: Upload, **fields: Any) -> None:
    _update(upload, step="", claimed_at=None, **fields)


@transaction.atomic
def _keep(upload: Upload) -> None:
    plan = upload.plan or Plan.objects.create(province=upload.province)
    _finish(upload, state=State.READY, plan=plan, document=upload.document, reading=upload.reading)
    _write_items(upload)


def _write_items(upload: Upload) -> None:
    """The rows to review; for a plan in force, compared with it."""
    plan = upload.plan
    if plan is None:
        raise LookupError("An upload that has been read belongs to a plan.")
    items = review_items(upload)
    _settle_names(items, upload.province)
    if plan.state == Plan.State.REVIEW:
        show_header(plan, items[0].values)
        index.put(plan)
    else:
        items = compare_with_plan(plan, items)
    upload.items.all().delete()
    ReviewItem.objects.bulk_create(items, batch_size=200)


def _settle_names(items: list[ReviewItem], province: Province) -> None:
    """Names that vanban doubts and the province knows are no doubt; those that nobody knows are asked once for all
    rows (queries.unknown_names)."""
    directory = Directory(province, day(items[0].values["issued_on"]) or timezone.localdate())
    for item in items:
        named = (*item.values.get("lead", []), *item.values.get("coordinating", []))
        words = {part.text for part in directory.parts(named) if part.state == "text"}
        doubts = [d for d in item.doubts if d["code"] != UNKNOWN or d["values"].get("name") in words]
        if doubts != item.doubts:
            item.doubts, item.state = doubts, ReviewItem.State.DOUBT if doubts else ReviewItem.State.ACCEPTED


def show_header(plan: Plan, values: dict[str, Any]) -> None:
    """What lists show of a plan that is still in review."""
    plan.number, plan.subject = values["number"][:60], values["subject"]
    plan.issuing_authority = values["issuing_authority"][:250]
    plan.year, plan.issued_on = values["year"], values["issued_on"]
    plan.save()


@transaction.atomic
def _failed(upload: Upload, error: opening.Unreadable) -> None:
    if error.is_secret:
        _forget(upload)
    _finish(upload, state=State.FAILED, error_code=error.code, error_values=error.values)


def _forget(upload: Upload) -> None:
    """Nothing of a secret document stays: not the file, not its name, not its hash. That it was refused is logged."""
    note = originals.unsettled(upload.file.name or "")
    log(action="plans.upload_refused", user=upload.uploaded_by, province=upload.province)
    _update(upload, name="", size=0, sha256=f"refused-{upload.pk}", file="")
    transaction.on_commit(lambda: originals.settle(note))


@transaction.atomic
def upload_compare_with(*, upload: Upload, plan: Plan, by: User) -> None:
    """The file turned out to be a corrected file of a plan in force: compare it with that plan."""
    upload = lock_review(upload)
    if plan.province_id != upload.province_id or plan.state == Plan.State.REVIEW:
        raise Refused(_("The file can only be compared with a plan in force."))
    refuse_second_correction(plan)
    draft, upload.plan = upload.plan, plan
    upload.save(update_fields=["plan"])
    _write_items(upload)
    if draft and draft.state == Plan.State.REVIEW:
        index.remove(Plan, [draft.pk])
        draft.delete()
    log(action="plans.upload_compared", user=by, target=upload, data={"plan": str(plan)})
