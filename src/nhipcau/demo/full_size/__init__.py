"""A province of full size, invented: its offices and people, years of plans, what became of their tasks, the log.

The same seed gives the same province. Rows are written in bulk, past the actions that people use; what those keep true
(rights, the search index, the log) holds here too, and a test compares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import transaction

from nhipcau.organizations.models import Agency, Province
from nhipcau.plans.models import Plan, PlanTask
from nhipcau.search.index import index

from .log import fill_log
from .offices import build_offices
from .work import write_plans


@dataclass(frozen=True)
class Size:
    departments: int = 40  # everything that is no commune
    communes: int = 168
    years: int = 3
    tasks: int = 7500
    log: int = 20_000


@transaction.atomic
def seed(name: str, size: Size, *, last_year: int, seed: int = 0, password: str = "") -> Province:
    """Make the province. Without a password nobody can sign in."""
    luck = Random(f"{seed}/{name}")  # noqa: S311 - invented data
    offices = build_offices(luck, name, size.departments, size.communes, password)
    years = range(last_year - size.years + 1, last_year + 1)
    write_plans(luck, offices, years, size.tasks)
    fill_log(luck, offices, size.log)
    province = offices.province
    index.put_all(Plan.objects.filter(province=province))
    index.put_all(PlanTask.objects.filter(plan__province=province))
    return province


def counts(province: Province) -> dict[str, int]:
    from nhipcau.history.models import Entry

    told: dict[str, Callable[[], int]] = {
        "agencies": Agency.objects.filter(province=province).count,
        "plans": Plan.objects.filter(province=province).count,
        "tasks": PlanTask.objects.filter(plan__province=province).count,
        "log entries": Entry.objects.filter(province=province).count,
    }
    return {what: count() for what, count in told.items()}
