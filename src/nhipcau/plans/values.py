"""The shape of ReviewItem.values: what a task, a header, a duty is before anyone confirmed it. JSON, dates as ISO."""

from __future__ import annotations

from typing import Literal, TypedDict


class Mention(TypedDict):
    """An agency as printed. ``agency`` is set only where a person pointed at one; all others are matched by ``key``."""

    text: str
    key: str
    kind: str  # agency | group | other
    open_ended: bool
    agency: int | None


class Time(TypedDict):
    kind: str
    start: str | None
    end: str | None
    recurrence: str | None
    deadline: bool
    vague: bool


class TaskValues(TypedDict):
    number: str
    group: str
    title: str
    source: str
    lead: list[Mention]
    coordinating: list[Mention]
    time_text: str
    time: Time
    budget_text: str
    budget_vnd: int | None
    funding_source: str
    output: str
    indicator: str
    note: str
    responsible_person: str
    sub_items: list[str]
    details: list[dict[str, object]]


class DoubtData(TypedDict):
    """Why a person should look: ``code`` names a sentence of vanban, or of rules.SENTENCES."""

    field: str
    code: str
    values: dict[str, str | int]
    places: list[list[int | None]]
    choices: list[str]


TaskField = Literal[
    "number",
    "group",
    "title",
    "lead",
    "coordinating",
    "time_text",
    "budget_text",
    "funding_source",
    "output",
    "indicator",
    "note",
    "responsible_person",
    "sub_items",
]

NO_TIME: Time = {"kind": "none", "start": None, "end": None, "recurrence": None, "deadline": False, "vague": False}


def empty_task() -> TaskValues:
    return {
        "number": "",
        "group": "",
        "title": "",
        "source": "appendix",
        "lead": [],
        "coordinating": [],
        "time_text": "",
        "time": {**NO_TIME},
        "budget_text": "",
        "budget_vnd": None,
        "funding_source": "",
        "output": "",
        "indicator": "",
        "note": "",
        "responsible_person": "",
        "sub_items": [],
        "details": [],
    }
