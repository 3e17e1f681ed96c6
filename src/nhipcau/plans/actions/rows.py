"""Between a task in the register and the values of a review: the same fields, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from nhipcau.plans.agencies import Directory, Part
from nhipcau.plans.models import PlanTask, ReviewItem, TaskAgency
from nhipcau.plans.reading.phrases import agency_key
from nhipcau.plans.values import Mention, TaskValues

Role = TaskAgency.Role
SAME_NAMES = (
    "number",
    "group",
    "title",
    "source",
    "sub_items",
    "details",
    "time_text",
    "budget_text",
    "budget_vnd",
    "funding_source",
    "output",
    "indicator",
    "note",
    "responsible_person",
)
# What a confirmation writes; status, dates of work and all else that people enter later is never among it.
WRITTEN = (
    *SAME_NAMES,
    "position",
    "time_kind",
    "starts_on",
    "due_on",
    "recurrence",
    "time_vague",
    "quote",
    "source_label",
    "places",
    "withdrawn_at",
)


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def write_values(task: PlanTask, item: ReviewItem, position: int) -> PlanTask:
    """Set the plan's side of a task from a reviewed row; what people entered since is left alone."""
    values, time = item.values, item.values["time"]
    for name in SAME_NAMES:
        setattr(task, name, _fitting(task, name, values[name]))
    task.position, task.withdrawn_at = position, None
    task.time_kind, task.recurrence, task.time_vague = time["kind"], time["recurrence"] or "", time["vague"]
    task.starts_on, task.due_on = day(time["start"]), day(time["end"])
    task.quote, task.source_label = item.read.get("quote", ""), item.read.get("label", "")[:150]
    task.places = item.read.get("places", {}).get("", [])
    return task


def _fitting(task: PlanTask, name: str, value: Any) -> Any:
    length = getattr(task._meta.get_field(name), "max_length", None)
    return value[:length] if length and isinstance(value, str) else value


def values_of(task: PlanTask) -> TaskValues:
    """The task as a review would show it. Have ``parts`` prefetched."""
    values: dict[str, Any] = {name: getattr(task, name) for name in SAME_NAMES}
    parts = {role: [part for part in task.parts.all() if part.role == role] for role in Role}
    values["lead"] = [_mention(part) for part in parts[Role.LEAD]]
    values["coordinating"] = [_mention(part) for part in parts[Role.COORDINATING]]
    values["time"] = {
        "kind": task.time_kind,
        "start": task.starts_on.isoformat() if task.starts_on else None,
        "end": task.due_on.isoformat() if task.due_on else None,
        "recurrence": task.recurrence or None,
        "deadline": bool(task.due_on and not task.starts_on),
        "vague": task.time_vague,
    }
    return values  # type: ignore[return-value]


def _mention(part: TaskAgency) -> Mention:
    kind = "agency" if part.agency_id else "group" if part.group_id else "other"
    key = agency_key(part.text)
    return {"text": part.text, "key": key, "kind": kind, "open_ended": False, "agency": part.agency_id}


def new_parts(task: PlanTask, values: TaskValues, directory: Directory) -> list[tuple[TaskAgency, Part]]:
    """Unsaved agencies of a task, each with what its name means on the plan's date."""
    made = []
    for role, mentions in ((Role.LEAD, values["lead"]), (Role.COORDINATING, values["coordinating"])):
        for position, part in enumerate(directory.parts(mentions)):
            row = TaskAgency(task=task, role=role, position=position, text=part.text[:500])
            row.agency, row.group = part.agency, part.group
            made.append((row, part))
    return made


def changed_parts(task: PlanTask, values: TaskValues, directory: Directory) -> list[tuple[TaskAgency, Part]]:
    """The agencies to write for a task: none when they are the same as before, so that their rows live on."""
    made = new_parts(task, values, directory)
    wanted = [(row.role, row.text, {agency.pk for agency in part.members}) for row, part in made]
    known = sorted(task.parts.all(), key=lambda part: (part.role != Role.LEAD, part.position))
    if [(part.role, part.text, {agency.pk for agency in part.members.all()}) for part in known] == wanted:
        return []
    TaskAgency.objects.filter(task=task).delete()
    return made


def save_parts(made: Sequence[tuple[TaskAgency, Part]]) -> None:
    """Two inserts for all tasks of a plan."""
    TaskAgency.objects.bulk_create([row for row, _part in made], batch_size=500)
    members = TaskAgency.members.through
    links = [members(taskagency_id=row.pk, agency_id=agency.pk) for row, part in made for agency in part.members]
    members.objects.bulk_create(links, batch_size=1000)


def snapshot(tasks: Iterable[PlanTask]) -> list[dict[str, Any]]:
    """The plan's side of these tasks, so that it can be put back. Have ``parts__members`` prefetched."""
    return [
        {
            "pk": task.pk,
            "fields": {name: _plain(getattr(task, name)) for name in WRITTEN},
            "parts": [_part_data(part) for part in task.parts.all()],
        }
        for task in tasks
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _part_data(part: TaskAgency) -> dict[str, Any]:
    names = ("role", "position", "text", "agency_id", "group_id")
    return {name: getattr(part, name) for name in names} | {"members": [member.pk for member in part.members.all()]}


def put_back(saved: Iterable[dict[str, Any]]) -> None:
    """Undo ``write_values`` and ``save_parts`` for tasks that were there before."""
    for known in saved:
        fields = {name: value for name, value in known["fields"].items() if name in WRITTEN}  # older ones had more
        PlanTask.objects.filter(pk=known["pk"]).update(**fields)
        TaskAgency.objects.filter(task=known["pk"]).delete()
        for data in known["parts"]:
            members = data.pop("members")
            TaskAgency.objects.create(task_id=known["pk"], **data).members.set(members)
