"""Numbers and seals for entries whose transactions are through.

Not while an entry is written: whoever holds the end of the chain keeps everybody else waiting, from there to the end of
a transaction that may confirm a plan of a thousand tasks, and two that meet other locks in another order never end. So
an entry is sealed in a short transaction of its own right after; what a crash left unsealed, the next one seals.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

from .chain import FIRST, seal
from .models import Entry, signer

BATCH = 500
LOCK = 0x6E686970  # of PostgreSQL's advisory locks; nobody else here takes one of this number

logger = logging.getLogger(__name__)


def seal_after_commit() -> None:
    """Seal what this transaction writes once it is through; asked any number of times, done once."""
    if not any(asked[1] is _seal_quietly for asked in connection.run_on_commit):
        transaction.on_commit(_seal_quietly, robust=True)


def _seal_quietly() -> None:
    """What has happened has happened: a seal that must wait is no reason to call it a failure."""
    try:
        seal_new()
    except DatabaseError:
        logger.warning("The newest log entries wait for their seal.", exc_info=True)


def seal_new(*, trusted: bool = False) -> int:
    """Seal all that was not sealed; returns how many. What this site did not sign stays without a seal, and
    history_verify tells of it; ``trusted`` entries come from elsewhere and are vouched for, as by a backup."""
    sealed, after = 0, 0
    while batch := _unsealed(after):
        sealed += _seal_batch(batch, trusted)
        after = batch[-1]
    return sealed


def _unsealed(after: int) -> list[int]:
    found = Entry.objects.filter(number__isnull=True, pk__gt=after).order_by("pk")
    return list(found.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _seal_batch(pks: list[int], trusted: bool) -> int:
    """One at a time: SQLite locks itself when a transaction begins, PostgreSQL is asked to."""
    sign = signer()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    number, before = head()
    rows = []
    for entry in Entry.objects.filter(pk__in=pks, number__isnull=True).order_by("pk"):
        if not trusted and not sign.approves(entry, entry.signature):
            continue
        number += 1
        before = seal(before, number, entry, entry.signature)
        rows.append((number, before, entry.pk))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE history_entry SET number = %s, seal = %s WHERE id = %s AND number IS NULL", rows)
    return len(rows)


def head() -> tuple[int, str]:
    """Number and seal of the newest sealed entry. Noted outside of the database, they prove later that nothing up to
    here was changed or cut off."""
    newest = Entry.objects.sealed().order_by("-number").only("number", "seal").first()
    return (newest.number or 0, newest.seal) if newest else (0, FIRST)
