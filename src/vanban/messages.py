"""Sentences for people, by code, in Vietnamese and English: errors, doubts, findings and reasons.

The sentences are data (data/messages_*.csv: code, vi, en); code and values travel in the results, and whoever shows
them picks the language.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence not yet in a language: ``values`` fill its {names}.

    >>> message("column", header="Cơ quan chủ trì").text("vi")
    'Cột “Cơ quan chủ trì”'
    """

    code: str
    values: tuple[tuple[str, str | int], ...] = ()

    def text(self, language: Language = "vi") -> str:
        return sentences()[self.code][language].format(**dict(self.values))


def message(code: str, **values: str | int) -> Message:
    """Shorthand; the code must be one of data/messages_*.csv."""
    return Message(code, tuple(sorted(values.items())))


@cache
def sentences() -> dict[str, dict[Language, str]]:
    """Every sentence by code and language."""
    found: dict[str, dict[Language, str]] = {}
    for path in resources.files("vanban").joinpath("data").iterdir():
        if path.name.startswith("messages_") and path.name.endswith(".csv"):
            with path.open(encoding="utf-8") as file:
                found |= {row["code"]: {"vi": row["vi"], "en": row["en"]} for row in csv.DictReader(file)}
    return found
