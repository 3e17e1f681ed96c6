"""Where originals lie: a file appears whole or not at all, and one that no upload names does not stay.

A process may be killed at any moment, and files know no transactions: a row is written after its file, and deleted
before it. So whoever writes or deletes an original first leaves a note of its name; what a killed process could not
finish is settled from its note (``sweep``). Nothing is removed that has no note: a database that was set up beside the
files of another one must not take them for its own.

No Django app: the one that has the rows tells how they name their files (``named_by``).
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

# At the top and with a point, so that no backup takes them for originals.
INCOMING = ".incoming-"
NOTE = ".unsettled-"
GRACE = 15 * 60  # seconds: longer than between the note of an original and the end of its transaction
_named: list[Callable[[str], bool]] = [lambda name: True]


class WholeFiles(FileSystemStorage):
    """Writes aside and then moves into place. An original lies under its hash: to write it again changes nothing."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File[bytes]) -> str:
        aside, target = _beside(INCOMING), Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                aside.chmod(self.file_permissions_mode)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        keep_entry(target.parent)
        return name


def named_by(named: Callable[[str], bool]) -> None:
    """Register the function that says whether a row names an original; called from ``ready()``."""
    _named[:] = [named]


def unsettled(name: str) -> Path:
    """A note that this original is about to be written or deleted, to be given to ``settle`` afterwards."""
    note = _beside(NOTE)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(name, "utf-8")
    return note


def settle(note: Path) -> None:
    """Remove the original unless a row names it or another note speaks of it; then the note."""
    name = _noted(note)
    others = (_noted(other) for other in note.parent.glob(f"{NOTE}*") if other != note)
    if name and not _named[0](name) and name not in others:
        default_storage.delete(name)
    note.unlink(missing_ok=True)


def sweep() -> None:
    """Settle what killed processes left, and remove files that they had half written."""
    root = Path(default_storage.path(""))
    for path in (*root.glob(f"{NOTE}*"), *root.glob(f"{INCOMING}*")):
        if _is_old(path):
            settle(path) if path.name.startswith(NOTE) else path.unlink(missing_ok=True)


def _beside(kind: str) -> Path:
    return Path(default_storage.path(f"{kind}{secrets.token_hex(8)}"))


def _noted(note: Path) -> str:
    try:
        return note.read_text("utf-8")
    except FileNotFoundError:
        return ""


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - GRACE
    except FileNotFoundError:
        return False


def keep_entry(folder: Path) -> None:
    """The row that names the file may be safe on its disk; so must the folder's entry be."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
