"""Confirming makes the tasks, in one transaction; undoing takes back exactly that."""

from __future__ import annotations

from datetime import date
from unittest import mock

import pytest

from nhipcau.accounts.models import User
from nhipcau.history.queries import sentences
from nhipcau.organizations.actions import group_add
from nhipcau.organizations.models import Agency, Province
from nhipcau.plans import actions
from nhipcau.plans.agencies import Directory
from nhipcau.plans.models import Plan, PlanTask, ReportDeadline, ReviewItem, Upload
from nhipcau.plans.queries import open_count, review_token

from .factory import ROWS, finding, row_of, time_doubt, upload_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(province: Province, lan: User, trade: Agency) -> Upload:
    return upload_with(province=province, by=lan)


def confirm(upload: Upload, by: User, *, with_open: bool = False) -> Plan:
    return actions.plan_confirm(upload=upload, by=by, token=review_token(upload.items.all()), with_open=with_open)


def drop(item: ReviewItem) -> None:
    ReviewItem.objects.filter(pk=item.pk).update(state=ReviewItem.State.DROPPED, version=item.version + 1)


def test_nothing_is_a_task_before_a_person_confirms(upload: Upload) -> None:
    assert not PlanTask.objects.exists()
    assert upload.plan and upload.plan.state == Plan.State.REVIEW


def test_confirming_makes_the_plan_with_all_it_says(upload: Upload, lan: User, trade: Agency) -> None:
    plan = confirm(upload, lan)
    assert (plan.state, plan.number, plan.year, plan.issued_on) == ("confirmed", "12/KH-UBND", 2026, date(2026, 1, 15))
    assert [task.number for task in plan.tasks.all()] == ["1", "2", "3"]
    second = plan.tasks.get(number="2")
    assert (second.starts_on, second.due_on, second.time_text) == (
        date(2026, 10, 1),
        date(2026, 10, 31),
        "Tháng 10/2026",
    )
    assert [part.agency for part in second.parts.all()] == [trade]
    assert second.source_label == "Phụ lục, mục 2"
    assert list(plan.responsibilities.get().members.all()) == [trade]
    assert ReportDeadline.objects.get().due_on == date(2026, 12, 15)
    assert plan.facts["legal_bases"][0]["number"] == "72/2015/NĐ-CP"


def test_an_open_ended_group_has_no_members_and_a_known_one_has_those_of_the_day(
    province: Province, lan: User, trade: Agency, lead_department: Agency
) -> None:
    group_add(province=province, by=None, name="Các sở, ban, ngành", kinds=["department"])
    rows = [("1", "Tuyên truyền", "Các sở, ban, ngành", "các đơn vị liên quan", "Quý I")]
    plan = confirm(upload_with(province=province, by=lan, rows=rows), lan)
    lead, coordinating = plan.tasks.get().parts.order_by("role", "-pk")[::-1]
    assert {lead.role, coordinating.role} == {"lead", "coordinating"}
    members = {part.role: set(part.members.all()) for part in plan.tasks.get().parts.all()}
    assert members == {"lead": {trade, lead_department}, "coordinating": set()}


def test_confirming_with_doubts_left_needs_to_be_said(province: Province, lan: User, trade: Agency) -> None:
    upload = upload_with(province=province, by=lan, doubts={1: time_doubt()}, findings=(finding(),))
    with pytest.raises(actions.Refused, match="2 chỗ"):
        confirm(upload, lan)
    assert confirm(upload, lan, with_open=True).tasks.count() == 3


def test_an_unknown_agency_is_a_doubt_of_its_own_and_counted_once(province: Province, lan: User) -> None:
    rows = [(str(n), f"Việc {n}", "Sở Biển Đảo", "", "Quý I") for n in (1, 2)]
    upload = upload_with(province=province, by=lan, rows=rows)
    assert open_count(upload.items.all(), Directory(province, date(2026, 1, 15))) == 1
    with pytest.raises(actions.Refused):
        confirm(upload, lan)


def test_a_review_that_changed_since_it_was_seen_is_not_confirmed(upload: Upload, lan: User) -> None:
    token = review_token(upload.items.all())
    drop(row_of(upload, "1"))
    with pytest.raises(actions.Stale):
        actions.plan_confirm(upload=upload, by=lan, token=token)
    assert not PlanTask.objects.exists()


def test_a_fault_in_the_middle_leaves_nothing(upload: Upload, lan: User) -> None:
    with (
        mock.patch("nhipcau.plans.actions.confirm.write_duties", side_effect=RuntimeError("power cut")),
        pytest.raises(RuntimeError),
    ):
        confirm(upload, lan)
    upload.refresh_from_db()
    assert not PlanTask.objects.exists() and not upload.confirmations.exists()
    assert upload.plan and Plan.objects.get().state == Plan.State.REVIEW


def test_a_confirmed_review_is_not_confirmed_twice(upload: Upload, lan: User) -> None:
    confirm(upload, lan)
    with pytest.raises(actions.Refused):
        confirm(upload, lan)


def test_undoing_takes_back_all_that_was_made_and_opens_the_review_again(upload: Upload, lan: User) -> None:
    plan = confirm(upload, lan)
    plan = actions.plan_unconfirm(plan=plan, by=lan)
    assert plan.state == Plan.State.REVIEW and plan.confirmed_at is None
    assert not PlanTask.objects.exists() and not ReportDeadline.objects.exists()
    assert not plan.responsibilities.exists()
    assert confirm(upload, lan).tasks.count() == 3


def test_undoing_is_refused_when_work_was_recorded_unless_it_is_meant(upload: Upload, lan: User) -> None:
    plan = confirm(upload, lan)
    task = plan.tasks.get(number="1")
    PlanTask.objects.filter(pk=task.pk).update(status=PlanTask.Status.DONE, finished_on=date(2026, 6, 1))
    with pytest.raises(actions.Refused, match="1 nhiệm vụ"):
        actions.plan_unconfirm(plan=plan, by=lan)
    assert plan.tasks.count() == 3
    actions.plan_unconfirm(plan=plan, by=lan, force=True)
    assert [left.pk for left in plan.tasks.filter(withdrawn_at__isnull=False)] == [task.pk]
    again = confirm(upload, lan).tasks.get(number="1")
    assert (again.pk, again.status, again.withdrawn_at) == (task.pk, PlanTask.Status.DONE, None)


def test_a_plan_without_tasks_can_be_confirmed_too(province: Province, lan: User) -> None:
    upload = upload_with(province=province, by=lan, rows=[])
    assert confirm(upload, lan).tasks.count() == 0


def test_dropped_rows_become_no_tasks(upload: Upload, lan: User) -> None:
    drop(row_of(upload, "3"))
    assert [task.number for task in confirm(upload, lan).tasks.all()] == ["1", "2"]


def test_history_tells_it_in_words(upload: Upload, lan: User) -> None:
    plan = confirm(upload, lan)
    assert "Nguyễn Thị Lan" in str(sentences(plan)[0])
    assert sentences(plan.tasks.all()[0])


def test_a_closed_plan_can_be_opened_again(upload: Upload, lan: User) -> None:
    plan = confirm(upload, lan)
    actions.plan_close(plan=plan, by=lan, closed=True)
    with pytest.raises(actions.Refused):
        actions.plan_close(plan=plan, by=lan, closed=True)
    actions.plan_close(plan=plan, by=lan, closed=False)
    plan.refresh_from_db()
    assert plan.state == Plan.State.CONFIRMED and len(ROWS) == plan.tasks.count()
