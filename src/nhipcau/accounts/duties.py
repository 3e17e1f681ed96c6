"""What a signed-in person has to do before anything else is open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from . import second_factor
from .models import User

HAS_SECOND_FACTOR = "has_second_factor"  # in the session, so that not every request asks the database


@dataclass(frozen=True)
class Duty:
    """``address`` is where it is done; besides it ``open`` are the views that stay open."""

    address: str
    open: frozenset[str]


ALWAYS = {"accounts:logout", "accounts:login", "set_language"}
OWN_PASSWORD = Duty("accounts:password", frozenset({"accounts:password", *ALWAYS}))
OWN_SECOND_FACTOR = Duty("accounts:second_factor_on", frozenset({"accounts:second_factor_on", *ALWAYS}))


def owes_second_factor(user: User) -> bool:
    return second_factor.is_duty(user) and not second_factor.has(user)


def duty_of(request: HttpRequest) -> Duty | None:
    user = request.user
    if not isinstance(user, User):
        return None
    if user.must_change_password:
        return OWN_PASSWORD
    if request.session.get(HAS_SECOND_FACTOR) or not second_factor.is_duty(user):
        return None
    if second_factor.has(user):
        request.session[HAS_SECOND_FACTOR] = True
        return None
    return OWN_SECOND_FACTOR
