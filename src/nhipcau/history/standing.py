"""Whether entries on a page still are what this site wrote; verifying.py walks the whole log."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .chain import FIRST, Signer, seal
from .models import Entry, signer


class Standing(TextChoices):
    WHOLE = "whole", _("unchanged since it was written")
    WAITING = "waiting", _("waits for its seal")
    OLD_KEY = "old_key", _("sealed under an earlier key")
    ALTERED = "altered", _("altered after it was written")
    STRANGE = "strange", _("not written by this site")
    BROKEN = "broken", _("does not follow the entry before it")
    GAP = "gap", _("the entry before it is missing")

    @property
    def is_good(self) -> bool:
        return self in (Standing.WHOLE, Standing.WAITING, Standing.OLD_KEY)


def standings(entries: Iterable[Entry]) -> dict[int, Standing]:
    """For each entry by its key. One query for the seals before them."""
    entries = list(entries)
    wanted = {entry.number - 1 for entry in entries if entry.number}
    before = dict(Entry.objects.filter(number__in=wanted).order_by().values_list("number", "seal")) | {0: FIRST}
    sign = signer()
    return {entry.pk: _standing(entry, before.get((entry.number or 0) - 1), sign) for entry in entries}


def _standing(entry: Entry, before: str | None, sign: Signer) -> Standing:
    known = sign.knows(entry.signature)
    if known and not sign.approves(entry, entry.signature):
        return Standing.ALTERED
    if entry.number is None:
        return Standing.WAITING if known else Standing.STRANGE
    if before is None:
        return Standing.GAP
    if seal(before, entry.number, entry, entry.signature) != entry.seal:
        return Standing.BROKEN
    return Standing.WHOLE if known else Standing.OLD_KEY
