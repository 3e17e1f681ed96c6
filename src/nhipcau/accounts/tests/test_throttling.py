"""Trying few passwords at many names from one place, and learning from the time of an answer who is known here."""

import pytest
from django.test import Client

from nhipcau.accounts import afterwards
from nhipcau.history.models import Entry

from .conftest import sign_in

HERE, ELSEWHERE = {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "203.0.113.8"}


def attempt(name: str, headers: dict[str, str] = HERE, typed: str = "Mùa xuân 2026") -> int:
    client = Client(headers=headers)
    return int(client.post("/dang-nhap/", {"username": name, "password": typed}).status_code)


@pytest.fixture
def sprayed(settings, throttled, lan, minh, an):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.LOGIN_ATTEMPTS_PER_ADDRESS = 5
    assert [attempt(name) for name in ("lan", "minh", "an", "khong-co-ai", "ai-do")] == [200] * 5


def test_many_names_from_one_address_close_it_for_all_names(sprayed):
    assert attempt("son") == 429
    assert attempt("lan", typed="lan-mật-khẩu") == 429
    assert attempt("lan", ELSEWHERE, typed="lan-mật-khẩu") == 302


def test_the_page_says_that_it_is_the_network_and_not_the_name(sprayed):
    page = Client(headers=HERE).post("/dang-nhap/", {"username": "son", "password": "x"}).content.decode()
    assert "từ mạng của bạn" in page


def test_a_browser_that_is_signed_in_works_on(sprayed, client_of, lan):
    assert client_of(lan).get("/tai-khoan/", headers=HERE).status_code == 200


def test_what_is_tried_meanwhile_keeps_it_closed_no_longer_and_fills_no_log(sprayed):
    from axes.models import AccessAttempt

    before = sorted(AccessAttempt.objects.values_list("username", "failures_since_start"))
    entries = Entry.objects.count()
    assert [attempt(name) for name in ("lan", "minh", "son")] == [429] * 3
    assert sorted(AccessAttempt.objects.values_list("username", "failures_since_start")) == before
    assert Entry.objects.count() == entries


def test_somebody_who_knows_a_password_starts_no_new_count(settings, throttled, lan, minh):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.LOGIN_ATTEMPTS_PER_ADDRESS = 5
    assert [attempt(name) for name in ("minh", "an", "son")] == [200] * 3
    assert attempt("lan", typed="lan-mật-khẩu") == 302
    assert [attempt(name) for name in ("minh", "an", "son")] == [200, 200, 429]


def test_where_it_is_unknown_who_asks_one_stranger_closes_the_door_for_nobody(settings, throttled, lan):
    settings.LOGIN_ATTEMPTS_PER_ADDRESS = 3
    assert [attempt(name, {}) for name in "abcd"] == [200] * 4  # all from 127.0.0.1
    assert attempt("lan", {}, typed="lan-mật-khẩu") == 302


@pytest.mark.parametrize("name", ["lan", "khong-co-ai"])
def test_the_log_is_written_when_the_answer_has_gone_out(name, client, lan, monkeypatch, django_assert_num_queries):
    """Until then a known name costs the same queries as an unknown one."""
    waiting = []
    monkeypatch.setattr(afterwards, "after_answer", waiting.append)
    with django_assert_num_queries(1):  # who it is
        client.post("/dang-nhap/", {"username": name, "password": "sai"})
    assert len(waiting) == 1
    told = Entry.objects.filter(action="accounts.sign_in_failed")
    assert not told.exists()
    waiting[0]()
    assert told.exists() == (name == "lan")


def test_a_failure_is_told_once_by_the_real_way_too(client, lan):
    sign_in(client, lan, "sai")
    client.get("/dang-nhap/")
    assert Entry.objects.filter(action="accounts.sign_in_failed").count() == 1
