from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

LANGUAGES = {code for code, _ in settings.LANGUAGES}


class LanguageMiddleware:
    """Speak the person's language. A visitor gets Vietnamese, or what the switch left in the cookie: the browser's own
    wish is not asked, because many office machines in Việt Nam run an English browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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
