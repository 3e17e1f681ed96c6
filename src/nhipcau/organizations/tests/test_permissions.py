from datetime import date, timedelta

import pytest
from django.http import Http404

from nhipcau.organizations import permissions
from nhipcau.organizations.actions import appointment_end
from nhipcau.organizations.models import Appointment
from nhipcau.organizations.permissions import (
    agency_for,
    agency_ids,
    has_role,
    person_for,
    province_for,
    province_of,
    seats,
)

Role = Appointment.Role


def test_a_person_sits_where_today_s_appointment_says(lan, lead_department, province):
    assert [seat.agency for seat in seats(lan)] == [lead_department]
    assert agency_ids(lan) == [lead_department.pk]
    assert province_of(lan) == province


def test_a_role_counts_only_in_its_own_province(lan, province, other_province):
    assert has_role(lan, province, Role.SPECIALIST)
    assert not has_role(lan, province, Role.ADMINISTRATOR)
    assert not has_role(lan, other_province, Role.SPECIALIST)
    assert not has_role(lan, None, Role.SPECIALIST)


def test_leaving_a_post_ends_the_right_on_the_next_day(minh, trade, on_day):
    appointment_end(appointment=minh.appointments.get(), last_day=date(2026, 11, 25), by=None)
    assert agency_ids(minh) == [trade.pk]
    on_day(date(2026, 11, 25))
    assert agency_ids(minh) == [trade.pk]
    on_day(date(2026, 11, 26))
    assert agency_ids(minh) == []


def test_a_post_that_begins_tomorrow_gives_nothing_today(minh, trade, on_day):
    Appointment.objects.update(valid_from=date(2026, 11, 21))
    assert seats(minh) == []
    assert seats(minh, on=date(2026, 11, 21))
    on_day(date(2026, 11, 21))
    assert agency_ids(minh) == [trade.pk]


def test_who_left_has_no_province_and_gets_nothing(tam, trade):
    assert province_of(tam) is None
    with pytest.raises(Http404):
        agency_for(tam, "see", trade.pk)


def test_another_province_sees_nothing_of_ours(hoa, trade):
    with pytest.raises(Http404):
        agency_for(hoa, "see", trade.pk)


@pytest.mark.parametrize(
    ("action", "who"),
    [("see", {"lan", "minh", "son", "an"}), ("change", {"lan", "an"}), ("appoint", {"an"})],
)
def test_the_post_decides_what_one_may_do_in_the_province(action, who, lan, minh, son, an, tam, province):
    allowed = set()
    for person in (lan, minh, son, an, tam):
        try:
            assert province_for(person, action) == province
        except Http404:
            continue
        allowed.add(person.username)
    assert allowed == who


def test_an_administrator_reaches_the_people_of_the_province_and_those_who_left_their_post(an, lan, tam, hoa):
    assert person_for(an, lan.pk) == lan
    assert person_for(an, tam.pk) == tam
    with pytest.raises(Http404):
        person_for(an, hoa.pk)


def test_an_administrator_no_longer_reaches_someone_who_went_to_another_province(an, tam, other_province):
    Appointment.objects.create(
        user=tam, agency=other_province.lead_department, role="officer", valid_from=date(2026, 11, 20)
    )
    with pytest.raises(Http404):
        person_for(an, tam.pk)


def test_within_a_request_the_posts_are_asked_once(lan, django_assert_num_queries):
    lan.remembers_seats = True
    with django_assert_num_queries(1):
        province_of(lan)
        agency_ids(lan)
        has_role(lan, None, Role.OFFICER)


def test_outside_a_request_nothing_is_remembered(minh):
    assert seats(minh)
    appointment_end(appointment=minh.appointments.get(), by=None)
    assert seats(minh) == []


def test_the_roles_that_manage_also_read():
    assert set(permissions.ADMINISTRATORS) < set(permissions.MANAGERS) < set(permissions.READERS)


def test_an_ended_post_was_over_yesterday(minh):
    appointment_end(appointment=minh.appointments.get(), by=None)
    assert minh.appointments.get().valid_to == date(2026, 11, 20) - timedelta(days=1)
