"""The register as people use it: by mouse, by keyboard, on a phone, with and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import expect

from nhipcau.plans.models import PlanTask, ReportDeadline
from nhipcau.register.tests.office import make_plan, make_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_NAME = "Báo và Phát thanh, Truyền hình tỉnh Lam Hải"
LONG_TITLE = (
    "Tập huấn kỹ năng thông tin đối ngoại và xử lý khủng hoảng truyền thông cho cán bộ, công chức, viên chức làm công "
    "tác thông tin đối ngoại của các sở, ban, ngành, đoàn thể cấp tỉnh và Ủy ban nhân dân các xã, phường; cập nhật "
    "quan điểm, chủ trương của Đảng, chính sách, pháp luật của Nhà nước theo Kế hoạch số 235/KH-UBND ngày 05/01/2026"
)


@pytest.fixture
def plan(province, trade, lead_department):
    plan = make_plan(province)
    make_task(plan, "Tổ chức hội chợ biên giới", lead=[trade], due_on=date(2026, 10, 31), quote="1. Tổ chức hội chợ")
    trade.name = LONG_NAME
    trade.save()
    make_task(
        plan,
        LONG_TITLE,
        lead=[lead_department],
        coordinating=[trade],
        due_on=date(2026, 11, 30),
        group="III. " + LONG_TITLE,
    )
    make_task(plan, "Duy trì chuyên mục", lead=[trade], time_text="Thường xuyên", time_kind="ongoing")
    ReportDeadline.objects.create(plan=plan, what="Báo cáo năm", due_on=date(2026, 11, 25), by="Các sở", text="x")
    return plan


def rows(page):
    return page.locator("table.tasks tbody tr")


def test_filtering_narrows_the_list_at_once_and_stands_in_the_address(plan, lan, open_as):
    page = open_as(lan, "/nhiem-vu/")
    page.locator("summary", has_text="Lọc").click()
    page.get_by_label("Tình trạng").select_option("Quá hạn")
    page.wait_for_url("**trang_thai=qua-han**")
    assert rows(page).count() == 1
    assert "1 trong 3 nhiệm vụ" in page.locator(".page-head").inner_text()
    expect(page.get_by_label("Tình trạng")).to_be_visible()  # the box stays open
    page.locator(".chips a", has_text="Quá hạn").click()
    page.wait_for_url(lambda url: "trang_thai" not in url)
    assert rows(page).count() == 3
    page.go_back()
    assert rows(page).count() == 1


def test_an_officer_opens_a_task_and_reports_it_done(plan, minh, open_as):
    page = open_as(minh)
    page.get_by_role("link", name="Tổ chức hội chợ biên giới").click()
    page.get_by_label("Đã hoàn thành").check()
    page.get_by_label("Ngày hoàn thành").fill("18/11/2026")
    page.get_by_label("Kết quả hoặc lý do").fill("120 gian hàng")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đã lưu.").wait_for()
    assert "Trần Văn Minh" in page.locator(".story").inner_text()
    assert "120 gian hàng" in page.locator(".story").inner_text()
    assert PlanTask.objects.get(title__startswith="Tổ chức hội chợ").finished_on == date(2026, 11, 18)


def test_it_works_without_scripts(plan, minh, open_as):
    page = open_as(minh, "/nhiem-vu/", scripts=False)
    page.locator("summary", has_text="Lọc").click()
    page.get_by_role("link", name="Mở bộ lọc").click()
    page.get_by_label("Từ cần tìm").fill("hoi cho")
    page.get_by_role("button", name="Lọc").click()
    assert rows(page).count() == 1
    page.get_by_role("link", name="Tổ chức hội chợ biên giới").click()
    page.get_by_label("Đang thực hiện").check()
    page.get_by_role("button", name="Lưu").click()
    assert "Đã lưu." in page.locator("main").inner_text()


def test_slash_leads_to_the_search_and_its_hits_are_marked(plan, lan, open_as):
    page = open_as(lan)
    page.keyboard.press("/")
    page.keyboard.type("hoi cho")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/**")
    assert page.locator("mark").first.inner_text() == "hội chợ"


def test_the_keyboard_alone_reaches_a_task(plan, lan, open_as):
    page = open_as(lan, "/nhiem-vu/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    page.keyboard.press("Enter")
    for _step in range(30):
        page.keyboard.press("Tab")
        if "hội chợ" in page.locator(":focus").inner_text():
            break
    outline = page.locator(":focus").evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhiem-vu/*/")


def test_the_menu_of_the_person_closes_with_escape(plan, lan, open_as):
    page = open_as(lan)
    page.locator(".person summary").click()
    assert page.get_by_role("button", name="Đăng xuất").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Đăng xuất").is_visible()


ADDRESSES = ["/", "/nhiem-vu/", "/nhiem-vu/{task}/", "/lich/", "/lich/?nam=2026", "/tien-trinh/", "/tim/?q=tap+huan"]


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280])
def test_no_page_scrolls_sideways(width, plan, lan, son, open_as):
    task = plan.tasks.get(title=LONG_TITLE).pk
    for who in (lan, son):
        page = open_as(who, width=width)
        for address in ADDRESSES:
            page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + address.format(task=task))
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide == 0, f"{address} is {wide} pixels too wide at {width}"


def test_on_a_phone_the_menu_lies_below_and_rows_are_cards(plan, lan, open_as):
    page = open_as(lan, "/nhiem-vu/", width=390)
    assert page.locator("nav.menu").bounding_box()["y"] > 700
    assert page.locator("nav.menu a:visible").count() == 4
    card = rows(page).first.locator("td").first.bounding_box()
    assert card["width"] > 300
    page.locator(".person summary").click()
    assert page.locator(".person").get_by_role("link", name="Cơ quan").is_visible()


def test_on_a_phone_the_calendar_is_a_list_of_the_busy_days(plan, lan, open_as):
    page = open_as(lan, "/lich/", width=390)
    shown = page.locator(".month td:visible .date").all_inner_texts()
    assert [text.split()[0] for text in shown] == ["20/11", "24/11", "25/11", "30/11"]


def test_what_a_thumb_touches_is_large_enough(plan, lan, open_as):
    page = open_as(lan, "/nhiem-vu/", width=390)
    heights = page.locator("nav.menu a, .tabs a, .button").evaluate_all(
        "all => all.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )
    assert heights and min(heights) >= 24


def test_the_timeline_prints_without_the_frame(plan, lan, open_as):
    page = open_as(lan, "/tien-trinh/")
    page.emulate_media(media="print")
    assert page.locator("table.timeline").is_visible()
    assert not page.locator("nav.menu").is_visible()
    assert not page.locator("header.top").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_visitor_signs_in_and_comes_to_the_page_asked_for(plan, minh, chromium, live_server):
    page = chromium.new_page(locale="vi-VN")
    page.goto(f"{live_server.url}/nhiem-vu/?q=bien+gioi")
    page.get_by_label("Tên đăng nhập").fill("minh")
    page.get_by_label("Mật khẩu").fill("minh-mật-khẩu")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/nhiem-vu/?q=bien+gioi")
    assert rows(page).count() == 1
    page.close()


def test_the_task_of_another_agency_is_not_there_for_an_officer(plan, minh, lead_department, chromium, live_server):
    hidden = make_task(plan, "Rà soát người phát ngôn", lead=[lead_department], due_on=date(2026, 12, 1))
    page = chromium.new_page(locale="vi-VN")
    page.goto(f"{live_server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("minh")
    page.get_by_label("Mật khẩu").fill("minh-mật-khẩu")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Việc của tôi").wait_for()
    answer = page.goto(f"{live_server.url}/nhiem-vu/{hidden.pk}/")
    assert answer.status == 404
    told = page.locator("body").inner_text()
    assert "Rà soát" not in told and lead_department.name not in told
    page.go_back()
    page.get_by_role("link", name="Nhiệm vụ", exact=True).first.click()
    rows(page).first.wait_for()
    assert rows(page).filter(has_text="hội chợ").count() == 1
    assert rows(page).filter(has_text="Rà soát").count() == 0
    page.close()
