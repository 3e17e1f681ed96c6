"""Whom the common sign-in takes for whom: only by an address that an administrator knows, and not for ever."""

from __future__ import annotations

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from tests.forms import send

from nhipcau.accounts.actions import account_close, second_factor_reset
from nhipcau.accounts.models import User
from nhipcau.history.models import Entry
from nhipcau.organizations.actions import password_give, person_change

from .openid import BEGIN, begin, told

pytestmark = pytest.mark.usefixtures("service")
MAIL = "lan@example.gov.vn"


def asked(service, path="/.well-known/openid-configuration") -> int:
    return [found for found, _body in service.asked].count(path)


def test_an_address_that_a_person_typed_opens_that_account_to_nobody(client, go, service, minh, settings):
    """Minh waits with Lan's address for Lan to come and work in an account that he can open too."""
    common, settings.COMMON_SIGN_IN = settings.COMMON_SIGN_IN, None
    own = Client()
    own.force_login(minh, backend="django.contrib.auth.backends.ModelBackend")
    send(own, "/tai-khoan/", {"email": MAIL, "phone": "", "language": "vi"})
    settings.COMMON_SIGN_IN = common
    assert User.objects.get(email=MAIL) == minh
    assert "chưa được xác nhận là của bạn" in told(client, go())
    assert not SocialAccount.objects.exists()


def test_an_address_that_the_administrator_set_is_known(go, lan, an):
    person_change(person=lan, email=MAIL, by=an)
    assert go()["Location"] == "/lich/"


def test_the_administrator_confirms_what_a_person_typed(client_of, go, lan, an):
    User.objects.filter(pk=lan.pk).update(email=MAIL)
    page = client_of(an).get(f"/can-bo/{lan.pk}/").content.decode()
    assert f"Địa chỉ {MAIL} chưa được xác nhận" in page
    # Saving something else is no word on it.
    send(client_of(an), f"/can-bo/{lan.pk}/", {**details(lan), "phone": "0912"})
    assert User.objects.get(pk=lan.pk).phone == "0912"
    assert not User.objects.get(pk=lan.pk).email_confirmed
    client_of(an).post(f"/can-bo/{lan.pk}/xac-nhan-thu/", {"email": MAIL})
    assert Entry.objects.get(action="organizations.email_confirmed").data["email"] == MAIL
    assert go()["Location"] == "/lich/"


def details(person):
    return {name: getattr(person, name) for name in ("last_name", "first_name", "username")} | {"email": MAIL}


@pytest.mark.parametrize("seen", ["", "khac@example.gov.vn"])
def test_an_address_that_the_administrator_did_not_see_is_not_confirmed(client_of, lan, an, seen):
    User.objects.filter(pk=lan.pk).update(email=MAIL if seen else "")
    page = client_of(an).post(f"/can-bo/{lan.pk}/xac-nhan-thu/", {"email": seen}, follow=True).content.decode()
    assert "Địa chỉ vừa được thay đổi" in page
    assert not User.objects.get(pk=lan.pk).email_confirmed


def test_a_new_address_of_one_s_own_is_to_be_confirmed_anew(client_of, lan_has_mail, settings):
    settings.COMMON_SIGN_IN = None
    client = client_of(lan_has_mail)
    same = {"email": lan_has_mail.email, "phone": "0912", "language": "vi"}
    send(client, "/tai-khoan/", same)
    assert User.objects.get(pk=lan_has_mail.pk).email_confirmed
    send(client, "/tai-khoan/", same | {"email": "son@example.gov.vn"})
    assert not User.objects.get(pk=lan_has_mail.pk).email_confirmed


MEASURES = {
    "account closed": lambda user, by: account_close(user=user, by=by),
    "second factor reset": lambda user, by: second_factor_reset(user=user, by=by),
    "password given": lambda user, by: password_give(person=user, password="sông dài biển rộng", by=by),
}


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_of_recovery_ends_the_connection(measure, go, lan_has_mail, an, phone):
    go()
    assert SocialAccount.objects.filter(user=lan_has_mail).exists()
    MEASURES[measure](lan_has_mail, an)
    assert not SocialAccount.objects.exists()
    assert Entry.objects.get(action="accounts.oidc_unbound").user == an


def test_the_connection_is_shown_to_both_and_ended_by_the_administrator(client, go, client_of, lan_has_mail, an):
    go()
    assert "VNeID tỉnh mở được tài khoản này từ" in client.get("/tai-khoan/thiet-bi/").content.decode()
    admin = client_of(an)
    assert "Đã gắn với VNeID tỉnh từ" in admin.get(f"/can-bo/{lan_has_mail.pk}/").content.decode()
    admin.post(f"/can-bo/{lan_has_mail.pk}/bo-dang-nhap-mot-lan/")
    assert not SocialAccount.objects.exists()
    assert "Đã gắn với" not in admin.get(f"/can-bo/{lan_has_mail.pk}/").content.decode()


def test_following_a_link_begins_nothing(client, service, db):
    assert client.get(BEGIN, {"next": "/lich/"})["Location"] == "/dang-nhap/"
    assert service.asked == []
    assert not client.session.keys()


def test_what_the_service_says_of_itself_is_asked_once_for_many_visitors(service, db):
    for _visitor in range(5):
        begin(Client())
    assert asked(service) == 1


def test_a_silent_service_is_not_asked_by_every_visitor(service, monkeypatch, db):
    tried = []

    def silent(*args: object, **kwargs: object) -> None:
        tried.append(1)
        raise requests.ConnectionError("no route")

    monkeypatch.setattr(service, "send", silent)
    for _visitor in range(5):
        assert Client().post(BEGIN)["Location"] == "/dang-nhap/"
    assert len(tried) == 1


def test_the_page_in_between_leads_only_to_the_service_and_is_not_kept(client, service, db):
    answer = client.post(BEGIN, {"next": "/"})
    assert "no-store" in answer["Cache-Control"]
    assert begin(client)[0].startswith("https://dang-nhap.example.gov.vn/")
    service.config["authorization_endpoint"] = "javascript:alert(1)"
    cache.clear()
    assert "javascript:" not in client.post(BEGIN).content.decode()
