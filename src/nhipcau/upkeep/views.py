from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import checks, metrics, permissions
from .rules import worst

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@login_not_required
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing else, so that a slow database does not get the web process killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    permissions.health_for(request.user)
    lines = checks.lines()
    return render(request, "upkeep/health.html", {"lines": lines, "worst": worst(lines).value})


@require_safe
@login_not_required
@never_cache
def machine(request: HttpRequest) -> HttpResponse:
    permissions.machine_for(request)
    found, status = metrics.facts()
    wanted = request.GET.get("format") or request.get_preferred_type(["application/json", "text/plain"])
    if wanted in ("prometheus", "text/plain"):
        # Prometheus takes an answer of 503 for no answer at all.
        return HttpResponse(metrics.prometheus(found), content_type=PROMETHEUS)
    return JsonResponse(found, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1})
