"""Where a request came from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - nothing is bound to it; throttling needs some address


def client_address(request: HttpRequest) -> str:
    """Behind a proxy the address that the proxy saw: the last in its header. Those before it anyone may write."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if forwarded:
            return _checked(forwarded)
    return _checked(str(request.META.get("REMOTE_ADDR", "")))


def _checked(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return UNKNOWN
