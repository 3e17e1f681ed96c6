"""Every table of data/ is NFC, sorted, without doubles, and says where each row comes from."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
OURS = ["abbreviations", "agency_heads", "department_names", "document_types", "occasions"]


@pytest.mark.parametrize("name", OURS)
def test_a_data_file_is_in_order(name: str) -> None:
    text = (DATA / f"{name}.csv").read_text("utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert unicodedata.is_normalized("NFC", text)
    assert rows[0][-1] == "source"
    assert all(row[-1] for row in rows)
    assert rows[1:] == sorted(rows[1:])
    without_source = [tuple(row[:-1]) for row in rows[1:]]
    assert len(without_source) == len(set(without_source))
