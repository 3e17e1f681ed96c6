"""Answers with their ETag. What a program has already is not sent again."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import get_language
from ninja import Schema

from .problems import no_version, stale


def reply(request: HttpRequest, body: Schema, *, version: str = "") -> HttpResponse:
    """``version`` names the state of the thing itself; the rest of its ETag the answer, which the day and the language
    change too."""
    data = body.model_dump_json().encode()
    digest = hashlib.sha256(data + (get_language() or "").encode()).hexdigest()[:20]
    etag = f'"{version}.{digest}"' if version else f'"{digest}"'
    if _known(request.headers.get("If-None-Match", ""), etag) and request.method == "GET":
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(data, content_type="application/json")
    response["ETag"] = etag
    return response


def _known(header: str, etag: str) -> bool:
    return any(one == "*" or one.removeprefix("W/") == etag for one in parse_etags(header))


def seen_version(request: HttpRequest, version: str) -> str:
    """The version that the program saw, by its If-Match; a problem when it names none, or none but others."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise no_version()
    if any(one == "*" or one.startswith(f'"{version}.') for one in parse_etags(header)):
        return version
    raise stale()
