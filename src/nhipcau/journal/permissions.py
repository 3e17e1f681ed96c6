"""Who may read what of the log: each what concerns the own person, and of the work what may be seen elsewhere too."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nhipcau.accounts.models import User
from nhipcau.history.actions import READ_SUFFIX
from nhipcau.history.models import Entry
from nhipcau.organizations.models import Province
from nhipcau.organizations.permissions import ADMINISTRATORS, MANAGERS, READERS, has_role, province_of
from nhipcau.plans.permissions import plans_visible_to, tasks_visible_to

OPEN = ("organizations.agency", "organizations.agencygroup", "succession.event")  # everybody of the province sees them


def entries_for(reader: User) -> QuerySet[Entry]:
    """Everything of the province for its administrators; for the others what they may see, did, or were the object
    of. Whoever holds no post is told of the own data alone."""
    province, mine = province_of(reader), about_me(reader)
    if province is None:
        return Entry.objects.filter(mine)
    seen = Q(province=province)
    if not has_role(reader, province, *ADMINISTRATORS):
        seen &= mine | Q(user=reader) | _work(reader, province)
    # Few people have any outside of their province, and only without an OR beside the province its index is walked.
    if Entry.objects.filter(mine).exclude(province=province).exists():
        seen |= mine
    return Entry.objects.filter(seen)


def about_me(reader: User) -> Q:
    return Q(target_type__in=("accounts.user", "accounts.door"), target_id=reader.pk)


def reads_of_me(reader: User) -> Q:
    """Who looked at the reader's personal data: at the own page, or at a list in which the reader stands."""
    lists = Q(province=province_of(reader), action="organizations.people_read")
    lists |= Q(action="organizations.posts_read", target_id__in=reader.appointments.values("agency"))
    return (about_me(reader) | lists) & Q(action__endswith=READ_SUFFIX) & ~Q(user=reader)


def _work(reader: User, province: Province) -> Q:
    if not has_role(reader, province, *READERS):
        of_tasks = Q(target_type="plans.plantask", target_id__in=tasks_visible_to(reader).values("pk"))
        of_plans = Q(target_type="plans.plan", target_id__in=plans_visible_to(reader).values("pk"))
        return of_tasks | of_plans | Q(target_type__in=OPEN)
    kinds = ["plans.plan", "plans.plantask", *OPEN]
    return Q(target_type__in=[*kinds, "plans.upload"] if has_role(reader, province, *MANAGERS) else kinds)
