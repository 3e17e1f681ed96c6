"""One moment of an installation, held still while it is read: the database, and the files under MEDIA_ROOT."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

HELD = ".backup-"  # folders of links beside the files, while a backup reads them
UNDER_WAY = ".restoring"  # a restore puts files here before it is sure of them


@contextmanager
def held_still(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything read inside is of one moment; whoever works on the site is not held up."""
    if connection.in_atomic_block:
        raise RuntimeError("A snapshot cannot begin inside a transaction.")
    if connection.vendor == "sqlite":
        with _sqlite_held_still(connection):
            yield
        return
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT 1")  # the moment is that of the first statement
        yield


@contextmanager
def _sqlite_held_still(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """By hand: Django would begin IMMEDIATE and keep writers out. A deferred reader of a WAL file disturbs nobody."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        cursor.execute("SELECT count(*) FROM django_migrations")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


class Files:
    """The files below a folder, held by hard links: a file that is discarded while the backup runs stays in it.

    ``hold`` is called before and after the database is held still: between the two calls lies every file that a row
    of the snapshot names. Where the file system knows no links, files are read where they are.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._holder = root / f"{HELD}{os.getpid()}"
        self._lock: int | None = None

    def __enter__(self) -> Files:
        if self.root.is_dir() and os.access(self.root, os.W_OK):
            _remove_what_was_left(self.root)
            self._holder.mkdir()
            self._lock = locked(self._holder)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._holder, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)

    def hold(self) -> None:
        if self._lock is None:
            return
        for name in paths(self.root):
            link = self._holder / name
            if not link.exists():
                link.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(self.root / name, link)
                except FileNotFoundError:
                    continue  # discarded a moment ago
                except OSError:
                    return

    def names(self) -> list[str]:
        return sorted({*paths(self.root), *paths(self._holder)})

    def path(self, name: str) -> Path:
        held = self._holder / name
        return held if held.exists() else self.root / name


def paths(root: Path) -> Iterator[str]:
    """Files below a folder as relative paths. Those whose path begins with a point are none: upkeep's own folders, and
    what a file system or an editor leaves lying."""
    for folder, folders, names in os.walk(root):
        top = Path(folder) == root
        folders[:] = [name for name in folders if not (top and name.startswith("."))]
        for name in names:
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink() and not (top and name.startswith(".")):
                yield path.relative_to(root).as_posix()


def locked(folder: Path) -> int | None:
    """A lock on a folder, gone with the process that holds it; None when another one does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _remove_what_was_left(root: Path) -> None:
    """Links of a backup that was killed."""
    for folder in root.glob(f"{HELD}*"):
        if (lock := locked(folder)) is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
