"""Printed totals of tables added up again: of the whole table, of its groups, of the rows of totals within it."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.messages import message
from vanban.plan import Finding

from .task_table import TableReading


def totals_add_up(readings: list[TableReading]) -> Iterator[Finding]:
    """Every total that is not the sum of what stands below it, the innermost last."""
    for reading in readings:
        counted = reading.money.counted
        if reading.total and counted and counted != reading.total.amount_vnd:
            values = {"printed": dong(reading.total.amount_vnd), "sum": dong(counted)}
            yield Finding(message("total_differs", **values), reading.total.places, "error")
        for group in reading.money.groups():
            if group.printed and group.counted and group.counted != group.printed.amount_vnd:
                values = {"name": group.name, "printed": dong(group.printed.amount_vnd), "sum": dong(group.counted)}
                yield Finding(message("group_total_differs", **values), group.printed.places, "error")


def dong(amount: int) -> str:
    """
    >>> dong(1070000000)
    '1.070.000.000'
    """
    return f"{amount:,}".replace(",", ".")
