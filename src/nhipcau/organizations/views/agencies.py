from __future__ import annotations

from copy import copy
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.accounts.permissions import signed_in
from nhipcau.history.queries import sentences
from nhipcau.history.races import alone
from nhipcau.organizations import actions
from nhipcau.organizations.forms import AgenciesForm, AgencyForm, AliasForm, attempt
from nhipcau.organizations.models import Agency
from nhipcau.organizations.permissions import MANAGERS, agency_for, has_role, province_for
from nhipcau.organizations.queries import agencies_list, in_order, people_of
from nhipcau.organizations.sections import sections_of


@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = province_for(user, "see")
    kind, words = request.GET.get("loai", ""), request.GET.get("q", "")[:100]
    kind = kind if kind in Agency.Kind.values else ""
    form = AgenciesForm(request.GET)
    day = form.cleaned_data["vao_ngay"] if form.is_valid() else None
    found = agencies_list(province, kind=kind, words=words, ended=bool(request.GET.get("da_thoi")), on=day)
    order = list(Agency.Kind.values)
    found.sort(key=lambda agency: order.index(agency.kind))  # stable: names stay in order within a kind
    context = {
        "by_kind": [(Agency.Kind(kind).label, list(rows)) for kind, rows in groupby(found, lambda agency: agency.kind)],
        "count": len(found),
        "kinds": Agency.Kind.choices,
        "kind": kind,
        "words": words,
        "form": form,
        "day": day,
        "may_change": has_role(user, province, *MANAGERS),
    }
    return render(request, "organizations/agencies.html", context)


@require_GET
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk, AliasForm())


def _page(request: HttpRequest, pk: int, alias_form: AliasForm) -> HttpResponse:
    user = signed_in(request)
    shown = agency_for(user, "see", pk)
    may_change = has_role(user, shown.province, *MANAGERS)
    holders, others = people_of(shown, former=may_change)
    if others:
        actions.posts_read(agency=shown, by=user)
    context = {
        "agency": shown,
        "aliases": shown.aliases.order_by("text"),
        "children": in_order(shown.children.all()),
        "people": [*holders, *others],
        "lines": sentences(shown),
        "sections": sections_of(request, shown),
        "alias_form": alias_form,
        "may_change": may_change,
    }
    return render(request, "organizations/agency.html", context)


def add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = province_for(user, "change")
    form = AgencyForm(province, request.POST or None, initial={"name": request.GET.get("ten", "")})
    if form.is_valid():
        added = attempt(form, lambda: actions.agency_add(province=province, by=user, **form.cleaned_data))
        if added:
            messages.success(request, _("%(agency)s was added.") % {"agency": added.name})
            return redirect("organizations:agency", added.pk)
    return render(request, "organizations/agency_form.html", {"form": form})


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = agency_for(user, "change", pk)

    def fresh() -> AgencyForm:
        return AgencyForm(shown.province, instance=agency_for(user, "change", pk))

    def change() -> Agency:
        return actions.agency_change(agency=agency_for(user, "change", pk), by=user, **form.cleaned_data)

    form = AgencyForm(shown.province, request.POST or None, instance=copy(shown))
    if form.is_valid():
        changed = attempt(form, lambda: alone(form, target=shown, fresh=fresh, action=change))
        if changed:
            messages.success(request, _("%(agency)s was changed.") % {"agency": changed.name})
            return redirect("organizations:agency", pk)
    return render(request, "organizations/agency_form.html", {"form": form, "agency": agency_for(user, "see", pk)})


@require_POST
def learn(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    named = agency_for(user, "change", pk)
    form = AliasForm(request.POST)
    if form.is_valid():
        attempt(form, lambda: actions.alias_learn(agency=named, text=form.cleaned_data["text"], by=user))
    if form.errors:
        return _page(request, pk, form)
    return redirect("organizations:agency", pk)


@require_POST
def forget(request: HttpRequest, pk: int, alias_pk: int) -> HttpResponse:
    user = signed_in(request)
    alias = get_object_or_404(agency_for(user, "change", pk).aliases, pk=alias_pk)
    actions.alias_forget(alias=alias, by=user)
    messages.success(request, _("“%(text)s” is no longer a spelling of this agency.") % {"text": alias.text})
    return redirect("organizations:agency", pk)
