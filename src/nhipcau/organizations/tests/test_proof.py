"""A browser that an administrator left open gives nobody an account: who opens one to others shows who they are."""

from __future__ import annotations

import pytest
from django.test import Client

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import second_factor_set_up
from nhipcau.accounts.models import User
from nhipcau.accounts.second_factor import code_at, counter_now, new_secret

OWN = {"password": "an-mật-khẩu"}
PROOF = {"proof-password": "an-mật-khẩu"}
NEW = {"new_password": "sông dài biển rộng"}


@pytest.fixture
def minh_has_phone(minh) -> User:
    second_factor_set_up(user=minh, secret=new_secret(), counter=1)
    return minh


@pytest.fixture
def code(an):
    """An has a second factor too: the code of this moment."""
    secret = new_secret()
    second_factor_set_up(user=an, secret=secret, counter=1)
    return code_at(secret, counter_now())


@pytest.mark.parametrize("sent", [{}, {"password": "sai"}])
def test_without_the_own_password_no_second_step_is_taken_away(client_of, an, minh_has_phone, sent):
    page = client_of(an).post(f"/can-bo/{minh_has_phone.pk}/bo-hai-buoc/", sent)
    assert page.status_code == 200
    assert second_factor.has(minh_has_phone)
    client_of(an).post(f"/can-bo/{minh_has_phone.pk}/bo-hai-buoc/", OWN)
    assert not second_factor.has(minh_has_phone)


@pytest.mark.parametrize("sent", [{}, {"password": "sai"}, {"password": "minh-mật-khẩu"}])
def test_without_the_own_password_no_password_is_given(client_of, an, minh, sent):
    page = client_of(an).post(f"/can-bo/{minh.pk}/mat-khau/", NEW | sent)
    assert page.status_code == 200
    minh.refresh_from_db()
    assert minh.check_password("minh-mật-khẩu")
    client_of(an).post(f"/can-bo/{minh.pk}/mat-khau/", NEW | OWN)
    minh.refresh_from_db()
    assert minh.check_password("sông dài biển rộng") and minh.must_change_password


def test_whoever_signs_in_with_a_code_shows_one(client_of, an, minh, code):
    client, address = client_of(an), f"/can-bo/{minh.pk}/mat-khau/"
    assert 'name="code"' in client.get(address).content.decode()
    for wrong in ({}, {"code": "000000"}):
        assert client.post(address, NEW | OWN | wrong).status_code == 200
    assert client.post(address, NEW | OWN | {"code": code}).status_code == 302


def test_a_password_alone_a_moment_ago_is_not_enough_where_a_code_is_asked(client_of, an, minh, code):
    client = client_of(an)
    token = {"name": "x", "scope": "read", "expires_on": "30/11/2026"} | OWN
    assert client.post("/tai-khoan/chuong-trinh/", token).status_code == 200
    assert client.post(f"/can-bo/{minh.pk}/mat-khau/", NEW).status_code == 200
    minh.refresh_from_db()
    assert minh.check_password("minh-mật-khẩu")


def test_whoever_has_just_signed_in_is_not_asked_again(an, minh):
    client = Client()
    client.post("/dang-nhap/", {"username": "an", "password": "an-mật-khẩu"})
    assert 'name="password"' not in client.get(f"/can-bo/{minh.pk}/mat-khau/").content.decode()
    assert client.post(f"/can-bo/{minh.pk}/mat-khau/", NEW).status_code == 302


def test_a_weak_password_is_refused_in_words(client_of, an, minh):
    page = client_of(an).post(f"/can-bo/{minh.pk}/mat-khau/", OWN | {"new_password": "1234"}).content.decode()
    assert "10 ký tự" in page


def test_an_administrator_is_made_only_with_a_proof(client_of, an, minh, trade):
    client, address = client_of(an), f"/can-bo/{minh.pk}/giao-viec/"
    values = {"agency": trade.pk, "role": "administrator"}
    page = client.post(address, values).content.decode()
    assert 'name="proof-password"' in page
    assert "không phải mật khẩu hiện tại" in client.post(address, values | {"proof-password": "sai"}).content.decode()
    assert not minh.appointments.filter(role="administrator").exists()
    assert client.post(address, values | PROOF).status_code == 302
    assert minh.appointments.filter(role="administrator").exists()


def test_a_new_person_is_an_administrator_only_with_a_proof(client_of, an, trade):
    person = {"last_name": "Bùi", "first_name": "Thu", "username": "thu", "password": "sông dài biển rộng"}
    values = person | {"post-agency": trade.pk, "post-role": "administrator"}
    assert client_of(an).post("/can-bo/them/", values).status_code == 200
    assert not User.objects.filter(username="thu").exists()
    assert client_of(an).post("/can-bo/them/", values | PROOF).status_code == 302


def test_the_administrator_s_post_is_delegated_only_with_a_proof(client_of, an, minh):
    address = f"/can-bo/uy-quyen/{an.appointments.get().pk}/"
    values = {"user": minh.pk, "valid_to": "30/11/2026", "decided_by": "Giám đốc Sở"}
    assert client_of(an).post(address, values).status_code == 200
    assert not minh.delegations.exists()
    assert client_of(an).post(address, values | PROOF).status_code == 302
    assert minh.delegations.exists()


def test_other_posts_need_none(client_of, an, minh, committee):
    answer = client_of(an).post(f"/can-bo/{minh.pk}/giao-viec/", {"agency": committee.pk, "role": "leader"})
    assert answer.status_code == 302
