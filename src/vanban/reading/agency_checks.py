"""Agencies that do not exist at the plan's date: dissolved before it, or founded after it (data/agency_periods.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from vanban.document import Place
from vanban.messages import message
from vanban.plan import Finding, Task
from vanban.tables import rows


@cache
def _periods() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """The rows with their patterns; keys of names leave out "và"."""
    return [(re.compile(row["pattern"].replace(" va ", " (?:va )?")), row) for row in rows("agency_periods")]


@cache
def why_not_at(key: str, day: date) -> tuple[str, str, str] | None:
    """(code of the sentence, name, who does the work instead) when an agency of this key does not exist on a day.

    >>> why_not_at("so thong tin va truyen thong", date(2026, 1, 5))[0]
    'agency_ended'
    >>> why_not_at("so thong tin va truyen thong", date(2022, 1, 5)) is None
    True
    """
    for pattern, row in _periods():
        if not pattern.search(key):
            continue
        if row["valid_to"] and day > date.fromisoformat(row["valid_to"]):
            return "agency_ended", row["name"], row["successor"]
        if row["valid_from"] and day < date.fromisoformat(row["valid_from"]):
            return "agency_not_yet", row["name"], row["successor"]
    return None


def agencies_at_their_time(tasks: list[Task], day: date | None) -> Iterator[Finding]:
    """One finding for each such agency, with every place that names it."""
    if day is None:
        return
    found: dict[tuple[str, str, str, str], list[Place]] = {}
    for task in tasks:
        for mention in (*task.lead_agencies, *task.coordinating_agencies):
            if reason := why_not_at(mention.key, day):
                found.setdefault((mention.text, *reason), []).extend(mention.places)
    for (text, code, _, successor), places in found.items():
        yield Finding(message(code, name=text, successor=successor), tuple(places[:MOST_PLACES]))


MOST_PLACES = 20
