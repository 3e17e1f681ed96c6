"""Work that stands in the body and in the annex: whether both say the same of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vanban.document import Place
from vanban.messages import message
from vanban.plan import Finding, Task, TaskTime

from .sum_checks import dong


def body_and_annex_agree(tasks: list[Task]) -> Iterator[Finding]:
    """Work that only one of both names, and what they say differently of the same work."""
    annex = {task.key: task for task in tasks if task.source == "appendix"}
    body = [task for task in tasks if task.source == "body"]
    linked = [task for task in body if task.key in annex]
    if not linked or len(linked) * 2 < len(body):
        return  # the annex is about other work than the body
    for task in body:
        row = annex.get(task.key)
        if row is None:
            yield Finding(message("not_in_annex", title=_short(task)), task.title.places)
        else:
            yield from _same_agencies(task, row)
            yield from _same_time(task, row)
            yield from _same_money(task, row)
    named = {task.key for task in linked}
    yield from _not_in_body([row for key, row in annex.items() if key not in named], len(annex))


def _not_in_body(rows: list[Task], of: int) -> Iterator[Finding]:
    """Row by row where the body lists the work too; in one sentence where it only picks out some of it."""
    if len(rows) * 2 <= of:
        for row in rows:
            yield Finding(message("not_in_body", title=_short(row)), row.title.places, "note")
    else:
        places = tuple(place for row in rows for place in row.title.places)
        yield Finding(message("most_not_in_body", number=len(rows), of=of), places, "note")


def _short(task: Task) -> str:
    text = task.title.value
    return text if len(text) < 80 else f"{text[:77]}..."


def _same_agencies(task: Task, row: Task) -> Iterator[Finding]:
    pairs = (
        ("lead_differs", task.lead_agencies, row.lead_agencies),
        ("coordinating_differs", task.coordinating_agencies, row.coordinating_agencies),
    )
    for code, ours, theirs in pairs:
        known = {mention.key for mention in theirs}
        missing = [mention for mention in ours if mention.key not in known]
        if missing:
            names = "; ".join(mention.text for mention in missing)
            places: tuple[Place, ...] = tuple(place for mention in missing for place in mention.places)
            yield Finding(message(code, title=_short(task), names=names), (*places, *row.title.places))


def _same_time(task: Task, row: Task) -> Iterator[Finding]:
    if times_conflict(task.time, row.time):
        places = [place for text in (task.time_text, row.time_text) if text for place in text.places]
        values = {"title": _short(task), "body": task.time.text, "annex": row.time.text}
        yield Finding(message("time_differs", **values), tuple(places))


def times_conflict(one: TaskTime, other: TaskTime) -> bool:
    """Two times of one piece of work that cannot both hold. The narrower may stand within the wider ("Quý II" and
    "tháng 5"); where one is a rhythm or open there is nothing to compare.

    >>> may = TaskTime("tháng 5", "month", date(2026, 5, 1), date(2026, 5, 31))
    >>> june = TaskTime("đến 30/6", "range", None, date(2026, 6, 30))
    >>> autumn = TaskTime("Quý III", "quarter", date(2026, 7, 1), date(2026, 9, 30))
    >>> times_conflict(may, june), times_conflict(may, autumn), times_conflict(june, autumn)
    (False, True, True)
    """
    if one.recurrence and other.recurrence:
        return "periodic" not in (one.recurrence, other.recurrence) and one.recurrence != other.recurrence
    if not one.end or not other.end or one.recurrence or other.recurrence:
        return False
    first, second = (one.start or date.min, one.end), (other.start or date.min, other.end)
    return not any(inner[0] >= outer[0] and inner[1] <= outer[1] for inner, outer in ((first, second), (second, first)))


def _same_money(task: Task, row: Task) -> Iterator[Finding]:
    ours, theirs = task.budget, row.budget
    if ours and theirs and ours.amount_vnd != theirs.amount_vnd:
        values = {"title": _short(task), "body": dong(ours.amount_vnd), "annex": dong(theirs.amount_vnd)}
        yield Finding(message("budget_differs", **values), (*ours.places, *theirs.places))
