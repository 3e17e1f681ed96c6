"""The door: password, code, common sign-in, and out again."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nhipcau.accounts import oidc, second_factor, sign_in
from nhipcau.accounts.actions import sign_out_note
from nhipcau.accounts.forms import CodeForm, SignInForm
from nhipcau.accounts.models import User
from nhipcau.accounts.second_factor import Taken

FEW = 3  # recovery codes left


class SignIn(LoginView):
    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)  # noqa: S101 - for mypy: the only user model
        return sign_in.begin(self.request, user, self.get_success_url(), how="password")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(common=settings.COMMON_SIGN_IN, **kwargs)


@login_not_required
@never_cache
@sensitive_post_parameters()
def code(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    waiting = sign_in.waiting(request)
    if waiting is None:
        messages.info(request, _("It took too long, or the account was changed. Sign in again."))
        return redirect("accounts:login")
    form = CodeForm(waiting.user, request.POST or None)
    if form.is_valid():
        how = "recovery" if form.taken is Taken.RECOVERY else "code"
        answer = sign_in.finish(request, waiting.user, waiting.target, how=how, second=True)
        if form.taken is Taken.RECOVERY:
            _tell_how_many_are_left(request, waiting.user)
        return answer
    return render(request, "accounts/code.html", {"form": form})


def _tell_how_many_are_left(request: HttpRequest, user: User) -> None:
    left = len(second_factor.recovery_codes(user))
    words = ngettext("%(left)s recovery code is left.", "%(left)s recovery codes are left.", left) % {"left": left}
    if left <= FEW:
        words = f"{words} {_('Make new ones under “My account”.')}"
    messages.warning(request, words)


@method_decorator(never_cache, name="dispatch")
class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if isinstance(request.user, User):
            sign_out_note(user=request.user)
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'  # people share machines: going back shows nothing of the person before
        return answer


@login_not_required
@never_cache
def common_begin(request: HttpRequest) -> HttpResponse:
    if not settings.COMMON_SIGN_IN:
        raise Http404
    if request.user.is_authenticated:
        return redirect("/")
    if request.method != "POST":  # an old link, or a program that follows links: nothing is asked for it
        return redirect("accounts:login")
    return oidc.begin(request, request.POST.get("next") or "/")


@login_not_required
@never_cache
def common_return(request: HttpRequest) -> HttpResponse:
    if not settings.COMMON_SIGN_IN:
        raise Http404
    if request.user.is_authenticated:
        return redirect("/")
    return oidc.come_back(request)
