"""The database itself refuses to change or delete a log entry, whatever program asks.

Triggers do it. Laid down after every ``migrate``, because SQLite loses them when a migration rebuilds the table.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import APPEND_ONLY, Entry

TABLE = Entry._meta.db_table
GIVEN_ONCE = ("number", "seal")  # by sealing, to an entry that has none
KEPT = [str(field.column) for field in Entry._meta.local_concrete_fields if field.name not in GIVEN_ONCE]

_SEALS = "OLD.number IS NULL AND NEW.number IS NOT NULL"
_KEEPS_PG = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in KEPT)
_KEEPS_SQLITE = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {TABLE}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF {_SEALS} AND {_KEEPS_PG} THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '{APPEND_ONLY}';
END $$;
DROP TRIGGER IF EXISTS {TABLE}_kept ON {TABLE};
CREATE TRIGGER {TABLE}_kept BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_is_kept();
DROP TRIGGER IF EXISTS {TABLE}_whole ON {TABLE};
CREATE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_is_kept();
"""
_SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_kept BEFORE UPDATE ON {TABLE}
WHEN NOT ({_SEALS} AND {_KEEPS_SQLITE})
BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_whole BEFORE DELETE ON {TABLE}
BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END""",
)
TRIGGERS = {f"{TABLE}_kept", f"{TABLE}_whole"}


def protect(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else (_POSTGRESQL,):
            cursor.execute(statement)


def is_protected(connection: BaseDatabaseWrapper) -> bool:
    """Whether the triggers are there and switched on."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, [TABLE])
        return {row[0] for row in cursor.fetchall()} >= TRIGGERS


def protect_after_migrate(*, using: str, **kwargs: Any) -> None:
    connection = connections[using]
    if settings.HISTORY_PROTECTED and TABLE in connection.introspection.table_names():
        protect(connection)
