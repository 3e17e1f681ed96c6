"""The register over years: names of then, agencies of today."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhipcau.organizations.actions import agency_add
from nhipcau.organizations.models import Agency
from nhipcau.succession.actions import succession_apply
from nhipcau.succession.drafts import Body
from nhipcau.succession.tests.events import MARCH, move

from .office import make_plan, make_task


@pytest.fixture
def tttt(province):
    return agency_add(province=province, name="Sở Thông tin và Truyền thông", kind="department", by=None)


@pytest.fixture
def old_task(province, tttt, lead_department):
    plan = make_plan(province, number="41/KH-UBND", year=2022)
    return make_task(
        plan, "Xây dựng trang tiếng Anh", lead=[tttt], coordinating=[tttt], due_on=date(2026, 11, 1), group="I"
    )


@pytest.fixture
def split(province, tttt, trade, lead_department, old_task):
    """This work goes to the lead department, everything else to Minh's."""
    draft = move(province, "split", MARCH, (tttt, trade, ""), (tttt, lead_department, "information"))
    return succession_apply(draft=draft, by=None)


def text_of(response):
    return response.content.decode()


def test_the_task_keeps_its_name_and_says_who_does_it_now(client_of, lan, old_task, split):
    page = text_of(client_of(lan).get(f"/nhiem-vu/{old_task.pk}/"))
    assert "Sở Thông tin và Truyền thông</a> (2022), nay: Sở Ngoại vụ" in page


def test_lists_home_and_plan_say_it_too(client_of, lan, old_task, split):
    client = client_of(lan)
    assert "nay: Sở Ngoại vụ" in text_of(client.get("/nhiem-vu/?nam=tat-ca"))
    assert "nay: Sở Ngoại vụ" in text_of(client.get("/tim/?q=trang+tiếng+Anh"))
    home = text_of(client.get("/"))
    assert "Sở Ngoại vụ" in home


def test_the_filter_on_the_agency_of_today_finds_the_tasks_of_then(
    client_of, lan, old_task, split, lead_department, trade
):
    client = client_of(lan)
    page = client.get(f"/nhiem-vu/?nam=tat-ca&chu_tri={lead_department.pk}")
    assert "Xây dựng trang tiếng Anh" in text_of(page)
    assert "Chủ trì: Sở Ngoại vụ" in text_of(page)
    assert "Xây dựng trang tiếng Anh" in text_of(client.get(f"/nhiem-vu/?nam=tat-ca&phoi_hop={lead_department.pk}"))
    assert "Xây dựng trang tiếng Anh" not in text_of(client.get(f"/nhiem-vu/?nam=tat-ca&chu_tri={trade.pk}"))


def test_the_filter_offers_the_agencies_of_today_and_those_of_then_with_their_end(client_of, lan, old_task, split):
    choices = client_of(lan).get("/nhiem-vu/?nam=tat-ca&loc=mo").context["choices"]
    names = [name for _pk, name in choices.leads]
    assert names == ["Sở Ngoại vụ", "Sở Thông tin và Truyền thông (đến 28/02/2025)"]


def test_late_tasks_of_then_count_for_the_agency_of_today(client_of, son, old_task, split):
    page = client_of(son).get("/?")
    assert [item.what for item in page.context["late"]] == ["Sở Ngoại vụ"]


def test_a_chain_of_successions_is_followed(client_of, lan, province, old_task, split, lead_department):
    lead = Agency.objects.get(pk=lead_department.pk)
    body = Body("Sở Ngoại vụ và Thông tin")
    succession_apply(draft=move(province, "rename", date(2026, 1, 1), (lead, body, "")), by=None)
    client = client_of(lan)
    new = Agency.objects.get(name=body.name)
    assert "nay: Sở Ngoại vụ và Thông tin" in text_of(client.get("/nhiem-vu/?nam=tat-ca"))
    assert "Xây dựng trang tiếng Anh" in text_of(client.get(f"/nhiem-vu/?nam=tat-ca&chu_tri={new.pk}"))


@pytest.mark.parametrize("address", ["/nhiem-vu/?nam=tat-ca", "/", "/lich/?nam=2026", "/tien-trinh/?nam=tat-ca"])
def test_successions_cost_the_same_for_one_and_thirty_tasks(client_of, lan, province, tttt, split, address, old_task):
    client = client_of(lan)

    def count():
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    few = count()
    for number in range(30):
        make_task(old_task.plan, f"Việc {number}", lead=[tttt], coordinating=[tttt], due_on=date(2026, 11, 2))
    assert count() - few <= (2 if address == "/" else 0)
