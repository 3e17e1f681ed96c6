"""Everything that a database has beside its rows, read out of its own catalogue."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

CATALOGUE = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
            a.attstorage, a.attcollation, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0""",
    "tables": """
        SELECT relname, relkind, relpersistence, relrowsecurity, reloptions, pg_get_userbyid(relowner), relacl
        FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated, condeferrable, condeferred
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": """
        SELECT indexdef, indisvalid, indisready FROM pg_indexes
        JOIN pg_index ON indexrelid = format('%I.%I', schemaname, indexname)::regclass WHERE schemaname = 'public'""",
    "triggers": """
        SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger
        WHERE NOT tgisinternal OR tgenabled <> 'O'""",
    "functions": """
        SELECT pg_get_functiondef(oid), pg_get_userbyid(proowner) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
    "sequences": """
        SELECT sequencename, data_type, start_value, min_value, max_value, increment_by, cycle, cache_size,
            pg_get_userbyid(s.relowner),
            (SELECT refobjid::regclass || ' ' || refobjsubid FROM pg_depend
             WHERE objid = s.oid AND deptype IN ('a', 'i'))
        FROM pg_sequences JOIN pg_class s ON s.oid = format('%I.%I', schemaname, sequencename)::regclass""",
    "extensions": "SELECT extname, extversion FROM pg_extension",
    "letters": """
        SELECT pg_encoding_to_char(encoding), datcollate, datctype, datlocprovider FROM pg_database
        WHERE datname = current_database()""",
}


def shape(database: str) -> dict[str, list[str]]:
    if database.startswith("sqlite"):
        with closing(_sqlite(database)) as connection:
            # Of the statistics there are rows or none.
            found = connection.execute("SELECT * FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'").fetchall()
        return {"sqlite_master": sorted(str((row[0], row[1], row[2], row[4])) for row in found)}
    with psycopg.connect(database) as connection:
        return {name: sorted(map(str, connection.execute(sql).fetchall())) for name, sql in CATALOGUE.items()}


def without_statistics(database: str) -> set[str]:
    """Tables with rows of which the planner knows nothing."""
    if database.startswith("sqlite"):
        with closing(_sqlite(database)) as connection:
            named = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            names = {row[0] for row in connection.execute(named)} - {"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}
            names = {name for name in names if connection.execute(f'SELECT 1 FROM "{name}"').fetchone()}  # noqa: S608
            return names - {row[0] for row in connection.execute("SELECT tbl FROM sqlite_stat1")}
    with psycopg.connect(database) as connection:
        names = [row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        filled = {name for name in names if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()}  # noqa: S608
        known = {row[0] for row in connection.execute("SELECT relname FROM pg_class WHERE reltuples > 0")}
        return filled - known


def numbers_that_lag(database: str) -> list[str]:
    """Tables that would give out a number again."""
    with psycopg.connect(database) as connection:
        found = connection.execute(
            "SELECT c.table_name, c.column_name, pg_get_serial_sequence(c.table_name, c.column_name) "
            "FROM information_schema.columns c WHERE c.is_identity = 'YES' AND c.table_schema = 'public'"
        ).fetchall()
        assert found
        return [
            table
            for table, column, sequence in found
            if connection.execute(
                f"SELECT coalesce(max({column}), 0) > CASE WHEN s.is_called THEN s.last_value ELSE 0 END "  # noqa: S608
                f"FROM {sequence} s LEFT JOIN {table} ON true GROUP BY s.is_called, s.last_value"
            ).fetchone()[0]
        ]


def execute(database: str, statement: str) -> None:
    if database.startswith("sqlite"):
        with closing(_sqlite(database)) as connection, connection:
            connection.execute(statement)
        return
    with psycopg.connect(database) as connection:
        connection.execute(statement)


def _sqlite(database: str) -> sqlite3.Connection:
    path = Path(database.removeprefix("sqlite://"))
    assert path.exists(), path
    return sqlite3.connect(path)
