"""Orders of events that really occur: ahead of their day, on one day, back again, across posts that overlap."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from nhipcau.organizations.actions import agency_add, delegation_begin
from nhipcau.organizations.models import Agency, Appointment
from nhipcau.organizations.permissions import posts, seats
from nhipcau.register.successors import mark_successors
from nhipcau.succession.actions import succession_apply, succession_undo
from nhipcau.succession.drafts import Body
from nhipcau.succession.queries import Today
from nhipcau.succession.rules import Life, open_days

from .events import JULY, MARCH, move

AHEAD, THEN = date(2026, 12, 1), date(2022, 5, 20)


def apply(province, kind, on, *handovers):
    return succession_apply(draft=move(province, kind, on, *handovers), by=None)


def held(user, day):
    return [post.agency.name for post in posts(user, on=day).order_by("agency__name")]


@pytest.mark.parametrize(
    ("ends", "taken", "left"),
    [
        (None, [], [(1, None)]),
        (None, [(None, None)], []),
        (None, [(5, None)], [(1, 4)]),
        (None, [(None, 9)], [(10, None)]),
        (8, [(3, 5)], [(1, 2), (6, 8)]),
        (8, [(3, 5), (6, 9)], [(1, 2)]),
        (8, [(20, None)], [(1, 8)]),
    ],
)
def test_days_that_nobody_holds_are_found(ends, taken, left):
    def day(number):
        return date(2025, 3, number) if number else None

    lives = [Life(day(begins), day(last)) for begins, last in taken]
    assert open_days(MARCH, day(ends), lives) == [(day(begins), day(last)) for begins, last in left]


@pytest.mark.django_db
def test_an_event_ahead_changes_nothing_before_its_day(on_day, province, tttt, khcn, van):
    apply(province, "merge", AHEAD, (tttt, khcn, ""))
    assert [seat.agency for seat in seats(van)] == [tttt]
    assert Today(province).of(tttt, THEN) is None
    assert tttt in Agency.objects.valid_on(AHEAD - timedelta(days=1))
    on_day(AHEAD)
    assert held(van, AHEAD) == ["Sở Khoa học và Công nghệ"]
    assert Today(province).of(tttt, THEN) == khcn


@pytest.mark.django_db
def test_an_event_ahead_is_taken_back_before_its_day(province, tttt, khcn, van):
    succession_undo(event=apply(province, "merge", AHEAD, (tttt, khcn, "")), by=None)
    tttt.refresh_from_db()
    assert tttt.valid_to is None
    assert held(van, AHEAD) == ["Sở Thông tin và Truyền thông"]


@pytest.mark.django_db
def test_two_events_on_one_day_do_not_run_through_each_other(province, tttt, khcn, vhttdl):
    apply(province, "transfer", MARCH, (tttt, vhttdl, "information"))
    with pytest.raises(ValidationError, match="gộp thành một sự kiện"):
        apply(province, "rename", MARCH, (vhttdl, Body("Sở Văn hóa và Truyền thông"), ""))
    apply(province, "merge", MARCH + timedelta(days=1), (tttt, khcn, ""))
    assert Today(province).of(tttt, THEN) == vhttdl


@pytest.mark.django_db
def test_two_events_on_one_day_that_do_not_touch_stand_together(province, make, tttt, khcn, vhttdl):
    finance = make("Sở Tài chính")
    apply(province, "merge", MARCH, (make("Sở Kế hoạch và Đầu tư"), finance, ""))
    apply(province, "split", MARCH, (tttt, khcn, ""), (tttt, vhttdl, "information"))
    assert Today(province).of(tttt, THEN) == vhttdl


@pytest.mark.django_db
def test_what_was_split_and_merged_leads_to_the_last_one(province, reform, tttt, vhttdl, van):
    succession_apply(draft=reform, by=None)
    apply(province, "merge", JULY, (vhttdl, Body("Sở Văn hóa, Truyền thông và Du lịch"), ""))
    now = Today(province)
    assert now.of(tttt, THEN).name == "Sở Văn hóa, Truyền thông và Du lịch"
    assert now.of(tttt, THEN) == now.of(vhttdl, THEN)
    assert held(van, date(2026, 1, 1)) == ["Sở Văn hóa, Truyền thông và Du lịch"]
    assert held(van, date(2025, 5, 1)) == ["Sở Văn hóa, Thể thao và Du lịch"]


@pytest.mark.django_db
def test_a_name_given_back_is_not_told_as_news(province, tttt):
    apply(province, "rename", MARCH, (tttt, Body("Sở Truyền thông"), ""))
    between = Agency.objects.get(name="Sở Truyền thông")
    apply(province, "rename", JULY, (between, Body("Sở Thông tin và Truyền thông"), ""))
    now = Today(province)
    assert now.of(tttt, THEN).pk != tttt.pk
    assert now.other_name(tttt, THEN) is None
    assert now.other_name(between, date(2025, 4, 1)).name == "Sở Thông tin và Truyền thông"
    assert mark_successors([], now) == []
    assert Agency.objects.filter(name="Sở Thông tin và Truyền thông").valid_on(date(2026, 1, 1)).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "ends"),
    [(None, None), (date(2025, 9, 1), None), (None, date(2025, 6, 30))],
    ids=["whole", "late", "early"],
)
def test_who_held_a_post_at_both_has_one_there_every_day(province, tttt, khcn, van, begins, ends):
    Appointment.objects.create(user=van, agency=khcn, role="officer", valid_from=begins, valid_to=ends)
    before = list(van.appointments.order_by("pk").values_list("agency", "valid_from", "valid_to"))
    event = apply(province, "merge", MARCH, (tttt, khcn, ""))
    days = [MARCH + timedelta(days=number) for number in range(0, 600, 15)]
    assert all(held(van, day) == ["Sở Khoa học và Công nghệ"] for day in days)
    succession_undo(event=event, by=None)
    assert list(van.appointments.order_by("pk").values_list("agency", "valid_from", "valid_to")) == before


@pytest.mark.django_db
def test_who_acts_for_somebody_goes_along_to_a_post_that_was_there(province, tttt, khcn, van, bich):
    there = Appointment.objects.create(user=van, agency=khcn, role="officer", valid_from=date(2024, 1, 1))
    ends = {"ends": date(2026, 12, 31), "begins": date(2025, 1, 1)}
    delegation_begin(appointment=van.appointments.get(agency=tttt), user=bich, decided_by="QĐ 12", by=None, **ends)
    event = apply(province, "merge", MARCH, (tttt, khcn, ""))
    assert there in posts(bich, on=date(2026, 1, 1))
    succession_undo(event=event, by=None)
    assert held(bich, date(2026, 1, 1)) == ["Sở Thông tin và Truyền thông", "Sở Văn hóa, Thể thao và Du lịch"]


@pytest.mark.django_db
def test_the_officer_of_an_agency_that_ended_enters_nothing_any_more(province, client_of, tttt, van):
    client = client_of(van)
    assert client.get(f"/co-quan/{tttt.pk}/").status_code == 200
    apply(province, "end", JULY, (tttt, None, ""))
    assert seats(van) == []
    for address in (f"/co-quan/{tttt.pk}/", "/dien-bien/", "/co-quan/"):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_communes_that_merge_hand_on_their_people(province):
    old = [agency_add(province=province, by=None, name=f"UBND xã {name}", kind="commune") for name in ("Khe", "Mây")]
    event = apply(province, "merge", JULY, *((one, Body("UBND phường Khe Mây"), "") for one in old))
    new = Agency.objects.get(name="UBND phường Khe Mây")
    assert (new.kind, new.valid_from) == ("commune", JULY)
    assert [Today(province).of(one, THEN) for one in old] == [new, new]
    succession_undo(event=event, by=None)
    assert not Agency.objects.filter(name="UBND phường Khe Mây").exists()


@pytest.mark.django_db
def test_an_agency_of_another_province_is_no_part_of_an_event(province, other_province, tttt, client_of, hoa, reform):
    with pytest.raises(ValidationError, match="tỉnh khác"):
        apply(province, "merge", MARCH, (tttt, other_province.lead_department, ""))
    with pytest.raises(ValidationError, match="tỉnh khác"):
        apply(province, "end", MARCH, (other_province.lead_department, None, ""))
    event = succession_apply(draft=reform, by=None)
    Appointment.objects.create(
        user=hoa, agency=other_province.lead_department, role="administrator", valid_from=date(2024, 1, 1)
    )
    client = client_of(hoa)
    assert client.post(f"/dien-bien/{event.pk}/hoan-tac/").status_code == 404
    assert client.get(f"/dien-bien/{event.pk}/").status_code == 404
    event.refresh_from_db()
    assert event.withdrawn_at is None
