"""Reads of this app."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Province
from nhipcau.plans.models import PlanTask
from nhipcau.plans.permissions import tasks_reported_by

from .comparing import Comparison, compare
from .models import Reimport, Webhook
from .workbook import Edit, Refusal

AT_ONCE = 500  # values in one query


def comparison_of(reimport: Reimport, *, locked: bool = False) -> Comparison:
    """The workbook against the tasks of this moment; ``locked``: they stay so until the transaction ends."""
    edits = [Edit.from_data(data) for data in reimport.edits]
    refused = [Refusal(data["row"], data["sentence"]) for data in reimport.refused]
    return compare(edits, _reported(reimport.user, [edit.task for edit in edits], locked=locked), refused)


def _reported(user: User, pks: Sequence[int], *, locked: bool) -> dict[int, PlanTask]:
    found: dict[int, PlanTask] = {}
    for start in range(0, len(pks), AT_ONCE):
        tasks = tasks_reported_by(user).filter(pk__in=pks[start : start + AT_ONCE], withdrawn_at=None)
        found |= {task.pk: task for task in (_lock(tasks) if locked else tasks.select_related("plan"))}
    return found


def _lock(tasks: QuerySet[PlanTask]) -> QuerySet[PlanTask]:
    """In the order of their numbers, so that two people never wait for each other."""
    pks = list(tasks.values_list("pk", flat=True))
    return PlanTask.objects.select_for_update().filter(pk__in=pks).order_by("pk")


def webhooks_of(province: Province) -> QuerySet[Webhook]:
    """With how many messages wait, and how many were given up."""
    waiting, failed = (Count("deliveries", filter=Q(deliveries__state=state)) for state in ("waiting", "failed"))
    return Webhook.objects.filter(province=province).annotate(waiting=waiting, failed=failed).order_by("name", "pk")
