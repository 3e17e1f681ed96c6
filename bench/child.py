"""`python -m bench.child YARDSTICK FILE WARM...`: what reading FILE costs a process at work that has not seen it yet.

The WARM files are read first, so that imports and tables of words are there, as they are in a worker. Then FILE is read
once, for a second time its names would be remembered; the yardstick (docx, pdf, none) does its part twice on the same
file, the second time counts. Prints milliseconds of ours, milliseconds of the yardstick, and peak memory in KiB.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path


def walk_docx(data: bytes) -> int:
    from io import BytesIO

    import docx

    document = docx.Document(BytesIO(data))
    letters = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return letters + sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def walk_pdf(data: bytes) -> int:
    from io import BytesIO

    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        return sum(len(page.extract_words()) + len(page.extract_tables()) for page in document.pages)


YARDSTICKS: dict[str, Callable[[bytes], int]] = {"docx": walk_docx, "pdf": walk_pdf, "none": len}


def milliseconds(job: Callable[[bytes], object], data: bytes) -> float:
    start = time.perf_counter()
    job(data)
    return (time.perf_counter() - start) * 1000


def peak_memory() -> int:
    """KiB since this program began: unlike getrusage it does not count what the parent held before."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def main(yardstick: str, file: str, *warm: str) -> None:
    import vanban

    data = Path(file).read_bytes()
    for name in warm:
        vanban.read(Path(name))
    ours, memory = milliseconds(vanban.read, data), peak_memory()
    YARDSTICKS[yardstick](data)
    print(ours, milliseconds(YARDSTICKS[yardstick], data), memory)


if __name__ == "__main__":
    sys.path.insert(0, "src")
    main(*sys.argv[1:])
