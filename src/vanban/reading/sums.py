"""The money of a table by its headings, so that each printed total can be added up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.plan import Money


@dataclass
class Sum:
    """What stands under one heading of a table: the amounts of its tasks and of the headings below it; ``printed`` is
    the total that the heading's own row, or a row of totals, states."""

    name: str = ""
    printed: Money | None = None
    amounts: list[int] = field(default_factory=list)
    below: list[Sum] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """All that stands below; a heading whose tasks have no amounts is worth what it states itself."""
        return sum(self.amounts) + sum(part.worth for part in self.below)

    @property
    def worth(self) -> int:
        """
        >>> Sum(amounts=[30], below=[Sum(printed=Money(50, "50")), Sum(amounts=[10], printed=Money(15, "15"))]).worth
        90
        """
        return self.counted or (self.printed.amount_vnd if self.printed else 0)

    def groups(self) -> Iterator[Sum]:
        """Every heading below, from above."""
        for part in self.below:
            yield part
            yield from part.groups()
