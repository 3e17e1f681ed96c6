"""Việc của tôi: what must I do, by when?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nhipcau.register.home import leader_page, manager_groups, officer_groups
from nhipcau.register.reader import reader_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    reader, today = reader_of(request), timezone.localdate()
    if reader.kind == "leader":
        return render(request, "register/home_leader.html", {"today": today, **leader_page(reader, today)})
    make = {"manager": manager_groups, "officer": officer_groups}.get(reader.kind)
    groups = make(reader, today) if make else []
    return render(request, "register/home.html", {"reader": reader, "groups": groups, "today": today})
