import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from nhipcau.plans.models import PlanTask


def csv_rows(client, query=""):
    response = client.get(f"/nhiem-vu/xuat.csv{query}")
    assert response["Content-Disposition"] == 'attachment; filename="nhiem-vu-2026-11-20.csv"'
    data = response.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")  # or Excel reads the letters wrongly
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))


def sheet(client, query=""):
    return load_workbook(BytesIO(client.get(f"/nhiem-vu/xuat.xlsx{query}").getvalue())).active


def test_csv_holds_the_tasks_under_vietnamese_headings(tasks, lan, client_of):
    rows = csv_rows(client_of(lan))
    assert rows[0]["Nhiệm vụ"] == tasks.fair.title
    assert rows[0]["Cơ quan chủ trì"] == "Sở Công Thương"
    assert (rows[0]["Thời hạn"], rows[0]["Tình trạng"]) == ("31/10/2026", "Quá hạn")
    assert len(rows) == 4


def test_a_file_carries_the_filter_of_the_screen(tasks, lan, client_of):
    assert [row["Nhiệm vụ"] for row in csv_rows(client_of(lan), "?q=hoa+binh")] == [tasks.film.title]
    assert sheet(client_of(lan), "?q=hoa+binh").max_row == 4


def test_a_file_holds_only_what_its_reader_sees(tasks, minh, hoa, client_of):
    assert len(csv_rows(client_of(minh))) == 2
    assert csv_rows(client_of(hoa)) == []


def test_in_excel_dates_are_dates_and_sums_are_numbers(tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(budget_vnd=1_070_000_000)
    rows = sheet(client_of(lan))
    headings = {cell.value: cell.column - 1 for cell in rows[3]}
    first = rows[4]
    assert first[headings["Thời hạn"]].value == datetime(2026, 10, 31)
    assert first[headings["Thời hạn"]].number_format == "dd/mm/yyyy"
    assert first[headings["Kinh phí (đồng)"]].value == 1_070_000_000


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_text_of_a_plan_becomes_a_formula(title, tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(title=title)
    assert csv_rows(client_of(lan))[0]["Nhiệm vụ"] == f"'{title}"
    cell = sheet(client_of(lan))["D4"]
    assert (cell.data_type, cell.value) == ("s", title)


def test_letters_that_excel_refuses_are_left_out(tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(title="Hội\x0bchợ" + "x" * 40_000)
    value = sheet(client_of(lan))["D4"].value
    assert value.startswith("Hộichợx") and len(value) == 32_767


def test_a_finished_task_tells_its_day(tasks, lan, client_of):
    PlanTask.objects.filter(pk=tasks.fair.pk).update(status="done", finished_on=date(2026, 11, 1))
    row = next(row for row in csv_rows(client_of(lan)) if row["Nhiệm vụ"] == tasks.fair.title)
    assert (row["Tình trạng"], row["Ngày hoàn thành"]) == ("Đã hoàn thành", "01/11/2026")
