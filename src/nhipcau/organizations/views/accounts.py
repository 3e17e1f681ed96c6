"""What an administrator does for the account of somebody else: opening it to them again, closing it to everybody."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from nhipcau.accounts.actions import account_open, binding_drop, second_factor_reset
from nhipcau.accounts.forms import WholeProofForm
from nhipcau.accounts.permissions import signed_in
from nhipcau.organizations import actions
from nhipcau.organizations.forms import PasswordForm, attempt
from nhipcau.organizations.permissions import account_for


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = account_for(user, pk)
    try:
        actions.person_close(person=person, by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The account of %(person)s was closed.") % {"person": person})
    return redirect("organizations:person", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = account_for(user, pk)
    account_open(user=person, by=user)
    messages.success(request, _("The account of %(person)s is open again.") % {"person": person})
    return redirect("organizations:person", pk)


@never_cache
@sensitive_post_parameters()
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = account_for(user, pk)
    form = WholeProofForm(request, user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if second_factor_reset(user=person, by=user):
            messages.success(request, _("%(person)s now signs in with the password alone.") % {"person": person})
        return redirect("organizations:person", pk)
    return render(request, "organizations/person_second_factor.html", {"form": form, "person": person})


@never_cache
@sensitive_post_parameters()
def give_password(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = account_for(user, pk)
    form = PasswordForm(request, user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        password = form.cleaned_data["new_password"]
        attempt(form, lambda: actions.password_give(person=person, password=password, by=user))
        if form.is_valid():
            messages.success(request, _("%(person)s has the new password, and is signed out.") % {"person": person})
            return redirect("organizations:person", pk)
    return render(request, "organizations/person_password.html", {"form": form, "person": person})


@require_POST
def confirm_email(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = account_for(user, pk)
    try:
        actions.email_confirm(person=person, email=request.POST.get("email", ""), by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(email)s is confirmed.") % {"email": person.email})
    return redirect("organizations:person", pk)


@require_POST
def drop_binding(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    person = account_for(user, pk)
    binding_drop(user=person, by=user)
    messages.success(request, _("%(person)s is no longer connected with the common sign-in.") % {"person": person})
    return redirect("organizations:person", pk)
