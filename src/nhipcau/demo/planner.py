from django.db import connection


def refresh_statistics() -> None:
    """After so many rows at once PostgreSQL would take the tables for empty until it looks by itself, and a list that
    takes milliseconds would take seconds."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
