from __future__ import annotations

from django.db import transaction

from nhipcau.accounts import doors, second_factor
from nhipcau.accounts.models import Door, User
from nhipcau.accounts.second_factor import Taken
from nhipcau.history.actions import log, place_of

from .account import binding_drop
from .sessions import sessions_end


@transaction.atomic
def second_factor_set_up(*, user: User, secret: str, counter: int, session_key: str | None = None) -> None:
    """Ask codes of this person from now on. Other browsers, that came in without one, are signed out."""
    second_factor.set_up(user, secret, counter)
    sessions_end(user=user, besides=session_key)
    log(action="accounts.second_factor_on", user=user, target=user)


@transaction.atomic
def second_factor_take(*, user: User, code: str) -> Taken:
    """Use a code at the door or before a change. What went wrong is told in the person's own list."""
    taken = second_factor.take(user, code)
    door = Door(pk=user.pk)
    if taken is Taken.RECOVERY:
        left = len(second_factor.recovery_codes(user))
        log(action="accounts.recovery_code_used", user=user, target=door, data={"left": left})
    elif taken is Taken.WRONG:
        data = {"name": str(user)}
        log(action="accounts.code_wrong", user=None, target=door, province=place_of(user), data=data)
    return taken


@transaction.atomic
def recovery_codes_renew(*, user: User) -> None:
    second_factor.renew_recovery_codes(user)
    log(action="accounts.recovery_codes_renewed", user=user, target=user)


@transaction.atomic
def second_factor_turn_off(*, user: User, session_key: str | None = None) -> None:
    """The other browsers came in by a step that is gone: they sign in anew."""
    if second_factor.drop(user):
        sessions_end(user=user, besides=session_key)
        log(action="accounts.second_factor_off", user=user, target=user)


@transaction.atomic
def second_factor_reset(*, user: User, by: User | None) -> bool:
    """Take the second factor from somebody who lost it; the password alone opens then. False when there was none."""
    had = second_factor.drop(user)
    if had:
        sessions_end(user=user)
        doors.shut(user=user, by=by)
        binding_drop(user=user, by=by)
        log(action="accounts.second_factor_reset", user=by, target=user, data={"name": str(user)})
    return had
