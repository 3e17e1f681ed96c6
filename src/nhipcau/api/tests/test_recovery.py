"""What recovers an account, or takes it away, ends what opens without a sign-in too: tokens and calendars."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import (
    account_close,
    account_open,
    password_change,
    second_factor_reset,
    second_factor_set_up,
)
from nhipcau.api.models import Token
from nhipcau.exchange.actions import feed_make
from nhipcau.history.models import Entry
from nhipcau.organizations.actions import password_give

SCREEN = "/tai-khoan/chuong-trinh/"


@pytest.fixture
def keys(minh, token_of):
    """Minh's token and calendar: keys() tells how they answer."""
    _token, secret = token_of(minh)
    _feed, address = feed_make(user=minh, appointment=minh.appointments.get(), agency=None)

    def ask() -> tuple[int, int]:
        program = Client(headers={"Authorization": f"Bearer {secret}"})
        return program.get("/api/v1/me").status_code, Client().get(f"/lich/{address}.ics").status_code

    assert ask() == (200, 200)
    return ask


def close_and_open(user, by):
    account_close(user=user, by=by)
    account_open(user=user, by=by)


def give_and_choose(user, by):
    password_give(person=user, password="sông dài biển rộng", by=by)
    user.must_change_password = False
    user.save()


def set_up_and_reset(user, by):
    second_factor_set_up(user=user, secret=second_factor.new_secret(), counter=1)
    second_factor_reset(user=user, by=by)


@pytest.mark.parametrize(
    "measure",
    [
        give_and_choose,
        close_and_open,
        set_up_and_reset,
        lambda user, by: password_change(user=user, password="sông dài biển rộng"),
    ],
    ids=["password given", "account closed", "second factor reset", "own password"],
)
def test_a_measure_of_recovery_ends_tokens_and_calendars_for_good(measure, keys, minh, an):
    measure(minh, an)
    assert keys() == (401, 404)
    told = set(Entry.objects.values_list("action", flat=True))
    assert {"api.token_revoked", "exchange.feed_revoked"} <= told


def test_while_the_password_is_one_that_somebody_gave_no_key_opens(keys, minh):
    type(minh).objects.filter(pk=minh.pk).update(must_change_password=True)
    assert keys() == (401, 404)


def test_while_a_second_factor_is_due_a_token_opens_nothing(keys, minh, settings):
    settings.REQUIRE_SECOND_FACTOR = "everyone"
    assert keys()[0] == 403
    second_factor_set_up(user=minh, secret=second_factor.new_secret(), counter=1)
    assert keys()[0] == 200


def test_a_browser_left_open_makes_no_token(minh, client_of):
    form = {"name": "Bảng điều hành", "scope": "read", "expires_on": "31/12/2026"}
    assert client_of(minh).post(SCREEN, form).status_code == 422
    assert client_of(minh).post(SCREEN, form | {"password": "sai"}).status_code == 422
    assert not Token.objects.exists()
    assert client_of(minh).post(SCREEN, form | {"password": "minh-mật-khẩu"}).status_code == 200


def test_the_administrator_sees_the_keys_of_a_person_and_revokes_them(keys, minh, an, client_of):
    client = client_of(an)
    page = client.get(reverse("organizations:person", args=[minh.pk])).content.decode()
    assert "Chương trình và lịch" in page and "Bảng điều hành" in page
    page = client.post(reverse("api:keys_end", args=[minh.pk]), follow=True).content.decode()
    assert "đã hết hiệu lực" in page and "Bảng điều hành" not in page
    assert keys() == (401, 404)
