"""A clock that moves by seconds, and a person with an app on the phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import second_factor_set_up
from nhipcau.accounts.models import User

from .openid import RETURN, Service, begin, switch_on


@pytest.fixture
def later(monkeypatch) -> Callable[[float], None]:
    """Let seconds pass: later(30)."""

    def pass_(seconds: float) -> None:
        moment = timezone.now() + timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return pass_


class Phone:
    """The app on somebody's phone."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, ahead: int = 0) -> str:
        return second_factor.code_at(self.secret, second_factor.counter_now() + ahead)


@pytest.fixture
def phone(lan) -> Phone:
    """Lan signs in in two steps; the code of this moment is used up by that."""
    made = Phone(second_factor.new_secret())
    second_factor_set_up(user=lan, secret=made.secret, counter=second_factor.counter_now() - 5)
    return made


@pytest.fixture
def throttled(settings, monkeypatch):
    """Login throttling as in production. It reads two clocks, so that none may stand still."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.now(UTC))
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3


def sign_in(client: Client, user: User, password: str = "", **more: str):
    values = {"username": user.username, "password": password or f"{user.username}-mật-khẩu"}
    return client.post("/dang-nhap/", values | more)


@pytest.fixture
def service(settings, monkeypatch) -> Service:
    return switch_on(settings, monkeypatch)


@pytest.fixture
def lan_has_mail(lan) -> User:
    lan.email, lan.email_confirmed = "Lan@example.gov.vn", True
    lan.save()
    return lan


@pytest.fixture
def go(client, service) -> Callable[..., Any]:
    """Through the door: there, and back with what the service was asked to send back."""

    def through(browser: Client = client, target: str = "/lich/", *, nonce: str | None = None, **back: str) -> Any:
        _address, asked = begin(browser, target)
        service.claims.setdefault("nonce", nonce or asked["nonce"][0])
        return browser.get(RETURN, {"state": asked["state"][0], "code": "c"} | back)

    return through
