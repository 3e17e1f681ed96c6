"""A shelf of texts, and a reader who may read all of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from uuid import uuid4

import pytest

from nhipcau.search import backends
from nhipcau.search.index import index
from nhipcau.search.rights import Readable, Readers, remember_circles
from nhipcau.search.sources import Document, entry_of


class Shelf:
    """Texts put into the index as they are, without the rows that they would tell of."""

    def __init__(self, province: int) -> None:
        self.province, self.numbers = province, count(1)
        self.everything = Readable(provinces=(province,), whole=(province,))

    def add(self, title: str, body: str = "", *, kind: str = "task", **values: object) -> int:
        values = {"readers": Readers(everyone=True)} | values
        document = Document(next(self.numbers), self.province, title, body, **values)
        remember_circles(document.readers.circles)
        entry_of(kind, document).save()
        backends.backend().changed(kind, [document.object_id])
        return document.object_id

    def add_all(self, *titles: str) -> None:
        for title in titles:
            self.add(title)

    def found(self, text: str, *, kind: str = "task", readable: Readable | None = None) -> list[str]:
        """Titles of the hits, the best first; of those that have all the words."""
        found = index.search(text, readable=readable or self.everything, kinds=[kind])
        return [] if found.query.loose else [plain(hit.title) for hit in found.hits(kind, limit=1000)]


def plain(marked: str) -> str:
    from html import unescape

    return unescape(marked.replace("<mark>", "").replace("</mark>", ""))


@pytest.fixture
def shelf(province) -> Shelf:
    return Shelf(province.pk)


@pytest.fixture
def counting() -> Callable[[], object]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.fixture(params=["stand-in", pytest.param("true server", marks=pytest.mark.opensearch)])
def server(request, settings, monkeypatch, db):
    """OpenSearch behind it: a stand-in that speaks its language, or a true server where TEST_OPENSEARCH_URL names
    one. It may not lean on the database's own index."""
    from nhipcau.search.backends.opensearch import OpenSearch

    from .fake_opensearch import Fake

    backends._served.cache_clear()
    settings.SEARCH_URL, settings.SEARCH_PREFIX = "https://search.example", "nhipcau_"
    if request.param == "true server":
        settings.SEARCH_URL, settings.SEARCH_PREFIX = os.environ["TEST_OPENSEARCH_URL"], f"test{uuid4().hex[:12]}_"
        monkeypatch.setattr(OpenSearch, "write", _seen_at_once(OpenSearch.write))
        made = OpenSearch(backends._backend("sqlite"), OPTIONS={"verify_certs": False, "ssl_show_warn": False})
    else:
        fake = Fake()
        made = OpenSearch(Silent(), OPTIONS={"connection_class": fake.connection, "max_retries": 0})
        made.fake = fake
    monkeypatch.setattr(backends, "backend", lambda: made)
    for module in ("index", "results", "jobs"):
        monkeypatch.setattr(f"nhipcau.search.{module}.backend", lambda: made)
    made.rebuild()
    if request.param == "stand-in":
        fake.asked.clear()
    yield made
    if request.param == "true server":
        made.client.indices.delete(index=f"{settings.SEARCH_PREFIX}*")


class Silent:
    """The database's own index, where nobody may need it."""

    def rebuild(self):
        pass

    def faults(self):
        return []


def _seen_at_once(write):
    def written(self, pks):
        write(self, pks)
        self.index.refresh()

    return written


@pytest.fixture
def fake(server):
    if not hasattr(server, "fake"):
        pytest.skip("looks into the stand-in")
    return server.fake
