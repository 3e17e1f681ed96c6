"""What can be found of plans and tasks, and by whom: told to the search index beside ``plans.permissions``, which
decides the same for the rows themselves. A test holds the two together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from nhipcau.accounts.models import User
from nhipcau.organizations.permissions import READERS, seats
from nhipcau.plans.heirs import held_by, in_piece
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from nhipcau.plans.permissions import IN_FORCE
from nhipcau.search.rights import Readable, Readers
from nhipcau.search.sources import Document, Source, register
from vanban.names import spelled_out

PLAN, TASK = "plan", "task"


def register_sources() -> None:
    register(Source(PLAN, Plan, _plans))
    register(Source(TASK, PlanTask, _tasks))


def readable_by(user: User) -> Readable:
    """What the posts of today open to this person."""
    posts, held = seats(user), held_by(user)
    provinces = {seat.agency.province_id for seat in posts}
    of_province = Plan.objects.filter(province__in=provinces).order_by()
    return Readable(
        provinces=tuple(provinces),
        whole=tuple({seat.agency.province_id for seat in posts if seat.role in READERS}),
        agencies=held.agencies,
        taken_over=tuple(
            (piece.agency, tuple(of_province.filter(in_piece(piece)).values_list("pk", flat=True)))
            for piece in held.pieces
        ),
    )


def _plans(plans: QuerySet[Plan]) -> Iterator[Document]:
    for plan in plans.prefetch_related("responsibilities", "report_deadlines"):
        yield Document(
            object_id=plan.pk,
            province=plan.province_id,
            title=f"{plan}: {plan.subject}" if plan.subject else str(plan),
            body=_lines(_plan_words(plan)),
            number=plan.number,
            years=_years(plan),
            readers=Readers(everyone=plan.state in IN_FORCE),
        )


def _plan_words(plan: Plan) -> Iterator[str]:
    yield from (plan.issuing_authority, plan.place, plan.signer, plan.signer_position)
    for base in plan.facts.get("legal_bases", []):
        yield base.get("text") or base.get("number") or ""
    for section in plan.facts.get("sections", []):
        yield _text(section.get("heading"))
    for duty in plan.responsibilities.all():
        yield from (duty.heading, *map(_text, duty.items))
    for report in plan.report_deadlines.all():
        yield from (report.what, report.text)


def _tasks(tasks: QuerySet[PlanTask]) -> Iterator[Document]:
    rows = tasks.filter(withdrawn_at=None, plan__state__in=IN_FORCE).select_related("plan")
    members = _members(tasks)
    for task in rows.prefetch_related("parts"):
        yield Document(
            object_id=task.pk,
            province=task.plan.province_id,
            title=task.title,
            body=_lines(_task_words(task)),
            years=_years(task.plan),
            within=task.plan_id,
            readers=Readers(circles=frozenset(frozenset(members[part.pk]) for part in task.parts.all())),
        )


def _members(tasks: QuerySet[PlanTask]) -> dict[int, set[int]]:
    """The agencies of each part of these tasks: their numbers alone, as a group may stand for hundreds."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = TaskAgency.members.through.objects.filter(taskagency__task__in=tasks.order_by().values("pk"))
    for part, agency in rows.values_list("taskagency", "agency"):
        found[part].add(agency)
    return found


def _task_words(task: PlanTask) -> Iterator[str]:
    yield from (task.number, task.group, *map(_text, task.sub_items))
    for detail in task.details:
        yield from (_text(detail.get("text")), *map(_text, detail.get("items", [])))
    yield from (task.output, task.indicator, task.note, task.time_text, task.funding_source, task.responsible_person)
    for part in task.parts.all():
        yield from _names(part.text)


@lru_cache(maxsize=4096)  # the same agencies stand in task after task
def _names(text: str) -> tuple[str, ...]:
    """An agency as printed, and spelled out when that differs."""
    words = tuple(text.split())
    full = spelled_out(words)
    return (text,) if full == words else (text, " ".join(full))


def _years(plan: Plan) -> tuple[int, ...]:
    """The years of which the register shows the plan: its own, and those of its period."""
    first, last = plan.period_start, plan.period_end
    period = range(first.year, last.year + 1) if first and last and last.year - first.year < 30 else ()
    return tuple(sorted({*period, plan.year})) if plan.year else ()


def _text(value: Any) -> str:
    """Read values are texts, or a text with its places."""
    return str(value.get("text", "")) if isinstance(value, dict) else str(value or "")


def _lines(words: Iterable[str]) -> str:
    return "\n".join(word for word in words if word)
