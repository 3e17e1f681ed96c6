"""The log in words, with what each entry is about and whether it still is what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from nhipcau.accounts.models import User
from nhipcau.history.models import Entry
from nhipcau.history.queries import Line, lines
from nhipcau.history.standing import Standing, standings
from nhipcau.organizations.models import Appointment
from nhipcau.organizations.permissions import ADMINISTRATORS, holds, province_of
from vanban.text import fold

from .words import KINDS

# Where an object is looked at, and the columns of its name; those of other kinds have no page of their own.
PAGES = {
    "plans.plan": ("plans:detail", ("type", "number")),
    "plans.plantask": ("register:task", ("title",)),
    "plans.upload": ("plans:upload_status", ("name",)),
    "organizations.agency": ("organizations:agency", ("name",)),
    "organizations.agencygroup": ("organizations:group", ("name",)),
    "organizations.accessreview": ("organizations:access_review", ("province__name", "year")),
    "accounts.user": ("organizations:person", ("username", "first_name", "last_name")),
    "accounts.door": ("organizations:person", ("username", "first_name", "last_name")),
    "succession.event": ("succession:event", ("kind", "effective_on")),
    "exchange.webhook": ("exchange:webhook", ("name",)),
}
BATCH = 1000
SEARCHED = 5_000  # entries in which words are looked for: the newest that the other filters leave


@dataclass(frozen=True)
class About:
    """What an entry is about. Without a name when it is gone, without address when the reader has no page of it."""

    kind: str
    key: str
    pk: int
    name: str
    reader: User

    @property
    def url(self) -> str:
        """Asked by the page alone: a file of 20,000 entries names no address."""
        page, args = PAGES[self.key][0], [self.pk]
        if self.key.startswith("accounts.") and not holds(self.reader, *ADMINISTRATORS):
            page, args = ("accounts:profile", []) if self.pk == self.reader.pk else ("", [])
        return reverse(page, args=args) if self.name and page else ""


@dataclass(frozen=True)
class Row:
    entry: Entry
    line: Line
    about: About | None
    standing: Standing | None = None

    def has(self, words: Iterable[str]) -> bool:
        """Whether all these folded words stand somewhere in it."""
        told = [str(self.line), self.about.name if self.about else ""]
        told += [f"{change.label} {change.before} {change.after}" for change in self.line.changes]
        text = fold(" ".join(told))
        return all(word in text for word in words)


def rows(entries: Iterable[Entry], reader: User, *, checked: bool = False) -> list[Row]:
    """These entries with their objects, one query for each kind of object among them; ``checked`` adds their standing
    in the chain."""
    entries = list(entries)
    known = _objects(entries, reader)
    stand = standings(entries) if checked else {}
    told = zip(entries, lines(entries), strict=True)
    return [
        Row(entry, line, known.get((entry.target_type, entry.target_id or 0)), stand.get(entry.pk))
        for entry, line in told
    ]


def rows_in_turn(entries: QuerySet[Entry], reader: User, limit: int) -> Iterator[Row]:
    """The same for many, newest first, without holding them all."""
    found = entries.prefetch_related("user")[:limit].iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield from rows(batch, reader)


def search(entries: QuerySet[Entry], reader: User, text: str) -> list[int]:
    """The keys of the entries that tell of these words, with or without accents. They are looked for in what is
    shown, which no database holds."""
    words = fold(text).split()
    return [row.entry.pk for row in rows_in_turn(entries, reader, SEARCHED) if row.has(words)]


def _objects(entries: Iterable[Entry], reader: User) -> dict[tuple[str, int], About]:
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        if entry.target_type in KINDS and entry.target_id:
            wanted.setdefault(entry.target_type, set()).add(entry.target_id)
    found: dict[tuple[str, int], About] = {}
    for key, pks in wanted.items():
        named: QuerySet[Any] = apps.get_model(key)._default_manager.filter(pk__in=pks)
        if key == "organizations.accessreview":
            named = named.select_related("province")
        names = {row.pk: str(row) for row in named.only(*PAGES[key][1])}
        kind = str(KINDS[key])
        found |= {(key, pk): About(kind, key, pk, names.get(pk, ""), reader) for pk in pks}
    return found


def people_for(reader: User) -> list[tuple[int, str]]:
    """Who holds a post in the reader's province, as choices; to its administrators also who did before. One query."""
    province = province_of(reader)
    posts = Appointment.objects.filter(agency__province=province)
    if not holds(reader, *ADMINISTRATORS):
        posts = posts.valid_on(timezone.localdate())
    people = User.objects.filter(pk__in=posts.values("user")) if province else [reader]
    return sorted(((person.pk, str(person)) for person in people), key=lambda choice: choice[1].split()[::-1])
