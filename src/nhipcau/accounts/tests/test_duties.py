"""What has to be done before anything else: a second factor where it is asked for, a password of one's own."""

import pytest
from django.test import Client

from nhipcau.accounts.models import User
from nhipcau.history.models import Entry

from .conftest import sign_in

SET_UP = "/tai-khoan/hai-buoc/bat/"
PASSWORD = "/tai-khoan/mat-khau/"


@pytest.mark.parametrize(
    ("required", "led"),
    [("nobody", ""), ("leaders-and-administrators", "an son"), ("everyone", "an son lan minh tam")],
)
def test_who_must_is_led_to_set_it_up(settings, client_of, an, son, lan, minh, tam, required, led):
    settings.REQUIRE_SECOND_FACTOR = required
    sent = [
        user.username
        for user in (an, son, lan, minh, tam)
        if client_of(user).get("/").headers.get("Location") == SET_UP
    ]
    assert sent == led.split()


def test_the_way_out_the_language_and_the_set_up_stay_open(settings, client_of, lan):
    settings.REQUIRE_SECOND_FACTOR = "everyone"
    client = client_of(lan)
    assert client.get(SET_UP).status_code == 200
    assert client.post("/ngon-ngu/", {"language": "en", "next": SET_UP})["Location"] == SET_UP
    assert client.get("/tai-khoan/mat-khau/")["Location"] == SET_UP
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"


def test_a_part_of_a_page_sends_the_whole_page_there(settings, client_of, lan):
    settings.REQUIRE_SECOND_FACTOR = "everyone"
    answer = client_of(lan).get("/tim/goi-y/", headers={"hx-request": "true"})
    assert answer["HX-Redirect"] == SET_UP


def test_who_has_it_works_on_and_is_not_asked_again(settings, client, lan, phone, django_assert_num_queries):
    settings.REQUIRE_SECOND_FACTOR = "everyone"
    sign_in(client, lan)
    client.post("/dang-nhap/ma/", {"code": phone.code()})
    assert client.get("/tai-khoan/").status_code == 200
    with django_assert_num_queries(4):  # session, person, posts, and the one of this page
        client.get("/tai-khoan/")


def test_programs_and_calendars_are_not_asked_for_codes(settings, client, lan):
    settings.REQUIRE_SECOND_FACTOR = "everyone"
    assert client.get("/song/").status_code == 200
    assert client.get("/api/v1/me").status_code == 401


def give_password(client: Client, person: User) -> None:
    values = {"new_password": "mùa xuân đến sớm", "password": "an-mật-khẩu"}
    assert client.post(f"/can-bo/{person.pk}/mat-khau/", values)["Location"] == f"/can-bo/{person.pk}/"


@pytest.fixture
def given(client_of, an, minh) -> User:
    give_password(client_of(an), minh)
    minh.refresh_from_db()
    return minh


def test_a_password_from_an_administrator_opens_only_its_change(client, given):
    assert given.must_change_password
    sign_in(client, given, "mùa xuân đến sớm")
    for address in ("/", "/nhiem-vu/", "/tai-khoan/", SET_UP):
        assert client.get(address)["Location"] == PASSWORD
    page = client.get(PASSWORD).content.decode()
    assert "do người khác cấp" in page
    client.post(PASSWORD, {"password": "mùa xuân đến sớm", "new_password": "một câu của riêng tôi"})
    assert client.get("/nhiem-vu/").status_code == 200


def test_the_password_that_was_given_cannot_be_kept(client, given):
    sign_in(client, given, "mùa xuân đến sớm")
    page = client.post(PASSWORD, {"password": "mùa xuân đến sớm", "new_password": "mùa xuân đến sớm"})
    assert "Hãy chọn mật khẩu khác" in page.content.decode()


def test_a_new_password_from_an_administrator_signs_the_person_out(client_of, an, minh):
    inside = client_of(minh)
    give_password(client_of(an), minh)
    assert inside.get("/")["Location"].startswith("/dang-nhap/")
    assert Entry.objects.get(action="organizations.password_given").user == an


def test_an_administrator_changes_the_own_password_only_where_the_old_one_is_asked(client_of, an):
    values = {"new_password": "mùa xuân đến sớm", "password": "an-mật-khẩu"}
    assert client_of(an).post(f"/can-bo/{an.pk}/mat-khau/", values).status_code == 404
    an.refresh_from_db()
    assert an.check_password("an-mật-khẩu")


def test_a_password_typed_in_another_unicode_form_is_the_same(client, lan):
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "lan-mật-khẩu")
    assert decomposed != "lan-mật-khẩu"
    assert sign_in(Client(), lan, decomposed).status_code == 302
