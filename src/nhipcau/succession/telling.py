"""Events in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nhipcau.organizations.models import Agency

from .models import Event, Transfer


def event_words(event: Event) -> str:
    """One line, as in "Sở A, Sở B → Sở C (sáp nhập)"."""
    return _("%(who)s (%(kind)s)") % {"who": headline(event), "kind": event.get_kind_display()}


def headline(event: Event) -> str:
    """The same where the kind of event stands beside it."""
    transfers = list(event.transfers.all())
    olds, news = names([one.old for one in transfers]), names([one.new for one in transfers if one.new])
    return f"{olds} → {news}" if news else olds


def names(agencies: Sequence[Agency], most: int = 4) -> str:
    known = list(dict.fromkeys(agency.name for agency in agencies))
    if len(known) <= most + 1:  # "and one more" would not be shorter
        return ", ".join(known)
    return _("%(names)s and %(number)s more") % {"names": ", ".join(known[:most]), "number": len(known) - most}


def transfer_words(transfer: Transfer) -> str:
    """What goes over, in the event's list."""
    if transfer.function:
        return transfer.function_name
    return _("everything else") if transfer.event.kind == Event.Kind.SPLIT else _("everything")
