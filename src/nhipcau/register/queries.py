"""Named reads of tasks and report deadlines. Whoever asks gets only what plans.permissions allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _

from nhipcau.organizations.models import Agency
from nhipcau.organizations.permissions import province_ids
from nhipcau.plans.heirs import Held, held_after
from nhipcau.plans.models import Plan, PlanTask, ReportDeadline, TaskAgency
from nhipcau.plans.permissions import plans_visible_to, tasks_visible_to
from nhipcau.register.finding import TASK, readable_by
from nhipcau.search.index import index
from nhipcau.ui.words import day_words
from vanban.text import sort_key

from .filters import ALL_YEARS, NO_LEAD, TaskFilter, group_key, window_days
from .reader import Reader
from .rules import CLOSED_STATUSES, SOON, rounds_between

Status, Role = PlanTask.Status, TaskAgency.Role
STATUS_OF = {"chua": Status.NOT_STARTED, "dang": Status.IN_PROGRESS, "xong": Status.DONE, "khong": Status.STOPPED}


def open_tasks() -> Q:
    return ~Q(status__in=CLOSED_STATUSES) & Q(plan__state=Plan.State.CONFIRMED)


def late(today: date) -> Q:
    """The same tasks that rules.standing_of calls late."""
    return open_tasks() & Q(due_on__lt=today)


def due_soon(today: date) -> Q:
    return open_tasks() & Q(due_on__range=(today, today + timedelta(days=SOON)))


def tasks_of(reader: Reader) -> QuerySet[PlanTask]:
    """All tasks that the reader sees and that are still in their plan."""
    return tasks_visible_to(reader.user).filter(withdrawn_at=None)


def with_agencies(tasks: QuerySet[Any]) -> QuerySet[PlanTask]:
    parts = TaskAgency.objects.select_related("agency", "group")
    return tasks.select_related("plan").prefetch_related(Prefetch("parts", parts))


LONG = ("details", "sub_items", "quote", "places", "budget_text", "funding_source", "output", "indicator", "note")
LONG_OF_PLAN = ("facts", "signer", "signer_position", "issuing_authority")


def for_list(tasks: QuerySet[Any]) -> QuerySet[PlanTask]:
    """The same without what only the page of a task shows."""
    return with_agencies(tasks).defer(*LONG, *(f"plan__{name}" for name in LONG_OF_PLAN))


@dataclass(frozen=True, slots=True)
class Stated:
    state: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Of a task what a calendar shows, by the names that it has in PlanTask: a year has thousands of them."""

    pk: int
    title: str
    status: str
    starts_on: date | None
    due_on: date | None
    time_kind: str
    time_vague: bool
    withdrawn_at: datetime | None
    plan: Stated


def for_calendar(tasks: QuerySet[Any]) -> list[PlanTask]:
    states = {state: Stated(state) for state in Plan.State.values}
    names = [field.name for field in fields(Dated)]
    rows: Iterable[dict[str, Any]] = tasks.values(*names[:-1], "plan__state")
    dated = (Dated(plan=states[row["plan__state"]], **{name: row[name] for name in names[:-1]}) for row in rows)
    return cast("list[PlanTask]", list(dated))


def for_timeline(tasks: QuerySet[Any]) -> QuerySet[PlanTask]:
    """What the timeline shows of some hundred tasks, with who leads; those of a plan share it."""
    leads = TaskAgency.objects.filter(role=Role.LEAD).select_related("agency", "group")
    leads = leads.only("task", "role", "text", "agency__name", "group__name")
    shown = tasks.only(*(field.name for field in fields(Dated)), "number", "group", "time_text", "position")
    return shown.prefetch_related(Prefetch("plan", Plan.objects.only("state")), Prefetch("parts", leads))


def led_by(held: Held) -> Exists:
    return Exists(TaskAgency.objects.filter(held.parts, task=OuterRef("pk"), role=Role.LEAD))


def without_lead() -> Q:
    """Asked task by task: a list of all that have one grows with the country, and PostgreSQL walks it for each row."""
    return ~Q(Exists(TaskAgency.objects.filter(task=OuterRef("pk"), role=Role.LEAD)))


def coordinated_by(held: Held) -> Exists:
    return Exists(TaskAgency.objects.filter(held.parts, task=OuterRef("pk"), role=Role.COORDINATING))


def taken_part_by(held: Held) -> Exists:
    return Exists(TaskAgency.objects.filter(held.parts, task=OuterRef("pk")))


def filtered(reader: Reader, wanted: TaskFilter, today: date) -> QuerySet[PlanTask]:
    """The tasks of a list, sorted. ``wanted.nam`` has been settled by the page (see ``settle_year``)."""
    tasks = tasks_of(reader).filter(_about(wanted), _when(wanted, today), _standing(wanted, today))
    if wanted.nhom:
        tasks = tasks.filter(group__in=[g for g in _groups(tasks_of(reader)) if group_key(g) == wanted.nhom])
    if wanted.cua:
        mine = led_by(reader.held) if wanted.cua == "chu-tri" else taken_part_by(reader.held)
        tasks = tasks.filter(mine)
    if wanted.chu_tri == NO_LEAD:
        tasks = tasks.filter(without_lead())
    elif wanted.chu_tri:
        tasks = tasks.filter(led_by(held_after(reader.user, [int(wanted.chu_tri)])))
    if wanted.phoi_hop:
        tasks = tasks.filter(coordinated_by(held_after(reader.user, [wanted.phoi_hop])))
    return _sorted(found(reader, tasks, wanted.q), wanted.xep)


def _about(wanted: TaskFilter) -> Q:
    query = Q(plan=wanted.ke_hoach) if wanted.ke_hoach else Q()
    return query & _in_year("plan__", wanted.year) if wanted.year else query


def _in_year(prefix: str, year: int) -> Q:
    """Plans of this year, of a period that holds it, and those of which no year is known."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    in_period = Q(**{f"{prefix}period_start__lte": last, f"{prefix}period_end__gte": first})
    return Q(**{f"{prefix}year": year}) | Q(**{f"{prefix}year": None}) | in_period


def _when(wanted: TaskFilter, today: date) -> Q:
    query = Q(due_on=None) if wanted.han == "khong-ngay" else Q()
    if days := window_days(wanted.han, today):
        query &= Q(due_on__range=days)
    if wanted.tu:
        query &= Q(due_on__gte=wanted.tu)
    if wanted.den:
        query &= Q(due_on__lte=wanted.den)
    return query


def _standing(wanted: TaskFilter, today: date) -> Q:
    if wanted.trang_thai == "qua-han":
        return late(today)
    if wanted.trang_thai == "sap-den-han":
        return due_soon(today)
    status = STATUS_OF.get(wanted.trang_thai)
    return Q(status=status) if status else Q()


def found(reader: Reader, tasks: QuerySet[PlanTask], text: str) -> QuerySet[Any]:
    """Tasks that the search finds for these words. ``rank`` 0: with the accents as typed; 1: with others."""
    provinces = readable_by(reader.user).provinces
    matching = index.matching(text, TASK, provinces) if text else None
    if matching is None:
        return tasks.annotate(rank=Value(0, IntegerField()))
    entries, exact = (known.values("object_id") for known in matching)
    return tasks.filter(pk__in=entries).annotate(rank=Case(When(pk__in=exact, then=0), default=1))


def _sorted(tasks: QuerySet[Any], order: str) -> QuerySet[PlanTask]:
    """What is still to be done comes before what is finished; then by the chosen column; then as in the plan."""
    name = order.removeprefix("-") or "han"
    finished = Case(When(status__in=CLOSED_STATUSES, then=1), default=0)
    first_lead = TaskAgency.objects.filter(task=OuterRef("pk"), role=Role.LEAD).order_by("position", "pk")
    columns: dict[str, F | Subquery] = {
        "han": F("due_on"),
        "ke-hoach": F("position"),
        "chu-tri": Subquery(first_lead.values("agency__key")[:1]),
        "trang-thai": F("status"),
    }
    column = columns[name].desc(nulls_last=True) if order.startswith("-") else columns[name].asc(nulls_last=True)
    in_plan = ("-plan__year", "plan", "position", "pk")
    ways = {"han": (finished, column, *in_plan), "ke-hoach": ("-plan__year", "plan", column, "pk")}
    return tasks.order_by("rank", *ways.get(name, (column, *in_plan)))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters of a list offer: (value, words) of what the reader's tasks hold, and no more."""

    years: list[int]
    plans: list[tuple[int, str]]
    groups: list[tuple[str, str]]
    leads: list[tuple[int, str]]
    coordinating: list[tuple[int, str]]


def settle_year(reader: Reader, nam: str, today: date) -> tuple[str, list[int]]:
    """The year to show and the years there are: the asked one, else this one, else the newest there is."""
    years = _plans_with_tasks(reader).exclude(year=None).order_by("-year").values_list("year", flat=True)
    known = [year for year in years.distinct() if year]
    if nam or not known:
        return nam or ALL_YEARS, known
    return str(today.year if today.year in known else known[0]), known


def _plans_with_tasks(reader: Reader) -> QuerySet[Plan]:
    return plans_visible_to(reader.user).filter(Exists(tasks_of(reader).filter(plan=OuterRef("pk"))))


def choices(reader: Reader, wanted: TaskFilter, years: list[int]) -> Choices:
    tasks = tasks_of(reader).filter(_about(wanted))
    plans = _plans_with_tasks(reader).filter(_in_year("", wanted.year) if wanted.year else Q())
    agencies = _agencies(reader, tasks)
    return Choices(
        years=years,
        plans=[(plan.pk, plan_words(plan)) for plan in plans.only("type", "number", "subject")],
        groups=[(group_key(group), group) for group in _groups(tasks)],
        leads=agencies[Role.LEAD],
        coordinating=agencies[Role.COORDINATING],
    )


def plan_words(plan: Plan) -> str:
    return str(plan) if plan.number else f"{plan}: {plan.subject}"[:80]


def plan_named(reader: Reader, pk: int) -> str:
    plan = plans_visible_to(reader.user).filter(pk=pk).only("type", "number", "subject").first()
    return plan_words(plan) if plan else ""


def group_named(reader: Reader, key: str) -> str:
    return next((group for group in _groups(tasks_of(reader)) if group_key(group) == key), "")


def agency_named(reader: Reader, pk: int) -> str:
    agency = Agency.objects.filter(pk=pk, province__in=province_ids(reader.user)).only("name", "valid_to").first()
    return _dated_name(agency, reader.today.day) if agency else ""


def _groups(tasks: QuerySet[PlanTask]) -> list[str]:
    """Group headings in the order in which they stand in the plans."""
    named = tasks.exclude(group="").order_by().values("group").annotate(plan_=Min("plan"), place=Min("position"))
    return [row["group"] for row in named.order_by("plan_", "place", "group")]


def _agencies(reader: Reader, tasks: QuerySet[PlanTask]) -> dict[str, list[tuple[int, str]]]:
    """By part: the agencies that have it in one of the tasks, and those of today that answer for them.

    A group stands for hundreds of agencies in each task that names it, and in a plan always for the same ones; so it is
    asked once a plan. What is left to judgement is asked everywhere.
    """
    parts = TaskAgency.objects.filter(task__in=tasks.order_by().values("pk")).order_by()
    by_task = Case(When(group__open_ended=True, then=F("task")))
    of_groups = parts.exclude(group=None).values("role", "group", "task__plan", by_task=by_task).annotate(one=Max("pk"))
    members = TaskAgency.members.through.objects.filter(taskagency__in=[row["one"] for row in of_groups])
    found = {
        *parts.exclude(agency=None).values_list("role", "agency").distinct(),
        *members.values_list("taskagency__role", "agency").distinct(),
    }
    known = Agency.objects.filter(pk__in={agency for _role, agency in found}).only("name", "valid_to").in_bulk()
    return {role: _in_order(reader, [known[pk] for of, pk in found if of == role and pk in known]) for role in Role}


def _in_order(reader: Reader, named: list[Agency]) -> list[tuple[int, str]]:
    after = [successor for agency in named if (successor := reader.today.of(agency))]
    agencies = {agency.pk: _dated_name(agency, reader.today.day) for agency in (*named, *after)}
    return sorted(agencies.items(), key=lambda agency: sort_key(agency[1]))


def _dated_name(agency: Agency, today: date) -> str:
    if agency.valid_to is None or agency.valid_to >= today:
        return agency.name
    return _("%(agency)s (until %(day)s)") % {"agency": agency.name, "day": day_words(agency.valid_to)}


def report_deadlines(reader: Reader, start: date, end: date) -> list[tuple[date, ReportDeadline]]:
    """Each day from ``start`` to ``end`` on which a report of a plan in force is due, recurring ones by their rounds.

    A plan that ends before a round no longer asks for it.
    """
    plans = plans_visible_to(reader.user).filter(state=Plan.State.CONFIRMED)
    duties = ReportDeadline.objects.filter(plan__in=plans, due_on__lte=end).select_related("plan")
    days = []
    for duty in duties:
        last = min(end, duty.plan.period_end or date(duty.plan.year or end.year, 12, 31))
        rounds = rounds_between(duty.due_on, duty.recurrence, start, last)
        days += [(day, duty) for day in rounds] or ([(duty.due_on, duty)] if start <= duty.due_on <= end else [])
    return sorted(days, key=lambda pair: (pair[0], pair[1].pk))
