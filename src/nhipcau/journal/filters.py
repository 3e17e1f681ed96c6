"""Which entries the reader of the log wants, as it stands in the address. What cannot be read there is left out."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from nhipcau.accounts.models import User
from nhipcau.history.actions import READ_SUFFIX, registered_actions
from nhipcau.history.models import Entry
from nhipcau.register.filters import read_day
from nhipcau.ui.typed import number
from vanban.text import clean

from .permissions import reads_of_me
from .words import KINDS, READS


@dataclass(frozen=True)
class LogFilter:
    """Field names are the parameters of the address."""

    q: str = ""
    nguoi: int | None = None
    viec: str = ""  # an action's code
    loai: str = ""  # a kind of object: "plans.plan"
    doi_tuong: int | None = None  # one object of that kind
    tu: date | None = None
    den: date | None = None
    xem: str = ""  # whether it tells who looked at personal data: see words.READS

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        kind, action, reads = query.get("loai", ""), query.get("viec", ""), query.get("xem", "")
        kind = kind if kind in KINDS else ""
        return cls(
            q=clean(query.get("q", "").replace("\0", "")).encode(errors="replace").decode()[:200],
            nguoi=number(query.get("nguoi")),
            viec=action if action in registered_actions() else "",
            loai=kind,
            doi_tuong=number(query.get("doi_tuong")) if kind else None,
            tu=read_day(query.get("tu")),
            den=read_day(query.get("den")),
            xem=reads if reads in READS else "",
        )

    def apply(self, entries: QuerySet[Entry], reader: User) -> QuerySet[Entry]:
        """All but the words, which queries.search looks for."""
        wanted: dict[str, Any] = {
            "user": self.nguoi,
            "action": self.viec,
            "target_type": self.loai,
            "target_id": self.doi_tuong,
            "at__gte": _midnight(self.tu),
            "at__lt": _midnight(self.den + timedelta(days=1)) if self.den and self.den < date.max else None,
        }
        if self.xem == "toi":
            entries = Entry.objects.filter(reads_of_me(reader))
        elif not self.xem and not self.viec:
            entries = entries.exclude(action__endswith=READ_SUFFIX)
        return entries.filter(**{name: value for name, value in wanted.items() if value is not None and value != ""})

    def query(self, **changes: Any) -> str:
        """The address of this state with some fields changed."""
        changed = replace(self, **changes)
        pairs = {f.name: getattr(changed, f.name) for f in fields(self) if getattr(changed, f.name) != f.default}
        return "?" + urlencode({name: _written(value) for name, value in pairs.items()})

    @property
    def narrowed(self) -> bool:
        return self != LogFilter()


def _midnight(day: date | None) -> datetime | None:
    """The beginning of a day; of the first days of all time there is none in every time zone."""
    return timezone.make_aware(datetime.combine(day, time())) if day and day.year > 1 else None


def _written(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
