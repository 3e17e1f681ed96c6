"""The list of browsers in which somebody is signed in."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from .addresses import client_address
from .models import OpenSession, User

NOTED_EVERY = 5 * 60  # seconds


def _noted(session_key: str) -> str:
    return f"accounts.seen.{session_key}"


def note_begun(request: HttpRequest, user: User, since: datetime | None = None) -> None:
    """Put this browser on the list, or put its new session in the place of the one before (``since``)."""
    request.session.save()  # the row points to it
    key = str(request.session.session_key)
    values = {"user": user, "begun_at": since or timezone.now()} | _now(request)
    OpenSession.objects.update_or_create(session_id=key, defaults=values)
    cache.set(_noted(key), True, NOTED_EVERY)


def note_seen(request: HttpRequest) -> None:
    """At most every few minutes and process: this costs a request no query as a rule. Without the session itself,
    because each change of a session would prolong it."""
    key = request.session.session_key
    if not key or not cache.add(_noted(key), True, NOTED_EVERY):
        return
    known = OpenSession.objects.filter(session=key).update(**_now(request))
    if not known and isinstance(request.user, User):  # signed in before there was a list
        note_begun(request, request.user)


def _now(request: HttpRequest) -> dict[str, object]:
    agent = str(request.META.get("HTTP_USER_AGENT", ""))[:400].replace("\0", "")
    return {"seen_at": timezone.now(), "address": client_address(request), "agent": agent}


def sessions_of(user: User) -> list[OpenSession]:
    """Newest first, without those that have run out."""
    return list(OpenSession.objects.filter(user=user, session__expire_date__gt=timezone.now()))
