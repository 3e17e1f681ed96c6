"""The common sign-in of an office by OpenID Connect, beside our own.

From allauth: the way there and back with state and PKCE, and the exchange of the code. Ours: every ID token is checked
against the service's keys, with issuer, audience and nonce; and nobody comes in who has no account here
(docs/decisions/013).
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from typing import Any

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nhipcau.history.actions import log

from . import sign_in
from .models import Door, User

logger = logging.getLogger("nhipcau.sign_in")
ALGORITHMS = [f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)] + ["EdDSA"]
LEEWAY = 60  # seconds that clocks may differ
DISCOVERED, KEPT, SILENCE = "accounts.oidc.discovered", 5 * 60, 15  # seconds to keep what was found; to ask no more
FAULTS = (OAuth2Error, requests.RequestException, jwt.PyJWTError, KeyError, TypeError, ValueError)


class Refused(Exception):
    """Nobody here, in one sentence for the person at the door."""


def _app() -> dict[str, Any]:
    return dict(settings.COMMON_SIGN_IN or {})


def begin(request: HttpRequest, target: str) -> HttpResponse:
    """Send the browser to the service; where it wanted to go waits in the session beside the state. It goes by a page
    in between: browsers let a form of ours lead nowhere else (form-action)."""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    data = {"nonce": secrets.token_urlsafe(24), "target": target}
    try:
        provider = get_adapter().get_provider(request, _app()["provider_id"])
        away: HttpResponse = provider.redirect(request, "login", data=data, auth_params={"nonce": data["nonce"]})
    except FAULTS as fault:
        return refuse(request, _silent(fault))
    return render(request, "accounts/common.html", {"address": away["Location"], "name": _app()["name"]})


def come_back(request: HttpRequest) -> HttpResponse:
    """The browser returns with a code, or with an error."""
    adapter = CheckingAdapter(request, _app()["provider_id"])
    stashed = statekit.get_states(request).get(request.GET.get("state", ""))
    if stashed:
        adapter.stashed = stashed[0].get("data") or {}
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except FAULTS as fault:
        return refuse(request, _silent(fault))
    return answer


def refuse(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("accounts:login")


def _silent(fault: object) -> str:
    """What went wrong is for whoever runs the site; the person at the door can only try again."""
    logger.warning("The common sign-in failed: %s: %.300s", type(fault).__name__, fault)
    return _("The common sign-in did not succeed. Try again, or sign in with your user name and password.")


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    def get_oauth2_adapter(self, request: HttpRequest) -> CheckingAdapter:
        return CheckingAdapter(request, self.app.provider_id)


class AnswersAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Where allauth would show pages of its own, it is sent back to our door."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        if error == AuthError.CANCELLED:
            sentence = _("You stopped the common sign-in. Nothing was changed.")
        else:
            sentence = _silent(
                exception or OAuth2Error("an answer to no question of this browser, or an error of the service")
            )
        raise ImmediateHttpResponse(refuse(request, sentence))


class CheckingAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Trusts an ID token only with the signature of the service, for us, and for the browser that asked."""

    stashed: dict[str, str] = {}

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself, asked every few minutes; while it is silent not by every visitor."""
        known: dict[str, Any] | None = cache.get(DISCOVERED)
        if known is None:
            try:
                known = self._discover()
            except FAULTS:
                cache.set(DISCOVERED, {}, SILENCE)
                raise
            cache.set(DISCOVERED, known, KEPT)
        if not known:
            raise OAuth2Error("the service did not answer a moment ago")
        return known

    def _discover(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != _app()["settings"]["issuer"]:
            raise OAuth2Error(f"OIDC_ISSUER is not what the service calls itself: {config.get('issuer')}")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("accounts:common_return"), self.redirect_uri_protocol))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> None:
        claims = self.checked(kwargs["response"]["id_token"], app.client_id)
        if "email" not in claims:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo speaks of somebody else")
            claims |= {name: told.get(name) for name in ("email", "email_verified")}
        raise ImmediateHttpResponse(_answer(request, claims, self.stashed["target"]))

    def checked(self, id_token: str, client_id: str) -> dict[str, Any]:
        key = self.key_of(id_token)
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key,
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=self.openid_config["issuer"],
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
        if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), self.stashed["nonce"].encode()):
            raise OAuth2Error("the nonce is not the one of this browser")
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
            raise OAuth2Error("the token was made for another site")
        return claims

    def key_of(self, id_token: str) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json())
        name = jwt.get_unverified_header(id_token).get("kid")
        if name is None and len(keys.keys) == 1:
            return keys.keys[0]
        return keys[str(name)]


def _answer(request: HttpRequest, claims: dict[str, Any], target: str) -> HttpResponse:
    try:
        user = person_of(claims)
    except Refused as refused:
        return refuse(request, str(refused))
    return sign_in.begin(request, user, target, how="oidc", service=_app()["name"])


@transaction.atomic
def person_of(claims: dict[str, Any]) -> User:
    """Whom the service means: by its number for the person, and the first time by the address that it has verified."""
    service = _app()["provider_id"]
    number = hashlib.sha256(str(claims["sub"]).encode()).hexdigest()
    known = SocialAccount.objects.filter(provider=service, uid=number).select_related("user").first()
    user: User = known.user if known else _by_address(claims)
    if not user.is_active:
        raise Refused(_("This account is closed. Ask the administrator of your province."))
    if known is None:
        if SocialAccount.objects.filter(provider=service, user=user).exists():
            raise Refused(_("Your account here is connected with another person of the common sign-in."))
        SocialAccount.objects.create(provider=service, uid=number, user=user, extra_data={})
        log(action="accounts.oidc_bound", user=user, target=Door(pk=user.pk))
    return user


def _by_address(claims: dict[str, Any]) -> User:
    address = str(claims.get("email") or "")
    if not address or claims.get("email_verified") not in (True, "true"):
        raise Refused(_("The common sign-in has not verified your email address. Sign in with user name and password."))
    owner = User.objects.filter(email__iexact=address).first()
    if owner is None:
        words = _("Nobody here has the address %(address)s. The administrator of your province can add you.")
        raise Refused(words % {"address": address})
    if not owner.email_confirmed:  # whoever types another's address into the own account would let that person in there
        words = _("Ask the administrator of your province to confirm that the address %(address)s is yours.")
        raise Refused(words % {"address": address})
    return owner
