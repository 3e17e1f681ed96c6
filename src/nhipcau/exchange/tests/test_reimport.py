"""A workbook comes back: what it changes is shown first, and only what may be changed is."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from nhipcau.exchange.models import Reimport
from nhipcau.history.queries import sentences
from nhipcau.plans.models import PlanTask
from nhipcau.register.actions import task_set_status
from nhipcau.register.tests.office import make_plan, make_task

from .conftest import Sheet

ADDRESS = "/nhiem-vu/nhap-lai/"


@pytest.fixture
def sheet(tasks, lan, exported):
    return Sheet(exported(lan))


def bring(client, file, follow=True):
    return client.post(ADDRESS, {"file": file}, follow=follow)


def apply(client, page, **more):
    """Agree to what the page shows."""
    return client.post(page.request["PATH_INFO"], {"thay": page.context["comparison"].token, **more}, follow=True)


def text(response):
    return " ".join(response.content.decode().split())


def test_a_workbook_that_nobody_changed_changes_nothing(sheet, lan, client_of):
    page = bring(client_of(lan), sheet.file())
    assert "Không có thay đổi" in text(page)
    assert not Reimport.objects.exclude(edits=[], refused=[]).exists()


def test_what_was_filled_in_is_shown_in_words_before_anything_is_changed(sheet, tasks, lan, client_of):
    sheet.set(tasks.fair.title, "Tình trạng", "Đã hoàn thành")
    sheet.set(tasks.fair.title, "Ngày hoàn thành", datetime(2026, 11, 1))
    sheet.set(tasks.fair.title, "Kết quả hoặc lý do", "Đã tổ chức 12 gian hàng")
    page = bring(client_of(lan), sheet.file())
    shown = text(page)
    assert "1 nhiệm vụ thay đổi" in shown and tasks.fair.title in shown
    assert "Tình trạng: Chưa thực hiện → <strong>Đã hoàn thành</strong>" in shown
    assert "Ngày hoàn thành: <strong>01/11/2026</strong>" in shown
    assert "Kết quả hoặc lý do: <strong>Đã tổ chức 12 gian hàng</strong>" in shown
    tasks.fair.refresh_from_db()
    assert tasks.fair.status == "not_started"


def test_applying_writes_it_as_the_screen_would(sheet, tasks, lan, client_of):
    sheet.set(tasks.fair.title, "Tình trạng", "đã hoàn thành")
    sheet.set(tasks.fair.title, "Ngày hoàn thành", "1/11/2026")
    sheet.set(tasks.fair.title, "Kết quả hoặc lý do", "Đã xong")
    client = client_of(lan)
    done = apply(client, bring(client, sheet.file()))
    assert "Đã thay đổi 1 nhiệm vụ." in text(done)
    tasks.fair.refresh_from_db()
    assert (tasks.fair.status, tasks.fair.finished_on) == ("done", date(2026, 11, 1))
    assert "01/11/2026: Đã xong" in sentences(tasks.fair)[0].what


def test_a_state_set_back_takes_its_day_along(tasks, lan, client_of, exported):
    task_set_status(task=tasks.fair, status="done", finished_on=date(2026, 11, 1), note="", by=lan)
    sheet = Sheet(exported(lan))
    sheet.set(tasks.fair.title, "Tình trạng", "Đang thực hiện")
    client = client_of(lan)
    apply(client, bring(client, sheet.file()))
    tasks.fair.refresh_from_db()
    assert (tasks.fair.status, tasks.fair.finished_on) == ("in_progress", None)


def test_what_others_changed_since_is_a_conflict_and_stays(sheet, tasks, lan, an, client_of):
    sheet.set(tasks.film.title, "Tình trạng", "Đang thực hiện")
    task_set_status(task=tasks.film, status="done", finished_on=date(2026, 11, 3), note="", by=an)
    client = client_of(lan)
    page = bring(client, sheet.file())
    assert "1 nhiệm vụ đã được người khác thay đổi" in text(page)
    assert "Chưa thực hiện → Đã hoàn thành" in text(page)
    apply(client, page)
    tasks.film.refresh_from_db()
    assert tasks.film.status == "done"


def test_a_conflict_is_overwritten_where_the_person_says_so(sheet, tasks, lan, an, client_of):
    sheet.set(tasks.film.title, "Tình trạng", "Đang thực hiện")
    task_set_status(task=tasks.film, status="done", finished_on=date(2026, 11, 3), note="", by=an)
    client = client_of(lan)
    apply(client, bring(client, sheet.file()), ghi_de=[tasks.film.pk])
    tasks.film.refresh_from_db()
    assert tasks.film.status == "in_progress"


def test_what_others_did_in_the_same_way_is_no_conflict(sheet, tasks, lan, an, client_of):
    sheet.set(tasks.film.title, "Tình trạng", "Đang thực hiện")
    task_set_status(task=tasks.film, status="in_progress", finished_on=None, note="", by=an)
    page = bring(client_of(lan), sheet.file())
    assert "1 nhiệm vụ khác đã đúng như trong tệp." in text(page)


def test_a_change_after_the_page_was_opened_is_not_written_over(sheet, tasks, lan, an, client_of):
    sheet.set(tasks.film.title, "Tình trạng", "Đang thực hiện")
    client = client_of(lan)
    page = bring(client, sheet.file())
    task_set_status(task=tasks.film, status="stopped", finished_on=None, note="", by=an)
    again = apply(client, page)
    assert "Hãy xem lại rồi áp dụng." in text(again)
    tasks.film.refresh_from_db()
    assert tasks.film.status == "stopped"


def test_a_workbook_is_applied_once(sheet, tasks, lan, client_of):
    sheet.set(tasks.film.title, "Kết quả hoặc lý do", "Đã quay")
    client = client_of(lan)
    page = bring(client, sheet.file())
    apply(client, page)
    apply(client, page)
    assert sum("Đã quay" in line.what for line in sentences(tasks.film)) == 1


@pytest.mark.parametrize(
    ("heading", "value", "sentence"),
    [
        ("Tình trạng", "Gần xong", "“Gần xong” không phải là tình trạng."),
        ("Tình trạng", "Đã hoàn thành", "Nhiệm vụ đã hoàn thành cần có ngày hoàn thành."),
        ("Ngày hoàn thành", "01/11/2026", "Có ngày hoàn thành nhưng nhiệm vụ chưa hoàn thành."),
        ("Ngày hoàn thành", "mai", "“mai” không phải là ngày."),
        ("Nhiệm vụ", "Tên khác", "không khớp với mã dòng"),
        ("Thời hạn", "30/12/2026", "Chỉ được sửa tình trạng, ngày hoàn thành và kết quả"),
        ("Mã dòng (không sửa)", "", "không có mã dòng hợp lệ"),
        ("Mã dòng (không sửa)", "1|done||a|b:xyz", "không có mã dòng hợp lệ"),
        ("Kết quả hoặc lý do", "x" * 501, "Kết quả dài hơn 500 ký tự."),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(heading, value, sentence, sheet, tasks, lan, client_of):
    sheet.set(tasks.film.title, heading, value)
    page = bring(client_of(lan), sheet.file())
    assert sentence in text(page) and "1 dòng không được nhận" in text(page)
    assert not page.context["comparison"].ready


def test_a_day_still_to_come_is_refused(sheet, tasks, lan, client_of):
    sheet.set(tasks.film.title, "Tình trạng", "Đã hoàn thành")
    sheet.set(tasks.film.title, "Ngày hoàn thành", date(2026, 11, 21))
    assert "Ngày hoàn thành còn chưa đến." in text(bring(client_of(lan), sheet.file()))


def test_rows_sorted_without_their_codes_are_all_refused(sheet, tasks, lan, client_of):
    one, other = sheet.row(tasks.film.title), sheet.row(tasks.fair.title)
    for heading, column in sheet.columns.items():
        if heading != "Mã dòng (không sửa)":
            cells = sheet.cells.cell(one, column), sheet.cells.cell(other, column)
            cells[0].value, cells[1].value = cells[1].value, cells[0].value
    assert "2 dòng không được nhận" in text(bring(client_of(lan), sheet.file()))


def test_a_row_of_a_stranger_is_refused_as_if_it_did_not_exist(sheet, tasks, minh, hoa, client_of):
    for task in (tasks.film, tasks.orphan):  # Minh takes part in the first and has no part in the second
        sheet.set(task.title, "Tình trạng", "Đang thực hiện")
    for person in (minh, hoa):
        page = bring(client_of(person), sheet.file())
        assert text(page).count("Không có nhiệm vụ này, hoặc bạn không được cập nhật") == 2
        assert "Áp dụng</button>" not in text(page)


def test_who_lost_the_right_meanwhile_writes_nothing(sheet, tasks, minh, trade, client_of):
    sheet.set(tasks.fair.title, "Tình trạng", "Đang thực hiện")
    client = client_of(minh)
    page = bring(client, sheet.file())
    assert page.context["comparison"].ready
    minh.appointments.update(valid_to=date(2026, 11, 19))
    apply(client, page)
    tasks.fair.refresh_from_db()
    assert tasks.fair.status == "not_started"


def test_nobody_sees_the_workbook_of_another(sheet, tasks, lan, an, client_of):
    sheet.set(tasks.film.title, "Kết quả hoặc lý do", "Đã quay")
    bring(client_of(lan), sheet.file())
    assert client_of(an).get(f"{ADDRESS}{Reimport.objects.get().pk}/").status_code == 404


def test_a_row_copied_with_other_words_is_taken_from_neither(sheet, tasks, lan, client_of):
    row, end = sheet.row(tasks.film.title), sheet.cells.max_row + 1
    for column in sheet.columns.values():
        sheet.cells.cell(end, column).value = sheet.cells.cell(row, column).value
    sheet.set(tasks.film.title, "Kết quả hoặc lý do", "Một")
    sheet.cells.cell(end, sheet.columns["Kết quả hoặc lý do"]).value = "Hai"
    assert text(bring(client_of(lan), sheet.file())).count("có hai dòng được sửa") == 2


def test_columns_may_stand_elsewhere_and_be_left_out(sheet, tasks, lan, client_of):
    sheet.set(tasks.film.title, "Tình trạng", "Đang thực hiện")
    sheet.cells.delete_cols(sheet.columns["Nhóm"])
    sheet.cells.insert_cols(1)
    sheet.cells.insert_rows(2)
    assert len(bring(client_of(lan), sheet.file()).context["comparison"].ready) == 1


def test_an_english_export_comes_back_to_a_vietnamese_screen(tasks, lan, client_of, exported):
    lan.language = "en"
    lan.save()
    book = exported(lan)
    lan.language = "vi"
    lan.save()
    assert "Không có thay đổi" in text(bring(client_of(lan), Sheet(book).file()))


def test_all_or_nothing(sheet, tasks, lan, client_of, monkeypatch):
    for task in (tasks.fair, tasks.film):
        sheet.set(task.title, "Tình trạng", "Đang thực hiện")
    client = client_of(lan)
    page = bring(client, sheet.file())
    from nhipcau.exchange.actions import reimport

    calls = []

    def fails_at_the_second(**values):
        if calls:
            raise RuntimeError("power cut")
        calls.append(task_set_status(**values))

    monkeypatch.setattr(reimport, "task_set_status", fails_at_the_second)
    with pytest.raises(RuntimeError):
        apply(client, page)
    assert not PlanTask.objects.filter(status="in_progress").exclude(pk=tasks.training.pk).exists()


def test_the_page_costs_the_same_for_few_and_many_changes(
    province, lan, client_of, exported, django_assert_max_num_queries
):
    plan = make_plan(province)
    for number in range(40):
        make_task(plan, f"Việc {number}")
    counts = []
    for number in (1, 40):
        sheet = Sheet(exported(lan))
        for wanted in range(number):
            sheet.set(f"Việc {wanted}", "Tình trạng", "Đang thực hiện")
        client = client_of(lan)
        client.post(ADDRESS, {"file": sheet.file()})
        with django_assert_max_num_queries(12) as counted:
            client.get(f"{ADDRESS}{Reimport.objects.get().pk}/")
        counts.append(len(counted))
    assert counts[0] == counts[1]


HOSTILE = {
    "a tree of styles": ("xl/styles.xml", b"<styleSheet>" + b"<a/>" * 500_000 + b"</styleSheet>"),
    "a large part": ("xl/theme/theme1.xml", b"<a>" + b" " * 3_000_000 + b"</a>"),
    "a document type": ("docProps/app.xml", b" " * 70_000 + b"<!DOCTYPE a><a/>"),
    "an encoding that hides": ("docProps/app.xml", "<a/>".encode("utf-16")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_before_it_is_read(name, sheet, lan, client_of, monkeypatch):
    part, content = HOSTILE[name]
    whole, spoiled = BytesIO(), BytesIO()
    sheet.book.save(whole)
    with ZipFile(whole) as old, ZipFile(spoiled, "w", ZIP_DEFLATED) as new:
        for known in old.namelist():
            new.writestr(known, content if known == part else old.read(known))
    spoiled.seek(0)
    spoiled.name = "danh-sach.xlsx"
    monkeypatch.setattr("nhipcau.exchange.workbook.load_workbook", None)
    page = bring(client_of(lan), spoiled)
    assert "Không đọc được tệp này" in text(page) or "quá lớn" in text(page)
    assert not Reimport.objects.exists()
