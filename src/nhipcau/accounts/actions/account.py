from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from nhipcau.accounts import bindings, doors
from nhipcau.accounts.models import User
from nhipcau.history.actions import log

from .sessions import sessions_end


@transaction.atomic
def profile_change(*, user: User, email: str, phone: str, language: str) -> None:
    after = {"email": email, "phone": phone, "language": language}
    before = {name: getattr(user, name) for name in after}
    user.email_confirmed = user.email_confirmed and email == user.email
    for name, value in after.items():
        setattr(user, name, value)
    user.full_clean()
    user.save(update_fields=[*after, "email_confirmed"])
    if after != before:
        log(action="accounts.profile_changed", user=user, target=user, data={"before": before, "after": after})


@transaction.atomic
def password_change(*, user: User, password: str, session_key: str | None = None) -> None:
    """A password of one's own. It ends every other session, and what opens without one; the view keeps the session in
    which it was chosen."""
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    sessions_end(user=user, besides=session_key)
    doors.shut(user=user, by=user)
    log(action="accounts.password_changed", user=user, target=user)


@transaction.atomic
def account_close(*, user: User, by: User | None) -> None:
    """Nobody signs in with it any more, and nobody stays signed in."""
    was_open = _set_open(user, False)
    sessions_end(user=user)
    doors.shut(user=user, by=by)
    binding_drop(user=user, by=by)
    if was_open:
        log(action="accounts.closed", user=by, target=user, data={"name": str(user)})


@transaction.atomic
def account_open(*, user: User, by: User | None) -> None:
    if _set_open(user, True):
        log(action="accounts.opened", user=by, target=user, data={"name": str(user)})


def _set_open(user: User, wanted: bool) -> bool:
    """Whether it was otherwise before."""
    user.is_active = wanted
    return bool(User.objects.filter(pk=user.pk, is_active=not wanted).update(is_active=wanted))


@transaction.atomic
def binding_drop(*, user: User, by: User | None) -> None:
    """The common sign-in knows this person no more; the next time it looks for the confirmed address again."""
    if bindings.drop(user):
        log(action="accounts.oidc_unbound", user=by, target=user, data={"name": str(user)})
