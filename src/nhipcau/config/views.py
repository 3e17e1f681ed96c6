"""Error pages: what is wrong, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    context = {"title": title, "sentence": sentence}
    return HttpResponse(render_to_string("error.html", context, request), status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("The browser sent something that this page does not understand. Go back and try again.")
    return _page(request, 400, _("The request cannot be read"), sentence)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("Your present post does not allow this. Ask the administrator of your province.")
    return _page(request, 403, _("This is not open to you"), sentence)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _(
        "There is nothing at this address, or it does not belong to your agency. Check the address, or search."
    )
    return _page(request, 404, _("Page not found"), sentence)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("The page stood open for too long, or cookies are switched off. Go back, reload it and send it again.")
    return _page(request, 403, _("The form has expired"), sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the base template: whatever failed there must not fail here again."""
    return HttpResponse(render_to_string("500.html"), status=500)
