"""Who may have what of this app. Keys and workbooks are their person's own; webhooks are the administrator's."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Agency, Appointment, Province, TemporalQuerySet
from nhipcau.organizations.permissions import READERS, agency_ids, has_role, province_for, province_of, seats

from .keys import K
from .models import Feed, Reimport, Webhook


def own_keys(keys: QuerySet[K], user: User) -> QuerySet[K]:
    """The person's keys that are not revoked, those that ended with a post among them."""
    return keys.filter(user=user, revoked_at=None).select_related("user", "appointment__agency")


def feed_for(user: User, pk: int) -> Feed:
    return get_object_or_404(own_keys(Feed.objects.all(), user), pk=pk)


def post_for(user: User, agency: Agency | None = None) -> Appointment:
    """The post that a new key belongs to, at this agency if there is one; 404 for who holds none.

    Never a delegated one: a key is made in one's own post, and opens what is delegated as long as it is.
    """
    own = [seat for seat in seats(user) if seat.user_id == user.pk]
    own.sort(key=lambda seat: seat.agency_id != (agency.pk if agency else None))
    if not own:
        raise Http404
    return own[0]


def agencies_to_follow(user: User) -> TemporalQuerySet:
    """Agencies whose calendar the person may have: of their posts, and for whoever reads all, all of the province."""
    province = province_of(user)
    if province and has_role(user, province, *READERS):
        return Agency.objects.filter(province=province)
    return Agency.objects.filter(pk__in=agency_ids(user))


def reimport_for(user: User, pk: int) -> Reimport:
    return get_object_or_404(Reimport.objects.filter(user=user), pk=pk)


def administered_province(user: User) -> Province:
    return province_for(user, "appoint")


def webhook_for(user: User, pk: int) -> Webhook:
    return get_object_or_404(Webhook.objects.filter(province=administered_province(user)), pk=pk)
