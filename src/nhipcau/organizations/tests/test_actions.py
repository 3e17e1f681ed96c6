from datetime import date

import pytest
from django.core.exceptions import ValidationError

from nhipcau.history.queries import sentences
from nhipcau.organizations import actions
from nhipcau.organizations.models import AgencyAlias, Appointment
from vanban.text import name_key


def test_an_agency_is_added_with_its_key_its_short_name_and_a_line_of_history(province, an):
    agency = actions.agency_add(
        province=province, name=" Sở  Văn hoá và Thể thao ", short_name="Sở VH&TT", kind="department", by=an
    )
    assert agency.name == "Sở Văn hoá và Thể thao"
    assert agency.key == name_key("Sở Văn hóa và Thể thao")
    assert [str(line) for line in sentences(agency)] == ["Phạm Quốc An đã thêm cơ quan Sở Văn hoá và Thể thao"]


def test_a_second_agency_of_the_same_name_is_refused_in_any_spelling(trade, province, an):
    with pytest.raises(ValidationError, match="cùng tên"):
        actions.agency_add(province=province, name="SỞ CÔNG THƯƠNG", by=an)


def test_an_agency_may_follow_one_of_the_same_name(trade, province, an):
    actions.agency_change(agency=trade, valid_to=date(2026, 6, 30), by=an)
    actions.agency_add(province=province, name="Sở Công Thương", valid_from=date(2026, 7, 1), by=an)


def test_the_same_name_in_another_province_is_another_agency(trade, other_province, hoa):
    actions.agency_add(province=other_province, name="Sở Công Thương", by=hoa)


def test_an_agency_cannot_end_before_it_begins(province, an):
    with pytest.raises(ValidationError):
        actions.agency_add(
            province=province, name="Ban X", valid_from=date(2026, 7, 1), valid_to=date(2026, 6, 1), by=an
        )


def test_an_agency_stands_under_no_agency_of_another_province_nor_under_itself(trade, lead_department, other_province):
    with pytest.raises(ValidationError):
        actions.agency_change(agency=trade, parent=other_province.lead_department, by=None)
    trade.refresh_from_db()
    actions.agency_change(agency=lead_department, parent=trade, by=None)
    with pytest.raises(ValidationError):
        actions.agency_change(agency=trade, parent=lead_department, by=None)


def test_a_change_is_told_field_by_field(trade, an):
    actions.agency_change(agency=trade, short_name="SCT", by=an)
    (line, _added) = sentences(trade)
    assert [(change.before, change.after) for change in line.changes] == [("Sở CT", "SCT")]


def test_a_change_that_changes_nothing_leaves_no_line(trade, an):
    actions.agency_change(agency=trade, name=trade.name, by=an)
    assert len(sentences(trade)) == 1


def test_a_field_that_an_agency_has_not_is_a_mistake_of_the_program(trade, an):
    with pytest.raises(TypeError):
        actions.agency_change(agency=trade, colour="red", by=an)


def test_a_spelling_is_learnt_once(trade, lan):
    first = actions.alias_learn(agency=trade, text="Ngành Công thương", by=lan, learnt_from="Kế hoạch 101/KH-UBND")
    assert actions.alias_learn(agency=trade, text="ngành Công Thương", by=lan) == first
    assert str(sentences(trade)[0]) == "Nguyễn Thị Lan đã ghi nhận “Ngành Công thương” là Sở Công Thương"


def test_the_name_itself_need_not_be_learnt(trade, lan):
    assert actions.alias_learn(agency=trade, text="SỞ CÔNG THƯƠNG", by=lan) is None


def test_one_spelling_stands_for_one_agency(trade, committee, lan):
    actions.alias_learn(agency=trade, text="Cơ quan thường trực", by=lan)
    with pytest.raises(ValidationError, match="Sở Công Thương"):
        actions.alias_learn(agency=committee, text="cơ quan thường trực", by=lan)


def test_a_forgotten_spelling_is_gone_and_told(trade, lan):
    alias = actions.alias_learn(agency=trade, text="Ngành Công thương", by=lan)
    actions.alias_forget(alias=alias, by=lan)
    assert not AgencyAlias.objects.filter(text="Ngành Công thương").exists()
    assert "đã bỏ “Ngành Công thương”" in str(sentences(trade)[0])


def test_a_group_without_members_is_refused(province, lan):
    with pytest.raises(ValidationError):
        actions.group_add(province=province, name="Các đơn vị", by=lan)


def test_a_group_takes_no_agency_of_another_province(province, other_province, lan):
    with pytest.raises(ValidationError):
        actions.group_add(province=province, name="Các đơn vị", named=[other_province.lead_department], by=lan)


def test_two_groups_do_not_share_a_spelling(province, lan):
    actions.group_add(province=province, name="Các sở, ban, ngành", kinds=["department"], aliases=["các sở"], by=lan)
    with pytest.raises(ValidationError):
        actions.group_add(province=province, name="Khối sở", kinds=["department"], aliases=["CÁC SỞ"], by=lan)


def test_changing_a_group_replaces_its_spellings(province, lan):
    group = actions.group_add(province=province, name="Các sở", kinds=["department"], aliases=["a", "b"], by=lan)
    actions.group_change(group=group, name="Các sở", kinds=["department"], aliases=["b", "c"], by=lan)
    assert sorted(alias.text for alias in group.aliases.all()) == ["b", "c"]


def test_a_new_person_can_sign_in_and_has_the_post(trade, an, client):
    appointed = Appointment(agency=trade, role="officer", post="Chuyên viên")
    person = actions.person_add(
        username="thu", last_name="Bùi", first_name="Thu", password="sông dài biển rộng", appointed=appointed, by=an
    )
    assert client.post("/dang-nhap/", {"username": "thu", "password": "sông dài biển rộng"}).status_code == 302
    assert person.appointments.get().agency == trade


def test_a_weak_first_password_is_refused_and_nobody_is_added(trade, an):
    with pytest.raises(ValidationError):
        actions.person_add(
            username="thu",
            first_name="Thu",
            password="12345",
            appointed=Appointment(agency=trade, role="officer"),
            by=an,
        )
    assert not type(an).objects.filter(username="thu").exists()


def test_no_new_user_name_looks_like_an_address_and_an_old_one_stays(lan, minh, an):
    with pytest.raises(ValidationError, match="@"):
        actions.person_change(person=lan, username="minh@example.vn", by=an)
    type(minh).objects.filter(pk=minh.pk).update(username="minh@example.vn")
    assert actions.person_change(person=minh, username="minh@example.vn", phone="1", by=an).phone == "1"


def test_a_new_password_of_the_administrator_is_in_the_log_without_the_password(lan, an):
    actions.password_give(person=lan, password="sông dài biển rộng", by=an)
    assert lan.check_password("sông dài biển rộng")
    assert str(sentences(lan)[0]) == "Phạm Quốc An đã cấp mật khẩu mới cho Nguyễn Thị Lan"


def test_a_change_of_details_does_not_open_an_account_that_was_closed_meanwhile(minh, an):
    read_before = type(minh).objects.get(pk=minh.pk)
    actions.person_close(person=minh, by=an)
    changed = actions.person_change(person=read_before, phone="0912 345 678", by=an)
    stands = type(minh).objects.get(pk=minh.pk)
    assert stands.phone == "0912 345 678"
    assert not stands.is_active and not changed.is_active and not stands.must_change_password


def test_a_person_works_in_one_province_at_a_time(hoa, trade, an):
    with pytest.raises(ValidationError, match="tỉnh khác"):
        actions.appointment_begin(user=hoa, agency=trade, role="officer", by=an)


def test_the_same_post_twice_is_refused(minh, trade, an):
    with pytest.raises(ValidationError):
        actions.appointment_begin(user=minh, agency=trade, role="officer", by=an)
    actions.appointment_begin(user=minh, agency=trade, role="leader", by=an)


def test_a_province_keeps_an_administrator(an, lan, lead_department):
    with pytest.raises(ValidationError, match="quản trị"):
        actions.appointment_end(appointment=an.appointments.get(), by=an)
    actions.appointment_begin(user=lan, agency=lead_department, role="administrator", by=an)
    actions.appointment_end(appointment=an.appointments.get(), by=lan)


def test_ending_a_post_is_told_at_the_person(minh, an):
    actions.appointment_end(appointment=minh.appointments.get(), last_day=date(2026, 11, 30), by=an)
    assert "Sở Công Thương" in str(sentences(minh)[0])
    assert "30/11/2026" in str(sentences(minh)[0])
