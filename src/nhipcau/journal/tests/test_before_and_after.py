"""What was there before and after each change is told, by whatever way it came in."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from nhipcau.api.tests.conftest import program_of, token_of
from nhipcau.exchange.tests.conftest import Sheet, commune, exported, plan, reader_for, tasks, xuan
from nhipcau.history.queries import Line, sentences
from nhipcau.organizations.actions import access_decide, access_review_open, appointment_end, delegation_begin
from nhipcau.organizations.actions import delegation_end as end_delegation
from nhipcau.plans.models import PlanTask
from nhipcau.plans.tests.factory import row_of, time_doubt, upload_with
from nhipcau.reviews import actions as reviews
from nhipcau.ui import races

__all__ = ["commune", "exported", "plan", "program_of", "reader_for", "tasks", "token_of", "xuan"]
DONE = {("tình trạng", "Chưa thực hiện", "Đã hoàn thành"), ("ngày hoàn thành", "(trống)", "15/11/2026")}


def by_screen(task, lan, client_of, **_others):
    client, page = client_of(lan), f"/nhiem-vu/{task.pk}/"
    seen = races.token(races.shown(client.get(page).context["form"]))
    typed = {"status": "done", "finished_on": "15/11/2026", "note": "Đã in", races.FIELD: seen}
    assert client.post(f"{page}trang-thai/", typed).status_code == 302


def by_program(task, lan, program_of, **_others):
    program, address = program_of(lan), f"/api/v1/tasks/{task.pk}"
    data, headers = {"status": "done", "finished_on": "2026-11-15"}, {"If-Match": program.get(address)["ETag"]}
    assert program.patch(address, data, content_type="application/json", headers=headers).status_code == 200


def by_workbook(task, lan, client_of, exported):
    sheet, client = Sheet(exported(lan)), client_of(lan)
    sheet.set(task.title, "Tình trạng", "Đã hoàn thành")
    sheet.set(task.title, "Ngày hoàn thành", datetime(2026, 11, 15))
    page = client.post("/nhiem-vu/nhap-lai/", {"file": sheet.file()}, follow=True)
    client.post(page.request["PATH_INFO"], {"thay": page.context["comparison"].token})


def changes(line: Line) -> set[tuple[str, str, str]]:
    return {(change.label, change.before, change.after) for change in line.changes}


@pytest.mark.parametrize("way", [by_screen, by_program, by_workbook])
def test_a_report_is_told_with_the_state_before_and_after(way, tasks, lan, an, client_of, program_of, exported):
    way(
        tasks.fair,
        lan,
        client_of=client_of,
        **({"program_of": program_of} if way is by_program else {"exported": exported}),
    )
    assert changes(sentences(tasks.fair)[0]) == DONE
    pages = [f"/nhiem-vu/{tasks.fair.pk}/", f"/nhat-ky/?loai=plans.plantask&doi_tuong={tasks.fair.pk}"]
    for page in pages:
        assert "Chưa thực hiện → Đã hoàn thành" in client_of(an).get(page).content.decode()
    told = program_of(an).get(f"/api/v1/tasks/{tasks.fair.pk}/history").json()["items"][0]["changes"]
    assert {(change["field"], change["before"], change["after"]) for change in told} == DONE


def test_a_day_that_was_corrected_is_told_and_a_state_that_stays_is_not(tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(status="done", finished_on=date(2026, 11, 10))
    by_screen(tasks.fair, lan, client_of)
    assert changes(sentences(tasks.fair)[0]) == {("ngày hoàn thành", "10/11/2026", "15/11/2026")}


def test_the_end_of_a_post_and_of_a_delegation_is_told_with_the_day_before(minh, lan, an):
    post, ends = minh.appointments.get(), date(2026, 12, 31)
    delegation = delegation_begin(appointment=post, user=lan, decided_by="QĐ 12", ends=ends, by=an)
    end_delegation(delegation=delegation, by=an)
    assert changes(sentences(lan)[0]) == {("đến ngày", "31/12/2026", "19/11/2026")}
    appointment_end(appointment=post, last_day=date(2026, 11, 30), by=an)
    assert changes(sentences(minh)[0]) == {("đến ngày", "(trống)", "30/11/2026")}


def test_a_decision_in_the_access_review_is_told_with_the_one_before(province, minh, an):
    review = access_review_open(province=province, year=2026, by=an)
    access_decide(item=review.items.get(person=str(minh)), decision="confirmed", by=an)
    assert [(change.before, change.after) for change in sentences(review)[0].changes] == [("chưa xem", "đã xác nhận")]


def test_rows_that_were_split_merged_moved_and_accepted_are_told(province, trade, lan):
    upload = upload_with(province=province, by=lan, doubts={1: time_doubt()})
    title = row_of(upload, "1").values["title"]
    reviews.item_split(item=row_of(upload, "1"), version=0, by=lan, titles=["Họp báo", "In tờ rơi"])
    assert ("Nhiệm vụ", title, "Họp báo; In tờ rơi") in changes(sentences(upload)[0])
    merged = row_of(upload, "3")
    above = reviews.item_merge(item=merged, version=merged.version, by=lan)
    assert ("Nội dung", "(trống)", merged.values["title"]) in changes(sentences(upload)[0])
    reviews.doubt_answer(item=above, version=above.version, by=lan, doubt=0, choice=None)
    assert "đã giữ nguyên mục “Thời gian”" in str(sentences(upload)[0])
    reviews.item_accept(item=row_of(upload, "2"), version=row_of(upload, "2").version, by=lan)
    assert "đã chấp nhận “" in str(sentences(upload)[0])
    reviews.item_move(item=row_of(upload, "2"), version=row_of(upload, "2").version, by=lan, up=True)
    assert "lên trên “In tờ rơi”" in str(sentences(upload)[0])
