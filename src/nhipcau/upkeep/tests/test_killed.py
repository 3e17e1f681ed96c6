"""A power cut in the middle: really killed, at many places, and what is found afterwards."""

from __future__ import annotations

import signal
import sys

import pytest

ARCHIVE = "nhipcau.upkeep.archive"
DYING = "nhipcau.upkeep.tests.dying"

BACKUP = [
    ("snapshot:Files.hold", 2),
    ("container:Packer.add", 12),
    ("container:Packer.close", 1),
]
RESTORE = [
    ("staging:Staging.begin", 1),
    ("rows:Table.write", 15),
    ("staging:Staging.take", 4),
    ("staging:Staging.move_into_place", 1),
    ("restoring:set_next_number", 20),
]


def killed(installation, place, nth, *command):
    done = installation.run(sys.executable, "-m", DYING, f"{ARCHIVE}.{place}", str(nth), *command)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize(("place", "nth"), BACKUP)
def test_a_killed_backup_leaves_no_file_and_the_next_one_cleans_up(of_demo, tmp_path, place, nth):
    killed(of_demo, place, nth, "backup", str(tmp_path / "b.tar.gz"))
    assert not (tmp_path / "b.tar.gz").exists()
    done = of_demo.manage("backup", str(tmp_path / "b.tar.gz"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]
    assert [path.name for path in of_demo.files.iterdir()] == ["originals"]


@pytest.mark.parametrize(("place", "nth"), RESTORE)
def test_a_killed_restore_leaves_an_empty_installation_that_can_be_restored_into(
    of_demo, prepared, copy_of, backup, place, nth
):
    empty = copy_of(prepared)
    killed(empty, place, nth, "restore", str(backup))
    assert empty.content()[:2] == (0, 0)
    done = empty.manage("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert empty.content() == of_demo.content()


def test_a_restore_killed_as_its_files_moved_is_begun_anew(of_demo, prepared, copy_of, backup):
    """The narrowest moment: every file in its place, the transaction not yet ended."""
    empty = copy_of(prepared)
    killed(empty, "restoring:Staging.__exit__", 1, "restore", str(backup))
    assert (empty.files / "originals").is_dir()
    assert empty.content()[:2] == (0, 0)
    assert empty.manage("restore", str(backup)).returncode == 0
    assert empty.fingerprint() == of_demo.fingerprint()


def test_a_restore_killed_after_its_transaction_is_whole(of_demo, prepared, copy_of, backup, tmp_path):
    empty = copy_of(prepared)
    killed(empty, "staging:Staging.done", 1, "restore", str(backup))
    assert empty.fingerprint() == of_demo.fingerprint()
    again = empty.manage("restore", str(backup))
    assert "in use" in again.stderr
    assert empty.manage("backup", str(tmp_path / "next.tar.gz")).returncode == 0
    assert not (empty.files / ".restoring").exists(), "a later restore must not take these files for remains"
