"""The review through the client: what it shows, its buttons with and without script, hostile posts, its cost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nhipcau.organizations.models import Agency, Province
from nhipcau.plans.models import PlanTask, ReviewItem, Upload
from nhipcau.plans.tests.factory import ROWS, finding, many_rows, row_of, time_doubt, upload_with
from nhipcau.reviews.page import Review

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def upload(province: Province, lan, trade: Agency) -> Upload:
    return upload_with(province=province, by=lan, doubts={1: time_doubt()}, findings=(finding(),))


def page_of(upload: Upload) -> str:
    return reverse("plans:review", args=[upload.pk])


def post(client, upload: Upload, item: ReviewItem, lam: str, *, htmx: bool = False, **data):
    address = reverse("plans:review_item", args=[upload.pk, item.pk])
    known = {"lam": lam, "version": item.version, "number": item.values.get("number", ""), **data}
    return client.post(address, known, headers=HTMX if htmx else None)


def test_it_shows_the_document_beside_what_was_understood(client_of, upload, lan):
    page = client_of(lan).get(page_of(upload)).content.decode()
    item = row_of(upload, "2")
    for words in ("Cần xem <b>2</b>", "Đã khớp <b>2</b>", "Tạo 3 nhiệm vụ cho 2 cơ quan", "Giữ “Tháng 10/2026”"):
        assert words in page
    assert f'href="#muc-{item.pk}"' in page and 'id="b6-2-1"' in page and 'data-place="b6-2-0"' in page
    assert 'class="unread"' in page and "72/2015/NĐ-CP" in page and "101 hay 104" in page


def test_a_plan_without_tasks_says_so(client_of, province, lan):
    upload = upload_with(province=province, by=lan, rows=[])
    page = client_of(lan).get(page_of(upload)).content.decode()
    assert "Chưa có nhiệm vụ nào" in page and "Giữ kế hoạch không có nhiệm vụ" in page


def test_an_answer_without_script_comes_back_to_its_row(client_of, upload, lan):
    item = row_of(upload, "2")
    response = post(client_of(lan), upload, item, "answer-0-1")
    assert response.url == f"{page_of(upload)}#muc-{item.pk}"
    assert row_of(upload, "2").values["time_text"] == "Tháng 11/2026"


def test_an_answer_with_script_brings_the_card_and_the_counts(client_of, upload, lan):
    piece = post(client_of(lan), upload, row_of(upload, "2"), "accept", htmx=True).content.decode()
    assert "<html" not in piece and 'hx-swap-oob="true"' in piece and "Cần xem <b>1</b>" in piece


def test_a_stale_save_keeps_the_typed_words_and_says_why(client_of, upload, lan):
    item = row_of(upload, "1")
    client = client_of(lan)
    post(client, upload, item, "change", title="Của người thứ nhất")
    page = post(client, upload, item, "change", htmx=True, title="Của người thứ hai").content.decode()
    assert "đã lưu dòng này" in page and "Của người thứ hai" in page and "Của người thứ nhất" in page
    assert row_of(upload, "1").values["title"] == "Của người thứ nhất"


def test_the_form_reads_the_phrases_again(client_of, upload, lan):
    item = row_of(upload, "1")
    fields = {"title": item.values["title"], "lead": ["Sở Công Thương", ""], "coordinating": [""]}
    fields |= {"starts_on": "01/04/2026", "due_on": "30/06/2026"}  # as they stood, untouched
    post(client_of(lan), upload, item, "change", **fields, time_text="trước ngày 15/11", budget_text="40 triệu đồng")
    values = row_of(upload, "1").values
    assert values["time"]["end"] == "2026-11-15" and values["budget_vnd"] == 40_000_000
    assert [mention["text"] for mention in values["lead"]] == ["Sở Công Thương"] and values["coordinating"] == []


def test_days_typed_by_hand_win_over_the_phrase(client_of, upload, lan):
    item = row_of(upload, "3")
    fields = {"title": "Việc", "time_text": "Thường xuyên", "starts_on": "01/03/2026", "due_on": "15/03/2026"}
    post(client_of(lan), upload, item, "change", **fields)
    time = row_of(upload, "3").values["time"]
    assert (time["start"], time["end"], time["kind"]) == ("2026-03-01", "2026-03-15", "range")


def test_a_wrong_day_is_told_and_nothing_typed_is_lost(client_of, upload, lan):
    item = row_of(upload, "3")
    page = post(
        client_of(lan), upload, item, "change", htmx=True, title="Tên mới", due_on="31/02/2026"
    ).content.decode()
    assert "Ngày chưa đúng" in page and "Tên mới" in page
    assert row_of(upload, "3").values["title"] == ROWS[2][1]


def test_header_duties_and_reports_can_be_corrected(client_of, upload, lan):
    client = client_of(lan)
    header, report, duty = (upload.items.get(kind=kind) for kind in ("header", "report", "responsibility"))
    bases = [
        header.values["legal_bases"][0]["text"],
        "Quyết định số 5/2026/QĐ-TTg ngày 03/01/2026 của Thủ tướng Chính phủ",
    ]
    fields = {"type": "Kế hoạch", "number": "104/KH-UBND", "year": "2026", "issued_on": "16/01/2026"}
    before = header.values["legal_bases"][0]
    post(client, upload, header, "change", **fields, legal_bases=[*bases, ""])
    post(client, upload, report, "change", what="báo cáo", due_on="20/12/2026")
    post(client, upload, duty, "change", heading="Sở Ngoại vụ", agencies=["Sở Ngoại vụ"], items=["Một", "Hai"])
    for item in (header, report, duty):
        item.refresh_from_db()
    assert (header.values["number"], header.values["issued_on"]) == ("104/KH-UBND", "2026-01-16")
    kept, typed = header.values["legal_bases"]
    assert kept == before and (typed["number"], typed["date"]) == ("5/2026/QĐ-TTg", "2026-01-03")
    assert report.values["due_on"] == "2026-12-20"
    assert duty.values["items"] == ["Một", "Hai"] and duty.values["agencies"][0]["key"] == "so ngoai vu"


def test_a_phrase_is_read_while_it_is_typed(client_of, upload, lan):
    address = reverse("plans:review_phrase", args=[upload.pk])
    asked = [{"time_text": "Quý IV"}, {"budget_text": "1,5 tỷ đồng"}, {"time_text": "sớm"}, {}]
    answers = [client_of(lan).get(address, query).content.decode().strip() for query in asked]
    assert answers == ["→ 01/10/2026–31/12/2026", "→ 1.500 triệu đồng", "→ không có ngày cụ thể", ""]


@pytest.mark.parametrize("lam", ["", "answer", "answer-x-y", "answer-0-1-2", "answer-²-1", "explode", "__class__"])
def test_hostile_buttons_are_nothing(client_of, upload, lan, lam):
    assert post(client_of(lan), upload, row_of(upload, "2"), lam).status_code in (302, 404)
    assert row_of(upload, "2").version == 0


@pytest.mark.parametrize("version", ["", "-1", "²", "99999999999999999999", "abc"])
def test_a_version_that_is_none_changes_nothing(client_of, upload, lan, version):
    address = reverse("plans:review_item", args=[upload.pk, row_of(upload, "2").pk])
    client_of(lan).post(address, {"lam": "drop", "version": version})
    assert row_of(upload, "2").version == 0


def test_a_row_of_another_upload_is_not_there(client_of, province, upload, lan):
    other = upload_with(province=province, by=lan)
    address = reverse("plans:review_item", args=[upload.pk, row_of(other, "1").pk])
    assert client_of(lan).get(address).status_code == 404
    assert client_of(lan).post(address, {"lam": "drop", "version": 0}).status_code == 404


def test_only_the_lead_department_looks_through(client_of, upload, minh, son, hoa, an):
    for person, wanted in ((minh, 404), (son, 404), (hoa, 404), (an, 200)):
        assert client_of(person).get(page_of(upload)).status_code == wanted


def test_a_row_is_added_from_the_document(client_of, upload, lan):
    address = reverse("plans:review_add", args=[upload.pk])
    page = client_of(lan).get(address, {"khoi": "4"}).content.decode()
    assert "Câu này không thuộc phần nào" in page
    client_of(lan).post(address, {"khoi": "4", "title": "Việc mới", "time_text": "Quý I"})
    assert upload.items.get(values__title="Việc mới").values["time"]["end"] == "2026-03-31"
    for query in ({"khoi": "²"}, {"khoi": "9999999"}, {"khoi": "6", "hang": "9999"}, {"chu": "x" * 5000}):
        assert client_of(lan).get(address, query).status_code == 200


def test_an_unknown_name_is_answered_in_four_ways(client_of, province, lan, trade):
    rows = [("1", "Việc", "Sở Lạ A", "Sở Lạ B, Sở Lạ C, Sở Lạ D", "Quý I")]
    upload = upload_with(province=province, by=lan, rows=rows)
    client, address = client_of(lan), reverse("plans:review_agency", args=[upload.pk])
    assert len(Review(upload).unknown) == 4
    client.post(address, {"ten": "Sở Lạ A", "nghia": f"a{trade.pk}"})
    client.post(address, {"ten": "Sở Lạ B", "nghia": "chon", "chon": "sở công thương"})
    client.post(address, {"ten": "Sở Lạ C", "nghia": "chu"})
    client.post(address, {"ten": "Sở Lạ D", "nghia": "moi", "name": "Sở Lạ D", "kind": "department"})
    assert Review(upload).unknown == [] and Agency.objects.filter(name="Sở Lạ D").exists()
    for hostile in ({"ten": "x", "nghia": "a²"}, {"ten": "", "nghia": "chu"}, {"ten": "x", "nghia": "zz"}, {}):
        assert client.post(address, hostile).status_code == 404
    answer = client.get(client.post(address, {"ten": "x", "nghia": "chon", "chon": "Không có"}).url).content.decode()
    assert "Không có cơ quan hoặc nhóm nào của tỉnh mang tên này" in answer


def test_confirming_needs_a_fresh_look_and_a_word_about_what_is_open(client_of, upload, lan):
    client, address = client_of(lan), reverse("plans:review_confirm", args=[upload.pk])
    client.post(address, {"token": "x", "with_open": "1"})
    client.post(address, {"token": Review(upload).token})
    assert not PlanTask.objects.exists()
    response = client.post(address, {"token": Review(upload).token, "with_open": "1"})
    assert response.url == reverse("plans:detail", args=[upload.plan_id]) and PlanTask.objects.count() == 3
    assert client.get(page_of(upload)).url == reverse("plans:detail", args=[upload.plan_id])


def test_a_review_costs_the_same_for_five_and_five_hundred_rows(client_of, province, lan, django_assert_num_queries):
    client = client_of(lan)
    for rows in (5, 500):
        upload = upload_with(province=province, by=lan, rows=many_rows(rows), doubts={0: time_doubt()})
        item = row_of(upload, "1")
        client.get(page_of(upload))
        with django_assert_num_queries(12):
            page = client.get(page_of(upload))
        assert len(page.content) < 1_200_000
        with django_assert_num_queries(15):
            post(client, upload, item, "accept", htmx=True)
