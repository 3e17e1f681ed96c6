"""What stands on the home page of each role: three groups and no more, each with its count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.plans.heirs import plan_day
from nhipcau.plans.models import Confirmation, Plan, PlanTask, TaskAgency, Upload
from nhipcau.plans.permissions import uploads_managed_by
from nhipcau.register.successors import mark_successors
from nhipcau.ui.words import day_words, number_words

from . import queries
from .filters import ALL_YEARS, TaskFilter
from .reader import Reader
from .rows import Row, names
from .rules import SOON

SHOWN = 6  # rows of a group; the rest is behind its link
AHEAD = 30  # days of report deadlines that a leader sees


@dataclass(frozen=True)
class Item:
    """What (a link), for whom or from which plan, by when, and the verb that finishes it."""

    what: str
    url: str
    about: str = ""
    due_on: date | None = None
    text: str = ""
    verb: str = ""
    verb_url: str = ""
    report: bool = False


@dataclass
class Group:
    key: str
    title: str
    nothing: str
    count: int = 0
    items: list[Item] = field(default_factory=list)
    more_url: str = ""

    def add(self, items: list[Item], count: int | None = None) -> None:
        self.items += items[: max(0, SHOWN - len(self.items))]
        self.count += len(items) if count is None else count


def _empty_groups() -> tuple[Group, Group, Group]:
    return (
        Group("late", _("Late"), _("Nothing is late.")),
        Group("soon", _("In the next 14 days"), _("Nothing is due in the next 14 days.")),
        Group("others", _("Waiting for others"), _("You are waiting for nobody.")),
    )


def officer_groups(reader: Reader, today: date) -> list[Group]:
    """Tasks that my agency leads, reports to write; and tasks of others in which it takes part."""
    late, soon, others = _empty_groups()
    tasks = queries.tasks_of(reader)
    led = tasks.filter(queries.led_by(reader.held))
    _add_tasks(late, reader, led.filter(queries.late(today)), verb=True)
    late.more_url = _list(cua="chu-tri", trang_thai="qua-han")
    soon.add(_reports(reader, today, SOON))
    _add_tasks(soon, reader, led.filter(queries.due_soon(today)), verb=True)
    soon.more_url = _list(cua="chu-tri", trang_thai="sap-den-han")
    joined = tasks.filter(~queries.led_by(reader.held), queries.taken_part_by(reader.held))
    _add_tasks(others, reader, joined.filter(queries.late(today) | queries.due_soon(today)))
    others.more_url = _list(cua="toi")
    return [late, soon, others]


def manager_groups(reader: Reader, today: date) -> list[Group]:
    """Files to review, my own agency's tasks and reports; what is late by agency; what the others owe soon."""
    late, soon, others = _empty_groups()
    tasks = queries.tasks_of(reader)
    late.add(late_by_agency(reader, tasks.filter(queries.late(today))), tasks.filter(queries.late(today)).count())
    late.more_url = _list(trang_thai="qua-han")
    soon.add(_uploads(reader, Upload.State.READY, _("Check what was read")))
    soon.add(_reports(reader, today, SOON))
    mine = queries.led_by(reader.held)
    _add_tasks(soon, reader, tasks.filter(queries.due_soon(today), mine), verb=True)
    soon.more_url = _list(trang_thai="sap-den-han")
    others.add(_uploads(reader, Upload.State.READING) + _uploads(reader, Upload.State.WAITING))
    _add_tasks(others, reader, tasks.filter(queries.due_soon(today)).exclude(mine))
    others.more_url = _list(trang_thai="sap-den-han")
    return [late, soon, others]


def leader_page(reader: Reader, today: date) -> dict[str, Any]:
    """One page to read in a minute: how the year's plans stand, who is late, which reports are next."""
    nam, __ = queries.settle_year(reader, "", today)
    tasks = queries.filtered(reader, TaskFilter(nam=nam), today).order_by()
    counts = tasks.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(status=PlanTask.Status.DONE)),
        in_progress=Count("pk", filter=Q(status=PlanTask.Status.IN_PROGRESS)),
        late=Count("pk", filter=queries.late(today)),
        soon=Count("pk", filter=queries.due_soon(today)),
        no_lead=Count("pk", filter=queries.without_lead()),
    )
    figures = [
        (_("Tasks"), counts["total"], TaskFilter(nam=nam)),
        (_("Finished"), counts["done"], TaskFilter(nam=nam, trang_thai="xong")),
        (_("In progress"), counts["in_progress"], TaskFilter(nam=nam, trang_thai="dang")),
        (_("Late"), counts["late"], TaskFilter(nam=nam, trang_thai="qua-han")),
        (_("Due within 14 days"), counts["soon"], TaskFilter(nam=nam, trang_thai="sap-den-han")),
    ]
    return {
        "year": "" if nam == ALL_YEARS else nam,
        "figures": [(label, number, reverse("register:tasks") + wanted.query()) for label, number, wanted in figures],
        "counts": counts,
        "late": late_by_agency(reader, tasks.filter(queries.late(today)), nam=nam),
        "soon": [_item(row) for row in _rows(reader, tasks.filter(queries.due_soon(today)).order_by("due_on"), SHOWN)],
        "reports": _reports(reader, today, AHEAD),
    }


@dataclass
class Late:
    """The late tasks that one agency answers for today."""

    name: str
    agency: int | None
    number: int = 0
    oldest: date = date.max
    title: str = ""  # of one of them


def late_by_agency(reader: Reader, late: QuerySet[PlanTask], nam: str = ALL_YEARS) -> list[Item]:
    """A line for each agency that leads late tasks, the one with most first; tasks that nobody leads come last."""
    parts = TaskAgency.objects.filter(role=TaskAgency.Role.LEAD, task__in=late.order_by().values("pk"))
    lines = sorted(_late(reader, parts), key=lambda line: (-line.number, line.oldest))
    items = [
        Item(
            what=line.name,
            url=_list(nam=nam, trang_thai="qua-han", chu_tri=str(line.agency or "")),
            about=_late_words(line),
            text=_tasks_words(line.number),
        )
        for line in lines
    ]
    nobody = late.filter(queries.without_lead()).aggregate(number=Count("pk"), oldest=Min("due_on"))
    if nobody["number"]:
        url = _list(nam=nam, trang_thai="qua-han", chu_tri="chua-co")
        text, about = _tasks_words(nobody["number"]), _oldest_words(nobody["oldest"])
        items.append(Item(_("Without a lead agency"), url, about, text=text))
    return items


def _late(reader: Reader, parts: QuerySet[TaskAgency]) -> Iterable[Late]:
    """Counted by agency and plan, then put together by the agency that holds the work of that plan today."""
    counted = parts.select_related(None).values("agency", "agency__name", "group__name", "task__plan")
    counted = counted.order_by().annotate(
        number=Count("task", distinct=True), oldest=Min("task__due_on"), title=Min("task__title")
    )
    plans = Plan.objects.in_bulk({line["task__plan"] for line in counted}) if reader.today.lineage else {}
    found: dict[tuple[int | None, str], Late] = {}
    for line in counted:
        pk, name = line["agency"], line["agency__name"] or line["group__name"] or _("Agencies that are not registered")
        if pk and plans:
            pk = reader.today.number_of(pk, plan_day(plans[line["task__plan"]])) or pk
            name = reader.today.agencies[pk].name if pk in reader.today.agencies else name
        known = found.setdefault((pk, name), Late(name, pk))
        known.number += line["number"]
        known.oldest = min(known.oldest, line["oldest"])
        known.title = line["title"]
    return found.values()


def _late_words(line: Late) -> str:
    """The only late task by its title; of several the oldest deadline."""
    if line.number > 1:
        return _oldest_words(line.oldest)
    return f"{line.title} · {day_words(line.oldest)}"


def _oldest_words(day: date) -> str:
    return _("oldest deadline: %(day)s") % {"day": day_words(day)}


def _tasks_words(number: int) -> str:
    return ngettext("%(number)s task", "%(number)s tasks", number) % {"number": number_words(number)}


def _list(nam: str = ALL_YEARS, **wanted: Any) -> str:
    return reverse("register:tasks") + TaskFilter(nam=nam, **wanted).query()


def _add_tasks(group: Group, reader: Reader, tasks: QuerySet[PlanTask], *, verb: bool = False) -> None:
    rows = _rows(reader, tasks.order_by("due_on", "plan", "position"), SHOWN + 1)
    count = tasks.count() if len(rows) > SHOWN else len(rows)
    group.add([_item(row, verb=verb) for row in rows], count)


def _rows(reader: Reader, tasks: QuerySet[PlanTask], most: int) -> list[Row]:
    shown = mark_successors(queries.with_agencies(tasks)[:most], reader.today)
    return [Row(task, reader.today.day) for task in shown]


def _item(row: Row, *, verb: bool = False) -> Item:
    task = row.task
    url = reverse("register:task", args=[task.pk])
    about = " · ".join(filter(None, (names(row.leads), str(task.plan))))
    return Item(
        what=task.title,
        url=url,
        about=about,
        due_on=task.due_on,
        text=task.time_text if row.soft else "",
        verb=_("Report the result") if verb else "",
        verb_url=f"{url}#trang-thai",
    )


def _reports(reader: Reader, today: date, days: int) -> list[Item]:
    found = queries.report_deadlines(reader, today, today + timedelta(days=days))
    return [
        Item(
            capfirst(duty.what),
            reverse("plans:detail", args=[duty.plan_id]),
            f"{duty.by} · {duty.plan}".strip(" ·"),
            day,
            report=True,
        )
        for day, duty in found
    ]


def _uploads(reader: Reader, state: str, verb: str = "") -> list[Item]:
    confirmed = Confirmation.objects.filter(undone_at=None).values("upload")
    uploads = uploads_managed_by(reader.user).filter(state=state).exclude(pk__in=confirmed)
    made = []
    for upload in uploads.select_related("plan")[: SHOWN + 1]:
        url = reverse("plans:review" if verb else "plans:upload_status", args=[upload.pk])
        made.append(Item(upload.name, url, str(upload.get_state_display()), verb=verb, verb_url=url))
    return made
