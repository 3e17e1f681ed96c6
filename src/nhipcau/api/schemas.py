"""What the API takes and gives. The OpenAPI document is made from these."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

DAY, FLAG = re.compile(r"\d{4}-\d\d-\d\d"), re.compile("true|false")


def _written(value: object, form: re.Pattern[str]) -> object:
    """Only the one way in which the document says that it is written."""
    if (
        (isinstance(value, bool) and form is FLAG)
        or isinstance(value, date)
        or (isinstance(value, str) and form.fullmatch(value))
    ):
        return value
    raise ValueError(value)


Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Day = Annotated[date, BeforeValidator(lambda value: _written(value, DAY))]  # else "0" were the first day of 1970
Flag = Annotated[bool, BeforeValidator(lambda value: _written(value, FLAG))]
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]  # PostgreSQL keeps no NUL
Status = Literal["not_started", "in_progress", "done", "stopped"]
Standing = Literal["late", "soon", "open", "waiting", "ongoing", "done", "stopped"]
State = Literal["late", "due_soon", "not_started", "in_progress", "done", "stopped"]
Window = Literal["this_month", "next_month", "this_quarter", "none"]
Sort = Literal["due", "-due", "plan", "-plan", "lead", "-lead", "state", "-state"]
PlanState = Literal["review", "confirmed", "closed"]
EventType = Literal[
    "plan.closed",
    "plan.confirmed",
    "plan.corrected",
    "plan.reopened",
    "plan.undone",
    "task.changed",
    "task.made",
    "task.status_changed",
    "task.withdrawn",
]


class Problem(Schema):
    """What is wrong, in one sentence (RFC 9457). ``field`` names the parameter or property that it is about."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None


class Paging(Schema):
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(25, ge=1, le=100)


class Page(Schema):
    """One page of a list. ``next`` and ``previous`` are addresses with the same filter."""

    total: int
    page: int
    size: int
    next: str | None
    previous: str | None


class Named(Schema):
    id: int
    name: str


class Part(Schema):
    """An agency's part in a task: its present name and the plan's words. Groups have members and no id."""

    id: int | None
    name: str
    printed: str


class TaskTime(Schema):
    """``vague``: the words leave the days open, so the dates are only their edges."""

    printed: str
    kind: str
    starts_on: date | None
    due_on: date | None
    recurrence: str
    vague: bool


class PlanName(Schema):
    id: int
    name: str
    year: int | None


class Task(Schema):
    id: int
    url: str
    plan: PlanName
    number: str
    group: str
    title: str
    contents: list[str]
    time: TaskTime
    lead: list[Part]
    coordinating: list[Part]
    budget_vnd: int | None
    budget_printed: str
    funding_source: str
    output: str
    indicator: str
    note: str
    person_responsible: str
    source: str
    status: Status
    finished_on: date | None
    standing: Standing
    withdrawn: bool


class TaskPage(Page):
    items: list[Task]


class TaskQuery(Paging):
    """The filters of the list of tasks."""

    q: Text = Field("", max_length=200, description="Words that stand in the task, with or without accents.")
    year: Year | None = Field(None, description="Year of the plan; all years when left out.")
    plan: Id | None = None
    lead: Id | None = Field(None, description="An agency that leads.")
    without_lead: Flag = False
    coordinating: Id | None = Field(None, description="An agency that coordinates.")
    group: Text = Field("", max_length=2000, description="The heading in the plan, as it is there.")
    due: Window | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    state: State | None = None
    mine: Literal["part", "lead"] | None = Field(None, description="Tasks of the token's agencies.")
    sort: Sort = "due"


class TaskChange(Schema):
    """What may be changed. A field that is left out stays; ``finished_on`` is needed for what is done."""

    model_config = ConfigDict(extra="forbid")

    status: Status | None = None
    finished_on: Day | None = None
    note: Text | None = Field(None, max_length=500, description="Result or reason; stands in the history.")


class Change(Schema):
    field: str
    before: str
    after: str


class HistoryLine(Schema):
    at: datetime
    who: str
    text: str
    changes: list[Change]


class HistoryPage(Page):
    items: list[HistoryLine]


class Plan(Schema):
    id: int
    url: str
    type: str
    number: str
    subject: str
    year: int | None
    issued_on: date | None
    issuing_authority: str
    period_start: date | None
    period_end: date | None
    signer: str
    state: PlanState
    tasks: int
    done: int


class PlanPage(Page):
    items: list[Plan]


class PlanQuery(Paging):
    year: Year | None = None
    state: PlanState | None = None


class Agency(Schema):
    """``valid_from`` and ``valid_to``: first and last day of its existence under this name, open when null."""

    id: int
    name: str
    short_name: str
    kind: str
    parent: int | None
    electronic_code: str
    valid_from: date | None
    valid_to: date | None


class AgencyPage(Page):
    items: list[Agency]


class AgencyQuery(Paging):
    on: Day | None = Field(None, description="Only agencies that exist on this day; all that ever did when left out.")


class ReportDeadline(Schema):
    """One day on which a report is due; recurring duties stand once for each round."""

    due_on: date
    what: str
    by: str
    to: str
    recurrence: str
    printed: str
    plan: PlanName


class ReportDeadlinePage(Page):
    items: list[ReportDeadline]


class ReportDeadlineQuery(Paging):
    year: Year | None = Field(None, description="This year when left out.")


class Event(Schema):
    """An entry of the log. ``id`` only grows; ``text`` follows the name in ``who``."""

    id: int
    type: EventType
    at: datetime
    task: int | None
    plan: int | None
    who: str
    text: str
    status: Status | None
    finished_on: date | None
    note: str


class Events(Schema):
    """``last`` is the number to ask after next time; ``more``: there are further events already."""

    items: list[Event]
    last: int
    more: bool


class EventQuery(Schema):
    after: int = Field(0, ge=0, le=2**63 - 1, description="Events with a greater number.")
    limit: int = Field(100, ge=1, le=500)
    type: EventType | None = None


class Post(Schema):
    agency: Named
    role: str
    until: date | None


class Me(Schema):
    """Whose token it is, and what it opens."""

    name: str
    province: str | None
    posts: list[Post]
    token: str
    scope: Literal["read", "write"]
    expires_on: date
