"""Finding by keyboard and by mouse: suggestions while one types, the page of hits on every width."""

import pytest

from nhipcau.register.tests.office import make_plan, make_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fair(province, trade):
    plan = make_plan(province)
    make_task(plan, "Tập huấn kỹ năng", lead=[trade])
    return make_task(plan, "Tổ chức hội chợ biên giới", lead=[trade])


def typed(page, words):
    """These words in the box, and the suggestions for them on the page."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator(".suggestions a").first.wait_for()
    return page.locator(".suggestions a")


def test_the_keyboard_goes_down_into_the_suggestions_and_opens_one(fair, lan, open_as):
    page = open_as(lan)
    found = typed(page, "hoi ch")
    assert found.first.locator("mark").all_inner_texts() == ["hội chợ"]
    page.keyboard.press("ArrowDown")
    assert found.first.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert page.locator("#site-search").evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/nhiem-vu/{fair.pk}/")


def test_a_click_opens_a_suggestion(fair, lan, open_as):
    page = open_as(lan)
    typed(page, "hội chợ").first.click()
    page.wait_for_url(f"**/nhiem-vu/{fair.pk}/")


def test_escape_closes_the_suggestions_and_enter_seeks_what_was_typed(fair, lan, open_as):
    page = open_as(lan)
    found = typed(page, "hoi cho")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert found.count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/?q=hoi+cho")
    assert page.locator("main mark").all_inner_texts() == ["hội chợ"]


def test_suggestions_go_when_nothing_begins_so(fair, lan, open_as):
    page = open_as(lan)
    found = typed(page, "hoi ch")
    page.keyboard.type("zz")
    found.first.wait_for(state="detached")


@pytest.mark.parametrize("width", [390, 1280])
def test_very_many_hits_with_long_names_stay_in_the_page(width, fair, lan, open_as):
    long = (
        "Phối hợp tuyên truyền, quảng bá hội chợ thương mại, du lịch biên giới với các cơ quan, đơn vị liên quan " * 3
    )
    for number in range(60):
        make_task(fair.plan, f"{long}{number}")
    page = open_as(lan, "/tim/?q=hội+chợ&loai=nhiem-vu", width=width)
    assert page.locator(".rows.found > li").count() == 25
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".pager a[rel=next]").click()
    page.wait_for_url("**trang=2**")
    assert page.locator(".rows.found > li").count() == 25
