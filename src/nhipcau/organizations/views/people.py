from __future__ import annotations

from copy import copy

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.accounts import bindings, second_factor
from nhipcau.accounts.forms import WholeProofForm
from nhipcau.accounts.models import User
from nhipcau.accounts.permissions import signed_in
from nhipcau.history.queries import sentences
from nhipcau.history.races import alone
from nhipcau.organizations import actions
from nhipcau.organizations.forms import DelegationForm, EndForm, NewPersonForm, PersonForm, PostForm, attempt
from nhipcau.organizations.models import Appointment
from nhipcau.organizations.permissions import appointment_for, delegation_for, person_for, province_for
from nhipcau.organizations.queries import people_list
from nhipcau.organizations.sections import sections_of_person


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    user, today = signed_in(request), timezone.localdate()
    province = province_for(user, "appoint")
    actions.people_read(province=province, by=user)
    rows = []
    for person in people_list(province):
        held = [post for post in person.appointments.all() if not post.valid_to or post.valid_to >= today]
        rows.append((person, held))
    return render(request, "organizations/people.html", {"rows": rows})


def person(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = person_for(user, pk)
    form = PersonForm(request.POST or None, instance=copy(shown))
    if form.is_valid():
        changed = attempt(form, lambda: _change(user, pk, form))
        if changed:
            messages.success(request, _("%(person)s was changed.") % {"person": changed})
            return redirect("organizations:person", pk)
    _told(user, shown)
    posts = shown.appointments.select_related("agency").prefetch_related("delegations__user").order_by("-valid_from")
    context = {"person": person_for(user, pk), "form": form, "posts": posts, "lines": sentences(shown)}
    context |= {"two_steps": second_factor.has(shown), "sections": sections_of_person(request, shown)}
    context |= {"common": settings.COMMON_SIGN_IN, "bound": bindings.of(shown)}
    return render(request, "organizations/person.html", context)


def _told(user: User, shown: User) -> None:
    """That this page shows who somebody is."""
    actions.person_read(person=shown, province=province_for(user, "appoint"), by=user)


def _change(user: User, pk: int, form: PersonForm) -> User:
    def change() -> User:
        return actions.person_change(person=person_for(user, pk), by=user, **form.cleaned_data)

    return alone(
        form, target=person_for(user, pk), fresh=lambda: PersonForm(instance=person_for(user, pk)), action=change
    )


def add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = province_for(user, "appoint")
    form, post_form = NewPersonForm(request.POST or None), PostForm(province, request.POST or None, prefix="post")
    proof = None
    if form.is_valid() and post_form.is_valid():
        proof = _proof_of(request, user, post_form.cleaned_data["role"])
    if form.is_valid() and post_form.is_valid() and (proof is None or proof.is_valid()):
        appointed = Appointment(**post_form.cleaned_data)
        added = attempt(form, lambda: actions.person_add(appointed=appointed, by=user, **form.cleaned_data))
        if added:
            messages.success(request, _("%(person)s was added and can sign in.") % {"person": added})
            return redirect("organizations:person", added.pk)
    return render(request, "organizations/person_add.html", {"form": form, "post_form": post_form, "proof": proof})


def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = person_for(user, pk)
    form, proof = PostForm(province_for(user, "appoint"), request.POST or None), None
    if form.is_valid():
        proof = _proof_of(request, user, form.cleaned_data["role"])
    if form.is_valid() and (proof is None or proof.is_valid()):
        values = form.cleaned_data
        dates = {"begins": values.pop("valid_from"), "ends": values.pop("valid_to")}
        begun = attempt(form, lambda: actions.appointment_begin(user=shown, by=user, **values, **dates))
        if begun:
            messages.success(request, _("%(person)s has the new post.") % {"person": shown})
            return redirect("organizations:person", pk)
    _told(user, shown)
    return render(request, "organizations/appoint.html", {"form": form, "person": shown, "proof": proof})


def _proof_of(request: HttpRequest, user: User, role: str) -> WholeProofForm | None:
    """Whoever makes an administrator shows who they are: nobody does it at a browser that was left open."""
    return WholeProofForm.beside(request, user) if role == Appointment.Role.ADMINISTRATOR else None


def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    post = appointment_for(user, pk)
    form, proof = DelegationForm(post, request.POST or None), None
    if form.is_valid():
        proof = _proof_of(request, user, post.role)
    if form.is_valid() and (proof is None or proof.is_valid()):
        values = form.cleaned_data
        dates = {"begins": values.pop("valid_from"), "ends": values.pop("valid_to")}
        begun = attempt(form, lambda: actions.delegation_begin(appointment=post, by=user, **values, **dates))
        if begun:
            messages.success(request, _("%(person)s now acts in this post.") % {"person": begun.user})
            return redirect("organizations:person", post.user_id)
    _told(user, post.user)
    actions.people_read(province=province_for(user, "appoint"), by=user)  # all are offered
    return render(request, "organizations/delegate.html", {"form": form, "post": post, "proof": proof})


@require_POST
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    delegation = delegation_for(user, pk)
    if delegation.is_current:
        actions.delegation_end(delegation=delegation, by=user)
    messages.success(request, _("The delegation was ended; its rights end with it."))
    return redirect("organizations:person", delegation.appointment.user_id)


def end(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    post = appointment_for(user, pk)

    def fresh() -> EndForm:
        return EndForm(initial={"last_day": appointment_for(user, pk).valid_to})

    def finish() -> Appointment:
        return actions.appointment_end(appointment=post, last_day=form.cleaned_data["last_day"], by=user)

    form = EndForm(request.POST) if request.method == "POST" else fresh()
    if form.is_valid():
        ended = attempt(form, lambda: alone(form, target=post, fresh=fresh, action=finish))
        if ended:
            messages.success(request, _("The post was ended; its rights end with it."))
            return redirect("organizations:person", post.user_id)
    _told(user, post.user)
    return render(request, "organizations/appointment_end.html", {"form": form, "post": post})
