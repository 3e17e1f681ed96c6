"""Two-step sign-in: turning it on and off, and the recovery codes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import recovery_codes_renew, second_factor_set_up, second_factor_turn_off
from nhipcau.accounts.duties import HAS_SECOND_FACTOR
from nhipcau.accounts.encryption import Unreadable, decrypt, encrypt
from nhipcau.accounts.forms import ChangeSecondFactorForm, SetUpForm
from nhipcau.accounts.models import User
from nhipcau.accounts.permissions import signed_in

SECRET = "new_second_factor"  # noqa: S105 - in the session, encrypted, until a code has proved it
SHOWN_UNTIL = "recovery_codes_until"
SHOWN_FOR = 15 * 60  # seconds in which new recovery codes can be looked at and saved


@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    found = second_factor.of(user)
    context = {"found": found, "left": len(second_factor.recovery_codes(user)) if found else 0}
    return render(request, "accounts/second_factor.html", context | {"duty": second_factor.is_duty(user)})


@never_cache
@sensitive_post_parameters()
def turn_on(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if second_factor.has(user):
        return redirect("accounts:second_factor")
    secret = _secret(request)
    form = SetUpForm(secret, request, user, request.POST or None)
    if form.is_valid():
        key = request.session.session_key
        second_factor_set_up(user=user, secret=secret, counter=form.counter, session_key=key)
        del request.session[SECRET]
        request.session[HAS_SECOND_FACTOR] = True
        return _show_codes(request)
    context = {"form": form, "picture": second_factor.picture(user, secret), "secret": second_factor.in_fours(secret)}
    return render(request, "accounts/second_factor_on.html", context | {"duty": second_factor.is_duty(user)})


def _secret(request: HttpRequest) -> str:
    """The same one until it is proved: whoever reloads the page has not to read the picture anew."""
    try:
        return decrypt(request.session[SECRET])
    except (KeyError, Unreadable):
        secret: str = second_factor.new_secret()
        request.session[SECRET] = encrypt(secret)
        return secret


@never_cache
@sensitive_post_parameters()
def turn_off(request: HttpRequest) -> HttpResponse:
    user = _with_second_factor(request)
    form = ChangeSecondFactorForm(request, user, request.POST or None)
    if form.is_valid():
        second_factor_turn_off(user=user, session_key=request.session.session_key)
        request.session.pop(HAS_SECOND_FACTOR, None)
        messages.success(request, _("Two-step sign-in was turned off."))
        return redirect("accounts:second_factor")
    return render(request, "accounts/second_factor_off.html", {"form": form, "duty": second_factor.is_duty(user)})


@never_cache
@sensitive_post_parameters()
def renew_codes(request: HttpRequest) -> HttpResponse:
    user = _with_second_factor(request)
    form = ChangeSecondFactorForm(request, user, request.POST or None)
    if form.is_valid():
        recovery_codes_renew(user=user)
        return _show_codes(request)
    return render(request, "accounts/recovery_codes_new.html", {"form": form})


@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown once, right after they were made, until the person says that they are saved."""
    user = signed_in(request)
    if request.method == "POST":
        request.session.pop(SHOWN_UNTIL, None)
        return redirect("accounts:second_factor")
    if not _may_see_codes(request):
        messages.info(request, _("Recovery codes are shown only once. You can make new ones here."))
        return redirect("accounts:second_factor")
    return render(request, "accounts/recovery_codes.html", {"codes": second_factor.recovery_codes(user)})


@never_cache
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not _may_see_codes(request):
        raise Http404
    title = _("Recovery codes of Nhịp Cầu for %(name)s. Each opens once.") % {"name": user.username}
    text = "\r\n".join([title, "", *second_factor.recovery_codes(user), ""])
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ma-du-phong-nhip-cau.txt"'
    return answer


def _show_codes(request: HttpRequest) -> HttpResponse:
    request.session[SHOWN_UNTIL] = timezone.now().timestamp() + SHOWN_FOR
    return redirect("accounts:recovery_codes")


def _may_see_codes(request: HttpRequest) -> bool:
    return bool(request.session.get(SHOWN_UNTIL, 0) > timezone.now().timestamp())


def _with_second_factor(request: HttpRequest) -> User:
    user = signed_in(request)
    if not second_factor.has(user):
        raise Http404
    return user
