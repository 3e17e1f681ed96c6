from datetime import date

import pytest
from tests.forms import send

from nhipcau.history.models import Entry
from nhipcau.plans.models import PlanTask


def address(task):
    return f"/nhiem-vu/{task.pk}/"


@pytest.mark.parametrize(
    ("who", "name", "status", "reports"),
    [
        ("lan", "fair", 200, True),
        ("an", "fair", 200, True),
        ("son", "fair", 200, False),
        ("minh", "fair", 200, True),
        ("minh", "film", 200, False),
        ("minh", "training", 404, False),
        ("xuan", "training", 200, False),
        ("xuan", "fair", 404, False),
        ("tam", "fair", 404, False),
        ("hoa", "fair", 404, False),
    ],
)
def test_who_sees_a_task_and_who_reports_on_it(who, name, status, reports, tasks, client_of, request):
    task, client = getattr(tasks, name), client_of(request.getfixturevalue(who))
    page = client.get(address(task))
    assert page.status_code == status
    assert ("Báo cáo kết quả" in page.content.decode()) == reports
    typed, to = {"status": "in_progress"}, f"{address(task)}trang-thai/"
    answer = send(client, address(task), typed, to) if reports else client.post(to, typed)
    assert answer.status_code == (302 if reports else 404)
    assert Entry.objects.filter(target_id=task.pk, action__startswith="register.").exists() == reports


def test_it_tells_all_that_the_plan_says(tasks, minh, client_of):
    PlanTask.objects.filter(pk=tasks.film.pk).update(
        number="III.9", group="III. Quảng bá", sub_items=["Số lượng: 12"], budget_vnd=1_070_000_000,
        time_text="Tháng 11",
        quote="9 | Sản xuất phóng sự", source_label="Phụ lục, mục III.9, trang 15", output="12 phóng sự",
        details=[{"label": "Địa điểm", "text": "Hà Nội", "items": []}],
    )  # fmt: skip
    page = " ".join(client_of(minh).get(address(tasks.film)).content.decode().split())
    for words in (
        "III.9", "III. Quảng bá", "Số lượng: 12", "1.070 triệu đồng", "30/11/2026", "còn 10 ngày", "12 phóng sự",
        "Trích: Phụ lục, mục III.9, trang 15", "9 | Sản xuất phóng sự", "<strong>Địa điểm:</strong> Hà Nội",
        "Sở Ngoại vụ", "Sở Công Thương",
    ):  # fmt: skip
        assert words in page


def test_an_agency_is_shown_by_its_registered_name_with_the_printed_one(tasks, lan, client_of):
    tasks.fair.parts.update(text="Sở CT")
    page = client_of(lan).get(address(tasks.fair)).content.decode()
    assert "Sở Công Thương" in page and "Ghi trong kế hoạch: “Sở CT”" in page


def test_a_group_names_the_agencies_that_it_meant(tasks, xuan, client_of):
    page = client_of(xuan).get(address(tasks.training)).content.decode()
    assert "UBND các xã, phường" in page and "1 cơ quan" in page and "Ủy ban nhân dân xã Vĩnh Hòa" in page


def test_finishing_a_task_is_saved_and_told(tasks, minh, client_of):
    answer = {"status": "done", "finished_on": "18/11/2026", "note": "đã tổ chức tại cửa khẩu"}
    page = report(client_of(minh), tasks.fair, answer, follow=True)
    tasks.fair.refresh_from_db()
    assert (tasks.fair.status, tasks.fair.finished_on) == ("done", date(2026, 11, 18))
    text = " ".join(page.content.decode().replace("<strong>", "").replace("</strong>", "").split())
    assert "Trần Văn Minh báo cáo đã hoàn thành nhiệm vụ ngày" in text
    assert "đã tổ chức tại cửa khẩu" in text


def report(client, task, typed, **kwargs):
    return send(client, address(task), typed, f"{address(task)}trang-thai/", **kwargs)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"status": "done"}, "Hãy ghi ngày hoàn thành"),
        ({"status": "done", "finished_on": "21/11/2026"}, "Ngày này chưa tới"),
        ({"status": "done", "finished_on": "31/02/2026"}, "Ngày chưa đúng"),
        ({"status": "late"}, "late"),
        ({}, "id_status"),
        ({"status": "done", "finished_on": "1/1/2026", "note": "x" * 501}, "501"),
    ],
)
def test_a_wrong_answer_says_what_is_wrong_and_keeps_what_was_typed(answer, fault, tasks, minh, client_of):
    page = report(client_of(minh), tasks.fair, {"note": "đang chờ"} | answer)
    assert page.status_code == 422
    assert fault in page.content.decode()
    assert (answer.get("note") or "đang chờ") in page.content.decode()
    tasks.fair.refresh_from_db()
    assert tasks.fair.status == "not_started"


def test_going_back_forgets_the_day(tasks, minh, client_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(status="done", finished_on=date(2026, 11, 1))
    report(client_of(minh), tasks.fair, {"status": "in_progress", "finished_on": "1/11/2026"})
    tasks.fair.refresh_from_db()
    assert (tasks.fair.status, tasks.fair.finished_on) == ("in_progress", None)


def test_saving_without_a_change_adds_nothing_to_the_history(tasks, minh, client_of):
    report(client_of(minh), tasks.fair, {"status": "not_started", "finished_on": "20/11/2026"})
    assert not Entry.objects.filter(action__startswith="register.").exists()


def test_a_task_that_left_the_plan_keeps_its_address_and_takes_no_report_of_an_officer(tasks, minh, client_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(withdrawn_at="2026-11-01T00:00:00Z")
    page = client_of(minh).get(address(tasks.fair)).content.decode()
    assert "đã được đưa ra khỏi kế hoạch" in page and "Báo cáo kết quả" not in page


def test_the_address_takes_no_other_method(tasks, minh, client_of):
    assert client_of(minh).get(f"{address(tasks.fair)}trang-thai/").status_code == 405
    assert client_of(minh).post(address(tasks.fair)).status_code == 405
