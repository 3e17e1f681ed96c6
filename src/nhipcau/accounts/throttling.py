"""Who may try at the door how often. Axes counts by name and address together, so that nobody locks out a colleague;
here also by the address alone, so that nobody tries the same few passwords at every name of a province."""

from __future__ import annotations

import ipaddress
import logging
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .addresses import throttled_address

logger = logging.getLogger("nhipcau.sign_in")


def failures_from(request: HttpRequest) -> int:
    """Wrong passwords from this address lately, whatever the name. None are counted where the site does not know who
    asks, as behind a proxy that it was not told of: one stranger would close the door for all."""
    address = ipaddress.ip_address(throttled_address(request))
    if address.is_unspecified or address.is_loopback:
        return 0
    lately = AccessAttempt.objects.filter(ip_address=str(address), attempt_time__gte=get_cool_off_threshold(request))
    return int(lately.aggregate(sum=Sum("failures_since_start"))["sum"] or 0)


def is_closed(request: HttpRequest) -> bool:
    return failures_from(request) >= settings.LOGIN_ATTEMPTS_PER_ADDRESS


class Handler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return is_closed(request) or super().is_locked(request, credentials)

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        """What is tried while an address is closed is not counted: it would stay closed for those who sit there."""
        if request is not None and is_closed(request):
            request.axes_locked_out, request.address_closed = True, True
            return
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None and is_closed(request):
            logger.warning("Too many wrong passwords from %s: closed for 15 minutes.", throttled_address(request))


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """What is answered then; axes asks for it."""
    context = {"whole_address": getattr(request, "address_closed", False)}
    return render(request, "accounts/locked.html", context, status=429)
