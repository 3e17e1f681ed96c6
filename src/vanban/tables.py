"""The data files (data/*.csv) as rows. Each has a header and a ``source`` column; a test keeps them in order."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/<name>.csv.

    >>> [row["name"] for row in rows("document_types") if row["code"] == "NĐ"]
    ['Nghị định']
    """
    text = resources.files("vanban").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))
