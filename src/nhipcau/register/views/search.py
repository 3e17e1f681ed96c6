"""Tìm: plans and tasks, with or without accents."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nhipcau.register.reader import reader_of
from nhipcau.register.rows import Row
from nhipcau.register.search import plans_found, tasks_found
from vanban.text import clean


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    words = clean(request.GET.get("q", "").replace("\0", ""))[:200]
    reader, today = reader_of(request), timezone.localdate()
    page = Paginator(tasks_found(reader, words), 25).get_page(request.GET.get("trang"))
    context = {
        "search_words": words,
        "plans": plans_found(reader, words),
        "page": page,
        "rows": [Row(task, today) for task in page],
    }
    return render(request, "register/search.html", context)
