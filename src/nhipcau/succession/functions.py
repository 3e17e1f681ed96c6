"""The functions that an agency may hand on without ending, from ``data/functions.csv``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from vanban.text import sort_key

DATA = Path(__file__).parent / "data"

THIS_WORK = "information"  # the function that the plans of this site are about


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def functions() -> dict[str, str]:
    """Vietnamese names by code, in the order of the alphabet of codes; they are terms of law, not of the screen."""
    return {row["code"]: row["name"] for row in rows("functions.csv")}


@cache
def functions_in_order() -> list[tuple[str, str]]:
    """For a choice: this work first, then by the Vietnamese alphabet."""
    return sorted(functions().items(), key=lambda pair: (pair[0] != THIS_WORK, sort_key(pair[1])))
