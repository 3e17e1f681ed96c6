"""What the commands share: the passphrase, figures in words, a run kept with its outcome."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from .actions import run_record
from .archive.errors import Refused
from .archive.writing import Report


def add_passphrase(parser: ArgumentParser) -> None:
    told = "file with the passphrase; otherwise BACKUP_PASSPHRASE, or the file that BACKUP_PASSPHRASE_FILE names"
    parser.add_argument("--passphrase-file", type=Path, help=told)


def passphrase(path: Path | None) -> str:
    try:
        found = path.read_text("utf-8").strip() if path else settings.BACKUP_PASSPHRASE
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The passphrase cannot be read: {error}") from error
    if path and not found:
        raise CommandError(f"The file {path} holds no passphrase.")
    return found


@contextmanager
def recorded(kind: str, data: dict[str, Any]) -> Iterator[None]:
    """Keeps the run, with what is in ``data`` at its end. A refusal is kept too and becomes the command's error."""
    start = time.monotonic()
    try:
        yield
    except Refused as refusal:
        _keep_failure(kind, time.monotonic() - start, str(refusal))
        raise CommandError(str(refusal)) from refusal
    run_record(kind=kind, seconds=time.monotonic() - start, data=data)


def _keep_failure(kind: str, seconds: float, sentence: str) -> None:
    """A database that is not prepared yet cannot remember it; the sentence is printed anyway."""
    with suppress(DatabaseError):
        run_record(kind=kind, seconds=seconds, data={"sentence": sentence}, good=False)


def figures(report: Report, size: int = 0) -> dict[str, Any]:
    return {
        "rows": report.rows,
        "files": report.files,
        "bytes": report.bytes,
        "size": size,
        "made_at": report.made_at,
        "missing": len(report.missing),
        "log": report.log,
    }


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
