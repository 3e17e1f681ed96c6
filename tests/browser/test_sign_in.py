"""Signing in in two steps, as somebody with a browser and a phone does it; with and without scripts."""

from __future__ import annotations

import re

import pytest

from nhipcau.accounts import second_factor
from nhipcau.accounts.tests.openid import ISSUER, switch_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def code_of(secret: str, ahead: int = 0) -> str:
    return second_factor.code_at(secret, second_factor.counter_now() + ahead)


def sign_in(page) -> None:
    page.fill("input[name=username]", "son")
    page.fill("input[name=password]", "son-mật-khẩu")
    page.click("main form:not(.languages) button")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_leader_is_led_to_set_it_up_and_then_signs_in_in_two_steps(
    chromium, live_server, son, settings, scripts, width
):
    settings.REQUIRE_SECOND_FACTOR = "leaders-and-administrators"
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 844}, java_script_enabled=scripts
    )
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto("/lich/")
    sign_in(page)
    assert page.locator("h1").inner_text() == "Thiết lập xác thực hai bước"
    assert page.locator("img.qr").bounding_box()["width"] > 180
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.fill("input[name=code]", code_of(secret))
    page.get_by_role("button", name="Bật").click()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("button", name="Tôi đã lưu các mã").click()
    assert "còn 10 mã chưa dùng" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.clear_cookies()

    page.goto("/lich/")
    sign_in(page)
    assert page.locator("h1").inner_text() == "Nhập mã xác thực"
    page.fill("input[name=code]", code_of(secret))  # used up when it was set up
    page.get_by_role("button", name="Đăng nhập").click()
    assert "đã được dùng" in page.locator("main").inner_text()
    page.fill("input[name=code]", code_of(secret, 1))
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile(r"/lich/"))
    context.close()
    assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_common_sign_in_is_reached_by_a_button_and_past_the_security_policy(
    chromium, live_server, settings, monkeypatch, scripts
):
    switch_on(settings, monkeypatch)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=scripts)
    context.route(f"{ISSUER}/**", lambda route: route.fulfill(body="<h1>Dịch vụ</h1>", content_type="text/html"))
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto("/dang-nhap/?next=/lich/")
    page.get_by_role("button", name="Đăng nhập bằng VNeID tỉnh").click()
    page.wait_for_url(f"{ISSUER}/auth?**")
    context.close()
    assert faults == []
