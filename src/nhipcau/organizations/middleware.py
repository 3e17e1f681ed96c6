from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SeatsMiddleware:
    """Lets ``permissions.seats`` ask the database once a request, however many parts of the page ask it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.remembers_seats = True  # type: ignore[attr-defined]
        return self.get_response(request)
