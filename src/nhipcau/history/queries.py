"""Reading the log in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .actions import READ_SUFFIX, sentence_of
from .models import Entry


@dataclass(frozen=True)
class Changed:
    """A field that was changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One entry as the reader sees it: when, who, what."""

    at: datetime
    who: str
    what: str
    changes: tuple[Changed, ...] = ()

    def __str__(self) -> str:
        return f"{self.who} {self.what}".strip()


def sentences(target: Model, *, limit: int = 100) -> list[Line]:
    """What happened to this object, newest first; who only looked at it is left out. One query."""
    entries = Entry.objects.filter(target_type=target._meta.label_lower, target_id=target.pk)
    entries = entries.exclude(action__endswith=READ_SUFFIX)
    return lines(entries.select_related("user")[:limit])


def lines(entries: Iterable[Entry]) -> list[Line]:
    """These entries in words. Have their users selected along."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> Line:
    who = str(entry.user) if entry.user else _("The system")
    what = sentence_of(entry.action) % _Words(entry.data)
    return Line(at=entry.at, who=who, what=what, changes=_changes(entry))


def _changes(entry: Entry) -> tuple[Changed, ...]:
    before, after = entry.data.get("before", {}), entry.data.get("after", {})
    names = [name for name in after if before.get(name) != after[name]]
    return tuple(
        Changed(_label(entry.target_type, name), in_words(before.get(name)), in_words(after[name])) for name in names
    )


def _label(target_type: str, name: str) -> str:
    try:
        field = apps.get_model(target_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
    if field.is_relation and field.auto_created and field.related_model:
        return str(field.related_model._meta.verbose_name_plural)  # rows that point here
    return str(getattr(field, "verbose_name", name))


def in_words(value: object) -> str:
    """A value of an entry's data for the reader: dates as dd/mm/yyyy, lists with commas, nothing as a word."""
    if value in (None, "", []):
        return _("(empty)")
    if isinstance(value, list):
        return ", ".join(in_words(part) for part in value)
    try:
        return date_format(date.fromisoformat(str(value)), "SHORT_DATE_FORMAT") if len(str(value)) == 10 else str(value)
    except ValueError:
        return str(value)


class _Words(dict[str, object]):
    """The data of an entry as the placeholders of its sentence: an older entry may lack a key, and still be told."""

    def __getitem__(self, key: str) -> str:
        return in_words(super().get(key))
