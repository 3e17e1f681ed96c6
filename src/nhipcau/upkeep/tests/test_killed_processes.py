"""kill -9 of the processes that production runs: gunicorn as the unit file starts it, and `manage.py worker`."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError

import pytest
from tests.maker import make_plan, render

from .installation import ROOT, copied
from .places import CONFIRMING, READING, UPLOADING
from .processes import WORKER, Browser, answers, free_port, running, until, worker

UNIT = ROOT / "deploy" / "systemd" / "nhipcau-web@.service"
PASSWORD = "nhịp cầu nối những bờ vui"
OFFICE = f"""
from nhipcau.upkeep.tests.killed_actions import lan, office, province
from nhipcau.plans.tests.factory import upload_with
office()
user = lan()
user.set_password({PASSWORD!r})
user.save()
print(*(upload_with(province=province(), by=user).pk for number in range(4)))
"""
PARTS = {"uploads": "plans.upload", "confirmations": "plans.confirmation", "tasks": "plans.plantask"}


class Site:
    """gunicorn, a browser, and somebody who looks at what is in the database and in the folder."""

    def __init__(self, office, stack: ExitStack) -> None:
        self.office, self.stack, self.port = office, stack, free_port()
        self.address, self.lan = f"http://127.0.0.1:{self.port}", Browser()
        self.ready = office.shell(OFFICE).split()
        looking = [sys.executable, "-m", "nhipcau.upkeep.tests.looking"]
        self.looker = stack.enter_context(
            subprocess.Popen(
                looking, env=office.environment(NHIPCAU_MODE="development"), cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )
        )  # fmt: skip
        self.start()
        self.lan.sign_in(self.address, "lan", PASSWORD)

    def start(self) -> None:
        command = re.search(r"^ExecStart=\S+/(gunicorn .*) \S+$", UNIT.read_text(), re.MULTILINE)[1]
        assert "--workers 2" in command
        words = f"{Path(sys.executable).parent}/{command}".replace("%i", str(self.port)).split()
        self.master = self.stack.enter_context(running(self.office, *words, "nhipcau.upkeep.tests.dying_site:site()"))
        until(lambda: answers(f"{self.address}/song/"))

    def look(self, how: str = "now") -> dict:
        print(how, file=self.looker.stdin, flush=True)
        return json.loads(self.looker.stdout.readline())

    def counts(self) -> dict[str, int]:
        looked = self.look()
        assert looked["faults"] == []
        return {part: looked["counts"][label] for part, label in PARTS.items()}

    @contextmanager
    def killed(self, place: str, who: str):
        """Inside, whoever serves the request is killed. It is over when all is as after a restart."""
        order = self.office.folder / "die"
        order.write_text(f"{place} {who}")
        if who == "worker":
            with pytest.raises(OSError) as cut_off:
                yield lambda: until(lambda: not order.exists())
            assert not isinstance(cut_off.value, HTTPError), "an answer came"
        else:
            with suppress(OSError):  # its process lives on until it has noticed, so the answer may still come
                yield None
            self.master.wait(10)
            until(lambda: not answers(f"{self.address}/song/"))
            self.start()
        assert not order.exists(), "nobody came there"

    def send(self, file: tuple[str, bytes], halfway=None) -> str:
        return self.lan.post(self.address, "/ke-hoach/nhap/", {}, file, halfway)

    def confirm(self, pk: str, token: str) -> None:
        path = f"/ke-hoach/nhap/{pk}/xem-lai/xac-nhan/"
        self.lan.post(self.address, path, {"token": token, "with_open": "1"})

    def token(self, pk: str) -> str:
        return re.search(r'name="token" value="([^"]+)"', self.lan.get(self.address, f"/ke-hoach/nhap/{pk}/xem-lai/"))[
            1
        ]


@pytest.fixture(scope="module")
def site(prepared, tmp_path_factory):
    with ExitStack() as stack:
        office = stack.enter_context(copied(prepared, tmp_path_factory.mktemp("killed") / "office"))
        made = Site(office, stack)
        yield made
        made.looker.stdin.close()


def docx(name: str) -> tuple[str, bytes]:
    """A plan, with a picture in it that takes a while to be sent."""
    file = io.BytesIO(render(make_plan(len(name), rows=3), "docx"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/noise.bin", name.encode() * 50_000)
    return f"{name}.docx", file.getvalue()


@pytest.mark.parametrize(("place", "who"), [*((place, "worker") for place in UPLOADING), ("file-in-place", "master")])
def test_an_upload_in_a_killed_process_is_there_whole_or_not_at_all_and_can_be_sent_again(site, place, who):
    file, before = docx(f"{place}-{who}"), site.counts()
    with site.killed(place, who) as happened:
        site.send(file, happened if place == "first-bytes" else None)
    kept = site.counts()["uploads"] - before["uploads"]
    assert kept == (place == "after-commit") or who == "master"
    assert file[0] in site.send(file)
    assert site.counts() == before | {"uploads": before["uploads"] + 1}


@pytest.mark.parametrize(
    ("number", "place", "who"),
    [*((number, place, "worker") for number, place in enumerate(CONFIRMING)), (3, "tasks-written", "master")],
)
def test_a_plan_whose_confirmation_is_killed_is_confirmed_once(site, number, place, who):
    pk, before = site.ready[number], site.counts()
    token = site.token(pk)
    after = before | {"confirmations": before["confirmations"] + 1, "tasks": before["tasks"] + 3}
    with site.killed(place, who):
        site.confirm(pk, token)
    assert site.counts() == (after if place == "answering" else before) or who == "master"
    site.confirm(pk, token)
    assert site.counts() == after


@pytest.mark.parametrize("place", READING)
def test_a_file_whose_reader_is_killed_is_read_once_by_another(site, place):
    name, data = docx(f"read-{place.rpartition('_')[2]}")
    site.send((name, data))
    before = site.counts()
    with running(site.office, sys.executable, "-m", "nhipcau.upkeep.tests.dying", place, "1", *WORKER) as dying:
        assert dying.wait(60) == -9
    assert site.counts() == before
    looked = site.look("later")
    assert (looked["states"][name], looked["faults"]) == ("waiting", [])
    with worker(site.office):
        until(lambda: site.look("states")["states"][name] == "ready")
    assert site.counts() == before
