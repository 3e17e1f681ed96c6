"""Confirming makes tasks of what was reviewed, in one transaction; undoing takes back exactly that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.plans.agencies import Directory
from nhipcau.plans.models import Confirmation, Plan, PlanTask, ReviewItem, Upload
from nhipcau.plans.queries import open_count, review_token, tasks_with_work
from nhipcau.plans.rules import LABELS, changed_fields, in_words
from nhipcau.search.index import index

from .duties import duties_snapshot, put_back_duties, write_duties
from .guard import Refused, Stale, lock_review, refuse_second_correction
from .rows import WRITTEN, changed_parts, day, put_back, save_parts, snapshot, values_of, write_values

State, Kind, Change = ReviewItem.State, ReviewItem.Kind, ReviewItem.Change
PLAN_FIELDS = (
    *("state", "type", "number", "subject", "place", "issued_on", "issuing_authority", "issuer_id", "year"),
    *("period_start", "period_end", "signer", "signer_position", "facts", "confirmed_at", "confirmed_by_id"),
)


@dataclass
class Outcome:
    """What a confirmation does to the tasks."""

    made: list[PlanTask] = field(default_factory=list)
    changed: list[PlanTask] = field(default_factory=list)
    withdrawn: list[PlanTask] = field(default_factory=list)


@transaction.atomic
def plan_confirm(*, upload: Upload, by: User, token: str, with_open: bool = False) -> Plan:
    """Make the reviewed rows the plan's tasks. ``token`` is what the person saw; ``with_open`` accepts what was left
    unseen on purpose."""
    upload = lock_review(upload)
    items = list(ReviewItem.objects.filter(upload=upload).select_related("task").order_by("position", "pk"))
    if token != review_token(items):
        raise Stale(_("The review has changed since you opened the page. Look at it again, then confirm."))
    plan = Plan.objects.select_for_update().get(uploads=upload)
    header = next(item for item in items if item.kind == Kind.HEADER)
    directory = Directory(upload.province, day(header.values["issued_on"]) or timezone.localdate())
    left = open_count(items, directory)
    if left and not with_open:
        raise Refused(
            ngettext(
                "%(count)s place is still unseen. Look at it, or say that you confirm all the same.",
                "%(count)s places are still unseen. Look at them, or say that you confirm all the same.",
                left,
            )
            % {"count": left}
        )
    return _confirm(plan, upload, items, directory, by)


def _confirm(plan: Plan, upload: Upload, items: list[ReviewItem], directory: Directory, by: User) -> Plan:
    rows = [item for item in items if item.kind == Kind.TASK]
    touched = PlanTask.objects.filter(review_items__upload=upload).prefetch_related("parts__members")
    known = {task.pk: task for task in touched}
    before = {"plan": _plan_snapshot(plan), "tasks": snapshot(known.values()), **duties_snapshot(plan)}
    _write_plan(plan, items, upload, directory, by)
    outcome = _write_tasks(plan, rows, known, directory)
    write_duties(plan, items, directory)
    _to_be_found(plan)
    made = [task.pk for task in outcome.made]
    Confirmation.objects.create(plan=plan, upload=upload, by=by, made=made, before=before)
    _tell(plan, outcome, by)
    return plan


def _write_plan(plan: Plan, items: list[ReviewItem], upload: Upload, directory: Directory, by: User) -> None:
    header = next(item for item in items if item.kind == Kind.HEADER)
    values = header.values
    for name in ("type", "number", "subject", "place", "issuing_authority", "signer", "signer_position"):
        length = getattr(Plan._meta.get_field(name), "max_length", None)
        setattr(plan, name, (values[name] or "")[:length])
    plan.year = values["year"]
    plan.issued_on, plan.period_start = day(values["issued_on"]), day(values["period_start"])
    plan.period_end = day(values["period_end"])
    plan.issuer = directory.named(values["issuing_authority"])
    findings = [item.values for item in items if item.kind == Kind.FINDING and item.state != State.DROPPED]
    plan.facts = {
        "legal_bases": values["legal_bases"],
        "recipients": values["recipients"],
        "findings": findings,
        "sections": (upload.reading or {}).get("sections", []),
        "budget_total": (upload.reading or {}).get("budget_total"),
    }
    plan.state, plan.confirmed_at, plan.confirmed_by = Plan.State.CONFIRMED, timezone.now(), by
    plan.save()


def _write_tasks(plan: Plan, rows: list[ReviewItem], known: dict[int, PlanTask], directory: Directory) -> Outcome:
    outcome = Outcome()
    parts = []
    for position, item in enumerate(rows, start=1):
        task = known.get(item.task_id or 0)
        if item.state == State.DROPPED or item.change == Change.REMOVED:
            if task:
                task.withdrawn_at = timezone.now()
                outcome.withdrawn.append(task)
            continue
        if task is None:
            task = write_values(PlanTask(plan=plan), item, position)
            outcome.made.append(task)
        else:
            task.was = values_of(task)  # type: ignore[attr-defined]
            write_values(task, item, position)
            outcome.changed.append(task)
        item.task = task
        parts.append((task, item.values))
    PlanTask.objects.bulk_create(outcome.made, batch_size=200)
    PlanTask.objects.bulk_update([*outcome.changed, *outcome.withdrawn], WRITTEN, batch_size=100)
    ReviewItem.objects.bulk_update([item for item in rows if item.task], ["task"], batch_size=200)
    save_parts([part for task, values in parts for part in changed_parts(task, values, directory)])
    return outcome


def _tell(plan: Plan, outcome: Outcome, by: User) -> None:
    """The plan's history in one line, and each touched task's own."""
    counts = {"made": len(outcome.made), "changed": 0, "withdrawn": len(outcome.withdrawn)}
    first = not (outcome.changed or outcome.withdrawn)
    for task in outcome.made:
        log(action="plans.task_made", user=by, target=task, province=plan.province, data={"plan": str(plan)})
    for task in outcome.withdrawn:
        log(action="plans.task_withdrawn", user=by, target=task, province=plan.province, data={"plan": str(plan)})
    for task in outcome.changed:
        was, now = task.was, values_of(PlanTask.objects.prefetch_related("parts").get(pk=task.pk))  # type: ignore[attr-defined]
        if names := changed_fields(was, now):
            counts["changed"] += 1
            before, after = ({str(LABELS[n]): in_words(told[n]) for n in names} for told in (was, now))
            data = {"plan": str(plan), "before": before, "after": after}
            log(action="plans.task_changed", user=by, target=task, province=plan.province, data=data)
    log(action="plans.confirmed" if first else "plans.reconfirmed", user=by, target=plan, data=counts)


def _plan_snapshot(plan: Plan) -> dict[str, Any]:
    known = {name: getattr(plan, name) for name in PLAN_FIELDS}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in known.items()}


@transaction.atomic
def plan_unconfirm(*, plan: Plan, by: User, force: bool = False, seen: str = "") -> Plan:
    """Take back the last confirmation whole. Tasks on which work was recorded since are only touched when ``force``
    says so, and even then they are kept aside, with their work, for the next confirmation. ``seen`` is the key of the
    confirmation that the person saw."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    last = plan.confirmations.filter(undone_at=None).first()
    if last is None:
        raise Refused(_("There is no confirmation to undo."))
    if seen and seen != str(last.pk):
        raise Stale(_("Another file was confirmed since you opened this page. Look at it again, then undo."))
    refuse_second_correction(plan, besides=last.upload)
    made = PlanTask.objects.filter(pk__in=last.made)
    worked = tasks_with_work(made)
    if worked and not force:
        raise Refused(
            ngettext(
                "Work has been recorded on %(count)s task since. Undo anyway only if you mean to set it aside.",
                "Work has been recorded on %(count)s tasks since. Undo anyway only if you mean to set them aside.",
                len(worked),
            )
            % {"count": len(worked)}
        )
    index.remove(PlanTask, last.made)
    made.exclude(pk__in=worked).delete()
    made.filter(pk__in=worked).update(withdrawn_at=timezone.now())
    put_back(last.before["tasks"])
    put_back_duties(plan, last.before)
    for name, value in last.before["plan"].items():
        setattr(plan, name, value)
    plan.save()
    _to_be_found(plan)
    last.undone_at, last.undone_by = timezone.now(), by
    last.save(update_fields=["undone_at", "undone_by"])
    log(action="plans.unconfirmed", user=by, target=plan, data={"count": len(last.made), "kept": len(worked)})
    return Plan.objects.get(pk=plan.pk)


@transaction.atomic
def plan_close(*, plan: Plan, by: User, closed: bool) -> None:
    """Close a plan whose time is over; its tasks stay to be read. Or open it again."""
    before, after = (Plan.State.CONFIRMED, Plan.State.CLOSED) if closed else (Plan.State.CLOSED, Plan.State.CONFIRMED)
    if not Plan.objects.filter(pk=plan.pk, state=before).update(state=after):
        raise Refused(_("Only a plan in force can be closed."))
    log(action="plans.closed" if closed else "plans.reopened", user=by, target=plan)


def _to_be_found(plan: Plan) -> None:
    """The plan and all its tasks as they are now."""
    index.put(plan)
    index.put_all(plan.tasks.all())
