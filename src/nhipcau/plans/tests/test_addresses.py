"""The pages of uploads and plans, through the client."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhipcau.organizations.models import Province
from nhipcau.plans import actions
from nhipcau.plans.jobs import read_upload
from nhipcau.plans.models import Plan, Upload
from nhipcau.plans.queries import review_token

from .factory import many_rows, upload_with
from .test_uploads import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def upload(province: Province, lan, trade) -> Upload:
    return upload_with(province=province, by=lan)


@pytest.fixture
def plan(upload: Upload, lan) -> Plan:
    return actions.plan_confirm(upload=upload, by=lan, token=review_token(upload.items.all()))


def send(client, *files: tuple[str, bytes], url: str = ""):
    return client.post(
        url or reverse("plans:upload"), {"files": [SimpleUploadedFile(name, data) for name, data in files]}
    )


def test_one_file_leads_to_its_page(client_of, lan):
    response = send(client_of(lan), ("ke-hoach.txt", TEXT.encode()))
    assert response.url == reverse("plans:upload_status", args=[Upload.objects.get().pk])


def test_of_several_files_the_bad_one_does_not_take_the_good_one_with_it(client_of, lan):
    client = client_of(lan)
    files = [("a.txt", TEXT.encode()), ("b.txt", b""), ("c.txt", TEXT.replace("12/KH", "13/KH").encode())]
    response = client.get(send(client, *files).url)
    assert Upload.objects.count() == 2
    assert "b.txt: Tệp không có chữ nào" in response.content.decode()


def test_a_duplicate_is_told_with_who_and_when_and_a_link(client_of, lan):
    client = client_of(lan)
    send(client, ("ke-hoach.txt", TEXT.encode()))
    page = client.get(send(client, ("<b>khác.txt", TEXT.encode())).url).content.decode()
    link = reverse("plans:upload_status", args=[Upload.objects.get().pk])
    assert "đã được Nguyễn Thị Lan nhập ngày 20/11/2026" in page and link in page


def test_a_name_that_is_markup_is_shown_as_text(client_of, lan):
    client = client_of(lan)
    page = client.get(send(client, ("<script>alert(1)</script>.txt", b"")).url).content.decode()
    assert "<script>alert" not in page


def test_no_file_is_told(client_of, lan):
    client = client_of(lan)
    assert "Hãy chọn tệp trước" in client.get(send(client).url).content.decode()


def test_progress_comes_as_a_piece_of_page_that_asks_again(client_of, lan):
    send(client_of(lan), ("ke-hoach.txt", TEXT.encode()))
    upload = Upload.objects.get()
    Upload.objects.update(state="reading", step="pages", steps_done=3, steps_total=24, claimed_at="2026-11-20T03:00Z")
    piece = client_of(lan).get(reverse("plans:upload_status", args=[upload.pk]), headers={"HX-Request": "true"})
    page = piece.content.decode()
    assert "Đang đọc 24 trang" in page and 'hx-trigger="every 2s"' in page and "<html" not in page


def test_the_page_of_a_file_that_fell_asleep_wakes_its_reading(client_of, lan):
    send(client_of(lan), ("ke-hoach.txt", TEXT.encode()))
    Upload.objects.update(state="reading", claimed_at="2026-11-19T03:00Z")
    page = client_of(lan).get(reverse("plans:upload_status", args=[Upload.objects.get().pk]))
    assert page.status_code == 200 and Upload.objects.get().state == "ready"


def test_the_original_is_a_download_that_no_browser_opens(client_of, lan, minh):
    send(client_of(lan), ("Kế hoạch.txt", TEXT.encode()))
    address = reverse("plans:original", args=[Upload.objects.get().pk])
    response = client_of(lan).get(address)
    assert b"".join(response.streaming_content) == TEXT.encode()
    assert response["Content-Disposition"].startswith("attachment") and response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"
    assert client_of(minh).get(address).status_code == 404


def test_whoever_sees_a_plan_may_have_the_file_it_was_confirmed_from(client_of, lan, minh, hoa):
    client = client_of(lan)
    send(client, ("ke-hoach.txt", TEXT.encode()))
    read_upload.enqueue(Upload.objects.get().pk)
    upload = Upload.objects.get()
    actions.plan_confirm(upload=upload, by=lan, token=review_token(upload.items.all()), with_open=True)
    address = reverse("plans:original", args=[upload.pk])
    assert b"".join(client_of(minh).get(address).streaming_content) == TEXT.encode()
    assert client_of(hoa).get(address).status_code == 404


def test_an_officer_sees_plans_in_force_only(client_of, upload, lan, minh, son):
    listed, page = reverse("plans:list"), reverse("plans:detail", args=[upload.plan_id])
    assert client_of(minh).get(page).status_code == 404
    assert "12/KH-UBND" not in client_of(minh).get(listed).content.decode()
    assert client_of(son).get(page).status_code == 200
    actions.plan_confirm(upload=upload, by=lan, token=review_token(upload.items.all()))
    assert client_of(minh).get(page).status_code == 200


def test_a_stranger_gets_404_everywhere(client_of, plan, upload, hoa, tam):
    names = {"plans:detail": plan.pk, "plans:unconfirm": plan.pk, "plans:corrected": plan.pk}
    names |= {"plans:upload_status": upload.pk, "plans:original": upload.pk}
    for person in (hoa, tam):
        for name, pk in names.items():
            assert client_of(person).get(reverse(name, args=[pk])).status_code == 404, name


def test_the_list_can_be_narrowed_and_hostile_addresses_do_no_harm(client_of, plan, lan):
    client, address = client_of(lan), reverse("plans:list")
    assert "12/KH-UBND" in client.get(address, {"nam": "2026", "tinh_trang": "confirmed"}).content.decode()
    assert "Không có kế hoạch nào khớp" in client.get(address, {"nam": "2020"}).content.decode()
    for value in ("'", "\0", "²", "9" * 50, "<script>"):
        query = {"nam": value, "co_quan": value, "tinh_trang": value, "trang": value}
        assert client.get(address, query).status_code == 200


def test_the_page_of_a_plan_tells_what_it_says(client_of, plan, minh):
    page = client_of(minh).get(reverse("plans:detail", args=[plan.pk])).content.decode()
    for words in ("Công tác thông tin đối ngoại năm 2026", "15/12/2026", "72/2015/NĐ-CP", "Chưa thực hiện", "xác nhận"):
        assert words in page
    assert "Hoàn tác" not in page


def seen(plan):
    return {"lan": str(plan.confirmations.latest("pk").pk)}


def test_an_undoing_that_does_not_say_what_it_saw_is_refused(client_of, plan, lan):
    page = client_of(lan).post(reverse("plans:unconfirm", args=[plan.pk])).content.decode()
    assert "Hãy xem lại" in page
    plan.refresh_from_db()
    assert plan.state == Plan.State.CONFIRMED


def test_undoing_asks_first_and_says_what_it_takes_back(client_of, plan, lan):
    client, address = client_of(lan), reverse("plans:unconfirm", args=[plan.pk])
    assert "3 nhiệm vụ sẽ rời danh sách" in client.get(address).content.decode()
    assert client.post(address, seen(plan)).status_code == 302
    plan.refresh_from_db()
    assert plan.state == Plan.State.REVIEW


def test_undoing_with_recorded_work_needs_the_box(client_of, plan, lan):
    plan.tasks.filter(number="1").update(status="done")
    client, address = client_of(lan), reverse("plans:unconfirm", args=[plan.pk])
    assert "Đã có kết quả được ghi" in client.post(address, seen(plan)).content.decode()
    client.post(address, {**seen(plan), "force": "1"})
    plan.refresh_from_db()
    assert plan.state == Plan.State.REVIEW


def test_pages_cost_the_same_for_few_and_many(client_of, province, lan, django_assert_max_num_queries):
    for rows in (5, 200):
        upload = upload_with(province=province, by=lan, rows=many_rows(rows))
        plan = actions.plan_confirm(upload=upload, by=lan, token=review_token(upload.items.all()), with_open=True)
        client = client_of(lan)
        with django_assert_max_num_queries(16):
            assert client.get(reverse("plans:detail", args=[plan.pk])).status_code == 200
        upload_with(province=province, by=lan, rows=many_rows(rows))
        with django_assert_max_num_queries(12):
            assert client.get(reverse("plans:upload")).status_code == 200
        with django_assert_max_num_queries(8):
            assert client.get(reverse("plans:list")).status_code == 200
