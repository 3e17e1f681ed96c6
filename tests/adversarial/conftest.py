"""What attacks need: somebody to attack as, every address with a row of ours, and the state of the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from nhipcau.accounts.models import User
from nhipcau.history.models import Entry
from tests.rows_to_try import token_for_test
from tests.test_who_may_do_what import everyone, rows  # noqa: F401 - fixtures

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
            if model is Entry:  # what the attack itself needed
                values = list(Entry.objects.exclude(action="api.token_made").order_by("pk").values_list("pk", "action"))
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
        client = Client(raise_request_exception=False, **kwargs)  # type: ignore[arg-type]
        if user:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def text_of(answer: object) -> str:
    return answer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
