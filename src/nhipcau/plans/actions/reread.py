"""A corrected file of a plan in force: what it adds, changes, removes and moves. Nothing of the plan changes here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.plans.models import Plan, PlanTask, ReviewItem
from nhipcau.plans.pairing import Entry, pair
from nhipcau.plans.reading.items import own_doubt
from nhipcau.plans.rules import in_words, kind_of_change, merge, without_field
from nhipcau.plans.values import DoubtData, TaskField, TaskValues

from .rows import values_of

Change, State, Kind = ReviewItem.Change, ReviewItem.State, ReviewItem.Kind


def compare_with_plan(plan: Plan, items: list[ReviewItem]) -> list[ReviewItem]:
    """The items of a new reading, each compared with what the plan says today; tasks that are gone are added."""
    earlier = _earlier_items(plan)
    tasks = list(plan.tasks.filter(withdrawn_at=None).order_by("position").prefetch_related("parts"))
    rows = [item for item in items if item.kind == Kind.TASK]
    bases = {item.task_id: item.read["values"] for item in earlier if item.task_id and "values" in item.read}
    # By what the last file said: a title that was corrected by hand since is less like the new file's.
    known = [_entry(bases.get(task.pk) or values_of(task)) for task in tasks]
    pairs = pair(known, [_entry(item.values) for item in rows])
    dropped = [item.read for item in earlier if item.kind == Kind.TASK and item.state == State.DROPPED]
    for index, item in enumerate(rows):
        if index in pairs:
            task = tasks[pairs[index]]
            _compare(item, task, bases.get(task.pk))
        else:
            _mark_added(item, dropped)
    _keep_decisions([item for item in items if item.kind != Kind.TASK], earlier)
    gone = [task for index, task in enumerate(tasks) if index not in pairs.values()]
    return [*items, *(_removed(items[0], task) for task in gone)]


def _earlier_items(plan: Plan) -> list[ReviewItem]:
    """What the last confirmed reading said and what people made of it."""
    last = plan.confirmations.filter(undone_at=None).first()
    return list(ReviewItem.objects.filter(upload=last.upload_id)) if last else []


def _entry(values: TaskValues) -> Entry:
    return Entry(values["title"], values["number"], values["group"])


def _compare(item: ReviewItem, task: PlanTask, base: TaskValues | None) -> None:
    theirs, mine = item.read["values"], values_of(task)
    merged = merge(base or mine, mine, theirs)
    item.task, item.values, item.change = task, merged.values, kind_of_change(merged)
    touched = {*merged.changed, *merged.conflicts}
    settled: set[str] = {doubt["field"] for doubt in item.doubts} - touched
    doubts = without_field(item.doubts, settled)
    if item.change == Change.CHANGED:
        doubts += [_changed_doubt("changed", name, theirs, mine) for name in merged.changed]
    doubts += [_changed_doubt("conflict", name, mine, theirs) for name in merged.conflicts]
    item.doubts, item.state = doubts, State.DOUBT if doubts else State.ACCEPTED


def _changed_doubt(code: str, name: TaskField, taken: TaskValues, other: TaskValues) -> DoubtData:
    """``taken`` stands in the row now, ``other`` is the second likely answer."""
    first, second = in_words(taken[name]), in_words(other[name])
    now, before = (first, second) if code == "changed" else (second, first)
    return own_doubt(name, code, first, second, now=now or _("(empty)"), before=before or _("(empty)"))


def _mark_added(item: ReviewItem, dropped: list[dict[str, Any]]) -> None:
    """New in this file, unless it is a row that was left out on purpose the last time."""
    if any(read.get("values") == item.read["values"] for read in dropped):
        item.state, item.doubts = State.DROPPED, []
        return
    item.change, item.state = Change.ADDED, State.DOUBT
    item.doubts = [*item.doubts, own_doubt("", "added")]


def _removed(header: ReviewItem, task: PlanTask) -> ReviewItem:
    values = values_of(task)
    doubt = own_doubt("", "removed", _("Take it out of the plan"), _("Keep it"))
    item = ReviewItem(upload=header.upload, kind=Kind.TASK, position=task.position * 10 + 5, task=task)
    item.change, item.state, item.doubts = Change.REMOVED, State.DOUBT, [doubt]
    item.values, item.read = values, {"quote": task.quote, "label": task.source_label, "places": {}}
    return item


def _keep_decisions(items: Iterable[ReviewItem], earlier: Iterable[ReviewItem]) -> None:
    """Where the new file says what the last one said, people's answers stand."""
    earlier = list(earlier)
    for item in items:
        same = (old for old in earlier if old.kind == item.kind and old.read.get("values") == item.read["values"])
        if known := next(same, None):
            item.values, item.state, item.doubts = known.values, known.state, known.doubts
        elif item.kind == Kind.HEADER:
            _merge_header(item, next((old for old in earlier if old.kind == Kind.HEADER), None))


def _merge_header(item: ReviewItem, known: ReviewItem | None) -> None:
    if known is None:
        return
    for name, value in item.values.items():
        if value == known.read["values"].get(name) or not value:
            item.values = {**item.values, name: known.values.get(name, value)}
    item.doubts = [doubt for doubt in item.doubts if not item.values.get(doubt["field"])]
    item.state = State.DOUBT if item.doubts else State.ACCEPTED
