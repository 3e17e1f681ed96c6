"""What attacks need: somebody to attack as, every address with a row of ours, and the state of the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.accounts.tests.openid import Service, begin
from nhipcau.history.actions import READ_SUFFIX
from nhipcau.history.models import Entry
from tests.rows_to_try import browser, token_for_test
from tests.test_who_may_do_what import MACHINE_TOKEN, PEOPLE, TABLE, everyone, office, rows  # noqa: F401 - fixtures

# What a request leaves behind that changes nothing of the province.
TRACES = {"sessions.session", "accounts.opensession", "api.window", "api.token", "exchange.feed"}
TRACES_OF = ("axes", "django_tasks_database", "contenttypes", "auth", "mfa", "socialaccount", "account")


def state() -> dict[str, str]:
    """A hash of every table, the log among them."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        if label not in TRACES and model._meta.app_label not in TRACES_OF and not model._meta.proxy:
            values = list(model._base_manager.order_by("pk").values_list())
            if model is Entry:  # what the attack itself needed, and that somebody looked
                told = Entry.objects.exclude(action="api.token_made").exclude(action__endswith=READ_SUFFIX)
                values = list(told.order_by("pk").values_list("pk", "action"))
            found[label] = hashlib.sha256(repr(values).encode()).hexdigest()
    return found | {"accounts.user": repr(list(User.objects.order_by("pk").values_list("pk", "username", "phone")))}


@pytest.fixture
def untouched() -> Callable[[], None]:
    """Call it at the end: nothing was changed since the test began to attack."""
    before = state()

    def check() -> None:
        after = state()
        assert [label for label in after if after[label] != before[label]] == []

    return check


@pytest.fixture
def attacker() -> Callable[..., Client]:
    """A browser, or a program where programs ask; what fails inside is an answer of 500 like for anybody."""

    def make(user: User | None, address: str = "/", **kwargs: object) -> Client:
        if user and address.startswith("/api/"):
            headers = {"Authorization": f"Bearer {token_for_test(user)[1]}"}
            return Client(raise_request_exception=False, headers=headers)
        return browser(user, raise_request_exception=False, **kwargs)

    return make


@pytest.fixture
def insider(everyone, attacker, rows, office) -> Callable[[str], tuple[Client, str]]:  # noqa: F811
    """Whoever gets in at an address, as far in as it goes, and the address. To be called where nothing is undone."""
    opened: dict[tuple[str, bool], Client] = {}

    def make(name: str) -> tuple[Client, str]:
        address = reverse(name, kwargs=rows[name])
        if name == "upkeep:machine":
            token = {"Authorization": f"Bearer {MACHINE_TOKEN}"}
            return Client(raise_request_exception=False, headers=token), address
        if name in ("accounts:login", "accounts:common"):
            return attacker(None), address
        if name == "accounts:common_return":
            browser = attacker(None)
            return browser, f"{address}?{answer_of(office, browser)}"
        if name == "accounts:code":
            return with_first_factor(attacker(None)), address
        without = name == "accounts:second_factor_on"  # Lan has one already
        person = "lan" if allowed(name, "lan") and not without else "an"
        kind = (person, address.startswith("/api/"))
        if kind not in opened:
            opened[kind] = attacker(everyone[person], address)
        return copy(opened[kind]), address

    return make


def copy(client: Client) -> Client:
    """The same browser before it is signed out or given another cookie."""
    same = Client(raise_request_exception=False)
    same.defaults, same.cookies = client.defaults, SimpleCookie(client.cookies)
    return same


def allowed(name: str, person: str) -> bool:
    return TABLE[name].split()[PEOPLE.index(person)] == "in"


def with_first_factor(client: Client) -> Client:
    client.post("/dang-nhap/", {"username": "lan", "password": "lan-mật-khẩu"})
    return client


def answer_of(service: Service, client: Client) -> str:
    """What the common sign-in sends back with a browser that it knows."""
    asked = begin(client)[1]
    service.claims["nonce"] = asked["nonce"][0]
    return f"state={asked['state'][0]}&code=c"


def is_broken(name: str, answer: object) -> bool:
    """Machines are told by 503 that something of the site rests, as the worker does here."""
    status: int = answer.status_code  # type: ignore[attr-defined]
    return status >= 500 and (name, status) != ("upkeep:machine", 503)


def text_of(answer: object) -> str:
    return answer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
