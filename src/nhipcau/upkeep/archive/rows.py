"""A row as a line of text that is the same out of every database, and back.

A line is a JSON list of the row's values in the order of the columns. A JSON column stands in a list of one, so that
the JSON value null and an empty column stay two things. Fingerprints are taken of a canonical line: keys in order,
because PostgreSQL keeps none.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast, Collate
from django.utils.duration import duration_iso_string

from .tables import Model, columns

Row = list[Any]
BIG_FLOAT = re.compile(r"\de\+")  # PostgreSQL writes such a number out in full and gives back an integer

_TO_TEXT: dict[type, Callable[[Any], str]] = {
    datetime: lambda value: value.astimezone(UTC).isoformat(timespec="microseconds"),
    date: date.isoformat,
    time: lambda value: value.isoformat(timespec="microseconds"),
    timedelta: duration_iso_string,
    Decimal: lambda value: format(value, "f"),
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode(),
    memoryview: lambda value: base64.b64encode(value).decode(),
}


def _plain(value: object) -> object:
    """What json cannot write by itself."""
    return _TO_TEXT[type(value)](value)


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain, sort_keys=True).encode


class Table:
    """One table: reads its rows, writes them, and keeps count and fingerprint of what passes."""

    def __init__(self, model: Model, connection: BaseDatabaseWrapper) -> None:
        self.model, self.connection = model, connection
        self.columns = columns(model)
        self.json = [place for place, field in enumerate(self.columns) if isinstance(field, models.JSONField)]
        self.rows = 0
        self._hash = hashlib.sha256()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def column_names(self) -> list[str]:
        return [str(column.column) for column in self.columns]

    def fingerprint(self) -> dict[str, object]:
        return {"rows": self.rows, "sha256": self._hash.hexdigest()}

    def read(self) -> Iterator[Row]:
        """All rows in the order of their keys, as values of a line. Few are held at a time where they may be large."""
        texts = {f"_{field.name}_text": Cast(field.name, models.TextField()) for field in self._json_fields()}
        names = [f"_{f.name}_text" if isinstance(f, models.JSONField) else f.attname for f in self.columns]
        rows = self.model._base_manager.using(self.connection.alias).annotate(**texts).order_by(self._order())
        for row in rows.values_list(*names).iterator(chunk_size=20 if self.json else 1000):
            yield self._with_json(list(row))

    def _json_fields(self) -> list[models.Field[Any, Any]]:
        return [self.columns[place] for place in self.json]

    def _order(self) -> Any:
        """By key, byte by byte where the key is text: the order must not hang on a database's language."""
        by_letters = isinstance(self.model._meta.pk, models.CharField) and self.connection.vendor == "postgresql"
        return Collate("pk", "C") if by_letters else "pk"

    def _with_json(self, row: Row) -> Row:
        for place in self.json:
            if row[place] is not None:
                row[place] = [json.loads(row[place])]
        return row

    def line(self, row: Row) -> bytes:
        """The row as it is kept; counted on the way."""
        text = _encoded(row)
        self._count(text, row)
        return text.encode("utf-8", "surrogatepass") + b"\n"

    def count(self, row: Row) -> None:
        """Count a row that is not kept."""
        self._count("" if self.json else _encoded(row), row)

    def _count(self, text: str, row: Row) -> None:
        if self.json:
            text = _canonical(row)
        if BIG_FLOAT.search(text):
            text = _encoded(json.loads(text, parse_float=_whole))
        self.rows += 1
        self._hash.update(text.encode("utf-8", "surrogatepass") + b"\n")

    def write(self, lines: Iterable[bytes]) -> None:
        """Insert these lines as they are: no defaults, no times of now, no signals."""
        rows = [json.loads(line.decode("utf-8", "surrogatepass")) for line in lines]
        for row in rows:
            if not isinstance(row, list) or len(row) != len(self.columns):
                raise ValueError("A line has not as many values as the table has columns.")
            self.count(row)
        quote = self.connection.ops.quote_name
        names = ", ".join(quote(name) for name in self.column_names())
        holes = ", ".join(["%s"] * len(self.columns))
        with self.connection.cursor() as cursor:
            insert = f"INSERT INTO {quote(self.model._meta.db_table)} ({names}) VALUES ({holes})"  # noqa: S608
            cursor.executemany(insert, [self._prepared(row) for row in rows])

    def _prepared(self, row: Row) -> Row:
        return [self._value(field, value) for field, value in zip(self.columns, row, strict=True)]

    def _value(self, field: models.Field[Any, Any], value: Any) -> Any:
        if value is None:
            return None
        if isinstance(field, models.JSONField):
            (value,) = value
            return self.connection.ops.adapt_json_value(value, field.encoder)
        return field.get_db_prep_save(field.to_python(value), self.connection)


def _whole(text: str) -> float | int:
    number = float(text)
    return int(number) if abs(number) >= 1e16 else number
