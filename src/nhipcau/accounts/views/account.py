"""What a person changes about themselves."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from nhipcau.accounts import sessions
from nhipcau.accounts.actions import password_change, profile_change
from nhipcau.accounts.forms import PasswordForm, ProfileForm
from nhipcau.accounts.models import OpenSession, User
from nhipcau.accounts.permissions import signed_in
from nhipcau.history.races import alone


def profile(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)

    def fresh() -> ProfileForm:
        return ProfileForm(instance=User.objects.get(pk=user.pk))

    form = ProfileForm(request.POST, instance=User.objects.get(pk=user.pk)) if request.POST else fresh()
    if form.is_valid():
        values = form.cleaned_data
        try:
            alone(form, target=user, fresh=fresh, action=lambda: profile_change(user=user, **values))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            with translation.override(values["language"]):
                messages.success(request, _("Your account was changed."))
            return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    given = user.must_change_password
    form = PasswordForm(request, user, request.POST or None)
    if form.is_valid():
        key = request.session.session_key
        opened = OpenSession.objects.filter(session=key).first()
        password_change(user=user, password=form.cleaned_data["new_password"], session_key=key)
        update_session_auth_hash(request, user)
        sessions.note_begun(request, user, since=opened.begun_at if opened else timezone.now())
        messages.success(request, _("Your password was changed. Other browsers were signed out."))
        return redirect("/" if given else "accounts:profile")
    return render(request, "accounts/password.html", {"form": form, "given": given})


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the language: for a person in the account, for a visitor in a cookie."""
    language, target = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            values = {"email": request.user.email, "phone": request.user.phone}
            profile_change(user=request.user, language=language, **values)
        secure, name = settings.SESSION_COOKIE_SECURE, settings.LANGUAGE_COOKIE_NAME
        response.set_cookie(name, language, max_age=31_536_000, samesite="Lax", httponly=True, secure=secure)
    return response
