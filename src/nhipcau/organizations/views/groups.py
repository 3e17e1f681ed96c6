from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.accounts.permissions import signed_in
from nhipcau.history.queries import sentences
from nhipcau.history.races import alone
from nhipcau.organizations import actions
from nhipcau.organizations.forms import GroupForm, attempt
from nhipcau.organizations.models import AgencyGroup
from nhipcau.organizations.permissions import MANAGERS, group_for, has_role, province_for
from nhipcau.organizations.queries import expand_group, group_names, groups_list


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = province_for(user, "see")
    rows = [(group, group_names(group.kinds)) for group in groups_list(province)]
    context = {"rows": rows, "may_change": has_role(user, province, *MANAGERS)}
    return render(request, "organizations/groups.html", context)


@require_GET
def group(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = group_for(user, "see", pk)
    context = {
        "group": shown,
        "kinds": group_names(shown.kinds),
        "members": expand_group(shown),
        "lines": sentences(shown),
        "may_change": has_role(user, shown.province, *MANAGERS),
    }
    return render(request, "organizations/group.html", context)


def add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = province_for(user, "change")
    form = GroupForm(province, request.POST or None)
    if form.is_valid():
        added = attempt(form, lambda: actions.group_add(province=province, by=user, **form.values()))
        if added:
            messages.success(request, _("The group “%(group)s” was added.") % {"group": added.name})
            return redirect("organizations:group", added.pk)
    return render(request, "organizations/group_form.html", {"form": form})


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = group_for(user, "change", pk)

    def fresh() -> GroupForm:
        return GroupForm(shown.province, initial=GroupForm.initial_of(group_for(user, "change", pk)))

    def change() -> AgencyGroup:
        return actions.group_change(group=shown, by=user, **form.values())

    form = GroupForm(shown.province, request.POST or None, initial=GroupForm.initial_of(shown))
    if form.is_valid():
        changed = attempt(form, lambda: alone(form, target=shown, fresh=fresh, action=change))
        if changed:
            messages.success(request, _("The group “%(group)s” was changed.") % {"group": changed.name})
            return redirect("organizations:group", pk)
    return render(request, "organizations/group_form.html", {"form": form, "group": group_for(user, "see", pk)})
