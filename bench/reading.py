"""Reading beside the bare libraries on the same files, and how time and memory grow with the plan."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pdfplumber
from tests.maker import make_plan, render
from tests.maker.render import to_pdf

import vanban

from .figures import Figure, figure, medians

REAL = Path(os.environ.get("PLANS_DIR", "../shared/plans"))
DOCX_TARGET, PDF_TARGET, GROWTH_TARGET = 3.0, 1.2, 1.5
SIZES = (100, 1000, 5000)


@figure("read-docx")
def read_docx() -> Iterator[Figure]:
    """At most three times python-docx opening the file and walking all its cells."""
    files = {"made-100-rows": _made(100)} | {path.stem: path.read_bytes() for path in _real("docx")}
    for name, data in files.items():
        ours, bare = medians(lambda data=data: vanban.read(data), lambda data=data: _walk_docx(data))  # type: ignore[misc]
        yield Figure(f"read-docx/{name}", ours, "ms", f"python-docx {bare:.1f} ms", ours / bare, DOCX_TARGET)


@figure("read-pdf")
def read_pdf() -> Iterator[Figure]:
    """At most 1.2 times pdfplumber taking words and tables of the same pages."""
    files = {path.stem: path.read_bytes() for path in _real("pdf") if "scan" not in path.stem}
    if made := _printed(100):
        files["made-100-rows"] = made
    for name, data in files.items():
        ours, bare = medians(
            lambda data=data: vanban.read(data),  # type: ignore[misc]
            lambda data=data: _walk_pdf(data),  # type: ignore[misc]
            least=3,
        )
        yield Figure(f"read-pdf/{name}", ours, "ms", f"pdfplumber {bare:.0f} ms", ours / bare, PDF_TARGET)


@figure("read-growth")
def growth() -> Iterator[Figure]:
    """Time a row in plans of 100, 1,000 and 5,000 rows, and the memory that a fresh process needs at its peak."""
    first = 0.0
    for rows in SIZES:
        data = _made(rows)
        (spent,) = medians(lambda data=data: vanban.read(data), least=3, seconds=1.0)  # type: ignore[misc]
        a_row = spent / rows
        first = first or a_row
        yield Figure(f"read-growth/{rows}-rows", a_row, "ms/row", f"{SIZES[0]} rows {first:.2f} ms/row", a_row / first,
                     GROWTH_TARGET)  # fmt: skip
    for rows in SIZES:
        yield Figure(f"read-memory/{rows}-rows", _peak_memory(_made(rows)), "MiB")


@cache
def _made(rows: int) -> bytes:
    return render(make_plan(_plain_seed(), rows=rows), "docx")


@cache
def _plain_seed() -> int:
    """A plan with numbered rows and the usual columns, whose file holds nothing unusual."""
    usual = (seed for seed in range(500) if make_plan(seed, rows=20).manner["numbering"] == "restart")
    return next(usual)


@cache
def _printed(rows: int) -> bytes:
    """The same as PDF, empty where LibreOffice is missing."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "made.docx")
        file.write_bytes(render(make_plan(_plain_seed(), rows=rows), "print"))
        try:
            return to_pdf([file], Path(folder), Path(folder, "profile"))[0].read_bytes()
        except FileNotFoundError:
            return b""


def _real(kind: str) -> list[Path]:
    return [path for path in sorted(REAL.glob(f"*.{kind}")) if "-mat" not in path.stem]


def _walk_docx(data: bytes) -> int:
    document = docx.Document(BytesIO(data))
    letters = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return letters + sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def _walk_pdf(data: bytes) -> int:
    with pdfplumber.open(BytesIO(data)) as document:
        return sum(len(page.extract_words()) + len(page.extract_tables()) for page in document.pages)


def _peak_memory(data: bytes) -> float:
    """MiB of a process that does nothing but read this file."""
    code = (
        "import sys; sys.path.insert(0, 'src'); import vanban; vanban.read(sys.stdin.buffer.read()); "
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    return int(done.stdout) / 1024
