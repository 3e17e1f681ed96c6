"""Kết nối chương trình: the tokens of a person, on pages of the account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.accounts.models import User
from nhipcau.accounts.permissions import signed_in
from nhipcau.exchange.models import Feed
from nhipcau.exchange.permissions import own_keys, post_for
from nhipcau.organizations.forms import attempt
from nhipcau.organizations.permissions import account_for, seats

from .actions import keys_end, token_make, token_revoke
from .forms import TokenForm
from .models import Token
from .permissions import token_for

USUAL = timedelta(days=90)


def tokens(request: HttpRequest) -> HttpResponse:
    """A new token is shown in this one answer, and never again."""
    user, today = signed_in(request), timezone.localdate()
    form = TokenForm(request, user, request.POST or None, initial={"expires_on": today + USUAL})
    made: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        post = post_for(user)
        values = {name: form.cleaned_data[name] for name in ("name", "scope", "expires_on")}
        result = attempt(form, lambda: token_make(user=user, appointment=post, **values))
        if result:
            made = {"made": result[0], "secret": result[1]}
            form = TokenForm(request, user, initial={"expires_on": today + USUAL})
    rows = [(token, token.is_live(today)) for token in own_keys(Token.objects.all(), user)]
    address = request.build_absolute_uri(reverse("v1:tasks"))
    context = {
        "form": form,
        "rows": rows,
        "may_make": bool(seats(user)),
        "example": f'curl -H "Authorization: Bearer nhipcau_…" "{address}?state=late"',
        **made,
    }
    response = render(request, "api/tokens.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    token_revoke(token=token_for(user, pk), by=user)
    messages.success(request, _("The token no longer works."))
    return redirect("api:tokens")


def keys_of_person(request: HttpRequest, person: User) -> str:
    """On the administrator's page of somebody: what opens in that person's name without a sign-in. Registered with
    organizations.sections."""
    if person == request.user:
        return ""
    tokens, feeds = own_keys(Token.objects.all(), person), own_keys(Feed.objects.select_related("agency"), person)
    context = {"person": person, "tokens": tokens, "feeds": feeds}
    return render_to_string("api/parts/keys.html", context, request)


@require_POST
def revoke_of_person(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = account_for(user, pk)
    keys_end(user=person, by=user)
    messages.success(request, _("No token and no calendar of %(person)s works any more.") % {"person": person})
    return redirect("organizations:person", pk)
