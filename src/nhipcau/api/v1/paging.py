"""Pages of lists: totals, neighbours, an order that stays."""

from __future__ import annotations

from typing import Any, TypedDict, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Schema

from nhipcau.api.problems import unknown_field, wrong_value
from nhipcau.api.schemas import Paging

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class PageValues(TypedDict):
    total: int
    page: int
    size: int
    next: str | None
    previous: str | None


def page_of(request: HttpRequest, rows: QuerySet[M] | list[T], wanted: Paging) -> tuple[list[Any], PageValues]:
    """The rows of the page and what ``Page`` says of it; a page behind the last one is empty."""
    paginator = Paginator(rows, wanted.size)
    start = (wanted.page - 1) * wanted.size
    here = list(paginator.object_list[start : start + wanted.size]) if start < paginator.count else []
    last = paginator.num_pages
    values: PageValues = {
        "total": paginator.count,
        "page": wanted.page,
        "size": wanted.size,
        "next": _address(request, wanted.page + 1) if wanted.page < last else None,
        "previous": _address(request, min(wanted.page - 1, last)) if wanted.page > 1 else None,
    }
    return here, values


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def refuse_unclear(request: HttpRequest, known: type[Schema]) -> None:
    """A misspelt filter must not give the whole list, nor one given twice either of two lists."""
    for name, values in request.GET.lists():
        if name not in known.model_fields:
            raise unknown_field(name)
        if len(values) > 1:
            raise wrong_value(name)
