"""A shelf of texts, and a reader who may read all of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

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
