"""OpenSearch through modelsearch, for an installation that has a server of it (``SEARCH_URL``).

It lies outside the database. So every change queues, in its own transaction, a job that writes the entries as they are
then (``jobs.py``); and while the server does not answer, or has no index yet, the database's own index does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import or_
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from opensearchpy import NotFoundError, OpenSearchException
from opensearchpy.helpers import bulk, scan

from nhipcau.search.models import Entry
from nhipcau.search.query import Query, Term, Way
from nhipcau.search.rights import Claim, Mark
from nhipcau.search.words import Key

from . import Ask, Backend, Channel, Size, word_of
from .documents import Compiler, Document, Mapping, Server

PATIENCE = 3  # seconds that a reader waits for the server
REST = 30  # seconds in which it is not asked again after it failed
CHUNK = 500
BEST_FIRST = [{"_score": "desc"}, {"id": "desc"}]
log = logging.getLogger(__name__)
T = TypeVar("T")


class OpenSearch:
    def __init__(self, own: Backend, **options: Any) -> None:
        """``own``: the index of the database, which goes on being kept."""
        prefix = settings.SEARCH_PREFIX
        self.own, self.rests_until = own, 0.0
        self.server = Server({"URLS": settings.SEARCH_URL, "INDEX_PREFIX": prefix, "TIMEOUT": PATIENCE, **options})
        self.index = self.server.get_index_for_model(Document)
        self.client, self.mapping = self.server.es, Mapping(Document)

    def sizes(self, asks: Sequence[Ask]) -> list[Size]:
        return self._asked(lambda: self._sizes(asks), lambda: self.own.sizes(asks))

    def ids(self, ask: Ask, limit: int, offset: int = 0) -> list[int]:
        body = {"query": query_of(ask), "sort": BEST_FIRST, "size": limit, "from": offset}
        return self._asked(lambda: self._ids(body), lambda: self.own.ids(ask, limit, offset))

    def matching(self, ask: Ask) -> QuerySet[Entry]:
        """Part of a query of the database, so the database answers."""
        return self.own.matching(ask)

    def beginning(self, whole: Sequence[Key], begun: Key, ask: Ask, limit: int) -> list[int]:
        rows, title = _filtered(ask).order_by("-id"), f"{ask.channel}_title"
        for key in whole:
            rows = rows.filter(**{title: word_of(key, ask.channel)})
        rows = rows.filter(**{f"{title}__startswith": word_of(begun, ask.channel)})
        compiler = Compiler(rows, MATCH_ALL, fields=[ask.channel], order_by_relevance=False)
        body = {"query": compiler.get_query(), "sort": compiler.get_sort(), "size": limit}
        return self._asked(lambda: self._ids(body), lambda: self.own.beginning(whole, begun, ask, limit))

    def changed(self, kind: str, object_ids: Sequence[int]) -> None:
        from nhipcau.search.jobs import write_entries

        found = Entry.objects.filter(kind=kind, object_id__in=object_ids)
        if pks := list(found.order_by("pk").values_list("pk", flat=True)):
            write_entries.enqueue(pks)

    def going(self, kind: str, object_ids: Sequence[int]) -> None:
        """The job will find them gone."""
        self.changed(kind, object_ids)

    def write(self, pks: Sequence[int]) -> None:
        """These entries as they are; those that are gone leave the index. The rows are held meanwhile, so that of two
        jobs the later one writes last."""
        with transaction.atomic():
            rows = {row.pk: row for row in Document.objects.select_for_update().filter(pk__in=pks)}
            written: list[dict[str, Any]] = [
                {"_id": str(pk), "_source": self.mapping.get_document(row)} for pk, row in rows.items()
            ]
            gone = [{"_op_type": "delete", "_id": str(pk)} for pk in pks if pk not in rows]
            # Without an index under this name the server would make one of its own, with other words.
            bulk(self.client, written, index=self.index.name, require_alias=True)
            bulk(self.client, gone, index=self.index.name, require_alias=True, ignore_status=(404,))

    def rebuild(self) -> None:
        """Beside the old one, which answers until the new one is whole; then once more what changed meanwhile."""
        self.own.rebuild()
        builder = self.server.rebuilder_class(self.index)
        new = builder.start()
        new.add_model(Document)
        for rows in _chunks(Document.objects.order_by("pk").iterator(CHUNK)):
            new.add_items(Document, rows)
        builder.finish()
        self.rests_until = 0.0
        for late in _chunks(pk for _fault, pk in self._differences()):
            self.write(late)
        self.index.refresh()

    def faults(self) -> list[str]:
        found = self.own.faults()
        try:
            self.index.refresh()
            return [*found, *(fault for fault, _pk in self._differences())]
        except NotFoundError:
            return [*found, "OpenSearch has no index of this site"]
        except OpenSearchException as error:
            return [*found, f"OpenSearch does not answer: {error}"]

    def _differences(self) -> Iterator[tuple[str, int]]:
        """Every document against its entry; what is wrong, and the number of the entry."""
        known: set[int] = set()
        for rows in _chunks(Document.objects.order_by("pk").iterator(CHUNK)):
            asked = {"ids": [str(row.pk) for row in rows]}
            told = {int(found["_id"]): found for found in self.client.mget(body=asked, index=self.index.name)["docs"]}
            for row in rows:
                known.add(row.pk)
                if not told[row.pk].get("found"):
                    yield f"OpenSearch lacks {row}", row.pk
                elif told[row.pk]["_source"] != self.mapping.get_document(row):
                    yield f"OpenSearch has {row} as it was", row.pk
        for hit in scan(self.client, index=self.index.name, query={"query": {"match_all": {}}}, _source=False):
            if int(hit["_id"]) not in known:
                yield f"OpenSearch has entry {hit['_id']}, which is gone", int(hit["_id"])

    def _asked(self, server: Callable[[], T], own: Callable[[], T]) -> T:
        if monotonic() < self.rests_until:
            return own()
        try:
            return server()
        except OpenSearchException as error:
            log.warning("OpenSearch fails, the database answers: %s", error)
            self.rests_until = monotonic() + REST
            return own()

    def _sizes(self, asks: Sequence[Ask]) -> list[Size]:
        body: list[dict[str, Any]] = []
        for ask in asks:
            body += [{"index": self.index.name}, {"query": query_of(ask), "size": 0, "track_total_hits": True}]
        answers = self.client.msearch(body=body)["responses"]
        if errors := [answer["error"] for answer in answers if "error" in answer]:
            raise OpenSearchException(errors[0])
        return [Size(answer["hits"]["total"]["value"]) for answer in answers]

    def _ids(self, body: dict[str, Any]) -> list[int]:
        body = {**body, "_source": False, "track_total_hits": False}
        return [int(hit["_id"]) for hit in self.client.search(body=body, index=self.index.name)["hits"]["hits"]]


def query_of(ask: Ask) -> dict[str, Any]:
    """In OpenSearch's language: words are ranked, marks are filters."""
    wanted = _wanted(ask.query, ask.channel)
    if ask.query.unwanted:
        wanted = And([wanted, *(Not(_term(term, ask.channel)) for term in ask.query.unwanted)])
    query: dict[str, Any] = Compiler(_filtered(ask), wanted, fields=[ask.channel]).get_query()
    other = ask.in_other()
    return {"bool": {"must": query, "must_not": query_of(other)}} if other else query


def _filtered(ask: Ask) -> QuerySet[Document]:
    rows: QuerySet[Document] = Document.objects.all()
    for group in ask.groups:
        rows = rows.filter(_any_mark(group))
    return rows


def _any_mark(marks: Iterable[Mark]) -> Q:
    told = list(marks)
    claims = [Q(marks__in=mark.bearing) & Q(marks__in=mark.within) for mark in told if isinstance(mark, Claim)]
    return reduce(or_, claims, Q(marks__in=[mark for mark in told if isinstance(mark, str)]))


def _wanted(query: Query, channel: Channel) -> Any:
    return (Or if query.loose else And)([_term(term, channel) for term in query.wanted])


def _term(term: Term, channel: Channel) -> Any:
    return Or([_way(way, channel) for way in term.ways])


def _way(way: Way, channel: Channel) -> Any:
    if way.marks:
        return Or([PlainText(mark) for mark in way.marks])
    found = [word_of(key, channel) for key in way.words]
    return Phrase(" ".join(found)) if way.together and len(found) > 1 else And(list(map(PlainText, found)))


def _chunks(things: Iterable[T]) -> Iterator[list[T]]:
    ahead = iter(things)
    while chunk := list(islice(ahead, CHUNK)):
        yield chunk
