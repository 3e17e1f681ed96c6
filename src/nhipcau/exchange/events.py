"""The log as other systems read it: numbered events of tasks and plans, each of a type that never changes its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.history.models import Entry
from nhipcau.history.queries import lines
from nhipcau.organizations.models import Province
from nhipcau.organizations.permissions import READERS, has_role, province_of
from nhipcau.plans.models import PlanTask
from nhipcau.plans.permissions import plans_visible_to, tasks_visible_to
from nhipcau.register.actions import SENTENCES

STATUS_OF = {f"{code}{note}": status for status, code in SENTENCES.items() for note in ("", "_with_note")}
TYPES = {
    "plans.confirmed": "plan.confirmed",
    "plans.reconfirmed": "plan.corrected",
    "plans.unconfirmed": "plan.undone",
    "plans.closed": "plan.closed",
    "plans.reopened": "plan.reopened",
    "plans.task_made": "task.made",
    "plans.task_changed": "task.changed",
    "plans.task_withdrawn": "task.withdrawn",
    **dict.fromkeys(STATUS_OF, "task.status_changed"),
}
WORDS = {
    "task.status_changed": _("A task's state was reported"),
    "task.made": _("A task came with a plan"),
    "task.changed": _("A task was changed by a corrected plan"),
    "task.withdrawn": _("A task left its plan"),
    "plan.confirmed": _("A plan was confirmed"),
    "plan.corrected": _("A corrected file of a plan was taken over"),
    "plan.undone": _("The confirmation of a plan was undone"),
    "plan.closed": _("A plan was closed"),
    "plan.reopened": _("A plan was opened again"),
}
KINDS = {"plans.plan": "plan", "plans.plantask": "task"}


def codes_of(types: Iterable[str]) -> list[str]:
    wanted = set(types)
    return [code for code, name in TYPES.items() if name in wanted]


def words_of(numbers: Iterable[int]) -> dict[int, str]:
    """What kind of thing happened in each event, by its number."""
    actions = Entry.objects.filter(pk__in=list(numbers)).values_list("pk", "action")
    return {pk: str(WORDS[TYPES[action]]) for pk, action in actions if action in TYPES}


def events_of(province: Province, *, after: int = 0, types: Iterable[str] = WORDS) -> QuerySet[Entry]:
    """All events of a province, the oldest first."""
    entries = Entry.objects.filter(province=province, action__in=codes_of(types), pk__gt=after)
    return entries.select_related("user").order_by("pk")


def events_for(user: User, *, after: int = 0, types: Iterable[str] = WORDS) -> QuerySet[Entry]:
    """The same, of what the person may see: to an officer only those of plans in force and of the agency's tasks."""
    province = province_of(user)
    if province is None:
        return Entry.objects.none()
    entries = events_of(province, after=after, types=types)
    if has_role(user, province, *READERS):
        return entries
    of_tasks = Q(target_type="plans.plantask", target_id__in=tasks_visible_to(user).values("pk"))
    of_plans = Q(target_type="plans.plan", target_id__in=plans_visible_to(user).values("pk"))
    return entries.filter(of_tasks | of_plans)


def as_data(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Events as they are sent and read; two queries, however many."""
    entries = list(entries)
    of_tasks = [entry.target_id or 0 for entry in entries if entry.target_type == "plans.plantask"]
    plans = dict(PlanTask.objects.filter(pk__in=of_tasks).values_list("pk", "plan_id"))
    told = zip(entries, lines(entries), strict=True)
    return [_data(entry, line.who, line.what, plans.get(entry.target_id or 0)) for entry, line in told]


def _data(entry: Entry, who: str, what: str, plan: int | None) -> dict[str, Any]:
    kind = KINDS.get(entry.target_type, "")
    return {
        "id": entry.pk,
        "type": TYPES[entry.action],
        "at": entry.at.isoformat(timespec="seconds"),
        "task": entry.target_id if kind == "task" else None,
        "plan": entry.target_id if kind == "plan" else plan,
        "who": who,
        "text": what,
        "status": STATUS_OF.get(entry.action),
        "finished_on": entry.data.get("finished_on") if entry.action in STATUS_OF else None,
        "note": str(entry.data.get("note") or "") if entry.action in STATUS_OF else "",
    }
