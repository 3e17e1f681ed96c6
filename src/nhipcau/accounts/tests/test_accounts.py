import re

import pytest
from django.db import IntegrityError
from django.test import Client
from tests.forms import send

from nhipcau.history.models import Entry

SIGN_IN = "/dang-nhap/"
PASSWORD = "/tai-khoan/mat-khau/"


def sign_in(client, password, username="lan"):
    return client.post(SIGN_IN, {"username": username, "password": password})


def test_the_right_password_opens_the_site(client, lan):
    assert sign_in(client, "lan-mật-khẩu").status_code == 302
    assert client.get("/tai-khoan/").status_code == 200


def test_a_wrong_password_says_what_to_check_and_not_which_was_wrong(client, lan):
    known, unknown = sign_in(client, "sai"), sign_in(client, "sai", "khong-co-ai")
    for answer in (known, unknown):
        assert answer.status_code == 200
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()


def test_a_password_of_any_length_is_answered_at_once(client, lan, monkeypatch):
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", None)
    answer = client.post("/dang-nhap/", {"username": "lan", "password": "a" + "\u0316\u0301" * 40_000})
    assert "200" in answer.content.decode()


def test_a_visitor_is_led_to_the_sign_in_page_and_back(client, lan):
    answer = client.get("/tai-khoan/")
    assert answer.status_code == 302
    assert answer["Location"] == "/dang-nhap/?next=/tai-khoan/"
    answer = client.post(answer["Location"], {"username": "lan", "password": "lan-mật-khẩu", "next": "/tai-khoan/"})
    assert answer["Location"] == "/tai-khoan/"


def test_signing_in_is_closed_after_too_many_wrong_passwords(client, lan, throttled):
    for _attempt in range(2):
        assert sign_in(client, "sai").status_code == 200
    answer = sign_in(client, "sai")
    assert answer.status_code == 429
    assert "15 phút" in answer.content.decode()
    assert sign_in(client, "lan-mật-khẩu").status_code == 429


def test_one_person_locked_out_does_not_lock_out_the_office(client, lan, minh, throttled):
    answers = [sign_in(client, "sai").status_code for _attempt in range(3)]
    assert answers == [200, 200, 429]
    assert sign_in(client, "minh-mật-khẩu", "minh").status_code == 302


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (["2001:db8::1", "2001:db8::2", "2001:db8::3:1"], "2001:db8:0:1::1"),
        (["9.9.9.9", "::ffff:9.9.9.9", "9.9.9.9"], "::ffff:9.9.9.8"),
    ],
)
def test_moving_within_one_network_of_ipv6_opens_no_new_attempts(near, far, lan, throttled, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    clients = [Client(headers={"X-Forwarded-For": address}) for address in near]
    assert [sign_in(client, "sai").status_code for client in clients] == [200, 200, 429]
    elsewhere = Client(headers={"X-Forwarded-For": far})
    assert sign_in(elsewhere, "sai").status_code == 200


def test_signing_out_needs_a_button_not_a_link(client_of, lan):
    client = client_of(lan)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/tai-khoan/").status_code == 302


def test_a_visitor_gets_vietnamese_whatever_the_browser_wishes(client, db):
    page = client.get(SIGN_IN, headers={"accept-language": "en-US,en"}).content.decode()
    assert '<html lang="vi">' in page


def test_a_visitor_switches_the_language(client, db):
    answer = client.post("/ngon-ngu/", {"language": "en", "next": SIGN_IN})
    assert answer["Location"] == SIGN_IN
    assert '<html lang="en">' in client.get(SIGN_IN).content.decode()


def test_a_person_keeps_the_language_in_every_browser(client_of, lan):
    client_of(lan).post("/ngon-ngu/", {"language": "en", "next": "/tai-khoan/"})
    assert '<html lang="en">' in client_of(lan).get("/tai-khoan/").content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_language_switch_leads_nowhere_else(client, db, target):
    assert client.post("/ngon-ngu/", {"language": "en", "next": target})["Location"] == "/"


def test_an_unknown_language_changes_nothing(client_of, lan):
    client_of(lan).post("/ngon-ngu/", {"language": "xx", "next": "/"})
    lan.refresh_from_db()
    assert lan.language == "vi"


def test_the_profile_changes_what_is_one_s_own_and_nothing_else(client_of, lan):
    values = {"email": "lan@example.vn", "phone": "0912 345 678", "language": "vi"}
    more = {"username": "lan2", "last_name": "Trần", "is_superuser": "on"}
    send(client_of(lan), "/tai-khoan/", values | more)
    lan.refresh_from_db()
    assert (lan.email, lan.phone, lan.username, lan.last_name) == (
        "lan@example.vn",
        "0912 345 678",
        "lan",
        "Nguyễn Thị",
    )
    assert not lan.is_superuser
    assert Entry.objects.get(action="accounts.profile_changed").data["after"]["phone"] == "0912 345 678"


def test_a_new_password_signs_out_the_other_browsers_and_not_this_one(client_of, lan):
    here, elsewhere = client_of(lan), client_of(lan)
    answer = here.post(PASSWORD, {"password": "lan-mật-khẩu", "new_password": "gió mùa đông bắc"})
    assert answer.status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert sign_in(Client(), "gió mùa đông bắc").status_code == 302
    assert Entry.objects.filter(action="accounts.password_changed", user=lan).exists()


def test_nobody_takes_the_address_of_another(client_of, lan, minh):
    lan.email = "lan@example.vn"
    lan.save()
    page = client_of(minh).post("/tai-khoan/", {"email": "LAN@Example.vn", "phone": "", "language": "vi"})
    assert "đã thuộc về một tài khoản khác" in page.content.decode()
    minh.refresh_from_db()
    assert minh.email == ""
    minh.email = "Lan@example.vn"
    with pytest.raises(IntegrityError):
        minh.save()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("sai", "gió mùa đông bắc", "không phải mật khẩu hiện tại"),
        ("lan-mật-khẩu", "ngắn", "10 ký tự"),
        ("lan-mật-khẩu", "password1234", "quá phổ biến|quá thông dụng"),
        ("lan-mật-khẩu", "84736251908", "toàn chữ số|chỉ có chữ số|hoàn toàn là số|chỉ gồm chữ số"),
        ("lan-mật-khẩu", "Nguyễn Thị Lan", "quá giống"),
        ("lan-mật-khẩu", "Matkhau@2026", "từ thông dụng"),
        ("lan-mật-khẩu", "Nguyen.Thi.Lan@123456", "từ thông dụng|quá giống"),
        ("lan-mật-khẩu", "121212121212abab", "lặp lại"),
    ],
)
def test_a_weak_password_is_refused_with_a_vietnamese_sentence(client_of, lan, old, new, sentence):
    page = client_of(lan).post(PASSWORD, {"password": old, "new_password": new}).content.decode()
    assert re.search(sentence, page), re.findall(r'class="wrong"[^>]*>([^<]*)', page)


def test_a_person_without_a_post_is_told_so(client_of, tam):
    assert "không giữ vị trí nào" in client_of(tam).get("/tai-khoan/").content.decode()
