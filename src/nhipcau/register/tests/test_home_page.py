from datetime import date

import pytest

from nhipcau.plans.models import PlanTask, ReportDeadline, Upload


@pytest.fixture
def report(plan):
    return ReportDeadline.objects.create(
        plan=plan, what="Báo cáo năm", due_on=date(2026, 11, 25), by="Các sở, ban, ngành", text="trước ngày 25/11"
    )


@pytest.fixture
def upload(province, lan):
    return Upload.objects.create(
        province=province, uploaded_by=lan, name="du-thao.docx", size=1, sha256="0" * 64, state="ready"
    )


def groups(client):
    return {group.key: group for group in client.get("/").context["groups"]}


def whats(group):
    return [item.what for item in group.items]


def test_an_officer_sees_what_the_agency_leads_and_what_it_waits_for(tasks, report, minh, client_of):
    found = groups(client_of(minh))
    assert whats(found["late"]) == [tasks.fair.title]
    assert found["late"].items[0].verb == "Báo cáo kết quả"
    assert whats(found["soon"]) == ["Báo cáo năm"]
    assert whats(found["others"]) == [tasks.film.title]


def test_a_specialist_sees_files_to_review_and_who_is_late(tasks, report, upload, lan, client_of):
    found = groups(client_of(lan))
    assert whats(found["late"]) == ["Sở Công Thương"]
    assert found["late"].count == 1
    assert whats(found["soon"]) == ["du-thao.docx", "Báo cáo năm", tasks.film.title]
    assert found["soon"].items[0].verb == "Kiểm tra nội dung đọc được"
    assert found["soon"].items[0].verb_url == f"/ke-hoach/nhap/{upload.pk}/xem-lai/"
    assert whats(found["others"]) == []


def test_a_file_being_read_is_waited_for(upload, lan, client_of):
    Upload.objects.update(state="reading")
    assert whats(groups(client_of(lan))["others"]) == ["du-thao.docx"]


def test_late_tasks_that_nobody_leads_are_named(tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.orphan.pk).update(due_on=date(2026, 1, 31))
    assert whats(groups(client_of(lan))["late"]) == ["Sở Công Thương", "Chưa có cơ quan chủ trì"]


def test_a_leader_reads_figures_and_who_is_late(tasks, report, son, client_of):
    page = client_of(son).get("/")
    assert [number for _label, number, _url in page.context["figures"]] == [4, 0, 1, 1, 1]
    assert whats_of(page.context["late"]) == ["Sở Công Thương"]
    assert whats_of(page.context["reports"]) == ["Báo cáo năm"]


def whats_of(items):
    return [item.what for item in items]


def test_the_figures_lead_to_lists_with_as_many_rows(tasks, son, client_of):
    client = client_of(son)
    for _label, number, url in client.get("/").context["figures"]:
        assert client.get(url).context["page"].paginator.count == number


@pytest.mark.parametrize("who", ["lan", "minh"])
def test_an_empty_group_says_so(who, province, client_of, request):
    page = client_of(request.getfixturevalue(who)).get("/").content.decode()
    assert "Không có việc nào quá hạn." in page
    assert "Không có việc nào đến hạn trong 14 ngày tới." in page


def test_whoever_holds_no_post_is_told_whom_to_ask(tam, client_of):
    assert "Hãy đề nghị quản trị viên" in client_of(tam).get("/").content.decode()


def test_a_report_is_no_longer_asked_for_when_its_day_is_over(report, minh, client_of, on_day):
    on_day(date(2026, 11, 26))
    assert whats(groups(client_of(minh))["soon"]) == []


def test_a_recurring_report_comes_back_until_the_plan_ends(plan, minh, client_of, on_day):
    ReportDeadline.objects.create(
        plan=plan, what="Báo cáo quý", due_on=date(2026, 3, 25), recurrence="quarterly", text="x"
    )
    on_day(date(2026, 12, 20))
    assert [(i.what, i.due_on) for i in groups(client_of(minh))["soon"].items] == [("Báo cáo quý", date(2026, 12, 25))]
    on_day(date(2027, 3, 20))
    assert groups(client_of(minh))["soon"].items == []
