"""Tìm: plans, tasks and agencies, with or without accents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nhipcau.register.reader import reader_of
from nhipcau.register.search import Asked, SearchPage, suggestions


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    page = SearchPage(reader_of(request), Asked.read(request.GET), timezone.localdate())
    return render(request, "register/search.html", page.context(request.GET.get("trang")))


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """The list under the search box while somebody types; without scripts nobody comes here."""
    words = Asked.read(request.GET).q
    context = {"suggestions": suggestions(reader_of(request), words)}
    return render(request, "register/parts/suggestions.html", context)
