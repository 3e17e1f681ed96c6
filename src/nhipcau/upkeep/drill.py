"""A restore beside the live installation, to prove that a backup would save it; then all of it is removed again.

The drill runs the very commands that a real restore runs, in processes of their own that know only the temporary
database and folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from .archive import places
from .archive.errors import Refused
from .archive.snapshot import locked, paths
from .archive.tables import tables

PREFIX = "drill-"


def drill(backup: Path, passphrase_file: Path | None, connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """Restore the backup aside and say what came out: the restore's own report, and the live counts beside it."""
    with _aside(connection) as (folder, database):
        report_path = folder / "report.json"
        command = ["restore", str(backup.absolute()), "--report", str(report_path)]
        if passphrase_file:
            command += ["--passphrase-file", str(passphrase_file.absolute())]
        _run(["migrate", "--verbosity", "0"], database, folder, "The temporary database cannot be prepared")
        _run(command, database, folder, "The backup cannot be restored")
        report: dict[str, Any] = json.loads(report_path.read_text("utf-8"))
        _refuse_other_files(folder / "files", report)
    report["live"] = {
        model._meta.label_lower: model._base_manager.using(connection.alias).count() for model in tables()
    }
    return report


def _run(command: list[str], database: str, folder: Path, what: str) -> None:
    places.finish(places.manage(command, database=database, data_dir=folder), what)


def _refuse_other_files(root: Path, report: dict[str, Any]) -> None:
    """Every restored file is read from the disk once more."""
    records = hashlib.sha256()
    for name in sorted(paths(root)):
        with (root / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        record = {"path": name, "size": (root / name).stat().st_size, "sha256": found}
        records.update(json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass") + b"\n")
    if report["files"]["sha256"] not in ("", records.hexdigest()):
        raise Refused("The restored files are not those of the backup.")


@contextmanager
def _aside(connection: BaseDatabaseWrapper) -> Iterator[tuple[Path, str]]:
    """A temporary folder and the address of a temporary database of the same kind."""
    _remove_what_was_left(connection)
    token = secrets.token_hex(4)
    folder = Path(settings.VAR) / f"{PREFIX}{token}"
    folder.mkdir(parents=True, mode=0o700)
    lock = locked(folder)
    try:
        yield folder, _database(connection, folder, token)
    finally:
        _remove(connection, folder)
        if lock is not None:
            os.close(lock)


def _database(connection: BaseDatabaseWrapper, folder: Path, token: str) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite://{folder.absolute()}/nhipcau.sqlite3"
    name = f"nhipcau_drill_{token}"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()")
            letters = [literal.replace("'", "''") for literal in cursor.fetchone()]
            cursor.execute(
                f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0 "
                f"LC_COLLATE '{letters[0]}' LC_CTYPE '{letters[1]}'"
            )
    except DatabaseError as error:
        role = connection.settings_dict["USER"]
        raise Refused(
            "The drill needs a database of its own, and the role may not make one. "
            f"Allow it: ALTER ROLE {role} CREATEDB;"
        ) from error
    return places.url(connection, name)


def _remove(connection: BaseDatabaseWrapper, folder: Path) -> None:
    if connection.vendor == "postgresql":
        name = f"nhipcau_drill_{folder.name.removeprefix(PREFIX)}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")
    shutil.rmtree(folder, ignore_errors=True)


def _remove_what_was_left(connection: BaseDatabaseWrapper) -> None:
    """Of drills that were killed."""
    for folder in Path(settings.VAR).glob(f"{PREFIX}*"):
        if (lock := locked(folder)) is not None:
            _remove(connection, folder)
            os.close(lock)
