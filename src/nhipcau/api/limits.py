"""How often one may ask: by token and by address, in windows of a minute."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from nhipcau.accounts.addresses import throttled_address

from .models import Window

KEPT = 10  # minutes
# One statement counts and tells, so that two processes never read the same number.
COUNT = (
    "INSERT INTO {table} (key, minute, count) VALUES {rows} "
    "ON CONFLICT (key, minute) DO UPDATE SET count = {table}.count + 1 RETURNING key, count"
)


class TooMany(Exception):
    """``wait``: seconds until the next window."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(wait)


def count_request(limits: Mapping[str, int]) -> None:
    """Count one request of each of these keys; TooMany when one is over its limit."""
    seconds = int(timezone.now().timestamp())
    minute = seconds // 60
    for key, count in _counted(sorted(limits), minute).items():
        if count > limits[key]:
            raise TooMany(wait=60 - seconds % 60)
        if count == 1:
            Window.objects.filter(minute__lt=minute - KEPT).delete()


def _counted(keys: list[str], minute: int) -> dict[str, int]:
    table = connection.ops.quote_name(Window._meta.db_table)
    statement = COUNT.format(table=table, rows=", ".join(["(%s, %s, 1)"] * len(keys)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for key in keys for value in (key, minute)])
        return dict(cursor.fetchall())


def limits_of(request: HttpRequest, token_hash: str = "") -> dict[str, int]:
    """A whole office shares an address, so it may ask more often than one token."""
    limits = {f"a:{throttled_address(request)}": settings.API_ADDRESS_LIMIT}
    return limits | ({f"t:{token_hash}": settings.API_TOKEN_LIMIT} if token_hash else {})
