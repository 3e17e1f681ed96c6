"""From a file to the register as a specialist does it: by drop, by mouse, by keyboard, on a phone, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLANS
from django.urls import reverse
from playwright.sync_api import Page, expect

from nhipcau.organizations.models import Agency
from nhipcau.plans import actions
from nhipcau.plans.models import Plan, PlanTask, Upload
from nhipcau.plans.queries import review_token
from nhipcau.plans.tests.factory import ROWS, finding, row_of, time_doubt, upload_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CORRECTED = """ỦY BAN NHÂN DÂN TỈNH LAM HẢI

Số: 12/KH-UBND

Lam Hải, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Công tác thông tin đối ngoại năm 2026

I. NỘI DUNG

1. Tổ chức họp báo công bố thông tin quý
- Cơ quan chủ trì: Sở Ngoại vụ
- Cơ quan phối hợp: Sở Công Thương
- Thời gian: Quý III/2026

2. Dịch cẩm nang đầu tư sang tiếng Hàn
- Cơ quan chủ trì: Sở Công Thương
- Thời gian: Tháng 12/2026
"""


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def doubtful(province, lan, trade: Agency) -> Upload:
    return upload_with(province=province, by=lan, doubts={0: time_doubt(1), 1: time_doubt()}, findings=(finding(),))


def review_of(upload: Upload) -> str:
    return reverse("plans:review", args=[upload.pk])


def count_left(page: Page) -> str:
    return page.locator(".counts").inner_text().split("Đã khớp")[0].strip()


@pytest.mark.plans
@pytest.mark.parametrize(
    ("file", "tasks"), [("hanoi-2023.docx", 49), ("hcmc-2022.pdf", 15), ("tuyenquang-2022.txt", 5)]
)
def test_a_real_plan_becomes_a_register(open_as: Callable[..., Page], lan, file: str, tasks: int) -> None:
    page = open_as(lan, reverse("plans:upload"))
    page.set_input_files("#files", PLANS / file)
    page.get_by_role("link", name="Xem lại và xác nhận").click()
    assert f"Tạo {tasks} nhiệm vụ" in page.locator(".what-it-does").inner_text()
    assert page.locator(".paper .u").count() > tasks
    page.locator("summary", has_text="Xác nhận").click()
    page.get_by_label("Tôi biết và vẫn xác nhận").check()
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))
    assert PlanTask.objects.count() == tasks
    page.get_by_role("link", name="Xem các nhiệm vụ").click()
    assert PlanTask.objects.all()[0].title[:40] in page.locator("main").inner_text()


@pytest.mark.plans
def test_a_secret_plan_is_refused_and_a_scan_says_what_to_do(open_as: Callable[..., Page], lan, settings) -> None:
    settings.UPLOAD_OCR = False
    page = open_as(lan, reverse("plans:upload"))
    page.set_input_files("#files", PLANS / "hcmc-2022-mat.docx")
    assert "không có nội dung nào được lưu lại" in page.locator(".messages").inner_text()
    assert not Upload.objects.exists()
    page.set_input_files("#files", PLANS / "hanoi-2023-scan.pdf")
    page.wait_for_url(re.compile(r"/ke-hoach/nhap/\d+/$"))
    assert "bản quét" in page.locator("main").inner_text()


def test_a_doubt_is_answered_and_the_count_falls_to_zero(open_as: Callable[..., Page], lan, doubtful: Upload) -> None:
    page = open_as(lan, review_of(doubtful))
    assert count_left(page) == "Cần xem 3"
    page.get_by_role("button", name="Dùng “Tháng 11/2026”").first.click()
    expect(page.locator(".to-see b")).to_have_text("2")
    assert row_of(doubtful, "1").values["time_text"] == "Tháng 11/2026"
    expect(page.locator(f"#muc-{row_of(doubtful, '2').pk}.lit")).to_be_visible()  # it went on by itself
    page.keyboard.press("Enter")
    expect(page.locator(".to-see b")).to_have_text("1")
    page.get_by_role("button", name="Đã xem").click()
    page.wait_for_selector(".all-seen")
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))
    assert PlanTask.objects.count() == 3


def test_a_row_is_corrected_by_keyboard_with_its_phrase_read_meanwhile(
    open_as: Callable[..., Page], lan, doubtful: Upload
) -> None:
    page = open_as(lan, review_of(doubtful))
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".editing [name=time_text]").fill("trước ngày 15/11")
    expect(page.locator("[data-means=time_text]")).to_contain_text("15/11/2026")
    page.locator(".editing [name=coordinating]").last.fill("Sở Ngoại vụ")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_selector(".settled")
    values = row_of(doubtful, "2").values
    assert (values["time"]["end"], values["coordinating"][0]["text"]) == ("2026-11-15", "Sở Ngoại vụ")


def test_escape_leaves_a_row_as_it_was(open_as: Callable[..., Page], lan, doubtful: Upload) -> None:
    page = open_as(lan, review_of(doubtful))
    page.keyboard.press("e")
    page.locator(".editing [name=title]").fill("Khác")
    page.keyboard.press("Escape")
    page.wait_for_selector(".editing", state="detached")
    assert row_of(doubtful, "1").values["title"] == ROWS[0][1]


def test_each_side_lights_up_the_other(open_as: Callable[..., Page], lan, doubtful: Upload) -> None:
    page = open_as(lan, review_of(doubtful))
    third = row_of(doubtful, "3")
    page.locator(f'.paper a.u[data-item="{third.pk}"]').first.click()
    card = page.locator(f"#muc-{third.pk}")
    assert card.is_visible() and "lit" in (card.get_attribute("class") or "")  # its closed group has opened
    second = row_of(doubtful, "2")
    page.locator(f"#muc-{second.pk} .number").click()
    assert page.locator(f'.paper tr.here[data-item="{second.pk}"]').count() == 1


def test_selected_words_of_the_document_become_a_task(open_as: Callable[..., Page], lan, doubtful: Upload) -> None:
    page = open_as(lan, review_of(doubtful))
    page.locator("#b4").select_text()
    page.locator(".add-chosen").click()
    assert page.locator("[name=title]").input_value() == "Câu này không thuộc phần nào của kế hoạch."
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url(re.compile("xem-lai"))
    assert doubtful.items.filter(kind="task").count() == 4


def test_it_works_without_scripts(open_as: Callable[..., Page], lan, doubtful: Upload) -> None:
    page = open_as(lan, review_of(doubtful), scripts=False)
    page.get_by_role("button", name="Giữ “Tháng 10/2026”").first.click()
    assert page.url.endswith(f"#muc-{row_of(doubtful, '1').pk}")
    page.locator(f"#muc-{row_of(doubtful, '2').pk} .edit").click()
    page.locator("[name=title]").fill("Tên đã sửa")
    page.get_by_role("button", name="Lưu").click()
    assert row_of(doubtful, "2").values["title"] == "Tên đã sửa"
    assert count_left(page) == "Cần xem 1"


def test_a_corrected_file_shows_what_changed_and_keeps_what_was_entered(
    open_as: Callable[..., Page], lan, trade: Agency, province, tmp_path: Path
) -> None:
    upload = upload_with(province=province, by=lan)
    plan = actions.plan_confirm(upload=upload, by=lan, token=review_token(upload.items.all()))
    plan.tasks.filter(number="1").update(status=PlanTask.Status.IN_PROGRESS)
    file = tmp_path / "ban-sua.txt"
    file.write_text(CORRECTED)
    page = open_as(lan, reverse("plans:corrected", args=[plan.pk]))
    page.set_input_files("#files", file)
    page.get_by_role("link", name="Xem lại và xác nhận").click()
    told = page.locator(".notes").inner_text()
    assert "thêm mới 1" in told and "thay đổi 1" in told and "không còn 2" in told
    page.get_by_role("button", name="Giữ lại").first.click()
    page.get_by_role("button", name="Đưa ra khỏi kế hoạch").last.click()
    expect(page.locator(".to-see b")).to_have_text("2")
    page.reload()
    page.get_by_role("button", name="chỗ chắc chắn").click()
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))
    live = Plan.objects.get().tasks.filter(withdrawn_at=None)
    assert live.count() == 3
    kept = live.get(title=ROWS[0][1])
    assert (kept.time_text, kept.status) == ("Quý III/2026", PlanTask.Status.IN_PROGRESS)


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_quote_stands_below(
    open_as: Callable[..., Page], lan, doubtful: Upload
) -> None:
    for address in (review_of(doubtful), reverse("plans:upload"), reverse("plans:list")):
        page = open_as(lan, address, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    page = open_as(lan, review_of(doubtful), width=390)
    card = page.locator(f"#muc-{row_of(doubtful, '1').pk}")
    values, quote = card.locator(".values").bounding_box(), card.locator("blockquote").bounding_box()
    assert values and quote and values["y"] < quote["y"]
    page.get_by_role("button", name="Dùng “Tháng 11/2026”").first.click()
    expect(page.locator(".to-see b")).to_have_text("2")
