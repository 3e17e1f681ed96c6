"""Calendars that other programs read, by an address that nobody can guess and that ends with the post."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from nhipcau.exchange.actions import feed_make
from nhipcau.exchange.models import Feed
from nhipcau.plans.models import PlanTask, ReportDeadline
from nhipcau.register.tests.office import make_task


@pytest.fixture
def subscribe():
    def make(user, agency=None):
        feed, secret = feed_make(user=user, appointment=user.appointments.get(), agency=agency)
        return feed, f"/lich/{secret}.ics"

    return make


def events(address):
    response = Client().get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def test_a_calendar_holds_what_its_person_sees(tasks, lan, minh, hoa, subscribe):
    dated = {tasks.fair.title, tasks.film.title, tasks.training.title}
    assert set(events(subscribe(lan)[1])) == dated
    assert set(events(subscribe(minh)[1])) == {tasks.fair.title, tasks.film.title}
    assert events(subscribe(hoa)[1]) == {}


def test_a_calendar_of_an_agency_holds_its_tasks_only(tasks, lan, trade, subscribe):
    assert set(events(subscribe(lan, trade)[1])) == {tasks.fair.title, tasks.film.title}


def test_a_deadline_is_a_whole_day(tasks, lan, subscribe):
    event = events(subscribe(lan)[1])[tasks.fair.title]
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 10, 31), date(2026, 11, 1))
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    assert event["DESCRIPTION"].startswith("Chủ trì: Sở Công Thương\n")
    assert event["URL"] == f"http://testserver/nhiem-vu/{tasks.fair.pk}/"


def test_a_vague_time_is_a_tentative_span(plan, lan, lead_department, subscribe):
    span = {"starts_on": date(2026, 7, 1), "due_on": date(2026, 9, 30)}
    make_task(plan, "Làm phim", lead=[lead_department], time_text="Trong quý III", time_vague=True, **span)
    event = events(subscribe(lan)[1])["Làm phim"]
    assert event["STATUS"] == "TENTATIVE"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 7, 1), date(2026, 10, 1))
    assert "Thời gian theo văn bản: Trong quý III" in event["DESCRIPTION"]


@pytest.mark.parametrize(("days", "first"), [(2, date(2026, 12, 8)), (60, date(2026, 12, 10))])
def test_a_short_exact_time_stands_on_its_days_and_a_long_one_on_its_last(days, first, plan, lan, subscribe):
    end = date(2026, 12, 10)
    make_task(plan, "Hội nghị", starts_on=end - timedelta(days=days), due_on=end)
    event = events(subscribe(lan)[1])["Hội nghị"]
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (first, date(2026, 12, 11))


def test_reports_stand_beside_tasks_in_every_round(plan, lan, subscribe):
    ReportDeadline.objects.create(
        plan=plan, what="Báo cáo quý", due_on=date(2026, 3, 20), recurrence="quarterly", text="x"
    )
    client = Client().get(subscribe(lan)[1]).content
    rounds = [
        event for event in Calendar.from_ical(client).walk("VEVENT") if event["SUMMARY"] == "Báo cáo: Báo cáo quý"
    ]
    assert [event.decoded("DTSTART").month for event in rounds] == [3, 6, 9, 12]
    assert len({event["UID"] for event in rounds}) == 4


def test_an_entry_keeps_its_identity_when_its_day_moves(tasks, plan, lan, subscribe):
    duty = ReportDeadline.objects.create(plan=plan, what="Báo cáo năm", due_on=date(2026, 12, 10), text="x")
    _feed, address = subscribe(lan)
    before = events(address)
    PlanTask.objects.filter(pk=tasks.fair.pk).update(due_on=date(2026, 12, 1))
    duty.delete()  # a corrected file writes the rows of report deadlines anew
    ReportDeadline.objects.create(plan=plan, what="Báo cáo năm", due_on=date(2026, 12, 15), text="x")
    after = events(address)
    for title in (tasks.fair.title, "Báo cáo: Báo cáo năm"):
        assert after[title]["UID"] == before[title]["UID"]
        assert after[title].decoded("DTSTART") != before[title].decoded("DTSTART")


def test_finished_work_says_so_and_stopped_work_is_cancelled(tasks, lan, subscribe):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(status="done", finished_on=date(2026, 11, 1))
    PlanTask.objects.filter(pk=tasks.film.pk).update(status="stopped")
    found = events(subscribe(lan)[1])
    assert f"Đã hoàn thành: {tasks.fair.title}" in found
    assert found[tasks.film.title]["STATUS"] == "CANCELLED"


def test_lines_and_letters_are_as_rfc_5545_has_them(plan, lan, subscribe):
    make_task(plan, "Họp; báo, cáo \\ " + "ế" * 80 + "\ndòng hai", due_on=date(2026, 12, 1))
    content = Client().get(subscribe(lan)[1]).content
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    assert next(iter(events(subscribe(lan)[1]))).startswith("Họp; báo, cáo \\ ếế")


def test_a_program_that_knows_the_newest_is_told_so(tasks, lan, subscribe):
    _feed, address = subscribe(lan)
    etag = Client().get(address)["ETag"]
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 304
    PlanTask.objects.filter(pk=tasks.fair.pk).update(title="Tên mới")
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 200


def test_a_calendar_ends_with_the_post(tasks, minh, subscribe):
    _feed, address = subscribe(minh)
    minh.appointments.update(valid_to=date(2026, 11, 19))
    assert Client().get(address).status_code == 404


def test_a_calendar_ends_with_the_account_and_when_revoked(tasks, minh, subscribe, client_of):
    feed, address = subscribe(minh)
    minh.is_active = False
    minh.save()
    assert Client().get(address).status_code == 404
    minh.is_active = True
    minh.save()
    client_of(minh).post(f"/lich/dang-ky/{feed.pk}/thu-hoi/")
    assert Client().get(address).status_code == 404


def test_the_secret_is_shown_once_and_never_stored(tasks, minh, client_of):
    client = client_of(minh)
    made = client.post("/lich/dang-ky/", {"agency": "tat-ca"})
    address = made.context["address"]
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    feed = Feed.objects.get()
    assert secret not in str(vars(feed)) and made["Cache-Control"] == "no-store"
    assert address not in client.get("/lich/dang-ky/").content.decode()
    assert Client().get(f"/lich/{feed.hash}.ics").status_code == 404
    assert len(secret) >= 43


def test_an_officer_subscribes_to_their_own_agencies_only(tasks, minh, lead_department, trade, client_of):
    assert client_of(minh).post("/lich/dang-ky/", {"agency": lead_department.pk}).context["form"].errors
    client_of(minh).post("/lich/dang-ky/", {"agency": trade.pk})
    assert Feed.objects.get().agency == trade


def test_who_left_has_nothing_to_subscribe_to(tam, client_of):
    assert client_of(tam).post("/lich/dang-ky/", {"agency": "tat-ca"}).status_code == 404


def test_the_use_of_an_address_is_noted_but_not_at_each_reading(tasks, lan, subscribe, on_day):
    feed, address = subscribe(lan)
    Client().get(address)
    feed.refresh_from_db()
    first = feed.last_used_at
    Client().get(address)
    feed.refresh_from_db()
    assert first and feed.last_used_at == first
    on_day(date(2026, 11, 21))
    Client().get(address)
    feed.refresh_from_db()
    assert feed.last_used_at > first


def test_the_calendar_page_leads_there(tasks, lan, client_of):
    assert 'href="/lich/dang-ky/"' in client_of(lan).get("/lich/").content.decode()


def test_a_calendar_costs_the_same_for_few_and_many_tasks(plan, lan, subscribe, django_assert_max_num_queries):
    _feed, address = subscribe(lan)
    Client().get(address)
    counts = []
    for number in (1, 60):
        for wanted in range(number):
            make_task(plan, f"Việc {wanted}", due_on=date(2026, 12, 1))
        with django_assert_max_num_queries(8) as counted:
            Client().get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1]
