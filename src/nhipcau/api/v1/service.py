"""The routes under one roof: language, errors, and the OpenAPI document."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from nhipcau.api import problems
from nhipcau.api.auth import Bearer
from nhipcau.api.limits import TooMany

from . import agencies, events, plans, tasks
from .openapi import finished

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


class Service(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


api = Service(title="Nhịp Cầu", version="1", urls_namespace="v1", auth=Bearer(), openapi_url=None, docs_url=None)
api.add_router("", events.router)
api.add_router("", plans.router)
api.add_router("/tasks", tasks.router)
api.add_router("/agencies", agencies.router)


@api.exception_handler(problems.Problem)
def _problem(request: HttpRequest, error: problems.Problem) -> HttpResponse:
    return problems.answer(error)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problems.answer(problems.not_found())


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    return problems.answer(problems.too_many(error.wait))


@api.exception_handler(ValidationError)
def _wrong_value(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The innermost name of the first value that is wrong."""
    names = [str(part) for part in error.errors[0]["loc"] if isinstance(part, str)]
    extra = error.errors[0]["type"] == "extra_forbidden"
    return problems.answer((problems.unknown_field if extra else problems.wrong_value)(names[-1]))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.answer(problems.unreadable())


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("%s %s failed", request.method, request.path)
    return problems.answer(problems.Problem(500, _("The site made a mistake, which was noted. Try again later.")))


def spoken(view: View) -> View:
    """In Vietnamese, unless the program asks for English first. No session, so no form to forge."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        language = _language(request.headers.get("Accept-Language", ""))
        with translation.override(language):
            response = view(request, *args, **values)
            if response.status_code == 405 and not response["Content-Type"].startswith(problems.MEDIA_TYPE):
                allowed = response["Allow"]
                response = problems.answer(problems.not_allowed())
                response["Allow"] = allowed
        response["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    return login_not_required(csrf_exempt(answer))


def _language(header: str) -> str:
    known = {code for code, _name in settings.LANGUAGES}
    wished = (name.split("-")[0] for name, _weight in parse_accept_lang_header(header.lower()[:200]))
    return next((name for name in wished if name in known), settings.LANGUAGE_CODE)


@spoken
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, open to everyone: it says how to ask, and nothing that was asked."""
    import json

    text = json.dumps(finished(api), ensure_ascii=False)
    return HttpResponse(text, content_type="application/json", headers={"Cache-Control": "public, max-age=3600"})


@spoken
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problems.answer(problems.not_found())


def _patterns() -> list[URLPattern]:
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    for pattern in patterns:
        pattern.callback = spoken(pattern.callback)
    return patterns


urlpatterns = _patterns()
