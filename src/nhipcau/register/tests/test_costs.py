"""A page costs the same number of queries for no row, one and very many; and answers whatever stands in its address."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhipcau.organizations.actions import agency_add
from nhipcau.plans.models import PlanTask, TaskAgency
from nhipcau.search.index import index

from .office import make_plan, make_task

SEARCHES = ["/tim/?q=nhiem+vu", "/tim/?q=nhi%E1%BB%87m+v%E1%BB%A5&loai=nhiem-vu", "/tim/goi-y/?q=nhiem+v"]
EVERY_KIND = "/tim/?q=cong"  # plans, tasks and agencies
PAGES = ["/nhiem-vu/", "/lich/", "/lich/?nam=2026", "/tien-trinh/", *SEARCHES]


def fill(plan, agency, number):
    """Tasks in bulk, as thousands of single ones take too long."""
    made = PlanTask.objects.bulk_create(
        PlanTask(
            plan=plan, position=place, number=str(place), title=f"Nhiệm vụ {place}",
            group=f"Nhóm {place % 5}", due_on=date(2026, 1 + place % 12, 1 + place % 28),
        )
        for place in range(number)
    )  # fmt: skip
    parts = TaskAgency.objects.bulk_create(TaskAgency(task=task, role="lead", text="x", agency=agency) for task in made)
    members = TaskAgency.members.through
    members.objects.bulk_create(members(taskagency_id=part.pk, agency_id=agency.pk) for part in parts)
    index.put_all(plan.tasks.all())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself some time after so much was added


def queries_of(client, page, counting):
    with counting() as counted:
        assert client.get(page).status_code == 200
    return len(counted)


@pytest.fixture
def counting():
    return lambda: CaptureQueriesContext(connection)


MOST = {
    "/": 17,
    EVERY_KIND: 21,
    "/nhiem-vu/": 14,
    "/lich/": 12,
    "/lich/?nam=2026": 12,
    "/tien-trinh/": 13,
} | dict.fromkeys(SEARCHES, 13)


FULL = ["/nhiem-vu/", "/nhiem-vu/?loc=mo", "/lich/", "/lich/?thang=2026-11", "/lich/?nam=2026", "/tien-trinh/"]


@pytest.mark.parametrize("who", ["lan", "minh", "son"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_for_twelve_and_for_five_hundred_rows(
    page, who, trade, plan, client_of, request, counting
):
    client = client_of(request.getfixturevalue(who))
    fill(plan, trade, 12)
    few = queries_of(client, page, counting)
    fill(plan, trade, 490)
    assert queries_of(client, page, counting) == few
    assert few <= MOST[page]


@pytest.mark.parametrize("rows", [0, 1])
def test_the_list_stands_in_few_queries_for_no_row_and_for_one(rows, trade, plan, lan, client_of, counting):
    fill(plan, trade, rows)
    assert queries_of(client_of(lan), "/nhiem-vu/", counting) <= MOST["/nhiem-vu/"]


def test_a_page_costs_the_same_out_of_a_hundred_and_out_of_a_full_province(trade, plan, lan, client_of, counting):
    client = client_of(lan)
    fill(plan, trade, 100)
    pages = [*FULL, f"/nhiem-vu/{plan.tasks.all()[0].pk}/"]
    few = {page: queries_of(client, page, counting) for page in pages}
    fill(plan, trade, 7400)
    assert {page: queries_of(client, page, counting) for page in pages} == few
    assert all(few[page] <= most for page, most in MOST.items() if page in few)


@pytest.fixture
def full_home(province, plan, trade, lead_department):
    """Each group of each role's home has more rows than it shows, and plans, tasks and agencies are called "công"."""
    for number in range(7):
        add = {"province": province, "short_name": "", "kind": "department", "by": None}
        agency = agency_add(name=f"Trung tâm Công ích {number}", **add)
        make_plan(province, f"2{number}/KH-UBND")
        for day in (date(2026, 10, 1), date(2026, 11, 27)):
            make_task(plan, f"Công việc {number}", lead=[trade], coordinating=[agency], due_on=day)
            make_task(plan, f"Công việc {number}", lead=[lead_department], coordinating=[trade], due_on=day)
            make_task(plan, f"Công việc {number}", lead=[agency], due_on=day)


@pytest.mark.parametrize("who", ["lan", "an", "minh", "son"])
def test_home_and_a_search_for_everything_cost_the_same_in_a_full_province(
    who, full_home, plan, trade, lead_department, client_of, request, counting
):
    """A group of the home that is empty saves the query for its agencies, one of few rows the query that counts them;
    a search asks four more for each kind of which it shows something. So all of them are filled here."""
    client = client_of(request.getfixturevalue(who))
    fill(plan, trade, 100)
    assert all(group.count > len(group.items) for group in client.get("/").context.get("groups", ()))
    assert len(client.get(EVERY_KIND).context["groups"]) == 3
    few = {page: queries_of(client, page, counting) for page in ("/", EVERY_KIND)}
    fill(plan, lead_department, 3700)
    fill(plan, trade, 3700)
    assert {page: queries_of(client, page, counting) for page in few} == few
    assert few["/"] <= MOST["/"]
    assert few[EVERY_KIND] <= MOST[EVERY_KIND]


@pytest.mark.parametrize("who", ["lan", "an", "minh", "son"])
def test_home_never_costs_more_than_when_all_its_groups_are_full(who, plan, trade, client_of, request, counting):
    client = client_of(request.getfixturevalue(who))
    costs = [queries_of(client, "/", counting)]
    for rows in (1, 12, 88):
        fill(plan, trade, rows)
        costs.append(queries_of(client, "/", counting))
    assert costs == sorted(costs)
    assert costs[-1] <= MOST["/"]


HOSTILE = [
    "q=%00", "q=%25_'%22<script>alert(1)</script>", "q=" + "a" * 5000, "trang=-1", "trang=x",
    "trang=99999999999999999999",
    "so_dong=0", "nam=0", "nam=²", "nam=99999999999999999999", "thang=2026-13", "thang=0000-01", "thang=9999-12",
    "thang=x", "thang=2026-1-1", "tu=99/99/9999", "den=00/00/0000", "ke_hoach=99999999999999999999", "ke_hoach=x",
    "chu_tri=99999999999999999999", "chu_tri='", "phoi_hop=1e9", "nhom=../..", "xep=-", "xep=password", "theo=x",
    "cua=x",
    "q=%F0%9F%98%80", "q=%C3%28", "nam=2026&nam=2025&trang_thai[]=x", "q=" + "%E2%80%8B" * 50,
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize(
    "page", ["/nhiem-vu/", "/lich/", "/tien-trinh/", "/tim/", "/nhiem-vu/xuat.csv", "/nhiem-vu/xuat.xlsx"]
)
def test_no_address_ends_in_an_error(page, query, tasks, lan, client_of):
    response = client_of(lan).get(f"{page}?{query}")
    body = response.getvalue() if response.streaming else response.content
    assert response.status_code == 200
    assert b"<script>alert" not in body


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_a_task_that_cannot_be_is_not_found(number, lan, client_of):
    assert client_of(lan).get(f"/nhiem-vu/{number}/").status_code == 404


def test_the_database_and_the_rules_agree_on_what_is_late_and_soon(province, lan, reader_for):
    from datetime import timedelta
    from itertools import product

    from nhipcau.register import queries
    from nhipcau.register.rows import Row

    today = date(2026, 11, 20)
    for state in ("confirmed", "closed"):
        plan = make_plan(province, f"{state}", state=state)
        for status, days in product(PlanTask.Status.values, (None, -1, 0, 14, 15)):
            due_on = today + timedelta(days=days) if days is not None else None
            make_task(plan, f"{status} {days}", status=status, due_on=due_on)
    tasks = queries.tasks_of(reader_for(lan))
    for query, standing in ((queries.late(today), "late"), (queries.due_soon(today), "soon")):
        found = set(tasks.filter(query).values_list("pk", flat=True))
        assert found == {task.pk for task in tasks.select_related("plan") if Row(task, today).standing == standing}
        assert found
