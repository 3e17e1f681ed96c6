from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import labelled, log
from nhipcau.organizations.models import Appointment, Delegation
from nhipcau.organizations.permissions import only_acts, posts
from vanban.text import clean


@transaction.atomic
def delegation_begin(
    *, appointment: Appointment, user: User, decided_by: str, ends: date, by: User | None, begins: date | None = None
) -> Delegation:
    """Let a person act in a post of another until a day. Whoever decided it is named; ``by`` only enters it."""
    begins = begins or timezone.localdate()
    delegation = Delegation(
        appointment=appointment, user=user, decided_by=clean(decided_by), valid_from=begins, valid_to=ends
    )
    delegation.full_clean()
    if by and appointment.user_id != by.pk and only_acts(by, Appointment.Role.ADMINISTRATOR):
        raise ValidationError(_("You act for the administrator. Only the administrator can delegate posts of others."))
    if ends < begins:
        raise ValidationError({"valid_to": _("The last day lies before the first.")})
    _refuse(delegation, begins)
    delegation.save()
    _log("organizations.delegated", delegation, by, {"on": begins, "until": ends, "decided_by": delegation.decided_by})
    return delegation


@transaction.atomic
def delegation_end(*, delegation: Delegation, by: User | None) -> Delegation:
    """It was over yesterday: the rights are gone at once."""
    before = labelled(Delegation, valid_to=delegation.valid_to)
    delegation.valid_to = timezone.localdate() - timedelta(days=1)
    delegation.save(update_fields=["valid_to"])
    data = {"before": before, "after": labelled(Delegation, valid_to=delegation.valid_to)}
    _log("organizations.delegation_ended", delegation, by, {"on": delegation.valid_to, **data})
    return delegation


def _refuse(delegation: Delegation, begins: date) -> None:
    post, province = delegation.appointment, delegation.appointment.agency.province_id
    if post.user_id == delegation.user_id:
        raise ValidationError({"user": _("Nobody acts for themselves. Choose another person.")})
    if not post.is_valid_on(begins):
        raise ValidationError(_("The post is not held on that day, so there is nothing to delegate."))
    own = posts(delegation.user, on=begins).filter(user=delegation.user, agency__province=province)
    if not own.exists():
        raise ValidationError({"user": _("This person holds no post in the province on that day.")})
    same = Delegation.objects.filter(appointment=post, user=delegation.user, valid_from__lte=delegation.valid_to)
    if same.exclude(valid_to__lt=begins).exists():
        raise ValidationError(_("This person acts in this post already at that time."))


def _log(action: str, delegation: Delegation, by: User | None, data: dict[str, object]) -> None:
    post = delegation.appointment
    told = {"person": str(delegation.user), "holder": str(post.user), "agency": post.agency.name, **data}
    log(action=action, user=by, target=delegation.user, province=post.agency.province, data=told)
