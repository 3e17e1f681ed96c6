"""Who may see and do what with plans, uploads and tasks. Every view gets its object here; a stranger gets 404.

Rights come from appointments that are valid today: an administrator or a specialist of the lead department manages
all plans of the province, a leader reads them, an officer sees plans in force and the tasks in which the agency, or
one whose work it took over, has a part.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Appointment
from nhipcau.organizations.permissions import MANAGERS, READERS, holds, province_ids

from .heirs import held_by
from .models import Plan, PlanTask, TaskAgency, Upload

Person = User | AnonymousUser
IN_FORCE = (Plan.State.CONFIRMED, Plan.State.CLOSED)


def plans_visible_to(user: Person) -> QuerySet[Plan]:
    reads, works = province_ids(user, *READERS), province_ids(user)
    if reads == works:
        return Plan.objects.filter(province__in=reads)
    return Plan.objects.filter(Q(province__in=reads) | Q(province__in=works, state__in=IN_FORCE))


def plan_for(user: Person, action: str, pk: int) -> Plan:
    """The only way for a view to obtain a plan. Actions: ``see``, ``manage``."""
    allowed = {
        "see": plans_visible_to(user),
        "manage": Plan.objects.filter(province__in=province_ids(user, *MANAGERS)),
    }[action]
    return get_object_or_404(allowed.select_related("province", "issuer", "confirmed_by"), pk=pk)


def uploads_managed_by(user: Person) -> QuerySet[Upload]:
    return Upload.objects.filter(province__in=province_ids(user, *MANAGERS))


def upload_for(user: Person, action: str, pk: int) -> Upload:
    """Actions: ``manage``; ``download`` (the original, for everyone who sees the plan that was confirmed from it)."""
    allowed = uploads_managed_by(user)
    if action == "download":
        confirmed = Upload.objects.filter(
            confirmations__undone_at=None, confirmations__isnull=False, plan__in=plans_visible_to(user)
        )
        allowed = Upload.objects.filter(Q(pk__in=allowed.values("pk")) | Q(pk__in=confirmed.values("pk")))
    elif action != "manage":
        raise KeyError(action)
    return get_object_or_404(allowed.select_related("province", "plan", "uploaded_by"), pk=pk)


def tasks_visible_to(user: Person) -> QuerySet[PlanTask]:
    """Tasks of plans in force: all of the province for those who read it, else those with a part for one's agency."""
    in_force = PlanTask.objects.filter(plan__state__in=IN_FORCE)
    if holds(user, *READERS):  # and then in the one province where the person has posts at all
        return in_force.filter(plan__province__in=province_ids(user, *READERS))
    # The province is no further condition, but where PostgreSQL begins to look: else with the deadlines of the country.
    mine = TaskAgency.objects.filter(held_by(user).parts).values("task")
    return in_force.filter(plan__province__in=province_ids(user), pk__in=mine)


def tasks_reported_by(user: Person) -> QuerySet[PlanTask]:
    """Tasks of which the person may say how far they are: officers of a lead agency, and managers."""
    managed = Q(plan__province__in=province_ids(user, *MANAGERS))
    led = TaskAgency.objects.filter(held_by(user, Appointment.Role.OFFICER).parts, role=TaskAgency.Role.LEAD)
    return tasks_visible_to(user).filter(managed | Q(pk__in=led.values("task"), withdrawn_at=None))


def task_for(user: Person, action: str, pk: int) -> PlanTask:
    """Actions: ``see``, ``report``, ``manage``."""
    allowed = {
        "see": tasks_visible_to(user),
        "report": tasks_reported_by(user),
        "manage": tasks_visible_to(user).filter(plan__province__in=province_ids(user, *MANAGERS)),
    }[action]
    return get_object_or_404(allowed.select_related("plan__province"), pk=pk)
