"""Tokens: shown once, read or write, with a last day, and never longer than the post; and how often they may ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from nhipcau.api.models import Token, Window
from nhipcau.history.models import Entry

SCREEN = "/tai-khoan/chuong-trinh/"
FORM = {"name": "Bảng điều hành", "scope": "read", "expires_on": "31/12/2026", "password": "minh-mật-khẩu"}


def status(secret, address="/api/v1/tasks", **headers):
    return Client(headers={"Authorization": f"Bearer {secret}", **headers}).get(address).status_code


def test_a_token_is_shown_once_and_only_its_hash_is_kept(minh, client_of):
    client = client_of(minh)
    made = client.post(SCREEN, FORM)
    secret, token = made.context["secret"], Token.objects.get()
    assert secret in made.content.decode() and made["Cache-Control"] == "no-store"
    assert secret not in client.get(SCREEN).content.decode()
    assert secret not in str(vars(token)) and secret not in str(list(Entry.objects.values()))
    assert secret.startswith("nhipcau_") and len(secret) > 50
    assert status(secret) == 200 and status(token.hash) == 401


def test_who_holds_no_post_makes_no_token(tam, client_of):
    assert client_of(tam).post(SCREEN, FORM | {"password": "tam-mật-khẩu"}).status_code == 404
    assert "Hôm nay bạn không giữ vị trí công tác nào" in client_of(tam).get(SCREEN).content.decode()


@pytest.mark.parametrize("last_day", ["19/11/2026", "22/11/2027", "", "mai"])
def test_a_token_needs_a_last_day_within_a_year(last_day, minh, client_of):
    page = client_of(minh).post(SCREEN, FORM | {"expires_on": last_day})
    assert page.status_code == 422 and page.context["form"].errors["expires_on"]


def test_a_person_has_no_more_tokens_than_can_be_looked_after(minh, client_of):
    for number in range(20):
        client_of(minh).post(SCREEN, FORM | {"name": f"Chương trình {number}"})
    assert "Bạn đã có 20 khóa" in client_of(minh).post(SCREEN, FORM).content.decode()


def test_a_form_that_is_sent_twice_makes_one_token(minh, client_of):
    client_of(minh).post(SCREEN, FORM)
    assert "mang tên này" in client_of(minh).post(SCREEN, FORM).content.decode()
    assert Token.objects.filter(user=minh).count() == 1


def test_a_revoked_token_opens_nothing(minh, token_of, client_of):
    token, secret = token_of(minh)
    assert "đã hết hiệu lực" in client_of(minh).post(f"{SCREEN}{token.pk}/thu-hoi/", follow=True).content.decode()
    assert status(secret) == 401


def test_nobody_revokes_the_token_of_another(minh, an, token_of, client_of):
    token, secret = token_of(minh)
    assert client_of(an).post(f"{SCREEN}{token.pk}/thu-hoi/").status_code == 404
    assert status(secret) == 200


def test_a_token_ends_after_its_last_day(minh, token_of, on_day):
    _token, secret = token_of(minh, expires_on=date(2026, 11, 25))
    on_day(date(2026, 11, 25))
    assert status(secret) == 200
    on_day(date(2026, 11, 26))
    assert status(secret) == 401


def test_a_token_ends_with_the_post_even_when_the_person_has_another(minh, token_of, province, lead_department):
    from nhipcau.organizations.models import Appointment

    _token, secret = token_of(minh)
    minh.appointments.update(valid_to=date(2026, 11, 19))
    Appointment.objects.create(user=minh, agency=lead_department, role="specialist", valid_from=date(2026, 11, 20))
    assert status(secret) == 401


def test_a_token_ends_with_the_account(minh, token_of):
    _token, secret = token_of(minh)
    minh.is_active = False
    minh.save()
    assert status(secret) == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Basic bWluaDptYXQ=", "Bearer nhipcau_" + "x" * 5000, "Token é"]
)
def test_without_a_valid_token_nothing_is_told(header, db):
    answer = Client(headers={"Authorization": header}).get("/api/v1/tasks")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["detail"].startswith("Thiếu khóa truy cập")


def test_a_signed_in_browser_opens_nothing_here(lan, client_of):
    assert client_of(lan).get("/api/v1/tasks").status_code == 401


def test_errors_speak_vietnamese_unless_english_is_asked_for(db):
    assert Client().get("/api/v1/tasks").json()["detail"].startswith("Thiếu")
    english = Client(headers={"Accept-Language": "en-US,en;q=0.9,vi;q=0.8"}).get("/api/v1/tasks")
    assert english.json()["detail"].startswith("The token is missing")
    assert english["Content-Language"] == "en" and "Accept-Language" in english["Vary"]


@pytest.mark.parametrize(
    ("query", "field"),
    [("page=0", "page"), ("size=101", "size"), ("state=gone", "state"), ("due_from=x", "due_from"),
     ("agency=5", "agency"), ("lead=99999999999999999999", "lead"), ("q=%00", "q"), ("year=3000", "year"),
     ("page=1&page=2", "page")],
)  # fmt: skip
def test_a_wrong_parameter_is_named(query, field, minh, program_of):
    answer = program_of(minh).get(f"/api/v1/tasks?{query}")
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_unknown_addresses_and_methods_are_told_in_the_same_form(minh, program_of):
    assert program_of(minh).get("/api/v1/nothing/here").json()["status"] == 404
    assert program_of(minh).get("/api/v1/tasks/y%20%0A%1D/history").json()["status"] == 404
    wrong = program_of(minh).post("/api/v1/tasks")
    assert (wrong.status_code, wrong["Allow"], wrong["Content-Type"]) == (405, "GET", "application/problem+json")


def test_a_token_may_ask_so_often_in_a_minute(minh, lan, token_of, settings, on_day):
    settings.API_TOKEN_LIMIT = 3
    secret, other = token_of(minh)[1], token_of(lan)[1]
    assert [status(secret) for _turn in range(4)] == [200, 200, 200, 429]
    assert status(other) == 200
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/me")
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer.json()["detail"].startswith("Quá nhiều yêu cầu")
    on_day(date(2026, 11, 21))
    assert status(secret) == 200


def test_an_address_may_ask_so_often_whatever_tokens_it_tries(db, settings):
    settings.API_ADDRESS_LIMIT = 3
    assert [status(f"wrong-{turn}") for turn in range(5)] == [401, 401, 401, 429, 429]


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(db, settings):
    settings.API_ADDRESS_LIMIT = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    asked = [status("x", **{"X-Forwarded-For": f"9.9.9.{turn}, 10.0.0.{turn % 2}"}) for turn in range(4)]
    assert asked == [401, 401, 429, 429]


def test_old_counts_are_forgotten(minh, token_of, on_day):
    _token, secret = token_of(minh)
    status(secret)
    on_day((timezone.localtime() + timedelta(days=1)).date())
    status(secret)
    assert Window.objects.values("minute").distinct().count() == 1


def test_the_account_page_leads_to_the_tokens(minh, client_of):
    assert f'href="{SCREEN}"' in client_of(minh).get("/tai-khoan/").content.decode()
