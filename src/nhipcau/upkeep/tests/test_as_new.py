"""After a restore or a move the database is, beside its rows, what a new installation is."""

from __future__ import annotations

import shutil
import sqlite3

import psycopg
import pytest

from nhipcau.upkeep.archive.writing import Report
from nhipcau.upkeep.management.commands import move

from .installation import SERVER, Installation, database
from .shape import execute, numbers_that_lag, shape, without_statistics

# What migrate writes down, and the run itself, which is kept last.
UNKNOWN = {"django_migrations", "upkeep_run"}


def assert_as_new(made, new, original):
    found, wanted = shape(made.database), shape(new)
    assert found.keys() == wanted.keys()
    for part in found:
        assert found[part] == wanted[part], part
    assert without_statistics(made.database) <= UNKNOWN
    if not made.database.startswith("sqlite"):
        assert numbers_that_lag(made.database) == []
    assert made.fingerprint() == original.fingerprint()
    made.shell(
        "from django.core.management import call_command\n"
        "call_command('search_check')\n"  # the index of search holds what the rows say
        "call_command('history_verify')\n"
    )
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="only ever added to"):
        execute(made.database, "DELETE FROM history_entry")


def test_what_was_restored_is_as_new(of_demo, prepared, copy_of, backup):
    made = copy_of(prepared)
    done = made.manage("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert_as_new(made, prepared.database, of_demo)


def test_what_was_moved_is_as_new(of_demo, prepared, tmp_path):
    """From SQLite to SQLite; on PostgreSQL there and back, and the way there is the one that provinces go."""
    laptop = Installation(tmp_path / "laptop")
    assert of_demo.manage("move", "--to", laptop.database).returncode == 0
    shutil.copytree(of_demo.files, laptop.files)
    new = Installation(tmp_path / "new")
    assert new.manage("migrate", "--verbosity", "0").returncode == 0
    assert_as_new(laptop, new.database, of_demo)
    if SERVER:
        with database() as address:
            assert laptop.manage("move", "--to", address).returncode == 0
            assert_as_new(Installation(laptop.folder, address), prepared.database, of_demo)


ALTERING = {
    "sqlite": "CREATE TRIGGER altering AFTER INSERT ON plans_plantask WHEN new.id % 7 = 0 "
    "BEGIN UPDATE plans_plantask SET title = 'x' WHERE id = new.id; END",
    "postgresql": "CREATE FUNCTION altering() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF new.id % 7 = 0 THEN new.title = 'x'; END IF; RETURN new; END $$;"
    "CREATE TRIGGER altering BEFORE INSERT ON plans_plantask FOR EACH ROW EXECUTE FUNCTION altering()",
}


def test_a_database_that_gives_back_other_rows_is_named_and_left_empty(of_demo, tmp_path):
    with database() as address:
        there = Installation(tmp_path / "there", address)
        assert there.manage("migrate", "--verbosity", "0").returncode == 0
        execute(there.database, ALTERING["postgresql" if SERVER else "sqlite"])
        done = of_demo.manage("move", "--to", there.database)
        assert done.returncode == 1
        assert "gives back other rows of plans.plantask than were restored" in done.stderr
        assert there.content()[:2] == (0, 0)


def test_a_table_that_differs_is_named_in_the_report(monkeypatch, capsys):
    """Should a mistake of ours let it through, the two columns of the report still show it."""
    here = {"rows": 2, "sha256": "aa" * 32, "last_number": 2}
    report = Report(tables={"plans.plan": here, "plans.plantask": here, "plans.upload": here})
    there = {"plans.plan": here, "plans.plantask": here | {"sha256": "bb" * 32}}
    monkeypatch.setattr(move, "move", lambda *_: (report, {"tables": there}))
    with pytest.raises(move.CommandError, match="Do not use the new one"):
        move.Command().handle(to="sqlite:///x")
    words = {line.split()[0]: line.split()[-1] for line in capsys.readouterr().out.splitlines()}
    assert words == {"plans.plan": "same", "plans.plantask": "DIFFERS", "plans.upload": "DIFFERS"}


def test_a_folder_without_backups_says_so(of_demo, tmp_path):
    done = of_demo.manage("restore", "--drill", str(tmp_path))
    assert f"There is no backup in {tmp_path}. Make one first" in done.stderr
