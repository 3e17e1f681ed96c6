from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from . import sessions
from .duties import duty_of

LANGUAGES = {code for code, _ in settings.LANGUAGES}
Respond = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Speak the person's language. A visitor gets Vietnamese, or what the switch left in the cookie: the browser's own
    wish is not asked, because many office machines in Việt Nam run an English browser."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self.language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    def language_of(self, request: HttpRequest) -> str:
        user = request.user
        wish = user.language if user.is_authenticated else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        return wish if wish in LANGUAGES else settings.LANGUAGE_CODE


class PrivateMiddleware:
    """What somebody signed in sees is theirs: no proxy keeps it for others, and the browser asks for it anew. It may
    keep it for going back, until its person signs out (views.sign_in.SignOut)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class OpenSessionMiddleware:
    """Notes now and then that a signed-in browser is still used."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            sessions.note_seen(request)
        return self.get_response(request)


class DutiesMiddleware:
    """Leads to what somebody has to do before anything else: a password of one's own, a second factor."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        duty = duty_of(request)
        if duty is None or (request.resolver_match and request.resolver_match.view_name in duty.open):
            return None
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse(duty.address))
        return redirect(duty.address)
