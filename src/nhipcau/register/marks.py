"""The mark that ties a row of an exported workbook to its task, so that the workbook can come back.

It is signed: who edits it, or sorts the sheet without it, attaches words to the wrong task no more than by accident.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models import PlanTask

Value = str | int | date | None

HEADING = _("Row code (do not change)")
# Columns in the order of export.headings(): which say what row it is, and which a person may fill in.
KEYS = (
    *("number", "plan", "group", "title", "lead", "coordinating", "starts_on", "due_on", "time_text", "state"),
    *("finished_on", "budget", "output", "source"),
)
IDENTITY = ("number", "plan", "title")
WORKING = ("state", "finished_on")

_signer = Signer(salt="nhipcau.register.workbook")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row said when it was exported. ``identity`` and ``rest`` are digests of the columns of the plan."""

    task: int
    status: str
    finished_on: date | None
    identity: str
    rest: str

    @classmethod
    def of(cls, task: PlanTask, values: Iterable[Value]) -> Mark:
        identity, rest = digests(dict(zip(KEYS, values, strict=True)))
        return cls(task.pk, task.status, task.finished_on, identity, rest)

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """None when it is not one of ours, or was changed."""
        try:
            pk, status, finished_on, identity, rest = _signer.unsign(text).split("|")
        except (BadSignature, ValueError):
            return None
        return cls(int(pk), status, date.fromisoformat(finished_on) if finished_on else None, identity, rest)

    def written(self) -> str:
        day = self.finished_on.isoformat() if self.finished_on else ""
        return _signer.sign("|".join([str(self.task), self.status, day, self.identity, self.rest]))


def digests(values: dict[str, Value]) -> tuple[str, str]:
    """Of the columns that say what row it is, and of the others that only the plan may change."""
    others = [key for key in KEYS if key not in IDENTITY + WORKING]
    return _digest(values[key] for key in IDENTITY), _digest(values[key] for key in others)


def _digest(values: Iterable[Value]) -> str:
    text = "\0".join(_plain(value) for value in values)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _plain(value: object) -> str:
    """A cell as every office program gives it back: line ends, spaces at the edge and kinds of number differ."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())
