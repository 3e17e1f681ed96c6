"""What both databases have in common: an ask becomes one SELECT over the index."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, cast

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from nhipcau.search.models import Entry

from . import Ask, Size

Row = tuple[Any, ...]


class SqlBackend(ABC):
    """Lives in the database of the entries and follows them by itself."""

    id_column: str

    @abstractmethod
    def select(self, columns: str, ask: Ask) -> tuple[str, list[str]]:
        """SQL and its values. Only names of ours stand in the text, whatever was typed is a value."""

    @abstractmethod
    def sizes(self, asks: Sequence[Ask]) -> list[Size]:
        """See ``Backend``."""

    def matching(self, ask: Ask) -> QuerySet[Entry]:
        return Entry.objects.filter(pk__in=RawSQL(*self.select(self.id_column, ask)))  # noqa: S611 - see select

    def changed(self, kind: str, object_ids: Sequence[int]) -> None:  # noqa: B027 - nothing to do
        """Triggers or computed columns have seen to it."""

    def going(self, kind: str, object_ids: Sequence[int]) -> None:  # noqa: B027 - nothing to do
        """As for ``changed``."""


def rows(sql: str, values: Sequence[str | int | None]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cast("list[Row]", cursor.fetchall())


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
