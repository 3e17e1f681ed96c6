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


def throttled_address(request: HttpRequest) -> str:
    """What attempts are counted by: whoever has one IPv6 address has the whole /64 around it."""
    address = ipaddress.ip_address(client_address(request))
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address.packed, 64), strict=False).network_address)


def _checked(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return UNKNOWN
