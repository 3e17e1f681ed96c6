"""Which tables a backup holds, in which order, and the numbers that the database gives out next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.core.management.color import no_style
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

Model = type[models.Model]

# Signed-in browsers must not come back out of a file; a heartbeat and who tried the door are of no use tomorrow.
LEFT_OUT = {
    "sessions.session",
    "accounts.opensession",
    "upkeep.heartbeat",
    "axes.accessattempt",
    "axes.accessfailurelog",
    "axes.accesslog",
}


def tables() -> list[Model]:
    """Every table with rows of its own, what it points to before it where that can be (triggers may look there).

    Circles (a province names its lead department, which names its province) are cut anywhere: the database checks
    references at the end of the transaction.
    """
    ordered: list[Model] = []
    seen: set[Model] = set()

    def visit(model: Model) -> None:
        if model in seen:
            return
        seen.add(model)
        for pointed in _points_to(model):
            visit(pointed)
        ordered.append(model)

    everything = apps.get_models(include_auto_created=True)
    kept = [model for model in everything if model._meta.managed and not model._meta.proxy]
    for model in sorted(kept, key=lambda model: model._meta.label_lower):
        visit(model)
    return [model for model in ordered if model in set(kept) and model._meta.label_lower not in LEFT_OUT]


def _points_to(model: Model) -> list[Model]:
    related = [field.related_model for field in model._meta.local_fields if field.remote_field]
    return [found._meta.concrete_model or found for found in related if isinstance(found, type)]


def columns(model: Model) -> list[models.Field[Any, Any]]:
    """What is written of a row. What the database works out itself, it works out again."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not getattr(field, "generated", False) and not isinstance(field, SearchVectorField)
    ]


def work_tables(among: Iterable[Model]) -> list[Model]:
    """Tables that hold what people did: users, provinces, the log, and whatever points to them, over any distance.

    All others hold what an installation brings along (administrative units, permissions).
    """
    among = list(among)
    roots = {"accounts.user", "organizations.province", "history.entry"}
    work = {model for model in among if model._meta.label_lower in roots}
    while more := {model for model in among if model not in work and work & set(_points_to(model))}:
        work |= more
    return [model for model in among if model in work]


def next_number(connection: BaseDatabaseWrapper, model: Model) -> int | None:
    """The highest number ever given to a row of the table; numbers of deleted rows are not given out again, because
    the log still names them."""
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField | models.SmallAutoField):
        return None
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            name = _sequence(cursor, connection, table, column)
            if name is None:
                return None
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")  # noqa: S608
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def set_next_number(connection: BaseDatabaseWrapper, model: Model, number: int) -> None:
    """Have the table go on counting after this number, and after its own rows."""
    pk, table = model._meta.pk, model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            changed = cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, table])
            if not changed.rowcount and number:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            return
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
        name = _sequence(cursor, connection, table, pk.column)
        if name and number:
            cursor.execute(f"SELECT setval(%s, %s) FROM {name} WHERE last_value < %s", [name, number, number])  # noqa: S608


def _sequence(cursor: Any, connection: BaseDatabaseWrapper, table: str, column: str | None) -> str | None:
    """The quoted name of the sequence behind a column of PostgreSQL."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), column])
    name: str | None = cursor.fetchone()[0]
    return name


def refresh_statistics(connection: BaseDatabaseWrapper) -> None:
    """What the planner knows of the rows: after so many came in at once it would take the tables for empty until the
    database looks by itself, and the first screens would be slow."""
    names = (connection.ops.quote_name(model._meta.db_table) for model in tables())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else f"ANALYZE {', '.join(names)}")


def clear(connection: BaseDatabaseWrapper, models_: Iterable[Model]) -> None:
    with connection.cursor() as cursor:
        for model in models_:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
