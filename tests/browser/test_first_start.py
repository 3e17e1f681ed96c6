"""First start as a new user has it: one command in an empty folder of data, then a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    from shots import demo_site

    with demo_site() as address:
        yield address


@pytest.fixture
def page(site, chromium):
    shown = chromium.new_page(base_url=site, viewport={"width": 1280, "height": 800})
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield shown
    shown.close()
    assert faults == []


def test_a_new_user_signs_in_and_finds_her_work(page):
    from shots import sign_in

    page.goto("/")
    assert page.url.endswith("/dang-nhap/?next=/")
    sign_in(page, "lan")
    assert page.locator("h1").inner_text() == "Việc của tôi"
    page.get_by_role("link", name="Nhiệm vụ", exact=True).first.click()
    page.wait_for_selector("tbody tr")
    assert page.locator("tbody tr").count() >= 20


def test_a_phone_shows_the_first_page_without_scrolling_sideways(page):
    from shots import PHONE, sign_in

    page.set_viewport_size(PHONE)
    sign_in(page, "minh")
    for address in ("/", "/nhiem-vu/", "/lich/", "/co-quan/", "/tai-khoan/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_the_worker_reads_what_is_uploaded(page, tmp_path):
    from shots import sign_in

    from nhipcau.demo.plans import IN_REVIEW
    from nhipcau.demo.sample import sample_plan
    from vanban.writing import write_docx

    plan = tmp_path / "Ke hoach thu.docx"
    plan.write_bytes(write_docx(sample_plan(IN_REVIEW)) + b"\0")
    sign_in(page, "lan")
    page.goto("/ke-hoach/nhap/")
    page.set_input_files("input[type=file]", plan)
    row = page.locator("li", has_text=plan.name)
    row.get_by_role("link", name="Xem lại").wait_for(timeout=30_000)
