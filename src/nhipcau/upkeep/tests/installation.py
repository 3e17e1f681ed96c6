"""Whole installations for tests that start processes: each with its own database and folder, and the demo in it."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[4]
SERVER = os.environ.get("TEST_DATABASE_URL", "")


class Installation:
    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.database = database or f"sqlite://{folder}/nhipcau.sqlite3"
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def files(self) -> Path:
        return self.folder / "files"

    def environment(self, **more: str) -> dict[str, str]:
        own = {
            "DATABASE_URL": self.database,
            "DATA_DIR": str(self.folder),
            "NHIPCAU_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONWARNINGS": "error",
        }
        return {key: value for key, value in os.environ.items() if key != "TEST_DATABASE_URL"} | own | more

    def manage(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, str(ROOT / "manage.py"), *command, **environment)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment(**environment), cwd=ROOT, capture_output=True, text=True, check=False
        )

    def shell(self, code: str) -> str:
        found = self.manage("shell", "--no-imports", "--command", code)
        assert found.returncode == 0, found.stderr
        return found.stdout.strip()

    def fingerprint(self) -> str:
        """Rows and hashes of all tables, and the files; without what upkeep itself wrote down."""
        return self.shell(
            "from django.db import connection\n"
            "from nhipcau.upkeep.archive.rows import Table\n"
            "from nhipcau.upkeep.archive.tables import tables\n"
            "for model in tables():\n"
            "    table = Table(model, connection)\n"
            "    if table.label not in ('upkeep.run', 'history.entry'):\n"
            "        [table.count(row) for row in table.read()]\n"
            "        print(table.label, table.fingerprint())\n"
            "from nhipcau.upkeep.archive.snapshot import paths\n"
            "from django.conf import settings\n"
            "print(sorted(paths(settings.MEDIA_ROOT)))\n"
        )

    def content(self) -> tuple[int, int, list[str]]:
        """Tasks, people and the files' paths, read without our software."""
        tasks, people = (self.count(table) for table in ("plans_plantask", "accounts_user"))
        names = [path.relative_to(self.files).as_posix() for path in self.files.rglob("*") if path.is_file()]
        return tasks, people, sorted(names)

    def count(self, table: str) -> int:
        counted = f"SELECT count(*) FROM {table}"  # noqa: S608
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.folder / "nhipcau.sqlite3")) as connection:
                return int(connection.execute(counted).fetchone()[0])
        with psycopg.connect(self.database) as connection:
            return int(connection.execute(counted).fetchone()[0])


def sql(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def database(like: str = "") -> Iterator[str]:
    """A database of its own on the server of the tests, empty or a copy; "" on SQLite."""
    if not SERVER:
        yield ""
        return
    name = f"upkeep_{secrets.token_hex(4)}"
    template = like.rsplit("/", 1)[1] if like else "template0"
    sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
    finally:
        sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copied(original: Installation, folder: Path) -> Iterator[Installation]:
    with database(like=original.database if SERVER else "") as address:
        shutil.copytree(original.folder, folder)
        yield Installation(folder, address)
