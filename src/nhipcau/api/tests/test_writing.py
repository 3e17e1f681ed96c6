"""What programs write: what people report, by the same rules, never over somebody else's change."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.history.queries import sentences
from nhipcau.plans.models import PlanTask
from nhipcau.register.actions import task_set_status


def address(task):
    return f"/api/v1/tasks/{task.pk}"


def etag(program, task):
    return program.get(address(task))["ETag"]


def change(program, task, data, match=None):
    headers = {"If-Match": etag(program, task) if match is None else match}
    return program.patch(address(task), data, content_type="application/json", headers=headers)


def test_a_program_reports_as_its_person_would(tasks, minh, program_of):
    program = program_of(minh)
    answer = change(program, tasks.fair, {"status": "done", "finished_on": "2026-11-02", "note": "Xong"})
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["finished_on"]) == ("done", "2026-11-02")
    assert answer["ETag"] == etag(program, tasks.fair)
    assert str(sentences(tasks.fair)[0]).startswith("Trần Văn Minh") and "Xong" in sentences(tasks.fair)[0].what


def test_what_is_left_out_stays(tasks, minh, program_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(status="done", finished_on=date(2026, 11, 1))
    change(program_of(minh), tasks.fair, {"note": "Thêm"})
    tasks.fair.refresh_from_db()
    assert (tasks.fair.status, tasks.fair.finished_on) == ("done", date(2026, 11, 1))


def test_nobody_is_overwritten(tasks, minh, lan, program_of):
    program = program_of(minh)
    seen = etag(program, tasks.fair)
    task_set_status(task=tasks.fair, status="stopped", finished_on=None, note="", by=lan)
    answer = change(program, tasks.fair, {"status": "in_progress"}, match=seen)
    assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")
    tasks.fair.refresh_from_db()
    assert tasks.fair.status == "stopped"


def test_a_change_between_look_and_write_is_seen_too(tasks, minh, lan, program_of, monkeypatch):
    """The version is compared once more when the row is locked."""
    from nhipcau.api.v1 import tasks as view

    def slower(**values):
        task_set_status(task=tasks.fair, status="stopped", finished_on=None, note="", by=lan)
        return task_set_status(**values)

    monkeypatch.setattr(view, "task_set_status", slower)
    assert change(program_of(minh), tasks.fair, {"status": "in_progress"}).status_code == 412


def test_the_next_day_and_the_other_language_do_not_make_a_version_stale(tasks, lan, program_of, on_day):
    program = program_of(lan)
    seen = etag(program, tasks.film)
    on_day(date(2026, 12, 5))  # late by now
    headers = {"If-Match": seen, "Accept-Language": "en"}
    answer = program.patch(address(tasks.film), {"note": "x"}, content_type="application/json", headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize(("match", "status"), [("", 428), ('"x"', 412), ("x", 412), ("*", 200)])
def test_the_seen_version_must_be_named(match, status, tasks, minh, program_of):
    assert change(program_of(minh), tasks.fair, {"note": "x"}, match=match).status_code == status


def test_a_weak_etag_names_no_version(tasks, minh, program_of):
    program = program_of(minh)
    assert change(program, tasks.fair, {"note": "x"}, match=f"W/{etag(program, tasks.fair)}").status_code == 412


def test_a_reading_token_writes_nothing(tasks, minh, program_of):
    answer = change(program_of(minh, scope="read"), tasks.fair, {"note": "x"})
    assert (answer.status_code, answer.json()["detail"]) == (403, "Khóa này chỉ đọc. Hãy tạo khóa được ghi.")


def test_who_only_takes_part_or_only_reads_is_told_so(tasks, minh, son, program_of):
    for person, task in ((minh, tasks.film), (son, tasks.fair)):
        answer = change(program_of(person), task, {"note": "x"})
        assert answer.status_code == 403 and "không được cập nhật" in answer.json()["detail"]


def test_a_stranger_learns_nothing_from_writing(tasks, hoa, program_of):
    assert change(program_of(hoa), tasks.fair, {"note": "x"}, match="*").status_code == 404


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"status": "done"}, "finished_on"),
        ({"status": "done", "finished_on": "2026-11-21"}, "finished_on"),
        ({"status": "done", "finished_on": "31/12/2025"}, "finished_on"),
        ({"status": "gone"}, "status"),
        ({"note": "x" * 501}, "note"),
        ({"note": "\x00"}, "note"),
        ({"title": "Tên khác"}, "title"),
        ({"due_on": None}, "due_on"),
    ],
)
def test_what_cannot_be_written_is_named(data, field, tasks, minh, program_of):
    answer = change(program_of(minh), tasks.fair, data)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"note": "\\ud800"}', b"[]", b"null"])
def test_a_body_that_is_no_change_is_refused(body, tasks, minh, program_of):
    program = program_of(minh)
    answer = program.patch(address(tasks.fair), body, content_type="application/json", headers={"If-Match": "*"})
    assert answer.status_code in (400, 422) and answer["Content-Type"] == "application/problem+json"
