"""One signed request to another system.

``X-Nhipcau-Signature: v1=<hex>`` is HMAC-SHA256 with the connection's key over ``<timestamp>.<body>``, the timestamp
being the one in ``X-Nhipcau-Timestamp``. Who receives should refuse a timestamp that is more than five minutes off,
and take the same event number twice without harm.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from time import monotonic
from typing import Any

from .guard import NotAllowed, Target, resolve

SECONDS = 10  # for the whole exchange
MOST_ANSWERS = 4  # addresses of a name that are tried
READ_AT_MOST = 4096  # of an answer, of which only the status counts
AGENT = "NhipCau-Webhook/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is None when there was none at all; ``error`` is a code of words.ERRORS, empty when all is well."""

    status: int | None
    error: str = ""


def signature(key: str, timestamp: int, body: bytes) -> str:
    """
    >>> signature("whk_test", 1763600000, b'{"id":1}')[:19]
    'v1=ef5f069d52623083'
    """
    signed = hmac.new(key.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1={signed.hexdigest()}"


def send(address: str, *, key: str, event: dict[str, Any], timestamp: int) -> Answer:
    """Never raises: whatever goes wrong out there is an answer."""
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": AGENT,
        "X-Nhipcau-Event": str(event["type"]),
        "X-Nhipcau-Delivery": str(event["id"]),
        "X-Nhipcau-Timestamp": str(timestamp),
        "X-Nhipcau-Signature": signature(key, timestamp, body),
    }
    try:
        status = _post(resolve(address), body, headers)
    except NotAllowed as refusal:
        return Answer(None, str(refusal))
    except ssl.SSLError:
        return Answer(None, "certificate")
    except TimeoutError:
        return Answer(None, "timeout")
    except (OSError, HTTPException, ValueError):
        return Answer(None, "connection")
    if 300 <= status < 400:
        return Answer(status, "redirect")
    return Answer(status, "" if 200 <= status < 300 else "status")


def _post(target: Target, body: bytes, headers: dict[str, str]) -> int:
    line = _secured(_connected(target), target)
    # Each read has its own time limit, and a server that sends a letter a second never meets it: this one ends all.
    watch, started = Timer(SECONDS, _cut, [line]), monotonic()
    watch.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        return _ask(line, target, body, headers)
    except (OSError, HTTPException, ValueError) as error:
        if monotonic() - started >= SECONDS:
            raise TimeoutError from error
        raise
    finally:
        watch.cancel()
        line.close()


def _ask(line: socket.socket, target: Target, body: bytes, headers: dict[str, str]) -> int:
    connection = HTTPConnection(target.host, target.port)
    connection.sock = line
    connection.request("POST", target.path, body, {"Host": target.netloc, "Connection": "close", **headers})
    response = connection.getresponse()
    response.read(READ_AT_MOST)
    response.close()
    return response.status


def _connected(target: Target) -> socket.socket:
    """To one of the checked answers; the name is not looked up again."""
    failure: OSError = ConnectionError()
    for answer in target.answers[:MOST_ANSWERS]:
        try:
            return socket.create_connection((str(answer), target.port), timeout=SECONDS / 2)
        except OSError as error:
            failure = error
    raise failure


def _secured(plain: socket.socket, target: Target) -> socket.socket:
    if target.scheme == "http":
        return plain
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        socket.socket.shutdown(line, socket.SHUT_RDWR)
