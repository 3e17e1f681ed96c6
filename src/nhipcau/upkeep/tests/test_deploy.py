"""The files of the production guide agree with the software and with the guide."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from django.core.management import get_commands

from .installation import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_units_start_commands_that_are_there():
    started = {found for unit in UNITS for found in re.findall(r"manage\.py ([\w-]+)", unit.read_text("utf-8"))}
    assert started == {"worker", "backup", "restore", "history_verify"}
    assert started <= set(get_commands())


def test_the_guide_names_units_and_files_that_are_there():
    named = set(re.findall(r"nhipcau-[\w@-]+(?:\.timer|\.service)?", GUIDE))
    units = {re.match(r"[\w-]+@?", unit.name)[0] for unit in UNITS}
    assert {re.match(r"[\w-]+@?", name)[0] for name in named} <= units | {"nhipcau-data"}
    for name in re.findall(r"deploy/([\w.-]+)", GUIDE):
        assert (DEPLOY / name).exists(), name


def test_every_setting_of_the_example_is_explained():
    names = re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "nhipcau.env").read_text("utf-8"), re.MULTILINE)
    assert len(names) >= 8
    ours = [name.removesuffix("_FILE") for name in names if not name.startswith("PG")]
    assert [name for name in ours if f"`{name}`" not in GUIDE] == []


def test_each_timer_has_its_service():
    names = {unit.name for unit in UNITS}
    assert {name.replace(".timer", ".service") for name in names if name.endswith(".timer")} <= names


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    for unit in UNITS:  # the programs need not lie where the guide puts them
        text = unit.read_text("utf-8").replace("/opt/nhipcau/.venv/bin/", "/bin/true ")
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text)
    found = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *found], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
