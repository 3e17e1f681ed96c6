from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction

from nhipcau.accounts.models import Door, OpenSession, User
from nhipcau.history.actions import log


@transaction.atomic
def sign_in_note(*, user: User, how: str, device: str, address: str) -> None:
    """``how``: what was shown at the door, a code of ``words.WAYS``."""
    data = {"device": device, "address": address}
    log(action=f"accounts.signed_in_{how}", user=user, target=Door(pk=user.pk), data=data)


@transaction.atomic
def sign_out_note(*, user: User) -> None:
    log(action="accounts.signed_out", user=user, target=Door(pk=user.pk))


@transaction.atomic
def session_revoke(*, opened: OpenSession, by: User) -> None:
    """Sign out in one browser, from another one."""
    data = {"device": str(opened), "address": opened.address or ""}
    Session.objects.filter(pk=opened.session_id).delete()
    log(action="accounts.session_revoked", user=by, target=Door(pk=by.pk), data=data)


@transaction.atomic
def sessions_end(*, user: User, by: User | None = None, besides: str | None = None) -> int:
    """Sign a person out everywhere, or everywhere but in one session. ``by``: the person, who wished it."""
    keys = OpenSession.objects.filter(user=user).exclude(session=besides or "").values_list("session", flat=True)
    ended = list(keys)
    Session.objects.filter(pk__in=ended).delete()
    if by and ended:
        log(action="accounts.sessions_ended", user=by, target=Door(pk=user.pk), data={"count": len(ended)})
    return len(ended)
