"""What can be found: each kind of row, registered by the app that owns it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from . import numbers
from .models import Entry
from .rights import Readers, within_mark
from .words import channels

LONGEST_TEXT = 100_000  # characters; PostgreSQL refuses vectors over a megabyte


@dataclass(frozen=True, slots=True)
class Document:
    """A row as it is to be found. ``number``: the document number that it bears itself; ``within``: the
    whole of which it is a part, as a task of its plan."""

    object_id: int
    province: int
    title: str
    body: str = ""
    number: str = ""
    years: tuple[int, ...] = ()
    within: int | None = None
    readers: Readers = field(default_factory=Readers)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of row. ``tell`` gives the documents of these rows, in few queries; a row that is not to be found gives
    none."""

    kind: str
    model: type[Model]
    tell: Callable[[QuerySet[Any]], Iterable[Document]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called from ``ready()`` of the app that owns the rows."""
    _sources[source.kind] = source


def all_sources() -> list[Source]:
    return list(_sources.values())


def known_kinds() -> list[str]:
    return list(_sources)


def source_of(model: type[Model]) -> Source:
    return next(source for source in _sources.values() if source.model is model)


def entry_of(kind: str, document: Document) -> Entry:
    """The row of the index for a document."""
    title, body = (text.replace("\0", " ")[:LONGEST_TEXT] for text in (document.title, document.body))
    exact_title, folded_title = channels(title)
    exact_body, folded_body = channels(body)
    return Entry(
        province_id=document.province,
        kind=kind,
        object_id=document.object_id,
        title=title,
        body=body,
        exact_title=exact_title,
        folded_title=folded_title,
        exact_body=exact_body,
        folded_body=folded_body,
        marks=" ".join(sorted(_marks(kind, document, f"{title}\n{body}"))),
    )


def _marks(kind: str, document: Document, text: str) -> set[str]:
    known = {kind_mark(kind), *document.readers.marks(document.province, kind)}
    known |= {year_mark(year) for year in document.years or (0,)}
    known |= {within_mark(document.within)} if document.within else set()
    return known | numbers.marks(document.number, text)


def kind_mark(kind: str) -> str:
    return f"#k{kind}"


def year_mark(year: int) -> str:
    """Of the year 0 are rows of which none is known: they belong to every year."""
    return f"#y{year}"
