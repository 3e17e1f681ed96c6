"""`make shots`: pictures of the main screens of a fresh demo, as each role sees them, into docs/pictures/."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "Lam-Hai-2026"  # noqa: S105 - of the demo
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

# name: who looks, at which address, on what; "link:…" follows the first link that leads there.
SHOTS = {
    "login": ("", "/dang-nhap/", DESKTOP),
    "home": ("lan", "/", DESKTOP),
    "plans": ("lan", "/ke-hoach/", DESKTOP),
    "upload": ("lan", "/ke-hoach/nhap/", DESKTOP),
    "review": ("lan", "link:/ke-hoach/nhap/ a[href*='/xem-lai/']", DESKTOP),
    "plan": ("lan", "link:/ke-hoach/?nam=2026 main table a[href^='/ke-hoach/']", DESKTOP),
    "tasks": ("lan", "/nhiem-vu/", DESKTOP),
    "task": ("lan", "link:/nhiem-vu/ th a[href^='/nhiem-vu/']", DESKTOP),
    "calendar": ("lan", "/lich/", DESKTOP),
    "timeline": ("lan", "/tien-trinh/", DESKTOP),
    "search": ("lan", "/tim/?q=bao+chi", DESKTOP),
    "agencies": ("an", "/co-quan/", DESKTOP),
    "people": ("an", "/can-bo/", DESKTOP),
    "home-leader": ("son", "/", DESKTOP),
    "home-english": ("nga", "/", DESKTOP),
    "home-phone": ("minh", "/", PHONE),
    "tasks-phone": ("lan", "/nhiem-vu/", PHONE),
    "review-phone": ("lan", "link:/ke-hoach/nhap/ a[href*='/xem-lai/']", PHONE),
}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("Chromium is missing. Install it: sudo apt install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or list(SHOTS)
    with demo_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in wanted:
            take(browser, site, name, *SHOTS[name])
        browser.close()
    return 0


@contextmanager
def demo_site() -> Iterator[str]:
    """The site as `make run` starts it, with new demo data, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        variables = os.environ | {"DATA_DIR": folder, "PORT": str(port), "NHIPCAU_MODE": "demo"}
        command = [sys.executable, str(ROOT / "scripts" / "serve.py")]
        server = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/dang-nhap/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        if server.poll() is not None:
            sys.exit("The site did not start.")
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own machine
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit("The site did not answer within a minute.")


def take(browser: Browser, site: str, name: str, user: str, address: str, size: dict[str, int]) -> None:
    page = browser.new_page(viewport=size, base_url=site, locale="vi-VN")  # type: ignore[arg-type]
    if user:
        sign_in(page, user)
    if address.startswith("link:"):
        start, selector = address.removeprefix("link:").split(" ", 1)
        page.goto(start)
        address = page.locator(selector).first.get_attribute("href") or "/"
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    print(name, page.title())
    page.close()


def sign_in(page: Page, user: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button:not(.link)")
    page.wait_for_url("**/")


if __name__ == "__main__":
    sys.exit(main())
