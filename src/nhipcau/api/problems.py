"""Answers that say what is wrong, in one sentence, as application/problem+json (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """Raised anywhere below a view of the API."""

    def __init__(self, status: int, detail: str, *, field: str = "", headers: dict[str, str] | None = None) -> None:
        self.status, self.detail, self.field, self.headers = status, detail, field, headers or {}
        super().__init__(detail)


def answer(problem: Problem) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.field:
        body["field"] = problem.field
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=problem.status, content_type=MEDIA_TYPE, headers=problem.headers)


def not_found() -> Problem:
    return Problem(404, _("There is nothing at this address, or you may not see it."))


def not_allowed() -> Problem:
    return Problem(405, _("This address does not take this method."))


def no_token() -> Problem:
    words = _("The token is missing, unknown, expired or revoked. Send a valid one in the header Authorization.")
    return Problem(401, words, headers={"WWW-Authenticate": 'Bearer realm="nhipcau"'})


def only_reads() -> Problem:
    return Problem(403, _("This token only reads. Make one that writes."))


def second_factor_due() -> Problem:
    return Problem(403, _("Whose token this is has to set up two-step sign-in first, on the site."))


def not_yours() -> Problem:
    return Problem(403, _("You see this task, but your post does not report on it."))


def too_many(wait: int) -> Problem:
    words = _("Too many requests. Wait %(seconds)s seconds.") % {"seconds": wait}
    return Problem(429, words, headers={"Retry-After": str(wait)})


def stale() -> Problem:
    return Problem(412, _("The task has changed since you read it. Read it again, then send your change."))


def no_version() -> Problem:
    return Problem(428, _("Send the task's ETag in the header If-Match, so that nobody's change is overwritten."))


def unreadable() -> Problem:
    return Problem(400, _("The body of the request cannot be read. Send JSON in UTF-8."))


def wrong_value(field: str) -> Problem:
    words = _("The value of “%(field)s” is not valid. The OpenAPI document says which values are.")
    return Problem(422, words % {"field": field}, field=field)


def unknown_field(field: str) -> Problem:
    field = field.encode(errors="replace").decode()[:80]
    return Problem(
        422, _("“%(field)s” is not known here. The OpenAPI document says what is.") % {"field": field}, field=field
    )
