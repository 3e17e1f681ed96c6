"""Who may see and record successions: everyone in the province sees them, its administrators record them."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Province
from nhipcau.organizations.permissions import province_for

from .models import Event
from .queries import with_transfers


def province_of_events(user: User, action: str) -> Province:
    """Actions: ``see``, ``record``."""
    return province_for(user, {"see": "see", "record": "appoint"}[action])


def event_for(user: User, action: str, pk: int) -> Event:
    """The only way for a view to obtain an event; also one that was undone."""
    events = with_transfers(Event.objects.filter(province=province_of_events(user, action)))
    return get_object_or_404(events.select_related("province"), pk=pk)
