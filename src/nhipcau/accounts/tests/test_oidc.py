"""The common sign-in of an office, against a service that lives in this process and keeps its own keys."""

from __future__ import annotations

import time

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.test import Client
from tests.forms import send

from nhipcau.accounts.models import User
from nhipcau.history.models import Entry

from .openid import BEGIN, FOREIGN_KEY, ISSUER, RETURN, begin, told

FAILED = "Đăng nhập một lần chưa thành công"


def test_the_page_offers_it_by_its_name_beside_the_password(client, service, db):
    page = client.get("/dang-nhap/?next=/lich/").content.decode()
    assert "Đăng nhập bằng VNeID tỉnh" in page
    assert f'action="{BEGIN}"' in page
    assert page.count('name="next" value="/lich/"') == 2
    assert 'name="password"' in page


def test_without_it_there_is_no_button_and_no_address(client, db):
    assert "mot-lan" not in client.get("/dang-nhap/").content.decode()
    assert client.post(BEGIN).status_code == 404
    assert client.get(RETURN).status_code == 404


def test_it_asks_with_state_nonce_and_proof_key(client, service, db):
    address, asked = begin(client)
    assert address.startswith(f"{ISSUER}/auth?")
    assert asked["redirect_uri"] == [f"http://testserver{RETURN}"]
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_a_person_is_found_by_the_verified_address(client, go, lan_has_mail):
    assert go()["Location"] == "/lich/"
    assert client.get("/tai-khoan/").status_code == 200
    entry = Entry.objects.get(action="accounts.signed_in_oidc")
    assert (entry.user, entry.data["device"].split(",")[0]) == (lan_has_mail, "VNeID tỉnh")


def test_the_secret_goes_with_the_proof_and_nothing_of_it_is_kept(go, service, lan_has_mail):
    go()
    sent = dict(service.asked)["/token"]
    assert sent["client_secret"] == ["bí mật"]
    assert sent["code_verifier"]
    assert not SocialToken.objects.exists()
    assert SocialAccount.objects.get().extra_data == {}


def test_afterwards_the_number_counts_and_not_the_address(go, service, lan_has_mail, minh):
    go()
    lan_has_mail.email = "khac@example.gov.vn"
    lan_has_mail.save()
    minh.email = "lan@example.gov.vn"
    minh.save()
    service.claims.clear()
    again = Client()
    go(again)
    assert again.session["_auth_user_id"] == str(lan_has_mail.pk)


def test_nobody_is_added(client, go, db):
    assert "Chưa có tài khoản nào dùng địa chỉ lan@example.gov.vn" in told(client, go())
    assert not User.objects.exists()


@pytest.mark.parametrize("verified", [False, None, "false", 0])
def test_an_address_that_is_not_verified_opens_nothing(client, go, service, lan_has_mail, verified):
    service.claims["email_verified"] = verified
    assert "chưa xác minh địa chỉ" in told(client, go())


def test_a_second_person_with_the_same_address_does_not_take_the_account_over(client, go, service, lan_has_mail):
    go()
    client.post("/dang-xuat/")
    service.claims.clear()
    service.claims["sub"] = "u-18"
    assert "đã gắn với một người khác" in told(client, go())


def test_a_closed_account_stays_closed(client, go, lan_has_mail):
    lan_has_mail.is_active = False
    lan_has_mail.save()
    assert "Tài khoản này đã đóng" in told(client, go())


def test_the_code_is_asked_after_it_too(client, go, lan_has_mail, phone):
    assert go()["Location"] == "/dang-nhap/ma/"
    assert client.post("/dang-nhap/ma/", {"code": phone.code()})["Location"] == "/lich/"


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "/\\example.org"])
def test_the_way_leads_nowhere_else(go, lan_has_mail, target):
    assert go(target=target)["Location"] == "/"


def test_the_service_may_tell_the_address_apart(go, service, lan_has_mail):
    service.claims |= {"email": None, "email_verified": None}
    service.userinfo = {"sub": "u-17", "email": "lan@example.gov.vn", "email_verified": True}
    assert go()["Location"] == "/lich/"


FORGED = {
    "of another service": {"claims": {"iss": "https://evil.example"}},
    "for another site": {"claims": {"aud": "other"}},
    "for several sites": {"claims": {"aud": ["nhip-cau", "other"], "azp": "other"}},
    "run out": {"claims": {"exp": int(time.time()) - 3600}},
    "without an end": {"claims": {"exp": None}},
    "without a person": {"claims": {"sub": None}},
    "for another browser": {"claims": {"nonce": "other"}},
    "signed by somebody else": {"key": FOREIGN_KEY},
    "not signed": {"key": None, "algorithm": "none"},
    "signed with the known secret": {"key": "a secret that has enough letters in it", "algorithm": "HS256"},
    "issued under another name": {"config": {"issuer": "https://evil.example"}},
    "about somebody else": {"claims": {"email": None}, "userinfo": {"sub": "u-99", "email": "lan@example.gov.vn"}},
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_token_opens_nothing(client, go, service, lan_has_mail, what, caplog):
    changed = dict(FORGED[what])
    if "config" in changed:
        go(Client())  # as long as all is well
        service.claims.clear()
    _address, asked = begin(client)
    service.claims["nonce"] = asked["nonce"][0]
    for name, value in changed.items():
        setattr(service, name, service.claims | value if name == "claims" else value)
    cache.clear()
    answer = client.get(RETURN, {"state": asked["state"][0], "code": "c"})
    assert FAILED in told(client, answer)
    assert "The common sign-in failed" in caplog.text


def test_a_state_of_another_browser_or_an_old_one_opens_nothing(client, go, service, lan_has_mail):
    stranger = Client()
    state = begin(stranger)[1]["state"][0]
    assert FAILED in told(client, client.get(RETURN, {"state": state, "code": "c"}))
    assert FAILED in told(client, client.get(RETURN))
    go()
    client.post("/dang-xuat/")
    assert FAILED in told(client, client.get(RETURN, {"state": state, "code": "c"}))


def test_who_stops_there_is_told_so(client, go, service, db):
    assert "Bạn đã dừng đăng nhập một lần" in told(client, go(error="access_denied"))


def test_a_service_that_does_not_answer_leaves_the_password(client, service, lan):
    service.down = True
    assert FAILED in told(client, client.post(BEGIN))
    assert client.post("/dang-nhap/", {"username": "lan", "password": "lan-mật-khẩu"}).status_code == 302


def test_where_the_address_counts_nobody_gives_themselves_another(client_of, service, lan):
    send(client_of(lan), "/tai-khoan/", {"email": "son@example.gov.vn", "phone": "", "language": "vi"})
    lan.refresh_from_db()
    assert lan.email == ""
