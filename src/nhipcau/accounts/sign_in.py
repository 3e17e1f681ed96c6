"""From a right password, or the word of the common sign-in, to an open session."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from . import second_factor
from .actions import sign_in_note
from .addresses import client_address
from .browsers import browser_words
from .duties import HAS_SECOND_FACTOR
from .models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
WAITING = "waits_for_code"  # in the session of a visitor who has shown the first factor
WAITS, RECENT = 10 * 60, 10 * 60  # seconds: to type the code; in which a sign-in counts as just now
PROVED_AT, PROVED_WHOLE_AT = "proved_at", "proved_whole_at"  # with the password; with all that the door asks


@dataclass(frozen=True)
class Waiting:
    """Whoever has shown the first factor in this browser and not yet the second, and where they were going."""

    user: User
    target: str


def begin(request: HttpRequest, user: User, target: str, *, how: str, service: str = "") -> HttpResponse:
    """The first factor is right: ask the second, or open."""
    if not second_factor.has(user):
        return finish(request, user, target, how=how, service=service)
    request.session.flush()  # nothing that somebody else laid into this browser before goes on
    request.session[WAITING] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "target": target,
        "until": timezone.now().timestamp() + WAITS,
    }
    return redirect("accounts:code")


def waiting(request: HttpRequest) -> Waiting | None:
    """As long as it lasts, the account is open and its password the same."""
    held = request.session.get(WAITING)
    if not isinstance(held, dict) or held["until"] < timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=held["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != held["password"]:
        return None
    return Waiting(user, held["target"])


def finish(
    request: HttpRequest, user: User, target: str, *, how: str, service: str = "", second: bool = False
) -> HttpResponse:
    """Open the session, under a new key, and note it."""
    request.session.pop(WAITING, None)
    login(request, user, backend=BACKEND)
    note_proof(request, whole=True)
    if second:
        request.session[HAS_SECOND_FACTOR] = True
    device = browser_words(str(request.META.get("HTTP_USER_AGENT", "")))
    device = f"{service}, {device}" if service else device
    sign_in_note(user=user, how=how, device=device, address=client_address(request))
    return HttpResponseRedirect(target)


def is_recent(request: HttpRequest, *, whole: bool = False) -> bool:
    """Whether the person at this browser has just shown who they are."""
    at = request.session.get(PROVED_WHOLE_AT if whole else PROVED_AT, 0)
    return bool(at > timezone.now().timestamp() - RECENT)


def note_proof(request: HttpRequest, *, whole: bool = False) -> None:
    for name in (PROVED_AT, PROVED_WHOLE_AT) if whole else (PROVED_AT,):
        request.session[name] = timezone.now().timestamp()
