"""What test_who_may_do_what tries the addresses with: rows, browsers, programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import second_factor_set_up
from nhipcau.accounts.models import OpenSession, User
from nhipcau.accounts.views.second_factor import SHOWN_UNTIL
from nhipcau.api.actions import token_make
from nhipcau.api.models import Token
from nhipcau.exchange.actions import feed_make, webhook_add, webhook_pause
from nhipcau.exchange.models import Reimport
from nhipcau.organizations.models import Province

Rows = dict[str, dict[str, int | str]]


def rows_of_exchange(province: Province, lan: User) -> Rows:
    feed, secret = feed_make(user=lan, appointment=lan.appointments.get(), agency=None)
    webhook, _key = webhook_add(
        province=province, name="Hệ thống X", address="https://example.gov.vn/", events=["plan.closed"], by=lan
    )
    webhook_pause(webhook=webhook, paused=True, by=lan)  # nothing is sent from a test
    return {
        "api:token": {"pk": token_for_test(lan)[0].pk},
        "v1:nothing": {"rest": "x"},
        "exchange:reimport": {"pk": Reimport.objects.create(user=lan, name="a.xlsx").pk},
        "exchange:feed": {"pk": feed.pk},
        "exchange:calendar": {"secret": secret},
        "exchange:webhook": {"pk": webhook.pk},
    }


def found_in_addresses(by_prefix: Rows) -> Rows:
    """For each address the row under the longest name that its own begins with."""
    found = {}
    for name, pattern in addresses():
        longest = max((prefix for prefix in by_prefix if name.startswith(prefix)), key=len, default="")
        found[name] = {key: value for key, value in by_prefix.get(longest, {}).items() if f":{key}>" in pattern}
    return found


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, str]]:
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLResolver):
            yield from addresses(part, f"{space}{part.namespace}:" if part.namespace else space)
        elif isinstance(part, URLPattern):
            yield f"{space}{part.name}", str(part.pattern)


def browser_or_program(user: User | None, address: str) -> Client:
    """Signed in, or with a token where programs ask."""
    if user and address.startswith("/api/"):
        return Client(headers={"Authorization": f"Bearer {token_for_test(user)[1]}"})
    return browser(user)


def browser(user: User | None, **kwargs: object) -> Client:
    """Signed in; in that of somebody with a second factor new recovery codes are just shown."""
    client = Client(**kwargs)  # type: ignore[arg-type]
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if user and second_factor.has(user):
        session = client.session
        session[SHOWN_UNTIL] = timezone.now().timestamp() + 900
        session.save()
    return client


def second_factor_for_test(user: User) -> str:
    secret: str = second_factor.new_secret()
    second_factor_set_up(user=user, secret=secret, counter=second_factor.counter_now() - 5)
    return secret


def session_for_test(user: User) -> OpenSession:
    browser_or_program(user, "/")
    return user.open_sessions.get()


def token_for_test(user: User) -> tuple[Token, str]:
    post = user.appointments.first()
    assert post
    name = f"x{Token.objects.count()}"
    return token_make(user=user, appointment=post, name=name, scope="write", expires_on=date(2026, 11, 30))
