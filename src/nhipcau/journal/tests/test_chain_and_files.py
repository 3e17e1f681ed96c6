"""How the log's chain stands, on the page; and the log as a file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from nhipcau.history.actions import log
from nhipcau.history.models import Entry
from nhipcau.history.sealing import seal_new
from nhipcau.history.standing import Standing, standings
from nhipcau.organizations.actions import agency_add
from nhipcau.upkeep.models import Run

LOG = "/nhat-ky/"


@pytest.fixture
def three(province, lan) -> list[Entry]:
    """Three sealed entries."""
    for name in ("Sở Một", "Sở Hai", "Sở Ba"):
        agency_add(province=province, name=name, by=lan)
    seal_new()
    return list(Entry.objects.order_by("number")[:3])


def spoil(statement: str, *values: object) -> None:
    """As whoever has the database at hand could; the triggers are off in tests."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def standing_of(entry: Entry) -> Standing:
    return standings([Entry.objects.get(pk=entry.pk)])[entry.pk]


def test_what_the_site_wrote_and_sealed_is_whole(three):
    assert set(standings(three).values()) == {Standing.WHOLE}


def test_an_entry_of_this_moment_waits_for_its_seal(three, an):
    assert standing_of(log(action="accounts.password_changed", user=an)) == Standing.WAITING


def test_an_altered_entry_shows(three):
    spoil("UPDATE history_entry SET action = 'plans.closed' WHERE id = %s", three[1].pk)
    assert [standing_of(entry) for entry in three] == [Standing.WHOLE, Standing.ALTERED, Standing.WHOLE]


def test_a_removed_entry_leaves_a_gap(three):
    spoil("DELETE FROM history_entry WHERE id = %s", three[1].pk)
    assert standing_of(three[2]) == Standing.GAP


def test_an_entry_with_another_seal_before_it_does_not_follow(three):
    spoil("UPDATE history_entry SET seal = %s WHERE id = %s", "f" * 64, three[1].pk)
    assert standing_of(three[2]) == Standing.BROKEN


def test_what_this_site_did_not_sign_is_told_so(three, province):
    spoil("UPDATE history_entry SET number = NULL, seal = '', signature = NULL WHERE id = %s", three[2].pk)
    assert standing_of(three[2]) == Standing.STRANGE


def test_after_a_change_of_the_key_the_chain_speaks_alone(three, settings):
    settings.SECRET_KEY = "another one"
    assert standing_of(three[1]) == Standing.OLD_KEY


def test_the_page_says_that_all_is_well_and_marks_what_is_not(client_of, three, an):
    page = client_of(an).get(LOG).content.decode()
    assert "còn nguyên vẹn như khi được ghi" in page
    assert "chưa được kiểm tra lần nào" in page
    spoil("UPDATE history_entry SET action = 'plans.closed' WHERE id = %s", three[1].pk)
    page = client_of(an).get(LOG).content.decode()
    assert "1 bản ghi không còn đúng như hệ thống đã ghi" in page
    assert "Bị sửa sau khi ghi" in page
    assert "còn nguyên vẹn" not in page


@pytest.mark.parametrize(("good", "words"), [(True, "nguyên vẹn."), (False, "không đạt")])
def test_the_last_check_of_the_whole_log_is_told(client_of, three, an, good, words):
    Run.objects.create(kind=Run.Kind.LOG, finished_at=timezone.now(), good=good)
    assert f"20/11/2026 10:00{': ' if good else ' '}{words}" in client_of(an).get(LOG).content.decode()


def test_where_the_chain_ends_is_told_to_administrators_only(client_of, three, an, lan):
    assert "mã niêm phong" in client_of(an).get(LOG).content.decode()
    assert "mã niêm phong" not in client_of(lan).get(LOG).content.decode()


def csv_of(client, query=""):
    text = b"".join(client.get(f"{LOG}xuat.csv{query}").streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_both_files_hold_what_the_filter_leaves(client_of, three, an, lan):
    head, *rows = csv_of(client_of(an), f"?nguoi={lan.pk}")
    assert head[:4] == ["Số bản ghi", "Thời điểm", "Người thực hiện", "Nội dung"]
    assert [row[3] for row in rows] == [f"đã thêm cơ quan Sở {name}" for name in ("Ba", "Hai", "Một")]
    answer = client_of(an).get(f"{LOG}xuat.xlsx?nguoi={lan.pk}")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["A1"].value == "Nhật ký, xuất ngày 20/11/2026 · Nguyễn Thị Lan"
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=3)] == rows


def test_that_a_file_was_taken_is_written_down_each_time(client_of, three, an):
    files = [csv_of(client_of(an)) for _time in range(2)]
    taken = Entry.objects.filter(action="journal.log_taken").order_by("pk")
    assert [entry.data["rows"] for entry in taken] == [len(file) - 1 for file in files]
    assert "đã xuất nhật ký ra tệp" in files[1][1][3]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\uff1d"])
def test_nothing_that_somebody_typed_becomes_a_formula(client_of, province, lan, an, sign):
    log(action="exchange.webhook_added", user=an, province=province, data={"name": "x", "address": "y"})
    entry = Entry.objects.order_by("-pk").first()
    spoil("UPDATE accounts_user SET last_name = %s, first_name = '' WHERE id = %s", f"{sign}cmd|' /C calc'!A0", an.pk)
    rows = [row for row in csv_of(client_of(an)) if row[0] != ""]
    assert entry
    assert all(not cell.startswith(sign) for row in rows for cell in row)
    answer = client_of(an).get(f"{LOG}xuat.xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {"s"}
