"""`history_verify` on an installation as it really is: with triggers, a key of its own and a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest

from .installation import Installation

REFUSAL = "only ever added to"
SQLITE_FREE = ("DROP TRIGGER history_entry_kept", "DROP TRIGGER history_entry_whole")
POSTGRESQL_FREE = ("ALTER TABLE history_entry DISABLE TRIGGER USER",)


@contextmanager
def raw(installation: Installation) -> Iterator[Any]:
    """The database as anyone with its password has it."""
    if installation.database.startswith("sqlite"):
        with closing(sqlite3.connect(installation.folder / "nhipcau.sqlite3", isolation_level=None)) as connection:
            yield connection
    else:
        with psycopg.connect(installation.database, autocommit=True) as connection:
            yield connection


def tamper(installation: Installation, *statements: str) -> None:
    with raw(installation) as connection:
        for free in SQLITE_FREE if installation.database.startswith("sqlite") else POSTGRESQL_FREE:
            connection.execute(free)
        for statement in statements:
            connection.execute(statement)


def test_a_real_installation_has_an_unbroken_and_protected_log(of_demo, copy_of):
    live = copy_of(of_demo)
    done = live.manage("history_verify")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The log is unbroken")
    told = live.shell("from nhipcau.upkeep.models import Run; print(Run.objects.get(kind='log').data['log'])")
    assert told.startswith("{'seal'") or told.startswith("{'number'")
    for change in ("UPDATE history_entry SET action = 'x' WHERE number = 1", "DELETE FROM history_entry"):
        with raw(live) as connection, pytest.raises((sqlite3.Error, psycopg.Error), match=REFUSAL):
            connection.execute(change)


def test_an_altered_entry_ends_the_command_with_status_1_and_its_name(of_demo, copy_of):
    live = copy_of(of_demo)
    tamper(live, "UPDATE history_entry SET action = 'plans.closed' WHERE number = 2")
    done = live.manage("history_verify")
    assert done.returncode == 1
    assert done.stderr.startswith("Entry 2 (")
    assert "The log is broken: 1 finding." in done.stderr
    assert "does not protect the log" in done.stdout
    assert live.manage("migrate", "--verbosity", "0").returncode == 0
    assert "does not protect" not in live.manage("history_verify").stdout, "migrate lays the triggers down again"


def test_a_cut_off_end_is_known_from_a_backup_from_an_earlier_check_and_from_a_note(of_demo, copy_of, backup):
    live = copy_of(of_demo)
    head = live.manage("history_verify").stdout.strip().splitlines()[-1]
    tamper(live, "DELETE FROM history_entry WHERE number > 5")
    known = live.manage("history_verify")
    assert "the log of" in known.stderr
    assert "was cut off" in known.stderr
    tamper_runs = "DELETE FROM upkeep_run"
    with raw(live) as connection:
        connection.execute(tamper_runs)
    assert live.manage("history_verify").returncode == 0, "the database alone cannot know"
    for noted in (("--backup", str(backup)), ("--head", head), ("--head", head[: head.index(":") + 17])):
        done = live.manage("history_verify", *noted)
        assert done.returncode == 1
        assert "was cut off" in done.stderr


def test_a_restored_log_is_unbroken_under_another_key(of_demo, prepared, copy_of, backup):
    empty = copy_of(prepared)
    assert empty.manage("restore", str(backup), SECRET_KEY="another " * 10).returncode == 0
    done = empty.manage("history_verify", "--backup", str(backup), SECRET_KEY="another " * 10)
    assert done.returncode == 0, done.stderr
    assert "a key that is not here any more" in done.stdout
    assert "The log is unbroken" in done.stdout


def test_a_note_is_written_as_the_command_prints_it(of_demo):
    assert "NUMBER:SEAL" in of_demo.manage("history_verify", "--head", "12:abc").stderr
