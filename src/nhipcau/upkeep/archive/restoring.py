"""Reading a backup into an empty installation: all of it, proven by counts and hashes, or nothing.

Rows come in within one transaction. Files lie in a folder of their own until the manifest at the end has been read and
everything agrees; then they are moved to their places and the transaction ends. Killed before that, the database is
empty as before, and the next restore removes the files it finds beside that folder.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .container import CUT_OFF, NOT_OURS, Member, Source, members
from .errors import Refused
from .rows import Table
from .snapshot import UNDER_WAY, paths
from .staging import Staging
from .tables import clear, refresh_statistics, set_next_number, tables, work_tables
from .version import applied, is_up_to_date, version
from .writing import FORMAT, FORMAT_VERSION, HEADER, MANIFEST, Report

LARGEST_HEADER = 4 << 20
LARGEST_PIECE = 256 << 20  # one row holds at most a read document


def restore(source: Source, connection: BaseDatabaseWrapper, root: Path | None) -> Report:
    """The backup into this database and, when it has files, under ``root``; refuses to touch what is not empty."""
    _refuse_other_shape(connection)
    staging = Staging(root)
    try:
        report = _come_in(source, connection, staging)
    except Refused:
        with suppress(DatabaseError):  # it is away, and may have taken the rows: the next restore looks
            if staging.placed and not is_in_use(connection):
                staging.empty()  # the disk was full at the very end
        raise
    staging.done()
    refresh_statistics(connection)
    ContentType.objects.clear_cache()
    return report


def _come_in(source: Source, connection: BaseDatabaseWrapper, staging: Staging) -> Report:
    with _all_or_nothing(connection), staging:
        kept = tables()
        _lock(connection, kept)
        _refuse_what_is_in_use(connection, staging.root)
        staging.begin()
        work = work_tables(kept)
        clear(connection, [model for model in reversed(kept) if model not in work])
        report = _read(members(source), connection, staging)
        _prove(connection, report)
        staging.move_into_place()
    return report


@contextmanager
def _all_or_nothing(connection: BaseDatabaseWrapper) -> Iterator[None]:
    try:
        with transaction.atomic(using=connection.alias):
            yield
    except DatabaseError as error:
        why = str(error).strip().splitlines()[0]
        raise Refused(f"The database does not take the rows of the backup: {why}. Nothing was changed.") from error
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        raise Refused(
            f"The backup cannot be read, or its files cannot be written:{where} {error.strerror}. Nothing was changed."
        ) from error


def _lock(connection: BaseDatabaseWrapper, kept: list[Any]) -> None:
    """Nobody writes to the empty site while it fills. SQLite has locked itself when the transaction began."""
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in kept)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def _refuse_other_shape(connection: BaseDatabaseWrapper) -> None:
    if not is_up_to_date(connection):
        raise Refused("The database is not prepared. Run manage.py migrate first, then restore.")


def _refuse_what_is_in_use(connection: BaseDatabaseWrapper, root: Path | None) -> None:
    for model in work_tables(tables()):
        if model._base_manager.using(connection.alias).exists():
            raise Refused(
                f"This installation is in use: there are rows in {model._meta.db_table}. "
                "Restore only into an empty one: a new database and an empty folder for files."
            )
    if root and not (root / UNDER_WAY).exists() and any(paths(root)):
        raise Refused(f"There are files in {root} already. Restore into an installation whose folder is empty.")


def _read(parts: Iterator[Member], connection: BaseDatabaseWrapper, staging: Staging) -> Report:
    head = _header(parts)
    _refuse_other_version(head, connection)
    loaded = {table.label: table for table in (Table(model, connection) for model in tables())}
    _refuse_other_columns(head, loaded)
    for part in parts:
        kind, _slash, rest = part.name.partition("/")
        if kind == "tables" and (table := loaded.get(rest.partition("/")[0])):
            _write_piece(part, table)
        elif kind == "files":
            staging.take(part)
        elif part.name == MANIFEST:
            report = _compare(_json(part.read(LARGEST_PIECE)), head, loaded, staging)
            if any(parts):  # asks for the end too, where the checksum of the whole stands
                raise Refused(NOT_OURS)
            return report
        else:
            raise Refused(NOT_OURS)
    raise Refused(CUT_OFF)


def header_of(source: Source) -> dict[str, Any]:
    """What a backup says of itself."""
    return _header(members(source))


def _header(parts: Iterator[Member]) -> dict[str, Any]:
    first = next(parts, None)
    if first is None or first.name != HEADER:
        raise Refused(NOT_OURS)
    head = _json(first.read(LARGEST_HEADER))
    if head.get("format") != FORMAT:
        raise Refused(NOT_OURS)
    return head


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(NOT_OURS) from error
    if not isinstance(found, dict):
        raise Refused(NOT_OURS)
    return found


def _refuse_other_version(head: dict[str, Any], connection: BaseDatabaseWrapper) -> None:
    made_by = f"It was made by Nhịp Cầu {head.get('application')}, this is {version()}."
    if head.get("version") != FORMAT_VERSION:
        raise Refused(f"This software does not know the form of this backup. {made_by} Nothing was changed.")
    theirs, ours = set(head.get("migrations") or ()), set(applied(connection))
    if theirs != ours:
        other = min(theirs ^ ours)
        raise Refused(
            f"The backup has another shape of database ({other} is only in {'it' if other in theirs else 'this one'}). "
            f"{made_by} Install the version that made it, restore, then upgrade. Nothing was changed."
        )


def _refuse_other_columns(head: dict[str, Any], loaded: dict[str, Table]) -> None:
    theirs = head.get("tables")
    ours = {label: table.column_names() for label, table in loaded.items()}
    if theirs != ours:
        raise Refused("The tables of the backup are not those of this installation. Nothing was changed.")


def _write_piece(part: Member, table: Table) -> None:
    try:
        table.write(part.read(LARGEST_PIECE).rstrip(b"\n").split(b"\n"))
    except (ValueError, TypeError, OverflowError, RecursionError, ArithmeticError) as error:
        raise Refused(f"A row of {table.label} in the backup cannot be read: {error}. Nothing was changed.") from error
    except (DatabaseError, ValidationError) as error:
        why = str(error).strip().splitlines()[0]
        raise Refused(f"A row of {table.label} does not fit into this database: {why}. Nothing was changed.") from error


def _compare(manifest: dict[str, Any], head: dict[str, Any], loaded: dict[str, Table], staging: Staging) -> Report:
    """What came in must be what was written."""
    report = Report(
        made_at=str(head.get("made_at", "")),
        missing=list((manifest.get("files") or {}).get("missing", [])),
        log=dict(head.get("log") or {}),
    )
    promised = manifest.get("tables") or {}
    for label, table in loaded.items():
        report.tables[label] = table.fingerprint() | {"last_number": (promised.get(label) or {}).get("last_number")}
    report.files, report.bytes, report.sha256 = staging.count, staging.bytes, staging.fingerprint()
    if not head.get("with_files"):
        report.sha256 = ""
    if report.manifest() != manifest:
        raise Refused("The rows or files of the backup are not those it was made of. Nothing was changed.")
    return report


def _prove(connection: BaseDatabaseWrapper, report: Report) -> None:
    """References, numbers, and every row read back: what is now in the database is what was in the backup."""
    connection.check_constraints()
    for model in tables():
        table = Table(model, connection)
        for row in table.read():
            table.count(row)
        promised = report.tables[table.label]
        if table.fingerprint() != {"rows": promised["rows"], "sha256": promised["sha256"]}:
            raise Refused(
                f"The database gives back other rows of {table.label} than were restored. Nothing was changed."
            )
        if promised["last_number"] is not None:
            set_next_number(connection, model, int(promised["last_number"]))


def is_in_use(connection: BaseDatabaseWrapper) -> bool:
    return any(model._base_manager.using(connection.alias).exists() for model in work_tables(tables()))


def forget_killed_restore(connection: BaseDatabaseWrapper, root: Path) -> None:
    """A restore that was killed after its transaction left its mark. It must not let a later one remove files that are
    in use since."""
    if (root / UNDER_WAY).exists() and is_in_use(connection):
        shutil.rmtree(root / UNDER_WAY, ignore_errors=True)
