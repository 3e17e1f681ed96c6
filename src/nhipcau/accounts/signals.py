"""What Django and axes tell while somebody signs in."""

from __future__ import annotations

import logging
from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from nhipcau.history.actions import log, place_of

from . import afterwards, sessions
from .addresses import client_address
from .browsers import browser_words
from .models import Door, User

logger = logging.getLogger("nhipcau.sign_in")


def connect() -> None:
    afterwards.connect()
    user_logged_in.connect(_begun, dispatch_uid="accounts.begun")
    user_login_failed.connect(_failed, dispatch_uid="accounts.failed")
    user_locked_out.connect(_locked_out, dispatch_uid="accounts.locked_out")


def _begun(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.note_begun(request, user)


def _failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    if request is not None and not getattr(request, "axes_locked_out", False):
        _note(request, str(credentials.get("username", "")), "accounts.sign_in_failed")


def _locked_out(sender: Any, request: HttpRequest, username: str | None = None, **kwargs: Any) -> None:
    """Axes tells it again at each attempt while it is closed; the log keeps the first."""
    if getattr(request, "axes_failures_since_start", None) == settings.AXES_FAILURE_LIMIT:
        _note(request, username or "", "accounts.locked_out")


def _note(request: HttpRequest, username: str, action: str) -> None:
    """Once the answer has gone out: who is known takes longer, and must not be told by it."""
    device = browser_words(str(request.META.get("HTTP_USER_AGENT", "")))
    data = {"device": device, "address": client_address(request)}
    afterwards.after_answer(lambda: _write(username, action, data))


def _write(username: str, action: str, data: dict[str, str]) -> None:
    """In the log for somebody who is known. A name that nobody has may be a password typed into the wrong field, and
    visitors must not fill a log that is never emptied: that goes to standard error, without the name."""
    user = User.objects.filter(username=username).first()
    if user is None:
        logger.warning("%s for a name that nobody has, from %s", action, data["address"])
        return
    with transaction.atomic():
        data = data | {"name": str(user)}
        log(action=action, user=None, target=Door(pk=user.pk), province=place_of(user), data=data)
