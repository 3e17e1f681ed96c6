"""Writing a backup: a header, the rows of every table in pieces, every file with its hash, a manifest at the end."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from nhipcau.history.sealing import head as log_head

from .container import Packer
from .errors import Refused
from .rows import Row, Table
from .snapshot import Files
from .tables import next_number, tables
from .version import applied, version

FORMAT, FORMAT_VERSION = "nhipcau-backup", 1
HEADER, MANIFEST = "nhipcau.json", "manifest.json"
PIECE = 1 << 20  # rows are gathered to pieces of about this size; one larger row is a piece by itself


@dataclass
class Report:
    """What went into a backup or came out of one."""

    made_at: str = ""
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    sha256: str = ""  # over the records of all files
    missing: list[str] = field(default_factory=list)  # files that rows name and nobody has
    log: dict[str, Any] = field(default_factory=dict)  # number and seal of the newest log entry

    @property
    def rows(self) -> int:
        return sum(int(table["rows"]) for table in self.tables.values())

    def manifest(self) -> dict[str, Any]:
        files = {"count": self.files, "bytes": self.bytes, "sha256": self.sha256, "missing": self.missing}
        return {"tables": self.tables, "files": files}


def header(connection: BaseDatabaseWrapper, *, with_files: bool) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "application": version(),
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "with_files": with_files,
        "log": dict(zip(("number", "seal"), log_head(), strict=True)),
        "migrations": applied(connection),
        "tables": {Table(model, connection).label: Table(model, connection).column_names() for model in tables()},
    }


def write(packer: Packer, connection: BaseDatabaseWrapper, files: Files | None) -> Report:
    """All of a snapshot into an archive. Memory does not grow with it."""
    head = header(connection, with_files=files is not None)
    packer.add(HEADER, _json(head))
    report = Report(made_at=head["made_at"], log=head["log"])
    named: set[str] = set()
    for model in tables():
        table = Table(model, connection)
        _write_rows(packer, table, named)
        report.tables[table.label] = table.fingerprint() | {"last_number": next_number(connection, model)}
    if files:
        names = files.names()
        report.missing = sorted(named - set(names))
        _write_files(packer, files, names, report)
    packer.add(MANIFEST, _json(report.manifest()))
    packer.close()
    return report


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _write_rows(packer: Packer, table: Table, named: set[str]) -> None:
    file_columns = [place for place, column in enumerate(table.columns) if isinstance(column, models.FileField)]
    piece, number = bytearray(), 0

    def flush() -> None:
        nonlocal number
        number += 1
        packer.add(f"tables/{table.label}/{number:06}.jsonl", bytes(piece))
        piece.clear()

    for row in table.read():
        named.update(_files_of(row, file_columns))
        line = table.line(row)
        if piece and len(piece) + len(line) > PIECE:
            flush()
        piece += line
    if piece:
        flush()


def _files_of(row: Row, places: list[int]) -> list[str]:
    return [row[place] for place in places if row[place]]


def _write_files(packer: Packer, files: Files, names: list[str], report: Report) -> None:
    """Each file under a number, then its record: path, size and hash are known only when it has been read once."""
    records = hashlib.sha256()
    for name in names:
        try:
            file = files.path(name).open("rb")
        except FileNotFoundError:
            continue  # discarded since, on a file system without links
        report.files += 1
        with file:
            record = _write_file(packer, f"files/{report.files:08}", name, file)
        report.bytes += record["size"]
        line = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        packer.add(f"files/{report.files:08}.json", line)
        records.update(line + b"\n")
    report.sha256 = records.hexdigest()


def _write_file(packer: Packer, member: str, name: str, file: BinaryIO) -> dict[str, Any]:
    size = file.seek(0, 2)
    file.seek(0)
    packer.begin(member, size)
    sha256, left = hashlib.sha256(), size
    while left and (part := file.read(min(left, PIECE))):
        sha256.update(part)
        packer.more(part)
        left -= len(part)
    if left:
        raise Refused(f"The file {name} was being changed while it was read. Nothing was written. Start again.")
    packer.end(size)
    return {"path": name, "size": size, "sha256": sha256.hexdigest()}
