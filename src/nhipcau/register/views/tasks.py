"""Nhiệm vụ: who does what, by when?"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhipcau.register.filters import SIZES, TaskFilter
from nhipcau.register.page import ListPage
from nhipcau.register.queries import filtered, for_list
from nhipcau.register.rows import Row
from nhipcau.register.successors import mark_successors

COLUMNS = ("ke-hoach", "chu-tri", "han", "trang-thai")


@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    here = ListPage.of(request)
    if here.asks_filters:
        return here.filters()
    page = Paginator(for_list(here.tasks), here.wanted.so_dong).get_page(request.GET.get("trang"))
    everything = TaskFilter(nam=here.wanted.nam)
    total = filtered(here.reader, everything, here.today).count() if here.wanted.narrowed() else page.paginator.count
    context = here.context() | {
        "page": page,
        "rows": [Row(task, here.today) for task in mark_successors(page, here.reader.today)],
        "total": total,
        "sizes": SIZES,
        "sort": _sort_links(here.wanted),
        "export_query": here.wanted.query(),
    }
    return render(request, "register/tasks.html", context)


def _sort_links(wanted: TaskFilter) -> dict[str, dict[str, str]]:
    """For each column that sorts: the address that sorts by it (the other way round when it does already)."""
    order = wanted.xep or "han"
    links = {}
    for name in COLUMNS:
        state = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        links[name.replace("-", "_")] = {
            "url": wanted.query(xep=f"-{name}" if state == "ascending" else name),
            "state": state,
        }
    return links
