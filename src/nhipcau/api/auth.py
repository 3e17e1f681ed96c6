"""Who asks: the person behind a token. A signed-in browser opens nothing here: no other page can use it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from nhipcau.accounts.duties import owes_second_factor
from nhipcau.accounts.models import User
from nhipcau.exchange.keys import find_live, hashed, note_use

from .limits import count_request, limits_of
from .models import Token
from .problems import no_token, only_reads, second_factor_due


class Bearer(HttpBearer):
    """``Authorization: Bearer <token>``. Every request counts, those without a token too."""

    def __call__(self, request: HttpRequest) -> Token:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        secret = secret.strip() if scheme.lower() == "bearer" else ""
        count_request(limits_of(request, hashed(secret) if secret else ""))
        return self.authenticate(request, secret)

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        found = find_live(Token.objects.all(), token) if token else None
        if found is None:
            raise no_token()
        found.user.remembers_seats = True  # type: ignore[attr-defined]
        if owes_second_factor(found.user):
            raise second_factor_due()
        note_use(found)
        request.user = found.user
        return found


def person(request: HttpRequest) -> User:
    """Whose token it is; ``Bearer`` has seen to it."""
    return cast(User, request.user)


def token_of(request: HttpRequest) -> Token:
    return cast(Token, request.auth)  # type: ignore[attr-defined]


def writing(request: HttpRequest) -> User:
    """The same, when the token writes."""
    if token_of(request).scope != Token.Scope.WRITE:
        raise only_reads()
    return person(request)
