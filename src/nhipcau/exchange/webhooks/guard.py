"""Which machines we may call. An address comes from a person, so it must not lead into our own network.

The name is looked up once, every answer is checked, and the connection goes to a checked answer itself: a second
look-up could answer otherwise. Redirects are never followed.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

Address = IPv4Address | IPv6Address
PORTS = (443, 8443)
# What the table of the open Internet lets through on some versions of Python, and no receiver has.
CLOSED = tuple(
    ip_network(text)
    for text in (
        "2002::/16",  # 6to4: an IPv4 address stands inside
        "192.88.99.0/24",  # its relays
        "fec0::/10",  # once for networks inside (RFC 3879)
        "192.0.0.0/24",  # for protocols; where Oracle's machines are told their secrets
        "168.63.129.16/32",  # the same of Microsoft's
        "3fff::/20",  # for examples
    )
)


class NotAllowed(Exception):
    """The address must not be called; the argument is a code of words.ERRORS."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked place to connect to."""

    scheme: str
    host: str
    port: int
    path: str
    answers: tuple[Address, ...]

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def check_form(url: str) -> Target:
    """What can be said without a look-up; ``answers`` are still empty. Raises NotAllowed."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise NotAllowed("address") from error
    plain = parts.scheme == "http" and bool(settings.WEBHOOK_NETWORKS)
    if not host or parts.username or parts.password or parts.fragment or not url.isprintable() or " " in url:
        raise NotAllowed("address")
    if parts.scheme != "https" and not plain:
        raise NotAllowed("scheme")
    if port not in (None, *PORTS) and not settings.WEBHOOK_NETWORKS:
        raise NotAllowed("port")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise NotAllowed("address")
    return Target(parts.scheme, host, port or (80 if plain else 443), path, ())


def resolve(url: str) -> Target:
    """The same with every address that the name stands for, each of them allowed."""
    target = check_form(url)
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotAllowed("name") from error
    answers = tuple(dict.fromkeys(ip_address(str(info[4][0]).split("%")[0]) for info in found))
    if not answers:
        raise NotAllowed("name")
    if not all(allowed(answer) for answer in answers):
        raise NotAllowed("inside")
    outside = not all(_named(answer) for answer in answers)
    if outside and (target.scheme != "https" or target.port not in PORTS):
        raise NotAllowed("scheme" if target.scheme != "https" else "port")
    return Target(target.scheme, target.host, target.port, target.path, answers)


def allowed(address: Address) -> bool:
    """Whether it lies in the open Internet, or in a network that the operator named.

    IPv6 addresses that carry an IPv4 address (mapped, translated, tunnelled) lead elsewhere than they say.
    """
    if _named(address):
        return True
    closed = any(address in network for network in CLOSED if network.version == address.version)
    return address.is_global and not (address.is_multicast or address.is_reserved or closed)


def _named(address: Address) -> bool:
    networks = [ip_network(text) for text in settings.WEBHOOK_NETWORKS]
    return any(address in network for network in networks if network.version == address.version)
