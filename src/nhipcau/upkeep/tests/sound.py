"""What must hold whenever a process was killed, and all that is in the database then, to be compared."""

from __future__ import annotations

import hashlib
import json
from typing import Any

NOT_COMPARED = ("django_tasks_database", "upkeep", "sessions", "contenttypes", "auth")
SEALS = ("signature", "seal", "number")  # of the log; there is chance in them, and of_log looks at them


def found() -> dict[str, Any]:
    """After what a worker does by itself within the hour: the rows, and what is wrong with them."""
    from nhipcau import originals
    from nhipcau.history.sealing import seal_new
    from nhipcau.plans.models import Upload

    originals.GRACE = -1
    seal_new()
    originals.sweep()
    reading = Upload.objects.filter(state=Upload.State.READING)
    reading.update(state=Upload.State.WAITING, claimed_at=None, step="", steps_done=0, steps_total=0)
    faults = [*of_log(), *of_index(), *of_files(), *of_database()]
    return {"rows": fingerprints(), "jobs": jobs(), "faults": faults}


def fingerprints() -> dict[str, str]:
    from django.db import connection

    from nhipcau.upkeep.archive.rows import Table

    told = {}
    for model in compared():
        table = Table(model, connection)
        kept = [place for place, column in enumerate(table.columns) if column.name not in SEALS]
        digest, rows = hashlib.sha256(), 0
        for rows, row in enumerate(table.read(), start=1):  # noqa: B007
            digest.update(json.dumps([row[place] for place in kept], default=str, sort_keys=True).encode())
        told[table.label] = f"{rows} {digest.hexdigest()[:12]}"
    return told


def jobs() -> list[Any]:
    from django.db.models import Count
    from django_tasks_db.models import DBTaskResult

    return sorted(map(list, DBTaskResult.objects.values_list("status").annotate(Count("pk"))))


def counts() -> dict[str, int]:
    return {model._meta.label_lower: model._base_manager.count() for model in compared()}


def compared() -> list[Any]:
    from nhipcau.upkeep.archive.tables import tables

    return [model for model in tables() if model._meta.app_label not in NOT_COMPARED]


def of_log() -> list[str]:
    from nhipcau.history.verifying import verify

    verdict = verify()
    return [*verdict.findings, *(f"log: {note}" for note in verdict.notes if "seal" in note)]


def of_index() -> list[str]:
    from nhipcau.search.index import index

    return index.faults()


def of_files() -> list[str]:
    """Each row has its file, whole, and no file lies there without a row."""
    from django.conf import settings

    from nhipcau.plans.models import Upload

    named = {upload.file.name: upload for upload in Upload.objects.exclude(file="")}
    there = {
        path.relative_to(settings.MEDIA_ROOT).as_posix(): path
        for path in settings.MEDIA_ROOT.rglob("*")
        if path.is_file()
    }
    faults = [f"no file for {name}" for name in named.keys() - there.keys()]
    faults += [f"no row for {name}" for name in there.keys() - named.keys()]
    for name in named.keys() & there.keys():
        if hashlib.sha256(there[name].read_bytes()).hexdigest() != named[name].sha256:
            faults.append(f"{name} is not what came in")
    return faults


def of_database() -> list[str]:
    from django.db import connection

    connection.check_constraints()
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [row[0] for row in cursor.fetchall() if row[0] != "ok"]
