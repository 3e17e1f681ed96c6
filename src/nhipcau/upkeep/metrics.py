"""The same facts for machines: as JSON, and in the text form of Prometheus."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone, translation

from . import checks, queries
from .archive.version import version
from .rules import Level, worst

FAILING = {"status": Level.BROKEN.value, "checks": {"database": Level.BROKEN.value}}


def facts() -> tuple[dict[str, Any], int]:
    """What there is, and the status of the answer: 503 when something is broken."""
    try:
        found = _facts()
    except DatabaseError:
        return {**FAILING, "version": version()}, 503
    return found, 503 if found["status"] == Level.BROKEN else 200


def _facts() -> dict[str, Any]:
    with translation.override(settings.LANGUAGE_CODE):
        known = checks.Known()
        lines = checks.lines(known)
    now = timezone.now()
    return {
        "status": worst(lines).value,
        "version": version(),
        "database": connection.vendor,
        "checks": {line.key: line.level.value for line in lines},
        "told": {line.key: line.told for line in lines},
        "counts": queries.counts(),
        "queue": {
            "waiting": known.queue.waiting,
            "running": known.queue.running,
            "failed_today": known.queue.failed,
            "oldest_seconds": round(known.queue.waits.total_seconds()) if known.queue.waits else 0,
        },
        "workers": len(known.alive),
        "age_seconds": {kind: round((now - run.finished_at).total_seconds()) for kind, run in known.runs.items()},
        "disk": checks.disk_facts(),
    }


def prometheus(found: dict[str, Any]) -> str:
    """
    >>> print(prometheus({"status": "well", "version": "1.0", "checks": {"database": "well"}}), end="")
    # HELP nhipcau_info The version that answers.
    # TYPE nhipcau_info gauge
    nhipcau_info{version="1.0"} 1
    # HELP nhipcau_check Checks of the health page: 0 well, 1 wants a look, 2 broken.
    # TYPE nhipcau_check gauge
    nhipcau_check{name="database"} 0
    """
    levels = list(Level)
    families: list[tuple[str, str, dict[str, float]]] = [
        ("info", "The version that answers.", {f'version="{found["version"]}"': 1}),
        (
            "check",
            "Checks of the health page: 0 well, 1 wants a look, 2 broken.",
            {f'name="{name}"': levels.index(Level(level)) for name, level in found["checks"].items()},
        ),
    ]
    families += [
        (name, told, {f'{label}="{key}"': value for key, value in found.get(part, {}).items()})
        for name, told, label, part in (
            ("rows", "Rows of each kind.", "kind", "counts"),
            ("queue", "Background jobs; oldest_seconds is how long the oldest has waited.", "state", "queue"),
            ("age_seconds", "Time since the last backup, drill, restore or check of the log.", "of", "age_seconds"),
            ("disk_bytes", "The disk of the files folder.", "state", "disk"),
        )
    ]
    if "workers" in found:
        families.append(("workers", "Workers that are alive.", {"": found["workers"]}))
    return "".join(_family(*family) for family in families if family[2])


def _family(name: str, told: str, values: dict[str, float]) -> str:
    head = f"# HELP nhipcau_{name} {told}\n# TYPE nhipcau_{name} gauge\n"
    return head + "".join(
        f"nhipcau_{name}{f'{{{label}}}' if label else ''} {value}\n" for label, value in values.items()
    )
