"""Money as tables print it."""

from __future__ import annotations

from dataclasses import dataclass

from .luck import Luck

UNITS = {"triệu đồng": 1_000_000, "đồng": 1, "nghìn đồng": 1_000, "1.000 đồng": 1_000, "tỷ đồng": 1_000_000_000}


@dataclass(frozen=True)
class Sum:
    vnd: int
    text: str
    unit: str

    def to_json(self) -> dict[str, object]:
        return {"amount_vnd": self.vnd, "text": self.text, "unit": self.unit}


class Purse:
    """One office's habit: where the unit stands ("above", "header", "cell") and which it is."""

    def __init__(self, luck: Luck) -> None:
        self.where = luck.weighted({"above": 5, "header": 3, "cell": 2})
        self.unit = luck.weighted({"triệu đồng": 70, "đồng": 14, "nghìn đồng": 8, "1.000 đồng": 4, "tỷ đồng": 4})
        if self.where == "cell" and self.unit == "1.000 đồng":
            self.unit = "nghìn đồng"
        self._luck = luck
        self._fractions = luck.often(0.25)

    def make(self) -> Sum:
        vnd = self._luck.one((5, 8, 15, 20, 40, 50, 75, 100, 120, 250, 300, 480, 1070, 2500, 12000)) * 1_000_000
        if self._fractions and self._luck.often(0.4):
            vnd += self._luck.one((500_000, 250_000))
        return self.write(vnd)

    def write(self, vnd: int) -> Sum:
        text = _number(vnd, UNITS[self.unit])
        return Sum(vnd, f"{text} {self.unit}" if self.where == "cell" else text, self.unit)


def _number(vnd: int, unit: int) -> str:
    """Dots between thousands, a comma before the fraction, as Vietnamese tables have it."""
    whole, rest = divmod(vnd, unit)
    fraction = f"{rest / unit:.6f}"[2:].rstrip("0") if rest else ""
    return f"{whole:,}".replace(",", ".") + ("," + fraction if fraction else "")
