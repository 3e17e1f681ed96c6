"""Reading the log is told in the log."""

from __future__ import annotations

from nhipcau.accounts.models import User
from nhipcau.history.actions import log, log_read
from nhipcau.history.models import Entry

from .words import READ, TAKEN


def log_looked_at(*, by: User) -> None:
    log_read(action=READ, user=by)


def log_taken(*, rows: int, by: User) -> Entry:
    """Each file on its own: it has left the site."""
    return log(action=TAKEN, user=by, data={"rows": rows})
