"""The list of signed-in devices, how sessions end, and what the log tells of the door."""

from datetime import date, timedelta

import pytest
from django.test import Client

from nhipcau.accounts.browsers import browser_words
from nhipcau.accounts.models import OpenSession
from nhipcau.history.models import Entry
from nhipcau.organizations.actions import appointment_end

from .conftest import sign_in

DEVICES = "/tai-khoan/thiet-bi/"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome · Windows"),
        (CHROME + " Edg/142.0", "Edge · Windows"),
        (CHROME.replace("Chrome", "coc_coc_browser/148 Chrome"), "Cốc Cốc · Windows"),
        (IPHONE, "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; SM-S921B) Chrome/142.0 Mobile", "Chrome · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox · Linux"),
        ("curl/8.9", "trình duyệt chưa rõ · hệ điều hành chưa rõ"),
        ("", "trình duyệt chưa rõ · hệ điều hành chưa rõ"),
    ],
)
def test_a_browser_is_told_in_words(agent, words):
    assert browser_words(agent) == words


@pytest.fixture
def here(lan) -> Client:
    client = Client(headers={"user-agent": CHROME})
    sign_in(client, lan)
    return client


@pytest.fixture
def elsewhere(lan) -> Client:
    client = Client(headers={"user-agent": IPHONE}, REMOTE_ADDR="10.20.30.40")
    sign_in(client, lan)
    return client


def test_the_list_tells_browser_system_address_and_which_one_this_is(here, elsewhere):
    page = here.get(DEVICES).content.decode()
    assert page.index("Chrome · Windows") < page.index("thiết bị này") < page.index("Safari · iPhone")
    assert "10.20.30.40" in page
    assert "đăng nhập 20/11/2026 10:00" in page


def test_one_device_is_signed_out_from_another(here, elsewhere, lan):
    other = OpenSession.objects.get(address="10.20.30.40")
    here.post(f"{DEVICES}{other.pk}/dang-xuat/")
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    assert Entry.objects.get(action="accounts.session_revoked").data["device"] == "Safari · iPhone"


def test_all_others_are_signed_out_at_once(here, elsewhere, client_of, lan, minh):
    third, colleague = client_of(lan), client_of(minh)
    here.post(f"{DEVICES}dang-xuat/")
    assert [client.get("/tai-khoan/").status_code for client in (here, elsewhere, third, colleague)] == [
        200,
        302,
        302,
        200,
    ]


def test_nobody_signs_out_a_device_of_somebody_else(client_of, minh, here):
    theirs = OpenSession.objects.get()
    assert client_of(minh).post(f"{DEVICES}{theirs.pk}/dang-xuat/").status_code == 404
    assert here.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize("address", ["dang-xuat/", "{pk}/dang-xuat/"])
def test_signing_others_out_needs_a_form_of_this_site(lan, elsewhere, address):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(lan)
    other = OpenSession.objects.get(address="10.20.30.40")
    assert forged.post(DEVICES + address.format(pk=other.pk)).status_code == 403
    assert forged.get(DEVICES + address.format(pk=other.pk)).status_code == 405


def test_signing_out_takes_the_device_from_the_list(here, lan):
    here.post("/dang-xuat/")
    assert not OpenSession.objects.exists()
    assert Entry.objects.get(action="accounts.signed_out").user == lan


def test_a_session_that_has_run_out_is_not_on_the_list(here, elsewhere, lan, later, settings):
    later(settings.SESSION_COOKIE_AGE + 1)
    sign_in(here, lan)
    assert [str(row) for row in here.get(DEVICES).context["rows"]] == ["Chrome · Windows"]


def test_it_is_noted_every_few_minutes_that_a_device_is_used_and_costs_nothing_between(
    here, lan, later, django_assert_num_queries, monkeypatch
):
    with django_assert_num_queries(4):
        here.get("/tai-khoan/")
    begun = OpenSession.objects.get().seen_at
    later(360)
    monkeypatch.setattr("nhipcau.accounts.sessions.cache.add", lambda *args: True)  # five minutes of the real clock
    here.get("/tai-khoan/")
    row = OpenSession.objects.get()
    assert row.seen_at - begun == timedelta(seconds=360)
    assert row.begun_at == begun


def test_being_used_does_not_prolong_a_session(here, later, monkeypatch):
    ends = OpenSession.objects.get().session.expire_date
    later(360)
    monkeypatch.setattr("nhipcau.accounts.sessions.cache.add", lambda *args: True)
    here.get("/tai-khoan/")
    assert OpenSession.objects.get().session.expire_date == ends


def test_a_new_password_leaves_this_device_on_the_list_with_its_beginning(here, elsewhere, later):
    begun = OpenSession.objects.exclude(address="10.20.30.40").get().begun_at
    later(360)
    here.post("/tai-khoan/mat-khau/", {"password": "lan-mật-khẩu", "new_password": "gió mùa đông bắc"})
    assert OpenSession.objects.get().begun_at == begun
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_a_closed_account_is_out_everywhere_and_does_not_get_in(client, client_of, an, lan, here):
    client_of(an).post(f"/can-bo/{lan.pk}/dong/")
    assert here.get("/tai-khoan/").status_code == 302
    assert not OpenSession.objects.filter(user=lan).exists()
    assert "không đúng" in sign_in(client, lan).content.decode()
    client_of(an).post(f"/can-bo/{lan.pk}/mo-lai/")
    assert sign_in(client, lan).status_code == 302


def test_the_last_administrator_is_not_closed(client_of, an, lan):
    from nhipcau.organizations.actions import appointment_begin

    second = appointment_begin(user=lan, agency=an.appointments.get().agency, role="administrator", by=None)
    client_of(an).post(f"/can-bo/{lan.pk}/dong/")
    lan.refresh_from_db()
    assert not lan.is_active
    client_of(an).post(f"/can-bo/{lan.pk}/mo-lai/")
    appointment_end(appointment=an.appointments.get(), by=None)
    page = client_of(lan).post(f"/can-bo/{an.pk}/dong/", follow=True).content.decode()
    assert "Đã đóng tài khoản" in page  # An administers no more; Lan remains
    assert second.role == "administrator"


def test_leaving_the_last_post_signs_out_and_leaving_one_of_two_does_not(client_of, lan, trade):
    from nhipcau.organizations.actions import appointment_begin

    second = appointment_begin(user=lan, agency=trade, role="officer", by=None)
    client = client_of(lan)
    appointment_end(appointment=lan.appointments.get(role="specialist"), by=None, last_day=date(2026, 11, 19))
    assert client.get("/tai-khoan/").status_code == 200
    appointment_end(appointment=second, by=None)
    assert client.get("/tai-khoan/").status_code == 302


def test_failures_are_told_to_the_person_and_the_administrator_and_to_nobody_else(client, client_of, lan, an, minh):
    client.post("/dang-nhap/", {"username": "lan", "password": "sai"}, headers={"user-agent": CHROME})
    told = "nhận được mật khẩu sai cho tài khoản của Nguyễn Thị Lan: Chrome · Windows, 127.0.0.1"
    assert told in client_of(lan).get(DEVICES).content.decode()
    assert told in client_of(an).get("/nhat-ky/").content.decode()
    for address in (DEVICES, "/nhat-ky/"):
        assert told not in client_of(minh).get(address).content.decode()
    assert told not in client_of(an).get(f"/can-bo/{lan.pk}/").content.decode()


def test_a_name_that_nobody_has_is_not_kept_for_ever(client, caplog, db):
    client.post("/dang-nhap/", {"username": "mật khẩu gõ nhầm ô", "password": "x"})
    assert not Entry.objects.exists()
    assert "gõ nhầm" not in caplog.text


def test_closing_the_door_is_told_once(client, lan, throttled):
    for _attempt in range(6):
        sign_in(client, lan, "sai")
    told = Entry.objects.filter(action__startswith="accounts.").order_by("pk").values_list("action", flat=True)
    assert list(told) == ["accounts.sign_in_failed"] * 2 + ["accounts.locked_out"]


def test_signing_in_by_address_of_mail_counts_for_the_same_door(client, lan, minh, throttled):
    lan.email = "lan@example.vn"
    lan.save()
    assert client.post("/dang-nhap/", {"username": "LAN@example.vn", "password": "lan-mật-khẩu"}).status_code == 302
    client.post("/dang-xuat/")
    for name in ("lan", "lan@example.vn", "lan"):
        answer = client.post("/dang-nhap/", {"username": name, "password": "sai"})
    assert answer.status_code == 429


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(lan, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client(headers={"x-forwarded-for": "6.6.6.6, 10.1.2.3"})
    sign_in(client, lan)
    assert OpenSession.objects.get().address == "10.1.2.3"


@pytest.mark.parametrize("name", ["lan", "khong-co-ai", "khong@co.ai"])
def test_a_name_that_nobody_has_costs_as_much_work_as_one_that_is_known(client, lan, monkeypatch, name):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    client.post("/dang-nhap/", {"username": name, "password": "sai"})
    assert len(hashed) == 1


def test_what_a_form_held_is_not_kept_with_a_failure(client_of, lan, throttled):
    from axes.models import AccessAttempt

    client_of(lan).post("/tai-khoan/mat-khau/", {"password": "cũ sai", "new_password": "bí mật mới tinh"})
    kept = AccessAttempt.objects.get().post_data
    assert "new_password=********" in kept
    assert "bí mật" not in kept
