"""A person acts for another between two dates; rights end with the post, at once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from nhipcau.organizations.actions import appointment_begin, appointment_end, delegation_begin, delegation_end
from nhipcau.organizations.permissions import has_role, posts, seats

END = date(2026, 12, 31)


@pytest.fixture
def delegated(minh, lan, an):
    """Lan's post as specialist, delegated to Minh until the end of the year."""
    return delegation_begin(
        appointment=lan.appointments.get(), user=minh, decided_by="Giám đốc Sở Ngoại vụ, QĐ 12", ends=END, by=an
    )


def text_of(response):
    return response.content.decode()


def test_whoever_acts_may_do_what_the_post_allows_and_keeps_the_own(delegated, minh, province, trade, lead_department):
    assert has_role(minh, province, "specialist")
    assert [seat.agency for seat in seats(minh)] == [trade, lead_department]


def test_the_right_lasts_from_the_first_day_to_the_last(delegated, minh):
    assert posts(minh, "specialist", on=date(2026, 11, 19)).count() == 0
    assert posts(minh, "specialist", on=date(2026, 11, 20)).count() == 1
    assert posts(minh, "specialist", on=END).count() == 1
    assert posts(minh, "specialist", on=date(2027, 1, 1)).count() == 0


def test_it_ends_with_the_post_that_was_delegated(delegated, minh, lan, province):
    appointment_end(appointment=lan.appointments.get(), by=None)
    assert not has_role(minh, province, "specialist")


def test_whoever_leaves_the_own_post_acts_no_longer(delegated, minh):
    appointment_end(appointment=minh.appointments.get(), by=None)
    assert seats(minh) == []


def test_it_can_be_ended_at_once(delegated, minh, province):
    delegation_end(delegation=delegated, by=None)
    assert not has_role(minh, province, "specialist")


def test_it_opens_the_screens_of_the_post_in_a_session_that_is_already_open(minh, lan, an, client_of):
    client = client_of(minh)
    assert client.get("/co-quan/them/").status_code == 404
    made = delegation_begin(appointment=lan.appointments.get(), user=minh, decided_by="Giám đốc", ends=END, by=an)
    assert client.get("/co-quan/them/").status_code == 200
    delegation_end(delegation=made, by=an)
    assert client.get("/co-quan/them/").status_code == 404


def test_leaving_a_post_ends_the_rights_of_a_session_that_is_already_open(lan, an, client_of):
    client = client_of(lan)
    assert client.get("/ke-hoach/nhap/").status_code == 200
    appointment_end(appointment=lan.appointments.get(), by=an)
    assert client.get("/ke-hoach/nhap/")["Location"].startswith("/dang-nhap/")
    assert client_of(lan).get("/ke-hoach/nhap/").status_code == 404


def refused(match, **values):
    with pytest.raises(ValidationError, match=match):
        delegation_begin(**{"decided_by": "Giám đốc", "ends": END, "by": None} | values)


def test_what_makes_no_sense_is_refused(delegated, lan, minh, hoa, tam):
    post = lan.appointments.get()
    refused("Không ai tự ủy quyền", appointment=post, user=lan)
    refused("không giữ vị trí nào trong tỉnh", appointment=post, user=hoa)
    refused("không giữ vị trí nào trong tỉnh", appointment=post, user=tam)
    refused("đã được ủy quyền", appointment=post, user=minh)
    refused("không có gì để ủy quyền", appointment=tam.appointments.get(), user=lan)
    refused("Ngày cuối", appointment=minh.appointments.get(), user=lan, ends=date(2026, 1, 1))
    refused("decided_by", appointment=minh.appointments.get(), user=lan, decided_by=" ")


def test_it_is_entered_and_ended_on_the_page_of_the_person(lan, minh, an, client_of):
    client, post = client_of(an), lan.appointments.get()
    values = {"user": minh.pk, "valid_to": "31/12/2026", "decided_by": "Giám đốc Sở Ngoại vụ, QĐ 12"}
    assert client.post(f"/can-bo/uy-quyen/{post.pk}/", values).status_code == 302
    page = text_of(client.get(f"/can-bo/{lan.pk}/"))
    assert "Trần Văn Minh được ủy quyền" in page
    assert "QĐ 12" in page
    client.post(f"/can-bo/uy-quyen/{post.delegations.get().pk}/thoi/")
    assert post.delegations.get().valid_to == date(2026, 11, 19)
    assert "làm thay Nguyễn Thị Lan" in text_of(client.get(f"/can-bo/{minh.pk}/"))


def test_a_person_of_another_province_cannot_be_chosen(lan, hoa, an, client_of):
    post = lan.appointments.get()
    values = {"user": hoa.pk, "valid_to": "31/12/2026", "decided_by": "x"}
    assert client_of(an).post(f"/can-bo/uy-quyen/{post.pk}/", values).status_code == 200
    assert not post.delegations.exists()


def test_whoever_acts_for_the_administrator_makes_nothing_of_it_that_lasts(an, minh, lan, trade, client_of):
    today = date(2026, 11, 20)
    delegation_begin(appointment=an.appointments.get(), user=minh, decided_by="Giám đốc", ends=today, by=an)
    values = {"agency": trade.pk, "role": "administrator", "post": "", "valid_from": "", "valid_to": ""}
    proof = {"proof-password": "minh-mật-khẩu"}
    page = client_of(minh).post(f"/can-bo/{minh.pk}/giao-viec/", values | proof)
    assert page.status_code == 200 and "Chỉ người quản trị mới giao được vị trí này" in text_of(page)
    refused("Chỉ người quản trị mới ủy quyền", appointment=lan.appointments.get(), user=minh, by=minh)
    refused("Chỉ người quản trị mới ủy quyền", appointment=an.appointments.get(), user=lan, by=minh)
    delegation_begin(appointment=minh.appointments.get(), user=lan, decided_by="Giám đốc", ends=END, by=minh)
    appointment_begin(user=lan, agency=trade, role="officer", by=minh)
