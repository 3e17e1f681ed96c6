"""Tokens are made and revoked, never changed."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts import doors
from nhipcau.accounts.models import User
from nhipcau.exchange.keys import hashed, new_secret
from nhipcau.history.actions import log
from nhipcau.organizations.models import Appointment

from .models import Token

PREFIX = "nhipcau_"  # so that a token that stands where it should not can be found and told
LONGEST = timedelta(days=366)
MOST = 20


@transaction.atomic
def token_make(*, user: User, appointment: Appointment, name: str, scope: str, expires_on: date) -> tuple[Token, str]:
    """The token and its secret, which is not kept."""
    today = timezone.localdate()
    if not today <= expires_on <= today + LONGEST:
        raise ValidationError({"expires_on": _("Choose a day from today to a year ahead.")})
    User.objects.select_for_update().get(pk=user.pk)  # a form that is sent twice makes one
    live = Token.objects.filter(user=user, revoked_at=None, expires_on__gte=today)
    if live.filter(name=name).exists():
        words = _("You have a token of this name that still works. Choose another name, or revoke that one first.")
        raise ValidationError({"name": words})
    if live.count() >= MOST:
        raise ValidationError(_("You have %(most)s tokens. Revoke one that is no longer used.") % {"most": MOST})
    secret = new_secret(PREFIX)
    token = Token(user=user, appointment=appointment, name=name, scope=scope, expires_on=expires_on)
    token.hash, token.hint = hashed(secret), secret[: len(PREFIX) + 4]
    token.save()
    data = {"name": name, "scope": token.get_scope_display(), "expires_on": expires_on}
    log(action="api.token_made", user=user, target=token, province=appointment.agency.province, data=data)
    return token, secret


@transaction.atomic
def token_revoke(*, token: Token, by: User | None) -> None:
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        province = token.appointment.agency.province
        log(action="api.token_revoked", user=by, target=token, province=province, data={"name": token.name})


@transaction.atomic
def tokens_end(*, user: User, by: User | None) -> None:
    for token in Token.objects.filter(user=user, revoked_at=None).select_related("appointment__agency__province"):
        token_revoke(token=token, by=by)


@transaction.atomic
def keys_end(*, user: User, by: User) -> None:
    """Whatever opens as this person without a sign-in, taken away by an administrator."""
    doors.shut(user=user, by=by)
