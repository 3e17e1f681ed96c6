"""From one installation into another and back out: everything is there, or nothing was touched."""

from __future__ import annotations

import shutil
import sys

import pytest

from .installation import ROOT, SERVER, Installation, database


def refused(installation, path, *options):
    """The sentence of a refusal, after which everything is as it was."""
    before = installation.content()
    done = installation.manage("restore", str(path), *options)
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: ")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert installation.content() == before
    return done.stderr


def test_an_encrypted_backup_comes_back_whole_with_its_files_and_its_numbers(of_demo, prepared, copy_of, tmp_path):
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("nhịp cầu nối những bờ vui\n")
    path = tmp_path / "backup.tar.gz.age"
    made = of_demo.manage("backup", str(path), "--encrypt", "--passphrase-file", str(passphrase))
    assert made.returncode == 0, made.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    empty = copy_of(prepared)
    assert "encrypted" in refused(empty, path)
    done = empty.manage("restore", str(path), BACKUP_PASSPHRASE_FILE=str(passphrase))
    assert done.returncode == 0, done.stderr
    assert empty.fingerprint() == of_demo.fingerprint()
    # A number that the log may still name is not given to something new.
    highest = "from nhipcau.plans.models import {0}; print({0}.objects.create({1}).pk)"
    new_plan = highest.format("Plan", "province_id=1")
    assert (
        int(empty.shell(new_plan))
        == int(of_demo.shell("from nhipcau.plans.models import Plan; print(Plan.objects.order_by('-pk')[0].pk)")) + 1
    )


def test_what_is_in_use_is_not_restored_into(of_demo, backup):
    assert "in use" in refused(of_demo, backup)


def test_attempts_that_failed_and_backups_of_nothing_do_not_count_as_use(prepared, copy_of, backup, tmp_path):
    empty = copy_of(prepared)
    refused(empty, tmp_path)
    assert empty.manage("backup", str(tmp_path)).returncode == 0
    assert empty.manage("restore", str(backup)).returncode == 0


def test_a_folder_with_files_is_not_restored_into(prepared, copy_of, backup):
    empty = copy_of(prepared)
    (empty.files / "originals").mkdir(parents=True)
    (empty.files / "originals" / "x").write_text("somebody's")
    assert "There are files in" in refused(empty, backup)


def test_a_disk_that_takes_no_more_ends_in_a_sentence(prepared, copy_of, backup):
    """No file may grow over some kilobytes: the database's on SQLite, the uploaded ones on PostgreSQL."""
    empty = copy_of(prepared)
    before = empty.content()
    blocks = 8 if SERVER else 200  # of 512 bytes; SQLite needs some to open the database at all
    limited = f"ulimit -f {blocks}; exec {sys.executable} {ROOT}/manage.py restore {backup}"
    done = empty.run("sh", "-c", limited)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1), done.stderr
    assert done.stderr.startswith("CommandError: ")
    assert empty.content() == before


def test_a_database_that_is_not_migrated_says_so(tmp_path, backup):
    with database() as address:
        bare = Installation(tmp_path / "bare", address)
        done = bare.manage("restore", str(backup))
        assert "migrate" in done.stderr


def test_a_backup_is_never_written_over(of_demo, backup):
    before = backup.stat().st_mtime_ns
    assert "already" in of_demo.manage("backup", str(backup)).stderr
    assert backup.stat().st_mtime_ns == before


def test_of_a_folder_only_the_newest_are_kept(of_demo, tmp_path):
    for year in (2023, 2024, 2025):
        (tmp_path / f"nhipcau-{year}0101T000000+0700.tar.gz").touch()
    (tmp_path / "notes.txt").touch()
    assert of_demo.manage("backup", str(tmp_path), "--keep", "2").returncode == 0
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 3
    assert left[0] == "nhipcau-20250101T000000+0700.tar.gz"
    assert left[2] == "notes.txt"


def test_a_drill_restores_aside_and_leaves_only_its_outcome(of_demo, copy_of, tmp_path):
    live = copy_of(of_demo)
    assert live.manage("backup", str(tmp_path)).returncode == 0
    live.shell("from nhipcau.plans.models import PlanTask; PlanTask.objects.all()[0].delete()")
    before = live.fingerprint()
    done = live.manage("restore", "--drill", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "same hash" in done.stdout
    assert "plans.plantask: " in done.stdout, "what has changed since is told"
    assert live.fingerprint() == before
    assert not list(live.folder.glob("drill-*"))
    told = live.shell("from nhipcau.upkeep.models import Run; print([(r.kind, r.good) for r in Run.objects.all()])")
    assert told.startswith("[('drill', True), ('backup', True)")
    (spoiled := next(tmp_path.glob("nhipcau-*"))).write_bytes(b"spoiled")
    failed = live.manage("restore", "--drill", str(spoiled))
    assert "not a backup" in failed.stderr
    assert live.shell("from nhipcau.upkeep.models import Run; print(Run.objects.first().good)") == "False"


def test_rows_move_to_another_database_and_the_proof_is_printed(of_demo, prepared, copy_of, tmp_path):
    """On SQLite to a further file; on PostgreSQL to SQLite and back."""
    there = tmp_path / "there.sqlite3"
    done = of_demo.manage("move", "--to", f"sqlite://{there}")
    assert done.returncode == 0, done.stderr
    assert "are the same on both sides" in done.stdout
    again = of_demo.manage("move", "--to", f"sqlite://{there}")
    assert "in use" in again.stderr
    if SERVER:
        laptop = Installation(tmp_path / "laptop", f"sqlite://{there}")
        shutil.copytree(of_demo.files, laptop.files)
        with database() as address:
            back = laptop.manage("move", "--to", address)
            assert back.returncode == 0, back.stderr
            office = Installation(laptop.folder, address)
            assert office.fingerprint() == of_demo.fingerprint()


def test_who_works_during_a_backup_is_not_held_up_and_does_not_show_in_it(of_demo, copy_of):
    live = copy_of(of_demo)
    told = live.shell(
        "from pathlib import Path\n"
        "from threading import Thread\n"
        "from django.conf import settings\n"
        "from django.db import connection\n"
        "from nhipcau.plans.models import ReviewItem, Upload\n"
        "from nhipcau.upkeep.archive.snapshot import Files, held_still\n"
        "def work():\n"
        "    ReviewItem.objects.all()[0].delete()\n"
        "    Path(Upload.objects.first().file.path).unlink()\n"
        "    connection.close()\n"
        "with Files(Path(settings.MEDIA_ROOT)) as files:\n"
        "    files.hold()\n"
        "    with held_still(connection):\n"
        "        files.hold()\n"
        "        rows, names = ReviewItem.objects.count(), files.names()\n"
        "        other = Thread(target=work)\n"
        "        other.start()\n"
        "        other.join(10)\n"
        "        print(other.is_alive(), ReviewItem.objects.count() - rows, files.names() == names)\n"
        "        print(all(files.path(name).exists() for name in names))\n"
        "print(ReviewItem.objects.count() - rows)\n"
    )
    assert told.split() == ["False", "0", "True", "True", "-1"]


@pytest.mark.postgres
def test_what_postgresql_cannot_hold_is_named_and_nothing_moves(of_demo, tmp_path):
    laptop = Installation(tmp_path / "laptop")
    for command in (["migrate", "--verbosity", "0"], ["load_demo", "--verbosity", "0"]):
        assert laptop.manage(*command).returncode == 0
    laptop.shell("from nhipcau.plans.models import Plan; Plan.objects.update(place='x' * 500)")
    with database() as address:
        office = Installation(tmp_path / "office", address)
        done = laptop.manage("move", "--to", address)
        assert "plans.plan does not fit into this database: value too long" in done.stderr
        assert office.content()[:2] == (0, 0)


def test_the_database_protects_the_log_after_a_restore(prepared, copy_of, backup):
    empty = copy_of(prepared)
    assert empty.manage("restore", str(backup)).returncode == 0
    asked = "from django.db import connection\nfrom nhipcau.history.protection import is_protected\n"
    assert empty.shell(f"{asked}print(is_protected(connection))") == "True"
