"""SIGKILL at every step of what people and workers do: afterwards it is done or not begun, and can be done.

At every commit, at everything that is done to a file, and before every twelfth statement (on PostgreSQL, where each
attempt needs a database of its own, every thirtieth); ``KILL_EVERY=1`` kills before each and takes some minutes.
"""

from __future__ import annotations

import json
import os
import sys

import pytest

from .installation import SERVER
from .killed_actions import SCENARIOS

GROUPS = {
    "files": ["upload", "reading", "reading-a-correction", "reading-a-secret", "discarding"],
    "plans": ["confirming", "undoing", "confirming-a-correction", "undoing-a-correction"],
    "work": ["reporting", "workbook", "succession", "succession-undo"],
}
EVERY = os.environ.get("KILL_EVERY") or ("30" if SERVER else "12")


@pytest.mark.parametrize("group", GROUPS)
def test_killed_anywhere_it_is_done_or_not_begun_and_can_be_done(group, prepared, copy_of):
    office = copy_of(prepared)
    command = [sys.executable, "-m", "nhipcau.upkeep.tests.killing", EVERY, *GROUPS[group]]
    done = office.run(*command, KILLING_SERVER=SERVER)
    assert done.returncode == 0, done.stderr
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["scenario"] for report in reports] == GROUPS[group]
    for report in reports:
        assert report["faults"] == [], report
        assert report["before"] and report["after"] and report["before"] + report["after"] == report["tried"] > 3


def test_each_thing_that_is_killed_belongs_to_a_group():
    assert sorted(SCENARIOS) == sorted(name for names in GROUPS.values() for name in names)
