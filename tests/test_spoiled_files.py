"""Spoiled files end as a plan or as one of the library's errors, in bounded time and memory; `make fuzz` runs more."""

import shutil

import pytest
from bench.fuzz import run

FILES = 60
needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice prints the PDF"),
]


@pytest.mark.parametrize("kind", ["docx", "txt", "markdown", "html", pytest.param("pdf", marks=needs_office)])
def test_a_spoiled_file_is_read_or_refused(kind):
    ends = run(kind, FILES)
    assert {end: count for end, count in ends.items() if end.startswith("FAILED")} == {}
    assert sum(ends.values()) == FILES


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_enough_spoiled_files_get_past_the_door(kind):
    """A fuzz of files that are all refused at once would prove nothing."""
    assert run(kind, FILES)["read"] >= FILES / 4
