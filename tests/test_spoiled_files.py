"""Spoiled files end as a plan or as one of the library's errors, in bounded time and memory; `make fuzz` runs more."""

import shutil

import pytest
from bench.fuzz import run

FILES = 24
needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice prints the PDF"),
]


@pytest.mark.parametrize("kind", ["docx", "txt", "markdown", "html", pytest.param("pdf", marks=needs_office)])
def test_a_spoiled_file_is_read_or_refused(kind):
    """A fuzz of files that are all refused at the door would prove nothing: enough get past it."""
    ends = run(kind, FILES)
    assert {end: count for end, count in ends.items() if end.startswith("FAILED")} == {}
    assert ends["read"] >= FILES / 4
