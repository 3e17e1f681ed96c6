"""What every change in a review keeps: it is open, and nobody overwrites what somebody else has just saved."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.plans.models import Confirmation, Plan, ReviewItem, Upload


class Refused(Exception):
    """The change is not possible now; the sentence says why and what to do."""


class Stale(Refused):
    """Somebody else saved this first."""


def lock_review(upload: Upload) -> Upload:
    """The upload, locked until the transaction ends; refused unless it is open for review."""
    locked = Upload.objects.select_for_update().select_related("province").get(pk=upload.pk)
    if locked.state != Upload.State.READY:
        raise Refused(_("The file has not been read yet."))
    if is_confirmed(locked):
        raise Refused(_("This reading is already confirmed. Undo the confirmation on the plan's page to change it."))
    return locked


def refuse_second_correction(plan: Plan, besides: Upload | None = None) -> None:
    """A corrected file is compared with the plan as it stands, so two cannot be looked through side by side."""
    confirmed = Confirmation.objects.filter(plan=plan, undone_at=None).values("upload")
    waiting = plan.uploads.exclude(pk__in=confirmed)
    if besides:
        waiting = waiting.exclude(pk=besides.pk)
    if other := waiting.exclude(state=Upload.State.FAILED).first():
        raise Refused(
            _("Another corrected file is still being looked through: %(name)s. Confirm it or take it back first.")
            % {"name": other.name}
        )


def is_confirmed(upload: Upload) -> bool:
    return Confirmation.objects.filter(upload=upload, undone_at=None).exists()


def save_item(item: ReviewItem, *, version: int, by: User, **changes: Any) -> ReviewItem:
    """Save by a conditional update: of two people who started from one version, the second is told."""
    lock_review(item.upload)
    changes |= {"version": version + 1, "changed_by": by, "changed_at": timezone.now()}
    if not ReviewItem.objects.filter(pk=item.pk, version=version).update(**changes):
        raise Stale(
            _("Someone else has just changed this row. What you see now is the newest; nothing of it was lost.")
        )
    for name, value in changes.items():
        setattr(item, name, value)
    return item
