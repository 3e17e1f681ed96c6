"""`make shots`: the main screens with demo data, at 1280 and 390 pixels, as small PNG files in docs/pictures."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PORT = os.environ.get("PORT") or "8109"
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "Lam-Hai-2026"  # noqa: S105 - the demo's printed password
WIDTHS = {"desktop": (1280, 860), "phone": (390, 844)}
COLOURS = 255  # of the palette: flat screens look the same with few, and the files stay small

# name of the picture -> who looks, and at which address; after "->" the first link there that fits the pattern
SCREENS = {
    "home": ("minh", "/"),
    "home-specialist": ("lan", "/"),
    "home-leader": ("son", "/"),
    "review": ("lan", r"/ke-hoach/nhap/ -> /ke-hoach/nhap/\d+/xem-lai/"),
    "tasks": ("lan", "/nhiem-vu/"),
    "task": ("lan", r"/nhiem-vu/ -> /nhiem-vu/\d+/"),
    "calendar": ("lan", "/lich/"),
    "calendar-year": ("lan", "/lich/?nam=2026"),
    "timeline": ("lan", "/tien-trinh/?theo=nhom"),
}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("Chromium is missing. Install it: sudo apt install chromium", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, site(Path(data)), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for device, size in WIDTHS.items():
            take_all(browser, device, size)
        browser.close()
    return 0


@contextmanager
def site(data: Path) -> Iterator[None]:
    """The site with fresh demo data, until the pictures are taken."""
    environment = os.environ | {
        "DATA_DIR": str(data),
        "NHIPCAU_MODE": "demo",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONWARNINGS": "ignore",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--no-input"], ["load_demo"]):
        subprocess.run([*manage, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    gunicorn = [str(Path(sys.executable).parent / "gunicorn"), "--bind", f"127.0.0.1:{PORT}", "nhipcau.config.wsgi"]
    server = subprocess.Popen(gunicorn, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_until_it_answers()
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_until_it_answers(seconds: int = 30) -> None:
    for _try in range(seconds * 5):
        try:
            urlopen(SITE, timeout=5).close()
            return
        except URLError:
            time.sleep(0.2)
    raise SystemExit(f"The site did not start on port {PORT}.")


def take_all(browser: Browser, device: str, size: tuple[int, int]) -> None:
    pages: dict[str, Page] = {}
    for name, (who, address) in SCREENS.items():
        if who not in pages:
            pages[who] = signed_in(browser, who, size)
        open_screen(pages[who], address)
        picture = PICTURES / f"{name}-{device}.png"
        pages[who].screenshot(path=picture)
        make_small(picture)
        print(f"{picture.relative_to(ROOT)} {picture.stat().st_size // 1024} KB")


def signed_in(browser: Browser, who: str, size: tuple[int, int]) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="vi-VN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{SITE}/dang-nhap/")
    page.locator("[name=username]").fill(who)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(f"{SITE}/")
    return page


def open_screen(page: Page, address: str) -> None:
    """ "/nhiem-vu/ -> /nhiem-vu/\\d+/" opens the list and then its first link that fits."""
    start, _arrow, pattern = address.partition(" -> ")
    page.goto(SITE + start)
    if pattern:
        links = page.locator("main a").evaluate_all("links => links.map(link => link.pathname)")
        page.goto(SITE + next(link for link in links if re.fullmatch(pattern, link)))
    page.wait_for_load_state("networkidle")


def make_small(picture: Path) -> None:
    Image.open(picture).convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
