"""Changes to single rows of a review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.plans.actions.guard import Refused, lock_review, save_item
from nhipcau.plans.actions.reading import show_header
from nhipcau.plans.models import Plan, ReviewItem, Upload
from nhipcau.plans.reading import phrases
from nhipcau.plans.rules import LABELS, changed_fields, in_words
from nhipcau.plans.values import TaskValues
from nhipcau.reviews.rules import certain_doubts, merged_rows, split_row

State, Kind, Change = ReviewItem.State, ReviewItem.Kind, ReviewItem.Change
APART = 10  # positions between rows as read, so that added rows fit between


@transaction.atomic
def item_accept(*, item: ReviewItem, version: int, by: User) -> ReviewItem:
    """The row is right as it stands: all its doubts are settled."""
    saved = save_item(item, version=version, by=by, doubts=[], state=State.ACCEPTED)
    _log(saved, "reviews.item_accepted", by)
    return saved


@transaction.atomic
def doubt_answer(*, item: ReviewItem, version: int, by: User, doubt: int, choice: int | None) -> ReviewItem:
    """Settle one doubt by one of its likely answers, or (None) by keeping what was read."""
    try:
        asked = item.doubts[doubt]
        answer = asked["choices"][choice] if choice is not None else None
    except IndexError as error:
        raise Refused(_("This question has already been answered.")) from error
    values = item.values if answer is None else phrases.answered(item, asked["field"], answer)
    before = item.values
    change = Change.SAME if asked["code"] == "removed" and choice else item.change  # "removed", answered "keep it"
    doubts = [other for number, other in enumerate(item.doubts) if number != doubt]
    state = State.DOUBT if doubts else State.ACCEPTED
    saved = save_item(item, version=version, by=by, values=values, doubts=doubts, state=state, change=change)
    label = _label(asked["field"])
    if answer is None:
        _log(saved, "reviews.item_kept", by, field=label)
    else:
        was = in_words(before.get(asked["field"]))
        _log(saved, "reviews.item_changed", by, before={label: was}, after={label: answer})
    return saved


@transaction.atomic
def item_change(*, item: ReviewItem, version: int, by: User, values: dict[str, Any]) -> ReviewItem:
    """Set the values of a row. Whoever saves the whole row has seen its doubts."""
    before = item.values
    saved = save_item(item, version=version, by=by, values=values, doubts=[], state=State.ACCEPTED)
    plan = item.upload.plan
    if item.kind == Kind.HEADER and plan and plan.state == Plan.State.REVIEW:
        show_header(plan, values)
    if item.kind == Kind.TASK:
        names: list[str] = list(changed_fields(cast("TaskValues", before), cast("TaskValues", values)))
    else:
        names = [name for name in values if values[name] != before.get(name)]
    if names:
        _log(saved, "reviews.item_changed", by, **_changed(before, values, names))
    return saved


@transaction.atomic
def item_drop(*, item: ReviewItem, version: int, by: User) -> ReviewItem:
    saved = save_item(item, version=version, by=by, state=State.DROPPED)
    _log(saved, "reviews.item_dropped", by)
    return saved


@transaction.atomic
def item_restore(*, item: ReviewItem, version: int, by: User) -> ReviewItem:
    saved = save_item(item, version=version, by=by, state=State.DOUBT if item.doubts else State.ACCEPTED)
    _log(saved, "reviews.item_restored", by)
    return saved


@transaction.atomic
def item_add(*, upload: Upload, by: User, values: TaskValues, read: dict[str, Any], after: int | None) -> ReviewItem:
    """A task that the reading did not find, behind the row at position ``after`` (None: at the end)."""
    upload = lock_review(upload)
    for known in upload.items.filter(kind=Kind.TASK, changed_by=by).exclude(state=State.DROPPED):
        if known.values == values and known.read == read:
            return known  # the form was sent twice
    item = ReviewItem(upload=upload, kind=Kind.TASK, position=_room(upload, after), state=State.ACCEPTED)
    item.values, item.read, item.changed_by = values, read, by
    item.save()
    _log(item, "reviews.item_added", by)
    return item


@transaction.atomic
def item_split(*, item: ReviewItem, version: int, by: User, titles: Sequence[str]) -> list[ReviewItem]:
    """One row becomes several tasks. The first keeps the row's identity, so that a re-reading still finds it."""
    if len(titles) < 2:
        raise Refused(_("Write at least two lines: each line becomes a task."))
    before = cast("TaskValues", item.values)
    first, *others = split_row(before, titles)
    saved = save_item(item, version=version, by=by, values=first)
    position, rows = saved.position, [saved]
    for values in others:
        position = _room(item.upload, position)
        row = ReviewItem(upload=item.upload, kind=Kind.TASK, position=position, state=saved.state, changed_by=by)
        row.read, row.values, row.doubts = {**item.read, "values": values}, values, item.doubts
        row.save()
        rows.append(row)
    told = _changed(before, first, changed_fields(before, first))
    told["after"][_label("title")] = in_words(titles)
    _log(saved, "reviews.item_split", by, count=len(rows), **told)
    return rows


@transaction.atomic
def item_merge(*, item: ReviewItem, version: int, by: User) -> ReviewItem:
    """The row becomes a content of the task above it; restoring it takes nothing away there."""
    above = _neighbours(item).filter(position__lt=item.position, state__in=(State.DOUBT, State.ACCEPTED)).last()
    if above is None:
        raise Refused(_("There is no task above this one to merge it with."))
    before = cast("TaskValues", above.values)
    values = merged_rows(before, cast("TaskValues", item.values))
    save_item(above, version=above.version, by=by, values=values)
    saved = save_item(item, version=version, by=by, state=State.DROPPED)
    told = _changed(before, values, changed_fields(before, values))
    _log(saved, "reviews.item_merged", by, into=above.values["title"], **told)
    return above


@transaction.atomic
def item_move(*, item: ReviewItem, version: int, by: User, up: bool) -> ReviewItem:
    """Change places with the task above or below."""
    rows = _neighbours(item).exclude(state=State.DROPPED)
    other = rows.filter(position__lt=item.position).last() if up else rows.filter(position__gt=item.position).first()
    if other is None:
        raise Refused(_("The task already stands at the end of the list."))
    here, there = item.position, other.position
    save_item(other, version=other.version, by=by, position=here)
    saved = save_item(item, version=version, by=by, position=there)
    _log(saved, "reviews.item_moved_up" if up else "reviews.item_moved_down", by, other=other.values["title"])
    return saved


@transaction.atomic
def certain_accept(*, upload: Upload, by: User) -> int:
    """Accept every row whose doubts only tell of what is certain. Returns how many."""
    upload = lock_review(upload)
    rows = ReviewItem.objects.filter(upload=upload, kind=Kind.TASK, state=State.DOUBT)
    certain = [item.pk for item in rows if certain_doubts(item.doubts)]
    if certain:
        changes = {"changed_by": by, "changed_at": timezone.now(), "version": F("version") + 1}
        rows.filter(pk__in=certain).update(doubts=[], state=State.ACCEPTED, **changes)
        log(action="reviews.certain_accepted", user=by, target=upload, data={"count": len(certain)})
    return len(certain)


def _label(name: str) -> str:
    return str(LABELS.get(name, name))


def _changed(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> dict[str, dict[str, str]]:
    was, now = ({_label(name): in_words(values.get(name)) for name in names} for values in (before, after))
    return {"before": was, "after": now}


def _neighbours(item: ReviewItem) -> QuerySet[ReviewItem]:
    return ReviewItem.objects.filter(upload=item.upload_id, kind=item.kind).order_by("position")


def _room(upload: Upload, after: int | None) -> int:
    """A free position behind ``after``; the rows behind it make room when there is none."""
    rows = ReviewItem.objects.filter(upload=upload)
    taken = list(rows.order_by("position").values_list("position", flat=True))
    if after is None:
        return max(taken, default=0) + APART
    if after + 1 in taken:
        rows.filter(position__gt=after).update(position=F("position") + APART)
    return after + 1


def _log(item: ReviewItem, action: str, by: User, **data: object) -> None:
    title = str(item.values.get("title") or item.values.get("what") or item.values.get("heading") or item)
    log(action=action, user=by, target=item.upload, province=item.upload.province, data={"title": title, **data})
