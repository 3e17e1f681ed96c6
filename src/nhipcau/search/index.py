"""The one door to finding: rows are put in by the actions that change them, and sought with the rights of a reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from .backends import Ask, Channel, backend
from .expansion import expand
from .highlight import marked_beginnings
from .models import Entry
from .query import MOST_TERMS, parse
from .results import Found, Suggestion
from .rights import Mark, Readable, remember_circles
from .sources import Document, Source, all_sources, entry_of, kind_mark, known_kinds, source_of, year_mark
from .words import Key, keys

WRITTEN = ["province", "title", "body", "exact_title", "exact_body", "folded_title", "folded_body", "marks"]
COMPARED = ["province_id", *WRITTEN[1:]]
CHUNK = 500
SUGGESTIONS = 8


class Index:
    def put(self, *rows: Model) -> None:
        """These rows as they are now; one that is not to be found any more leaves the index."""
        by_model: dict[type[Model], list[Any]] = defaultdict(list)
        for row in rows:
            by_model[type(row)].append(row.pk)
        for model, ids in by_model.items():
            self._put(model, iter(ids))

    def put_all(self, rows: QuerySet[Any]) -> None:
        """The same for all rows of a queryset, in few queries."""
        self._put(rows.model, iter(list(rows.order_by().values_list("pk", flat=True))))

    @transaction.atomic
    def _put(self, model: type[Model], ids: Iterator[int]) -> None:
        source = source_of(model)
        for chunk in _chunks(ids):
            documents = list(source.tell(model._default_manager.filter(pk__in=chunk)))
            self._write(source, documents)
            self._remove(source.kind, set(chunk) - {document.object_id for document in documents})

    def _write(self, source: Source, documents: Sequence[Document]) -> None:
        remember_circles(circle for document in documents for circle in document.readers.circles)
        entries = [entry_of(source.kind, document) for document in documents]
        Entry.objects.bulk_create(
            entries, 100, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=WRITTEN
        )
        backend().changed(source.kind, [entry.object_id for entry in entries])

    def remove(self, model: type[Model], ids: Iterable[int]) -> None:
        """Rows that are deleted."""
        for chunk in _chunks(iter(ids)):
            self._remove(source_of(model).kind, chunk)

    def _remove(self, kind: str, ids: Iterable[int]) -> None:
        gone = list(ids)
        if gone:
            backend().going(kind, gone)
            Entry.objects.filter(kind=kind, object_id__in=gone).delete()

    def search(self, text: str, *, readable: Readable, kinds: Sequence[str] = (), years: Sequence[int] = ()) -> Found:
        """What the reader may see of what was asked for. When nothing has all the words, what has some of them."""
        query, kinds = expand(parse(text), readable.provinces), kinds or known_kinds()
        marks = readable.marks(kinds)
        if not query or not any(marks.values()):
            return Found.nothing(query, kinds)
        found = Found(query, marks, _of_years(years))
        loose = query.loosened() if found.total == 0 else None
        return Found(loose, marks, _of_years(years)) if loose else found

    def matching(
        self, text: str, kind: str, provinces: Sequence[int]
    ) -> tuple[QuerySet[Entry], QuerySet[Entry]] | None:
        """For a list that knows its rights itself: the entries of a kind with all the words, and those of them with
        the right accents. None when there are no words."""
        query = expand(parse(text), provinces)
        if not query:
            return None
        groups = ((kind_mark(kind),),)
        channel: Channel = "exact" if query.accented else "folded"
        return backend().matching(Ask(query, "folded", groups)), backend().matching(Ask(query, channel, groups))

    def suggest(self, text: str, *, readable: Readable, limit: int = SUGGESTIONS) -> list[Suggestion]:
        """What has in its title the words typed so far, the last one perhaps unfinished."""
        query, marks = parse(text), readable.marks(known_kinds())
        typed, groups = keys(query.text)[:MOST_TERMS], (tuple(mark for told in marks.values() for mark in told),)
        if not typed or not groups[0] or (len(typed) == 1 and len(typed[0].folded) < 2):
            return []
        ids: list[int] = []
        channels: tuple[Channel, ...] = ("exact", "folded") if query.accented else ("folded",)
        for channel in channels:
            ids += backend().beginning(typed[:-1], typed[-1], Ask(query, channel, groups), limit * 4)
        rows = Entry.objects.filter(pk__in=ids).only("kind", "object_id", "title", "exact_title")
        best = sorted(rows, key=lambda row: (not _begins_exactly(row, typed), ids.index(row.pk)))[:limit]
        return [Suggestion(row.kind, row.object_id, marked_beginnings(row.title, typed)) for row in best]

    def rebuild(self) -> int:
        """Everything anew from the rows. How many entries there are then."""
        for source in all_sources():
            known = source.model._default_manager.order_by().values("pk")
            with transaction.atomic():
                Entry.objects.filter(kind=source.kind).exclude(object_id__in=known).delete()
                self.put_all(source.model._default_manager.all())
        Entry.objects.exclude(kind__in=known_kinds()).delete()
        backend().rebuild()
        return Entry.objects.count()

    def faults(self) -> list[str]:
        """What differs between the rows and their entries, and between the entries and the database's index."""
        found: list[str] = []
        for source in all_sources():
            found += _differences(source)
        return [*found, *backend().faults()]


index = Index()


def _differences(source: Source) -> list[str]:
    known = {entry.object_id: entry for entry in Entry.objects.filter(kind=source.kind)}
    told = {document.object_id: document for document in source.tell(source.model._default_manager.all())}
    wrong = [f"{source.kind} {pk} is missing" for pk in sorted(told.keys() - known.keys())]
    wrong += [f"{source.kind} {pk} should not be there" for pk in sorted(known.keys() - told.keys())]
    for pk in sorted(told.keys() & known.keys()):
        now = entry_of(source.kind, told[pk])
        if any(getattr(now, name) != getattr(known[pk], name) for name in COMPARED):
            wrong.append(f"{source.kind} {pk} is out of date")
    return wrong


def _of_years(years: Sequence[int]) -> tuple[Mark, ...]:
    return tuple(year_mark(year) for year in (*years, 0)) if years else ()


def _begins_exactly(row: Entry, typed: Sequence[Key]) -> bool:
    found = row.exact_title.split()
    whole = {key.exact for key in typed[:-1]} <= set(found)
    return whole and any(word.startswith(typed[-1].exact) for word in found)


def _chunks(ids: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(ids, CHUNK)):
        yield chunk
