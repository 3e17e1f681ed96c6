"""Whoever took over an agency's work in these plans sees its tasks, reports on them and finds them in lists."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.accounts.models import User
from nhipcau.organizations.actions import agency_add
from nhipcau.organizations.models import AgencyGroup, Appointment
from nhipcau.plans.agencies import Directory
from nhipcau.plans.heirs import held_by, held_of, in_piece, plan_day
from nhipcau.plans.models import Plan, TaskAgency
from nhipcau.plans.permissions import tasks_reported_by, tasks_visible_to
from nhipcau.plans.values import Mention
from nhipcau.register.tests.office import add_group, make_plan, make_task
from nhipcau.succession.actions import succession_apply, succession_plan, succession_undo
from nhipcau.succession.rules import Inherited
from nhipcau.succession.tests.events import MARCH, move
from vanban.text import name_key


@pytest.fixture
def tttt(province):
    return agency_add(province=province, name="Sở Thông tin và Truyền thông", kind="department", by=None)


@pytest.fixture
def vhttdl(province):
    return agency_add(province=province, name="Sở Văn hóa, Thể thao và Du lịch", kind="department", by=None)


@pytest.fixture
def bich(vhttdl):
    """Officer of Sở Văn hóa, Thể thao và Du lịch."""
    user = User.objects.create(username="bich", last_name="Lý Ngọc", first_name="Bích")
    Appointment.objects.create(user=user, agency=vhttdl, role="officer", valid_from=date(2021, 1, 1))
    return user


@pytest.fixture
def split(province, tttt, trade, vhttdl):
    draft = move(province, "split", MARCH, (tttt, trade, ""), (tttt, vhttdl, "information"))
    return lambda: succession_apply(draft=draft, by=None)


@pytest.fixture
def transfer(province, tttt, vhttdl):
    return lambda: succession_apply(draft=move(province, "transfer", MARCH, (tttt, vhttdl, "information")), by=None)


@pytest.fixture
def task(province, tttt):
    return make_task(make_plan(province, year=2022), "Xây dựng trang tiếng Anh", lead=[tttt])


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_the_successor_for_this_work_sees_and_reports_the_others_do_not(task, split, bich, minh):
    assert not tasks_visible_to(bich).exists()
    event = split()
    assert list(tasks_reported_by(fresh(bich))) == [task]
    assert not tasks_visible_to(fresh(minh)).exists(), "everything else went to Minh's department, not this work"
    succession_undo(event=event, by=None)
    assert not tasks_visible_to(fresh(bich)).exists()


def test_a_part_in_a_group_is_inherited_too(province, split, bich, tttt, lead_department):
    group = AgencyGroup.objects.create(province=province, name="Các sở", kinds=["department"])
    task = make_task(make_plan(province, year=2022), "Tập huấn", lead=[lead_department])
    add_group(task, group, [tttt])
    split()
    assert list(tasks_visible_to(fresh(bich))) == [task]
    assert not tasks_reported_by(fresh(bich)).exists()


def test_from_an_agency_that_goes_on_only_plans_before_the_day_are_inherited(province, task, transfer, bich, tttt):
    later = make_task(make_plan(province, number="2/KH-UBND", year=2026), "Việc mới", lead=[tttt])
    transfer()
    assert list(tasks_visible_to(fresh(bich))) == [task]
    assert held_by(fresh(bich)).pieces == (Inherited(tttt.pk, None, MARCH),)
    assert later not in tasks_visible_to(fresh(bich))


def test_only_the_role_that_may_report_inherits_the_right_to(task, split, bich):
    Appointment.objects.filter(user=bich).update(role="leader")
    split()
    assert task in tasks_visible_to(fresh(bich))
    assert not tasks_reported_by(fresh(bich)).exists()


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"issued_on": date(2025, 3, 1), "year": 2024}, date(2025, 3, 1)),
        ({"issued_on": None, "year": 2025}, date(2025, 1, 1)),
        ({"issued_on": None, "year": None}, date(2026, 11, 20)),
    ],
)
@pytest.mark.parametrize(
    "piece",
    [
        Inherited(1, None, date(2025, 3, 1)),
        Inherited(1, date(2025, 3, 1), None),
        Inherited(1, date(2025, 1, 1), date(2025, 3, 2)),
        Inherited(1, date(2024, 1, 1), date(2025, 1, 1)),
        Inherited(1, None, date(2026, 11, 20)),
        Inherited(1, date(2026, 11, 20), None),
    ],
)
def test_the_database_finds_the_plans_of_a_piece_of_time_as_python_does(province, values, day, piece):
    plan = Plan.objects.create(province=province, **values)
    assert plan_day(plan) == day
    expected = (not piece.since or piece.since <= day) and (not piece.before or day < piece.before)
    assert Plan.objects.filter(in_piece(piece)).exists() == expected


def test_the_dry_run_tells_open_tasks_and_plans(province, task, tttt, trade, vhttdl):
    done = make_task(task.plan, "Việc đã xong", lead=[tttt], status="done")
    draft = move(province, "split", MARCH, (tttt, trade, ""), (tttt, vhttdl, "information"))
    sections = {section.title: section for section in succession_plan(draft).sections}
    assert sections["Nhiệm vụ chưa xong sẽ đổi cơ quan"].count == 1
    assert task.title in sections["Nhiệm vụ chưa xong sẽ đổi cơ quan"].lines[0]
    assert done.title not in str(sections)
    assert sections["Kế hoạch có nêu tên"].lines == ("Kế hoạch 101/KH-UBND (2022)",)


def test_the_dry_run_tells_what_was_taken_over_before(province, task, split, vhttdl):
    split()
    vhttdl.refresh_from_db()
    draft = move(province, "end", date(2026, 12, 1), (vhttdl, None, ""))
    sections = {section.title: section for section in succession_plan(draft).sections}
    assert task.title in sections["Nhiệm vụ chưa xong sẽ đổi cơ quan"].lines[0]


def test_a_transfer_of_other_work_touches_no_task(province, task, tttt, trade):
    draft = move(province, "transfer", MARCH, (tttt, trade, "digital"))
    assert "Nhiệm vụ chưa xong sẽ đổi cơ quan" not in {section.title for section in succession_plan(draft).sections}


def mention(text):
    return Mention(text=text, key=name_key(text), kind="agency", open_ended=False, agency=None)


def test_an_old_plan_keeps_its_names_and_says_who_does_it_today(province, split, tttt, vhttdl):
    split()
    part = Directory(province, date(2022, 4, 26)).part(mention("Sở TT&TT"))
    assert (part.agency, part.now, part.former) == (tttt, vhttdl, None)


def test_an_old_name_in_a_new_plan_means_the_successor(province, split, tttt, vhttdl):
    split()
    part = Directory(province, date(2026, 1, 15)).part(mention("Sở TT&TT"))
    assert (part.state, part.agency, part.former, part.now) == ("agency", vhttdl, tttt, None)


def test_without_successions_an_ended_name_is_unknown_as_before(province, tttt):
    tttt.valid_to = date(2025, 2, 28)
    tttt.save()
    assert Directory(province, date(2026, 1, 15)).part(mention("Sở TT&TT")).state == "unknown"


def test_what_one_agency_holds_is_known_whoever_asks(split, tttt, vhttdl, province, task):
    split()
    vhttdl.refresh_from_db()
    held = held_of(vhttdl)
    assert held.agencies == (vhttdl.pk, tttt.pk)
    assert TaskAgency.objects.filter(held.parts).count() == 1
