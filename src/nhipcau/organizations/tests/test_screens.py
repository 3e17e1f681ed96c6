from datetime import date

import pytest
from tests.forms import send

from nhipcau.accounts.models import User
from nhipcau.organizations.actions import agency_add, group_add
from nhipcau.organizations.models import Agency, AgencyGroup, Appointment


def text_of(response):
    return response.content.decode()


def test_the_list_shows_the_agencies_of_the_own_province_only(client_of, minh, trade, other_province):
    page = text_of(client_of(minh).get("/co-quan/"))
    assert "Sở Công Thương" in page
    assert "Sở Văn hóa, Thể thao và Du lịch" not in page


def test_the_list_finds_by_words_without_accents_and_by_kind(client_of, lan, trade, committee):
    client = client_of(lan)
    page = text_of(client.get("/co-quan/", {"q": "cong thuong"}))
    assert "Sở Công Thương" in page
    assert "Sở Ngoại vụ</a>" not in page
    assert "Sở Công Thương" not in text_of(client.get("/co-quan/", {"loai": "committee"}))
    assert "Không có cơ quan nào phù hợp" in text_of(client.get("/co-quan/", {"q": "xyz"}))


def test_the_list_costs_the_same_for_five_and_fifty_agencies(client_of, lan, province, django_assert_num_queries):
    client = client_of(lan)
    for number in range(5):
        agency_add(province=province, name=f"Sở số {number}", by=None)
    with django_assert_num_queries(5):
        client.get("/co-quan/")
    for number in range(5, 50):
        agency_add(province=province, name=f"Sở số {number}", by=None)
    with django_assert_num_queries(5):
        client.get("/co-quan/")


def test_an_officer_reads_an_agency_and_changes_nothing(client_of, minh, trade):
    client = client_of(minh)
    page = text_of(client.get(f"/co-quan/{trade.pk}/"))
    assert "Trần Văn Minh" in page
    assert "Sửa" not in page
    assert client.get(f"/co-quan/{trade.pk}/sua/").status_code == 404
    assert client.post(f"/co-quan/{trade.pk}/ten-goi/", {"text": "x"}).status_code == 404


def test_a_specialist_adds_an_agency_and_reads_the_sentence_when_it_exists(client_of, lan, trade):
    client = client_of(lan)
    values = {"name": "Sở Y tế", "kind": "department", "valid_from": "01/03/2025"}
    assert client.post("/co-quan/them/", values).status_code == 302
    assert str(Agency.objects.get(name="Sở Y tế").valid_from) == "2025-03-01"
    assert "cùng tên" in text_of(client.post("/co-quan/them/", values))


def test_a_date_that_is_none_is_told_and_nothing_typed_is_lost(client_of, lan, province):
    page = text_of(
        client_of(lan).post("/co-quan/them/", {"name": "Sở Y tế", "kind": "department", "valid_from": "31/02/2025"})
    )
    assert 'value="31/02/2025"' in page
    assert 'value="Sở Y tế"' in page
    assert "ngày" in page


def test_a_specialist_changes_an_agency(client_of, lan, trade):
    client = client_of(lan)
    assert "01/01/2020" not in text_of(client.get(f"/co-quan/{trade.pk}/sua/"))
    answer = send(
        client,
        f"/co-quan/{trade.pk}/sua/",
        {"name": trade.name, "short_name": "SCT", "kind": "department", "valid_from": "01/01/2020"},
    )
    assert answer.status_code == 302
    assert "01/01/2020" in text_of(client.get(f"/co-quan/{trade.pk}/sua/"))


def test_a_spelling_is_added_and_removed_on_the_page_of_the_agency(client_of, lan, trade):
    client = client_of(lan)
    client.post(f"/co-quan/{trade.pk}/ten-goi/", {"text": "Ngành Công thương"})
    alias = trade.aliases.get(text="Ngành Công thương")
    assert client.post(f"/co-quan/{trade.pk}/ten-goi/{alias.pk}/bo/").status_code == 302
    assert not trade.aliases.filter(pk=alias.pk).exists()


def test_a_spelling_that_is_taken_is_refused_on_the_page(client_of, lan, trade, committee):
    page = text_of(client_of(lan).post(f"/co-quan/{committee.pk}/ten-goi/", {"text": "Sở CT"}))
    assert "đã được dùng cho Sở Công Thương" in page


def test_a_group_is_added_and_shows_its_members_of_today(client_of, lan, trade):
    client = client_of(lan)
    values = {"name": "Các sở, ban, ngành", "kinds": ["department"], "aliases": "các sở\nsở, ngành"}
    answer = client.post("/nhom-co-quan/them/", values)
    page = text_of(client.get(answer["Location"]))
    assert "Sở Công Thương" in page
    assert "sở, ngành" in page
    assert "Các sở, ban, ngành" in text_of(client.get("/nhom-co-quan/"))


def test_a_group_is_changed(client_of, lan, province, trade):
    group = group_add(province=province, name="Tổ", named=[trade], by=None)
    client = client_of(lan)
    assert "checked" in text_of(client.get(f"/nhom-co-quan/{group.pk}/sua/"))
    send(client, f"/nhom-co-quan/{group.pk}/sua/", {"name": "Tổ giúp việc", "open_ended": "on"})
    assert AgencyGroup.objects.get().name == "Tổ giúp việc"
    assert "Chưa nói" not in text_of(client.get("/nhom-co-quan/"))


def test_the_administrator_adds_a_person_with_a_post(client_of, an, trade):
    values = {
        "last_name": "Bùi Thị",
        "first_name": "Thu",
        "username": "thu",
        "password": "sông dài biển rộng",
        "post-agency": trade.pk,
        "post-role": "officer",
    }
    assert client_of(an).post("/can-bo/them/", values).status_code == 302
    assert User.objects.get(username="thu").appointments.get().agency == trade


def test_a_weak_password_is_told_and_nobody_is_added(client_of, an, trade):
    values = {"last_name": "Bùi", "first_name": "Thu", "username": "thu", "password": "1234"}
    page = text_of(client_of(an).post("/can-bo/them/", values | {"post-agency": trade.pk, "post-role": "officer"}))
    assert "10 ký tự" in page
    assert not User.objects.filter(username="thu").exists()


def test_a_post_is_given_and_ended_on_the_person_s_page(client_of, an, minh, committee):
    client = client_of(an)
    client.post(f"/can-bo/{minh.pk}/giao-viec/", {"agency": committee.pk, "role": "leader"})
    post = minh.appointments.get(agency=committee)
    assert "giữ" in text_of(client.get(f"/can-bo/thoi-giu/{post.pk}/"))
    assert send(client, f"/can-bo/thoi-giu/{post.pk}/", {"last_day": ""}).status_code == 302
    post.refresh_from_db()
    assert str(post.valid_to) == "2026-11-19"


def test_the_last_administrator_s_post_does_not_end(client_of, an):
    post = an.appointments.get()
    page = text_of(send(client_of(an), f"/can-bo/thoi-giu/{post.pk}/", {"last_day": ""}))
    assert "cần có người quản trị" in page


def test_an_agency_of_another_province_cannot_be_chosen_for_a_post(client_of, an, minh, other_province):
    page = client_of(an).post(
        f"/can-bo/{minh.pk}/giao-viec/", {"agency": other_province.lead_department.pk, "role": "officer"}
    )
    assert page.status_code == 200
    assert minh.appointments.count() == 1


@pytest.mark.parametrize("address", ["/can-bo/", "/can-bo/them/"])
def test_people_are_for_administrators(client_of, lan, an, address):
    assert client_of(lan).get(address).status_code == 404
    assert client_of(an).get(address).status_code == 200


def test_the_list_of_people_is_ordered_by_given_name_and_costs_the_same_for_all(
    client_of, an, lan, minh, son, django_assert_num_queries
):
    client_of(an).get("/can-bo/")  # that it was read today is written down once
    client = client_of(an)
    with django_assert_num_queries(6):
        page = text_of(client.get("/can-bo/"))
    names = ["Phạm Quốc An", "Nguyễn Thị Lan", "Trần Văn Minh", "Lê Hồng Sơn"]
    places = [page.index(f'">{name}</a>') for name in names]
    assert places == sorted(places)


def test_the_list_of_agencies_is_asked_for_any_day(client_of, minh, province):
    agency_add(province=province, by=None, name="Sở Thông tin và Truyền thông", valid_to=date(2025, 2, 28))
    client = client_of(minh)
    assert "Sở Thông tin và Truyền thông" not in text_of(client.get("/co-quan/"))
    then = text_of(client.get("/co-quan/?vao_ngay=28/02/2025"))
    assert "Sở Thông tin và Truyền thông" in then
    assert "vào ngày 28/02/2025" in then
    assert "Sở Thông tin và Truyền thông" not in text_of(client.get("/co-quan/?vao_ngay=01/03/2025"))
    assert 'class="wrong"' in text_of(client.get("/co-quan/?vao_ngay=31/02/2025"))


def test_a_post_for_a_time_and_one_that_has_not_begun_can_be_ended(client_of, an, minh):
    ending = {"valid_from": date(2025, 1, 1), "valid_to": date(2027, 1, 1)}
    ahead = {"valid_from": date(2027, 2, 1), "valid_to": None}
    client, agency = client_of(an), minh.appointments.get().agency
    minh.appointments.all().delete()
    for dates in (ending, ahead):
        post = Appointment.objects.create(user=minh, agency=agency, role="officer", **dates)
        assert f"/can-bo/thoi-giu/{post.pk}/" in text_of(client.get(f"/can-bo/{minh.pk}/"))
        send(client, f"/can-bo/thoi-giu/{post.pk}/", {"last_day": ""})
        post.refresh_from_db()
        assert not post.is_valid_on(date(2026, 11, 20))
        assert not post.is_valid_on(date(2027, 3, 1))
        assert f"/can-bo/thoi-giu/{post.pk}/" not in text_of(client.get(f"/can-bo/{minh.pk}/"))
        post.delete()


def test_no_agency_is_chosen_before_somebody_chooses_one(client_of, an, minh):
    page = client_of(an).post(f"/can-bo/{minh.pk}/giao-viec/", {"agency": "", "role": ""})
    assert set(page.context["form"].errors) == {"agency", "role"}
