"""The browsers in which somebody is signed in, and what happened at the door."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nhipcau.accounts import bindings
from nhipcau.accounts.actions import session_revoke, sessions_end
from nhipcau.accounts.models import Door
from nhipcau.accounts.permissions import own_session, signed_in
from nhipcau.accounts.sessions import sessions_of
from nhipcau.history.queries import sentences

TOLD = 30  # lines of the log


@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    key = request.session.session_key
    rows = sorted(sessions_of(user), key=lambda opened: opened.session_id != key)
    context = {"rows": rows, "here": key, "common": settings.COMMON_SIGN_IN, "bound": bindings.of(user)}
    context["lines"] = sentences(Door(pk=user.pk), limit=TOLD)
    return render(request, "accounts/devices.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    opened = own_session(user, pk, besides=request.session.session_key)
    session_revoke(opened=opened, by=user)
    messages.success(request, _("%(device)s was signed out.") % {"device": opened})
    return redirect("accounts:devices")


@require_POST
def revoke_others(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    sessions_end(user=user, by=user, besides=request.session.session_key)
    messages.success(request, _("All other browsers were signed out."))
    return redirect("accounts:devices")
