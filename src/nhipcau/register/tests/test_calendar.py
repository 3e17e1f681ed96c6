from datetime import date

import pytest

from nhipcau.plans.models import PlanTask, ReportDeadline

from .office import make_task


def days(response):
    month = response.context["month"]
    return {day.date: day for week in month.weeks for day in week if day.in_month}


def test_a_month_shows_tasks_on_their_last_day(tasks, lan, client_of):
    found = days(client_of(lan).get("/lich/"))
    assert [row.task.pk for row in found[date(2026, 11, 30)].rows] == [tasks.film.pk]
    assert found[date(2026, 11, 20)].is_today
    assert response_month(client_of(lan).get("/lich/?thang=2026-10")) == date(2026, 10, 1)


def response_month(response):
    return response.context["first"]


def test_a_short_time_over_the_end_of_a_month_stands_in_both(plan, lan, client_of):
    make_task(plan, "Triển lãm", starts_on=date(2026, 4, 29), due_on=date(2026, 5, 2), time_kind="range")
    april, may = (days(client_of(lan).get(f"/lich/?thang=2026-0{month}")) for month in (4, 5))
    assert [day for day, found in april.items() if found.rows] == [date(2026, 4, 29), date(2026, 4, 30)]
    assert [day for day, found in may.items() if found.rows] == [date(2026, 5, 1), date(2026, 5, 2)]


def test_holidays_are_named(lan, client_of):
    found = days(client_of(lan).get("/lich/?thang=2026-02"))
    assert found[date(2026, 2, 17)].holiday == "Tết Nguyên Đán"
    assert "Tết Nguyên Đán" in client_of(lan).get("/lich/?thang=2026-02").content.decode()


def test_reports_look_different(plan, lan, client_of):
    ReportDeadline.objects.create(plan=plan, what="Báo cáo năm", due_on=date(2026, 11, 25), text="x")
    response = client_of(lan).get("/lich/")
    assert [duty.what for duty in days(response)[date(2026, 11, 25)].reports] == ["Báo cáo năm"]
    assert 'class="event event-report"' in response.content.decode()
    year = client_of(lan).get("/lich/?nam=2026")
    assert 'class="state-report"' in year.content.decode()


def test_a_full_day_leads_to_its_list(plan, lan, client_of):
    for number in range(7):
        make_task(plan, f"Việc {number}", due_on=date(2026, 11, 30))
    page = client_of(lan).get("/lich/").content.decode()
    assert "và 3 việc nữa" in page
    assert "/nhiem-vu/?nam=tat-ca&amp;tu=30/11/2026&amp;den=30/11/2026" in page


def test_the_year_has_twelve_months_with_their_counts(tasks, lan, client_of):
    months = client_of(lan).get("/lich/?nam=2026").context["months"]
    assert [month.count for month, _url in months] == [0] * 9 + [1, 1, 1]
    assert months[9][1] == "?thang=2026-10"


def test_the_filter_holds_while_leafing(tasks, lan, client_of):
    context = client_of(lan).get("/lich/?thang=2026-11&cua=toi").context
    assert context["before"] == "?cua=toi&thang=2026-10"
    assert context["after"] == "?cua=toi&thang=2026-12"
    assert context["chips"][0].url == "?thang=2026-11"


@pytest.mark.parametrize("who", ["minh", "hoa", "xuan"])
def test_it_shows_only_what_the_reader_may_see(who, tasks, client_of, request):
    found = days(client_of(request.getfixturevalue(who)).get("/lich/"))
    assert [row.task.pk for day in found.values() for row in day.rows] == [tasks.film.pk] * (who == "minh")


def test_the_timeline_stands_by_agency_and_by_group(tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.film.pk).update(group="II. Quảng bá")
    by_agency = client_of(lan).get("/tien-trinh/").context["groups"]
    assert [(name, len(lines)) for name, lines in by_agency] == [("Sở Công Thương", 1), ("Sở Ngoại vụ", 2), ("", 1)]
    by_group = client_of(lan).get("/tien-trinh/?theo=nhom").context["groups"]
    assert [name for name, _lines in by_group] == ["II. Quảng bá", ""]


def test_the_timeline_draws_open_times_as_bands_and_today_as_a_line(tasks, lan, client_of):
    page = client_of(lan).get("/tien-trinh/").content.decode()
    assert 'class="band shape-waiting"' in page
    assert 'class="point shape-late"' in page
    assert 'class="now" x1="1063"' in page


def test_the_timeline_says_when_it_leaves_tasks_out(plan, lan, client_of, monkeypatch):
    monkeypatch.setattr("nhipcau.register.views.timeline.MOST", 2)
    for number in range(3):
        make_task(plan, f"Việc {number}")
    assert "Chỉ vẽ 2 nhiệm vụ đầu tiên" in client_of(lan).get("/tien-trinh/").content.decode()
