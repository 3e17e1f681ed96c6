"""Tasks and report deadlines as a calendar by RFC 5545.

A day that the plan names is a whole day; words that leave the days open ("trong quý III") are a span that is marked
tentative and blocks no time. The identity of an entry stays when its date moves, so that calendars move it too.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from nhipcau.plans.heirs import held_of
from nhipcau.plans.models import Plan, PlanTask, ReportDeadline
from nhipcau.register import queries
from nhipcau.register.reader import Reader
from nhipcau.register.rows import Row, names
from nhipcau.register.rules import SHORT

from .models import Feed

BACK, AHEAD = timedelta(days=400), timedelta(days=800)
FRESH = timedelta(hours=1)  # how often a program should ask again
CLASSIC = datetime(2000, 1, 1, tzinfo=ZoneInfo("UTC"))  # of a plan that was entered without a confirmation


@dataclass(frozen=True)
class Site:
    """Where the calendar is asked: its entries link there, and belong to it."""

    address: str
    host: str


def calendar_of(feed: Feed, site: Site, today: date) -> bytes:
    """The same bytes as long as nothing in it changed."""
    calendar = Calendar()
    calendar.add("prodid", "-//Nhip Cau//nhipcau//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = _("Nhịp Cầu – %(whose)s") % {"whose": feed}
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what Outlook, Google and Apple show
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", FRESH, parameters={"VALUE": "DURATION"})
    reader = Reader(feed.user)
    for event in (*_tasks(feed, reader, site, today), *_reports(reader, site, today)):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _tasks(feed: Feed, reader: Reader, site: Site, today: date) -> Iterator[Event]:
    first, last = today - BACK, today + AHEAD
    tasks = queries.tasks_of(reader).filter(Q(due_on__range=(first, last)) | Q(due_on=None, starts_on__gte=first))
    if feed.agency:
        tasks = tasks.filter(queries.taken_part_by(held_of(feed.agency)))
    for task in queries.with_agencies(tasks).order_by("plan", "position", "pk").iterator(chunk_size=500):
        yield _task(Row(task, today), site)


def _task(row: Row, site: Site) -> Event:
    task = row.task
    event = Event()
    event.add("uid", f"task-{task.pk}@{site.host}")
    event.add("dtstamp", _stamp(task.plan))
    start, end = _span(row)
    event.add("dtstart", start)
    event.add("dtend", end + timedelta(days=1))  # the first day after it, says RFC 5545
    event.add("summary", _summary(task))
    event.add("description", "\n".join(_told(row)))
    event.add("url", site.address + reverse("register:task", args=[task.pk]))
    event.add("status", _status(row))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [_("Tasks")])
    return event


def _span(row: Row) -> tuple[date, date]:
    """All days of a vague time and of a short exact one; of a long exact one the deadline."""
    task = row.task
    start = task.starts_on or task.due_on
    end = task.due_on or start
    assert start and end  # noqa: S101 - the query asks for tasks with a day
    if row.soft or end - start < timedelta(days=SHORT):
        return min(start, end), end
    return end, end


def _status(row: Row) -> str:
    if row.task.status == PlanTask.Status.STOPPED:
        return "CANCELLED"
    return "TENTATIVE" if row.soft else "CONFIRMED"


def _summary(task: PlanTask) -> str:
    return _("Finished: %(task)s") % {"task": task.title} if task.status == PlanTask.Status.DONE else task.title


def _told(row: Row) -> Iterator[str]:
    task = row.task
    yield from (str(item) for item in task.sub_items)
    if row.leads:
        yield _("Lead agency: %(names)s") % {"names": names(row.leads)}
    if row.coordinating:
        yield _("Coordinating: %(names)s") % {"names": names(row.coordinating)}
    if task.time_text:
        yield _("Time as printed: %(text)s") % {"text": task.time_text}
    yield _("Plan: %(plan)s") % {"plan": task.plan}


def _reports(reader: Reader, site: Site, today: date) -> Iterator[Event]:
    due = queries.report_deadlines(reader, today - BACK, today + AHEAD)
    for uid, (day, duty) in zip(_identities(due), due, strict=True):
        event = Event()
        event.add("uid", f"{uid}@{site.host}")
        event.add("dtstamp", _stamp(duty.plan))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", _("Report: %(what)s") % {"what": duty.what})
        told = [duty.text, _("Plan: %(plan)s") % {"plan": duty.plan}]
        event.add("description", "\n".join(filter(None, told)))
        event.add("url", site.address + reverse("register:calendar") + f"?thang={day:%Y-%m}")
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("categories", [_("Reports")])
        yield event


def _identities(due: Iterable[tuple[date, ReportDeadline]]) -> Iterator[str]:
    """By plan and wording: the rows of report deadlines are written anew with each corrected file."""
    met: Counter[str] = Counter()
    for day, duty in due:
        words = hashlib.sha256(duty.what.encode()).hexdigest()[:12]
        identity = f"report-{duty.plan_id}-{words}" + (f"-{day:%Y%m%d}" if duty.recurrence else "")
        met[identity] += 1
        yield f"{identity}-{met[identity]}"


def _stamp(plan: Plan) -> datetime:
    return (plan.confirmed_at or CLASSIC).replace(microsecond=0).astimezone(ZoneInfo("UTC"))
