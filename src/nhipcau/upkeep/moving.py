"""The rows of this installation into another, empty database, and the proof that they arrived."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from nhipcau.history.models import Entry

from .archive import places
from .archive.errors import Refused
from .archive.file import write_stream
from .archive.writing import Report


def move(target: str, connection: BaseDatabaseWrapper) -> tuple[Report, dict[str, Any]]:
    """What was read here, and what the other database gives back; a backup of rows runs through a pipe between them."""
    prepare = places.manage(["migrate", "--verbosity", "0"], database=target)
    places.finish(prepare, "The other database cannot be prepared")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        command = ["restore", "-", "--rows-only", "--report", str(path)]
        with places.manage(command, database=target, stdin=subprocess.PIPE) as process:
            report = _pour(process, connection)
            places.finish(process, "The other database does not take the rows")
        if report is None:
            raise Refused("The other database stopped reading. Nothing was changed there.")
        return report, json.loads(path.read_text("utf-8"))


def _pour(process: subprocess.Popen[bytes], connection: BaseDatabaseWrapper) -> Report | None:
    """None when the reader ended early: its own sentence says why."""
    pipe, process.stdin = process.stdin, None
    assert pipe  # noqa: S101 - it was asked for
    try:
        with pipe:
            return write_stream(pipe, connection, None, level=1)
    except BrokenPipeError:
        return None
    except BaseException:
        process.kill()
        raise


def changed_since(report: Report, connection: BaseDatabaseWrapper) -> bool:
    """Whether somebody worked here while the rows were read: every change is in the log."""
    entries = Entry._base_manager.using(connection.alias).count()
    return bool(entries != report.tables["history.entry"]["rows"])
