"""Đăng ký lịch: the addresses under which other calendars read ours, and the calendars themselves."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.accounts.permissions import signed_in
from nhipcau.exchange.actions import feed_make, feed_revoke
from nhipcau.exchange.calendars import Site, calendar_of
from nhipcau.exchange.forms import FeedForm
from nhipcau.exchange.keys import find_live, note_use
from nhipcau.exchange.models import Feed
from nhipcau.exchange.permissions import agencies_to_follow, feed_for, own_keys, post_for
from nhipcau.organizations.permissions import seats


def feeds(request: HttpRequest) -> HttpResponse:
    """A new address is shown in this one answer, and never again."""
    user = signed_in(request)
    form = FeedForm(agencies_to_follow(user), request.POST or None)
    made: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        agency = form.cleaned_data["agency"]
        feed, secret = feed_make(user=user, appointment=post_for(user, agency), agency=agency)
        address = request.build_absolute_uri(reverse("exchange:calendar", args=[secret]))
        made = {"made": feed, "address": address, "webcal": "webcal" + address.removeprefix(request.scheme or "")}
        form = FeedForm(agencies_to_follow(user))
    today = timezone.localdate()
    rows = [(feed, feed.is_live(today)) for feed in own_keys(Feed.objects.select_related("agency"), user)]
    context = {"form": form, "rows": rows, "may_subscribe": bool(seats(user)), **made}
    response = render(request, "exchange/feeds.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed_revoke(feed=feed_for(signed_in(request), pk), by=signed_in(request))
    messages.success(request, _("The address no longer works."))
    return redirect("exchange:feeds")


@login_not_required
@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """For a program that cannot sign in: the secret in the address stands for the person."""
    feed = find_live(Feed.objects.select_related("agency"), secret)
    if feed is None:
        raise Http404
    note_use(feed)
    site = Site(request.build_absolute_uri("/").rstrip("/"), request.get_host())
    with translation.override(feed.user.language):
        data = calendar_of(feed, site, timezone.localdate())
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="nhip-cau.ics"'
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response
