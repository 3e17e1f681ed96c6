"""What programs read: the same as their person on the screen, page by page."""

from datetime import date

import pytest

from nhipcau.organizations.actions import agency_add
from nhipcau.plans.models import PlanTask, ReportDeadline
from nhipcau.register.actions import task_set_status
from nhipcau.register.tests.office import make_plan, make_task


def titles(program, query=""):
    return [item["title"] for item in program.get(f"/api/v1/tasks{query}").json()["items"]]


def test_a_program_sees_the_tasks_that_its_person_sees(tasks, lan, minh, son, hoa, program_of):
    everything = {tasks.fair.title, tasks.film.title, tasks.training.title, tasks.orphan.title}
    assert set(titles(program_of(lan))) == set(titles(program_of(son))) == everything
    assert set(titles(program_of(minh))) == {tasks.fair.title, tasks.film.title}
    assert titles(program_of(hoa)) == []


def test_a_task_is_told_whole(tasks, trade, lan, program_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(
        budget_vnd=1_070_000_000, sub_items=["Gian hàng"], time_text="Tháng 10"
    )
    task = program_of(lan).get(f"/api/v1/tasks/{tasks.fair.pk}").json()
    assert task["lead"] == [{"id": trade.pk, "name": "Sở Công Thương", "printed": "Sở Công Thương"}]
    assert task["time"]["due_on"] == "2026-10-31" and task["time"]["printed"] == "Tháng 10"
    assert (task["status"], task["standing"], task["finished_on"]) == ("not_started", "late", None)
    assert (task["budget_vnd"], task["contents"]) == (1_070_000_000, ["Gian hàng"])
    assert task["plan"] == {"id": tasks.fair.plan_id, "name": "Kế hoạch 101/KH-UBND", "year": 2026}
    assert task["url"] == f"http://testserver/nhiem-vu/{tasks.fair.pk}/"


def test_the_list_takes_the_filters_of_the_screen(tasks, trade, lan, minh, program_of):
    program = program_of(lan)
    assert titles(program, "?state=late") == [tasks.fair.title]
    assert titles(program, "?state=in_progress") == [tasks.training.title]
    assert titles(program, f"?lead={trade.pk}") == [tasks.fair.title]
    assert titles(program, f"?coordinating={trade.pk}") == [tasks.film.title]
    assert titles(program, "?without_lead=true") == [tasks.orphan.title]
    assert titles(program, "?due=none") == [tasks.orphan.title]
    assert titles(program, "?due_from=2026-11-01&due_to=2026-11-30") == [tasks.film.title]
    assert titles(program, "?year=2025") == []
    assert titles(program_of(minh), "?mine=lead") == [tasks.fair.title]
    assert titles(program, "?sort=-due")[0] == tasks.training.title


def test_pages_hold_every_task_once_in_an_order_that_stays(plan, lan, program_of):
    for number in range(23):
        make_task(plan, f"Việc {number}", due_on=date(2026, 12, 1))
    program, found, address = program_of(lan), [], "/api/v1/tasks?size=5&sort=state"
    while address:
        page = program.get(address).json()
        assert (page["total"], page["size"]) == (23, 5)
        found += [item["id"] for item in page["items"]]
        address = page["next"]
    assert len(found) == len(set(found)) == 23
    beyond = program.get("/api/v1/tasks?size=5&page=9").json()
    assert beyond["items"] == [] and beyond["previous"].endswith("page=5")


def test_plans_are_told_with_their_tasks_counted(tasks, plan, province, lan, minh, program_of):
    make_plan(province, "9/KH", state="review")
    task_set_status(task=tasks.film, status="stopped", finished_on=None, note="", by=lan)
    listed = program_of(lan).get("/api/v1/plans").json()
    assert listed["total"] == 2 and program_of(minh).get("/api/v1/plans").json()["total"] == 1
    told = program_of(minh).get(f"/api/v1/plans/{plan.pk}").json()
    assert (told["number"], told["tasks"], told["done"], told["state"]) == ("101/KH-UBND", 4, 0, "confirmed")
    assert program_of(lan).get("/api/v1/plans?state=review").json()["items"][0]["number"] == "9/KH"


def test_agencies_are_those_of_the_province_on_a_day(province, other_province, lan, program_of):
    ended = agency_add(province=province, name="Sở Cũ", short_name="", kind="department", by=None)
    type(ended).objects.filter(pk=ended.pk).update(valid_to=date(2025, 6, 30))
    names = [item["name"] for item in program_of(lan).get("/api/v1/agencies").json()["items"]]
    assert names == ["Sở Cũ", "Sở Ngoại vụ"]
    today = program_of(lan).get("/api/v1/agencies?on=2026-11-20").json()["items"]
    assert [item["name"] for item in today] == ["Sở Ngoại vụ"]


def test_report_deadlines_stand_in_every_round(plan, lan, hoa, program_of):
    ReportDeadline.objects.create(plan=plan, what="Báo cáo", due_on=date(2026, 3, 20), recurrence="quarterly", text="x")
    days = [item["due_on"] for item in program_of(lan).get("/api/v1/report-deadlines?year=2026").json()["items"]]
    assert days == ["2026-03-20", "2026-06-20", "2026-09-20", "2026-12-20"]
    assert program_of(hoa).get("/api/v1/report-deadlines").json()["total"] == 0


def test_the_history_is_told_in_words_of_the_asked_language(tasks, lan, program_of):
    for note in ("Một", "Hai"):
        task_set_status(task=tasks.film, status="in_progress", finished_on=None, note=note, by=lan)
    address = f"/api/v1/tasks/{tasks.film.pk}/history?size=1"
    page = program_of(lan).get(address).json()
    assert page["total"] == 2 and page["items"][0]["who"] == "Nguyễn Thị Lan"
    assert page["items"][0]["text"] == "báo cáo nhiệm vụ đang thực hiện: Hai"
    english = program_of(lan, **{"Accept-Language": "en-GB,vi;q=0.5"}).get(address).json()
    assert english["items"][0]["text"] == "reported that the task is in progress: Hai"


@pytest.mark.parametrize("address", ["tasks/{task}", "tasks/{task}/history", "plans/{plan}", "agencies/{agency}"])
def test_what_belongs_to_others_is_not_found(address, tasks, plan, trade, hoa, tam, program_of):
    here = "/api/v1/" + address.format(task=tasks.fair.pk, plan=plan.pk, agency=trade.pk)
    answer = program_of(hoa).get(here)
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
    assert answer.content == program_of(hoa).get("/api/v1/tasks/999999").content


def test_me_says_whose_token_it_is(minh, program_of):
    told = program_of(minh, scope="read").get("/api/v1/me").json()
    assert told["name"] == "Trần Văn Minh" and told["province"] == "tỉnh Lam Hải" and told["scope"] == "read"
    assert [(post["agency"]["name"], post["role"]) for post in told["posts"]] == [("Sở Công Thương", "officer")]


LISTS = ["tasks", "plans", "agencies", "report-deadlines", "events", "tasks/{task}", "tasks/{task}/history", "me"]


@pytest.mark.parametrize("address", LISTS)
def test_what_a_program_has_already_is_not_sent_again(address, tasks, lan, program_of):
    program, here = program_of(lan), "/api/v1/" + address.format(task=tasks.film.pk)
    etag = program.get(here)["ETag"]
    again = program.get(here, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert program.get(here, headers={"If-None-Match": f'"x", W/{etag}'}).status_code == 304
    assert program.get(here, headers={"If-None-Match": '"x"'}).status_code == 200
    english = program.get(here, headers={"If-None-Match": etag, "Accept-Language": "en"})
    assert (english.status_code, english["Content-Language"]) == (200, "en")


MOST = {"tasks": 9, "plans": 8, "agencies": 7, "report-deadlines": 8, "events": 8, "tasks/{task}/history": 8}


@pytest.mark.parametrize("address", MOST)
def test_an_answer_costs_the_same_for_few_and_many(
    address, province, lan, lead_department, program_of, django_assert_max_num_queries
):
    plan, program, counts = make_plan(province), program_of(lan), []
    task = make_task(plan, "Việc", lead=[lead_department])
    here = "/api/v1/" + address.format(task=task.pk)
    program.get(here)  # the first use of a token is noted
    for number in (1, 30):
        for wanted in range(number):
            made = make_task(plan, f"Việc {number} {wanted}", lead=[lead_department])
            task_set_status(task=made, status="in_progress", finished_on=None, note="", by=lan)
            task_set_status(task=task, status="in_progress", finished_on=None, note="x", by=lan)
            agency_add(province=province, name=f"Sở {number} {wanted}", short_name="", kind="department", by=None)
            make_plan(province, f"{number}-{wanted}/KH")
            ReportDeadline.objects.create(plan=plan, what=f"{wanted}", due_on=date(2026, 12, 1), text="x")
        with django_assert_max_num_queries(MOST[address]) as counted:
            assert program.get(here).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]
