"""A backup as a file: written under a name of its own and renamed when it is whole, encrypted or not."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db.backends.base.base import BaseDatabaseWrapper

from nhipcau.originals import keep_entry

from .container import Packer, Source
from .errors import Refused
from .sealing import Sealer, opened
from .snapshot import Files, held_still
from .version import is_up_to_date
from .writing import Report, write

PART = ".nhipcau-part"  # what a killed backup leaves; the next one into the folder removes it


@dataclass(frozen=True)
class Written:
    path: Path
    size: int
    report: Report


def write_file(path: Path, connection: BaseDatabaseWrapper, root: Path, passphrase: str = "") -> Written:
    """The whole installation into one file, which is there when it is complete and not before."""
    if path.exists():
        raise Refused(f"There is a file {path} already. Choose another name; a backup is never written over.")
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}.")
    _remove_parts(path.parent)
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            report = write_stream(file, connection, root, passphrase)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        part.rename(path)
    except OSError as error:
        raise Refused(
            f"The backup cannot be written to {path.parent}: {error.strerror}. Nothing was left there."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    keep_entry(path.parent)
    return Written(path, size, report)


def write_stream(
    file: IO[bytes], connection: BaseDatabaseWrapper, root: Path | None, passphrase: str = "", level: int = 6
) -> Report:
    """``root`` None: rows only."""
    if not is_up_to_date(connection):
        raise Refused("The database has not the shape that this version needs. Run manage.py migrate first.")
    sealer = Sealer(file, passphrase) if passphrase else None
    packer = Packer(sealer or file, level)
    with _held(connection, root) as files:
        report = write(packer, connection, files)
    if sealer:
        sealer.close()
    return report


@contextmanager
def _held(connection: BaseDatabaseWrapper, root: Path | None) -> Iterator[Files | None]:
    if root is None:
        with held_still(connection):
            yield None
        return
    with Files(root) as files:
        files.hold()
        with held_still(connection):
            files.hold()
            yield files


@contextmanager
def read_file(path: Path, passphrase: Callable[[], str]) -> Iterator[Source]:
    """The plain stream of a backup; the passphrase is asked for only when there is one."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(f"The backup {path} cannot be opened: {error.strerror}.") from error
    with file:
        yield opened(file, passphrase())


def _remove_parts(folder: Path) -> None:
    for part in folder.glob(f".*{PART}"):
        with part.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue  # another backup is being written
            part.unlink(missing_ok=True)
