"""Calendars that people subscribe to."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from nhipcau.accounts.models import User
from nhipcau.exchange.keys import hashed, new_secret
from nhipcau.exchange.models import Feed
from nhipcau.history.actions import log
from nhipcau.organizations.models import Agency, Appointment, Province


@transaction.atomic
def feed_make(*, user: User, appointment: Appointment, agency: Agency | None) -> tuple[Feed, str]:
    """The subscription and the secret of its address, which is not kept."""
    secret = new_secret()
    feed = Feed.objects.create(user=user, appointment=appointment, agency=agency, hash=hashed(secret), hint=secret[:6])
    log(action="exchange.feed_made", user=user, target=feed, province=_province(feed), data={"whose": str(feed)})
    return feed, secret


@transaction.atomic
def feed_revoke(*, feed: Feed, by: User | None) -> None:
    if Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=timezone.now()):
        log(action="exchange.feed_revoked", user=by, target=feed, province=_province(feed), data={"whose": str(feed)})


@transaction.atomic
def feeds_end(*, user: User, by: User | None) -> None:
    for feed in Feed.objects.filter(user=user, revoked_at=None).select_related("appointment__agency__province"):
        feed_revoke(feed=feed, by=by)


def _province(feed: Feed) -> Province:
    return feed.appointment.agency.province
