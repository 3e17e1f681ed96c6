"""Documents that a plan names: legal bases, and mentions anywhere in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .luck import Luck
from .words import lines


@dataclass(frozen=True)
class Named:
    type: str
    number: str
    day: date
    issuer: str
    subject: str
    written_day: str

    @property
    def short(self) -> str:
        """As a sentence names it in passing."""
        return f"{self.type} số {self.number} ngày {self.written_day} của {self.issuer}"

    @property
    def full(self) -> str:
        return f"{self.short} {self.subject}"

    def to_json(self) -> dict[str, object]:
        return {
            "type": self.type,
            "number": self.number,
            "date": self.day.isoformat(),
            "issuer": self.issuer,
            "subject": self.subject.removeprefix("về việc ").removeprefix("về "),
        }


class Citing:
    """Makes documents and remembers the number of every one that was printed."""

    def __init__(self, luck: Luck, year: int) -> None:
        self._luck, self._year = luck, year
        self._long = luck.often(0.5)
        self.numbers: list[str] = []

    def document(self) -> Named:
        kind, symbol, issuer, *subjects = self._luck.one(lines("documents")).split(" | ")
        year = self._year - self._luck.number(2, 6)
        day = date(year, self._luck.number(1, 12), self._luck.number(1, 28))
        number = f"{self._luck.number(1, 2900):02}{symbol.format(y=year)}"
        if number in self.numbers:
            return self.document()
        self.numbers.append(number)
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        written = f"{day.day:02} tháng {month} năm {year}" if self._long else f"{day.day:02}/{day.month}/{year}"
        return Named(kind, number, day, issuer, self._luck.one(subjects), written)

    def fill(self, text: str) -> str:
        """Puts a document where the text says {cite}."""
        return text.replace("{cite}", self.document().short) if "{cite}" in text else text
