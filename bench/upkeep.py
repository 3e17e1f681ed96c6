"""Backup and restore of a province of full size, with its files, beside what the databases bring themselves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from scripts.suite import postgres_folder, private_postgres

from nhipcau.upkeep.tests.installation import ROOT, Installation

from .figures import Figure, figure

FILES, FILE_SIZE = 200, 100_000  # originals of three years; they do not shrink


@dataclass(frozen=True)
class Spent:
    seconds: float
    megabytes: float  # of memory, at most


@figure("upkeep-sqlite")
def sqlite() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        live = _seeded(Installation(folder / "live"))
        aside = folder / "aside.sqlite3"
        yardstick = _copied(live.folder / "nhipcau.sqlite3", aside) + _tarred(live, folder)
        size = (aside.stat().st_size + (folder / "files.tar.gz").stat().st_size) / 1e6
        yield from _figures(
            "sqlite", live, Installation(folder / "empty"), yardstick, f"sqlite backup + tar {size:.1f} MB"
        )


@figure("upkeep-postgres")
def postgres() -> Iterator[Figure]:
    programs = postgres_folder()
    if not programs:
        return
    with tempfile.TemporaryDirectory() as name, private_postgres(programs) as server:
        folder = Path(name)
        addresses = [f"{server.rsplit('/', 1)[0]}/{database}" for database in ("live", "empty")]
        for address in addresses:
            subprocess.run(["createdb", "--maintenance-db", server, address.rsplit("/", 1)[1]], check=True)
        live = _seeded(Installation(folder / "live", addresses[0]))
        dump = folder / "dump"
        yardstick = _timed("pg_dump", "--format=custom", "--file", str(dump), addresses[0]) + _tarred(live, folder)
        size = (dump.stat().st_size + (folder / "files.tar.gz").stat().st_size) / 1e6
        empty = Installation(folder / "empty", addresses[1])
        yield from _figures("postgres", live, empty, yardstick, f"pg_dump + tar {size:.1f} MB")


def _figures(kind: str, live: Installation, empty: Installation, yardstick: float, told: str) -> Iterator[Figure]:
    backup, sealed = live.folder.parent / "backup.tar.gz", live.folder.parent / "backup.tar.gz.age"
    passphrase = live.folder.parent / "passphrase"
    passphrase.write_text("bench")
    made = _manage(live, "backup", str(backup))
    told = f"{told} {yardstick:.1f} s"
    yield Figure(f"upkeep-{kind}/backup", made.seconds, "s", told, made.seconds / yardstick)
    yield Figure(f"upkeep-{kind}/size", backup.stat().st_size / 1e6, "MB")
    yield Figure(f"upkeep-{kind}/backup-memory", made.megabytes, "MB")
    made = _manage(live, "backup", str(sealed), "--encrypt", "--passphrase-file", str(passphrase))
    yield Figure(f"upkeep-{kind}/backup-encrypted", made.seconds, "s")
    _manage(empty, "migrate", "--verbosity", "0")
    back = _manage(empty, "restore", str(backup))
    yield Figure(f"upkeep-{kind}/restore", back.seconds, "s")
    yield Figure(f"upkeep-{kind}/restore-memory", back.megabytes, "MB")
    drilled = _manage(live, "restore", "--drill", str(backup))
    yield Figure(f"upkeep-{kind}/drill", drilled.seconds, "s")


def _seeded(installation: Installation) -> Installation:
    for command in (["migrate", "--verbosity", "0"], ["load_units"], ["seed_province"]):
        _manage(installation, *command)
    luck = Random(1)
    for number in range(FILES):
        path = installation.files / "originals" / "1" / f"{number % 64:02x}" / f"{number:064x}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(luck.randbytes(FILE_SIZE))
    return installation


def _manage(installation: Installation, *command: str) -> Spent:
    """The command in a process of its own, with its time and its largest memory."""
    program = [sys.executable, str(ROOT / "manage.py"), *command]
    environment = installation.environment(PYTHONWARNINGS="default")
    start = time.perf_counter()
    process = subprocess.Popen(program, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}.")
    return Spent(time.perf_counter() - start, usage.ru_maxrss / 1024)


def _timed(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def _copied(database: Path, aside: Path) -> float:
    """SQLite's own backup, page by page."""
    start = time.perf_counter()
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(aside)) as target:
        source.backup(target)
    return time.perf_counter() - start


def _tarred(installation: Installation, folder: Path) -> float:
    return _timed("tar", "czf", str(folder / "files.tar.gz"), "-C", str(installation.files), ".")
