"""Plans: the list, one plan, undoing a confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.organizations.permissions import MANAGERS, holds
from nhipcau.plans import actions, queries
from nhipcau.plans.heirs import duties_today, plan_day
from nhipcau.plans.permissions import plan_for, plans_visible_to
from nhipcau.plans.reading import opening
from nhipcau.succession.queries import Today

from .common import Request, refusals_as_messages, sentence_of


@require_GET
def plans(request: Request) -> HttpResponse:
    visible = plans_visible_to(request.user)
    chosen = queries.PlanFilter.read(request.GET)
    found = Paginator(queries.with_counts(chosen.apply(visible)), 25)
    context = {
        "page": found.get_page(request.GET.get("trang")),
        "chosen": chosen,
        "choices": queries.filter_choices(visible),
        "may_manage": holds(request.user, *MANAGERS),
    }
    return render(request, "plans/plans.html", context)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    plan = plan_for(request.user, "see", pk)
    manages = holds(request.user, *MANAGERS)
    today = Today.for_reader(request.user)
    context = {
        "plan": plan,
        "may_manage": manages,
        "states": queries.task_states(plan),
        "duties": duties_today(plan, today),
        "issuer_now": today.other_name(plan.issuer, plan_day(plan)),
        "reports": plan.report_deadlines.all(),
        "findings": [opening.in_words(told) for told in plan.facts.get("findings", [])],
        "versions": queries.versions(plan),
        "lines": queries.history_of(plan),
        "in_review": queries.upload_in_review(plan) if manages else None,
    }
    return render(request, "plans/plan.html", context)


@require_http_methods(["GET", "POST"])
def unconfirm(request: Request, pk: int) -> HttpResponse:
    """Says what undoing will take back, then does it."""
    plan = plan_for(request.user, "manage", pk)
    last = queries.last_confirmation(plan)
    if last is None:
        return redirect("plans:detail", pk)
    worked = queries.worked_since(last)
    alert = ""
    if request.method == "POST":
        try:
            seen = request.POST.get("lan") or "-"  # without it nobody knows what was seen: refused
            actions.plan_unconfirm(plan=plan, by=request.user, force=request.POST.get("force") == "1", seen=seen)
        except actions.Refused as refusal:
            alert = sentence_of(refusal)
        else:
            messages.success(request, _("The confirmation was undone. The review is open again."))
            return redirect("plans:review", last.upload_id)
    context = {"plan": plan, "last": last, "worked": worked, "alert": alert}
    return render(request, "plans/unconfirm.html", context)


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    """Close a plan whose year is over, or open it again."""
    plan = plan_for(request.user, "manage", pk)
    with refusals_as_messages(request):
        actions.plan_close(plan=plan, by=request.user, closed=request.POST.get("closed") == "1")
    return redirect("plans:detail", pk)
