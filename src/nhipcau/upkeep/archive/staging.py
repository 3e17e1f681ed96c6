"""Files of a backup on their way in: checked one by one, put in their places all at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path, PurePosixPath
from typing import Any

from .container import NOT_OURS, Member
from .errors import Refused
from .snapshot import UNDER_WAY

LARGEST_RECORD = 1 << 16
ROOM = 64 << 20  # a disk is never filled to the last


class Staging:
    """A folder beside the places of the files. ``root`` None: an archive without files is expected."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.count = self.bytes = 0
        self._records = hashlib.sha256()
        self._waiting: tuple[Path, int, str] | None = None
        self.placed = False  # where they are used; the rows that name them may not be in yet
        self._began = False

    @property
    def folder(self) -> Path:
        if self.root is None:
            raise Refused("The backup holds files, but only its rows were asked for. Nothing was changed.")
        return self.root / UNDER_WAY

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind and self._began:
            self.empty()

    def begin(self) -> None:
        """Remove what a killed restore left behind: the database is empty, so nothing refers to it."""
        if self.root is None:
            return
        self.root.mkdir(parents=True, exist_ok=True)
        if self.folder.exists():
            self.empty()
        self.folder.mkdir()
        self._began = True

    def empty(self) -> None:
        """The folder itself goes last: while it is there, the files beside it are known to be of no use."""
        if self.root is None:
            return
        for path in self.root.iterdir():
            if path != self.folder:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        shutil.rmtree(self.folder, ignore_errors=True)

    def take(self, member: Member) -> None:
        """A file, or the record that follows it."""
        if member.name.endswith(".json"):
            self._place(member)
            return
        if self._waiting:
            raise Refused(NOT_OURS)
        if member.size + ROOM > shutil.disk_usage(self.folder).free:
            raise Refused(f"There is not enough room on the disk of {self.root} for the files. Nothing was changed.")
        path, size, sha256 = self.folder / "file", member.size, hashlib.sha256()
        with path.open("wb") as file:
            for piece in member.pieces():
                sha256.update(piece)
                file.write(piece)
        self._waiting = (path, size, sha256.hexdigest())

    def _place(self, member: Member) -> None:
        line = member.read(LARGEST_RECORD)
        if not self._waiting:
            raise Refused(NOT_OURS)
        (path, size, sha256), self._waiting = self._waiting, None
        name = _safe_path(line)
        if json.loads(line) != {"path": name, "size": size, "sha256": sha256}:
            raise Refused(f"The file {name} in the backup is not what was put into it. Nothing was changed.")
        target = self.folder / "files" / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                raise Refused(f"The backup holds the file {name} twice. Nothing was changed.")
            path.rename(target)
        except OSError as error:
            raise Refused(f"The file {name} cannot be written: {error.strerror}. Nothing was changed.") from error
        self._records.update(line + b"\n")
        self.count, self.bytes = self.count + 1, self.bytes + size

    def fingerprint(self) -> str:
        if self._waiting:
            raise Refused(NOT_OURS)
        return self._records.hexdigest()

    def move_into_place(self) -> None:
        """On the disk first, so that a power cut after the transaction finds them."""
        if not self._began or self.root is None:
            return
        os.sync()
        staged, self.placed = self.folder / "files", True
        for path in sorted(staged.iterdir()) if staged.exists() else ():
            path.rename(self.root / path.name)

    def done(self) -> None:
        if self._began:
            shutil.rmtree(self.folder)


def _safe_path(line: bytes) -> str:
    """The path of a record, which must stay below the folder and be none of upkeep's own."""
    try:
        record: Any = json.loads(line)
        name = record["path"]
        path = PurePosixPath(name)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(NOT_OURS) from error
    wrong = path.is_absolute() or path.as_posix() != name or "\0" in name
    if wrong or not path.parts or ".." in path.parts or path.parts[0].startswith("."):
        raise Refused(
            "The backup names a file outside of its folder; it was not made by Nhịp Cầu. Nothing was changed."
        )
    return str(name)
