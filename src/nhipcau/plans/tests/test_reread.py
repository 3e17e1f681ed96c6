"""A corrected file: what it adds, changes, removes and moves; what people entered is kept."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Agency, Province
from nhipcau.plans import actions
from nhipcau.plans.models import Plan, PlanTask, ReviewItem, Upload
from nhipcau.plans.queries import review_token

from .factory import ROWS, Row, row_of, upload_with

pytestmark = pytest.mark.django_db
Change, State = ReviewItem.Change, ReviewItem.State
FIRST, SECOND, THIRD = ROWS
CORRECTED: list[Row] = [
    ("1", "Tổ chức họp báo công bố thông tin quý", "Sở Ngoại vụ", "Sở Công Thương", "Quý III/2026"),
    ("2", "Xây dựng chuyên trang tiếng Anh", "Sở Ngoại vụ", "các cơ quan liên quan", "Thường xuyên"),
    ("3", "Dịch cẩm nang đầu tư sang tiếng Hàn", "Sở Công Thương", "", "Tháng 12/2026"),
]


def confirm(upload: Upload, by: User) -> Plan:
    return actions.plan_confirm(upload=upload, by=by, token=review_token(upload.items.all()), with_open=True)


@pytest.fixture
def plan(province: Province, lan: User, trade: Agency) -> Plan:
    return confirm(upload_with(province=province, by=lan), lan)


def changes(upload: Upload) -> dict[str, str]:
    return {item.values["title"].split()[0]: item.change for item in upload.items.filter(kind="task")}


def test_added_changed_removed_and_moved_tasks_are_told(plan: Plan, province: Province, lan: User) -> None:
    again = upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
    assert changes(again) == {"Tổ": "changed", "Xây": "moved", "Dịch": "added", "Phát": "removed"}
    assert again.items.filter(state=State.DOUBT, kind="task").count() == 3
    assert row_of(again, "1").doubts[0]["choices"] == ["Quý III/2026", "Quý II/2026"]


def test_nothing_of_the_plan_changes_before_it_is_confirmed(plan: Plan, province: Province, lan: User) -> None:
    upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
    assert [task.number for task in plan.tasks.filter(withdrawn_at=None)] == ["1", "2", "3"]


def test_what_people_entered_stays_and_addresses_stay(plan: Plan, province: Province, lan: User) -> None:
    press, website = plan.tasks.get(number="1"), plan.tasks.get(number="3")
    PlanTask.objects.filter(pk=website.pk).update(status=PlanTask.Status.DONE, finished_on=date(2026, 5, 5))
    parts = set(press.parts.values_list("pk", flat=True))
    confirm(upload_with(province=province, by=lan, rows=CORRECTED, into=plan), lan)
    press.refresh_from_db()
    website.refresh_from_db()
    assert (press.time_text, press.due_on) == ("Quý III/2026", date(2026, 9, 30))
    assert set(press.parts.values_list("pk", flat=True)) == parts
    assert (website.number, website.status, website.finished_on) == ("2", PlanTask.Status.DONE, date(2026, 5, 5))
    live = plan.tasks.filter(withdrawn_at=None)
    assert [task.title.split()[0] for task in live] == ["Tổ", "Xây", "Dịch"]
    assert plan.tasks.get(title=SECOND[1]).withdrawn_at


def test_a_correction_made_by_hand_survives_a_file_that_did_not_change_there(
    province: Province, lan: User, trade: Agency
) -> None:
    upload = upload_with(province=province, by=lan)
    item = row_of(upload, "1")
    ReviewItem.objects.filter(pk=item.pk).update(values={**item.values, "title": "Tổ chức họp báo quý (đã sửa)"})
    plan = confirm(upload, lan)
    again = upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
    assert row_of(again, "1").values["title"] == "Tổ chức họp báo quý (đã sửa)"
    assert {doubt["field"] for doubt in row_of(again, "1").doubts} == {"time_text"}


def test_a_removed_task_can_be_kept(plan: Plan, province: Province, lan: User) -> None:
    again = upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
    gone = again.items.get(change=Change.REMOVED)
    ReviewItem.objects.filter(pk=gone.pk).update(change=Change.SAME, doubts=[], state=State.ACCEPTED)
    confirm(again, lan)
    assert plan.tasks.get(title=SECOND[1]).withdrawn_at is None


def test_a_row_left_out_on_purpose_stays_left_out(province: Province, lan: User, trade: Agency) -> None:
    upload = upload_with(province=province, by=lan)
    upload.items.filter(pk=row_of(upload, "3").pk).update(state=State.DROPPED)
    plan = confirm(upload, lan)
    again = upload_with(province=province, by=lan, into=plan)
    assert row_of(again, "3").state == State.DROPPED


def test_a_file_without_changes_asks_for_nothing(plan: Plan, province: Province, lan: User) -> None:
    again = upload_with(province=province, by=lan, into=plan)
    assert set(again.items.filter(kind="task").values_list("change", "state")) == {("same", "accepted")}


def test_undoing_takes_back_only_the_last_file(plan: Plan, province: Province, lan: User) -> None:
    before = list(plan.tasks.values("pk", "number", "title", "time_text", "due_on", "withdrawn_at"))
    again = upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
    plan = actions.plan_unconfirm(plan=confirm(again, lan), by=lan)
    assert plan.state == Plan.State.CONFIRMED
    assert list(plan.tasks.values("pk", "number", "title", "time_text", "due_on", "withdrawn_at")) == before
    assert plan.report_deadlines.count() == 1 and plan.responsibilities.get().members.count() == 1
    actions.upload_discard(upload=again, by=lan)
    assert actions.plan_unconfirm(plan=plan, by=lan).state == Plan.State.REVIEW
    assert not PlanTask.objects.exists()


def test_two_corrected_files_are_not_looked_through_side_by_side(plan: Plan, province: Province, lan: User) -> None:
    upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
    with pytest.raises(actions.Refused):
        actions.plan_unconfirm(plan=plan, by=lan)
    stray = upload_with(province=province, by=lan, rows=CORRECTED)
    with pytest.raises(actions.Refused):
        actions.upload_compare_with(upload=stray, plan=plan, by=lan)


def test_a_file_can_turn_out_to_be_a_corrected_one(plan: Plan, province: Province, lan: User) -> None:
    stray = upload_with(province=province, by=lan, rows=CORRECTED)
    draft = stray.plan_id
    actions.upload_compare_with(upload=stray, plan=plan, by=lan)
    stray.refresh_from_db()
    assert stray.plan == plan and not Plan.objects.filter(pk=draft).exists()
    assert changes(stray)["Dịch"] == "added"


def test_a_corrected_file_keeps_answers_about_duties_and_header(province: Province, lan: User, trade: Agency) -> None:
    upload = upload_with(province=province, by=lan)
    header = upload.items.get(kind="header")
    upload.items.filter(pk=header.pk).update(values={**header.values, "subject": "Trích yếu đã sửa"})
    upload.items.filter(kind="report").update(state=State.DROPPED)
    plan = confirm(upload, lan)
    assert plan.subject == "Trích yếu đã sửa" and not plan.report_deadlines.exists()
    again = upload_with(province=province, by=lan, rows=CORRECTED, into=plan)
    assert again.items.get(kind="header").values["subject"] == "Trích yếu đã sửa"
    assert again.items.get(kind="report").state == State.DROPPED
