"""Processes as production runs them, and a browser that speaks with them."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar

from .installation import ROOT, Installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(installation: Installation, *command: str):
    process = subprocess.Popen(
        command,
        env=installation.environment(NHIPCAU_MODE="development"),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


WORKER = ("worker", "--interval", "0.2")


def worker(installation):
    return running(installation, sys.executable, str(ROOT / "manage.py"), *WORKER)


def until(what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("It took too long.")


class Browser:
    """Signed in through one web process; the other knows the same session."""

    form = "/dang-nhap/"  # a page that has a token for forms

    def __init__(self) -> None:
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def sign_in(self, site: str, username: str, password: str) -> None:
        self.post(site, "/dang-nhap/", {"username": username, "password": password})
        self.form = "/ke-hoach/nhap/"

    def get(self, site: str, path: str) -> str:
        with self.open(f"{site}{path}") as response:
            return response.read().decode()

    def post(
        self,
        site: str,
        path: str,
        fields: dict[str, str],
        file: tuple[str, bytes] | None = None,
        halfway: Callable[[], object] | None = None,
    ) -> str:
        """``halfway`` is called when half of it was sent, and the rest is sent when it comes back."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(site, self.form))
        fields |= {"csrfmiddlewaretoken": token[1]}
        data, kind = urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
        if file:
            data, kind = multipart(fields, *file)
        headers = {"Content-Type": kind, "Content-Length": str(len(data))}
        sent = halves(data, halfway) if halfway else data
        with self.open(urllib.request.Request(f"{site}{path}", sent, headers)) as response:  # noqa: S310
            return response.read().decode()


def halves(data: bytes, halfway: Callable[[], object]) -> Iterator[bytes]:
    yield data[: len(data) // 2]
    halfway()
    yield data[len(data) // 2 :]


def multipart(fields, name, data):
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    parts.append(f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode() + data)
    return b"".join(
        b"--cut\r\n" + part + b"\r\n" for part in parts
    ) + b"--cut--\r\n", "multipart/form-data; boundary=cut"


def answers(address):
    try:
        with urllib.request.urlopen(address) as response:  # noqa: S310
            return response.read() == b"ok\n"
    except OSError:
        return False
