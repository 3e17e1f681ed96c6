"""Scans: OCRmyPDF and Tesseract lay a text layer over the pictures; then they are read like any PDF.

Both programs come from the system (Debian: ocrmypdf, tesseract-ocr-vie).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from vanban.errors import ToolMissing

from .limits import Clock
from .office import run

Report = Callable[[str, int, int], None]
SECONDS_A_PAGE = 20  # twice what a bad page takes on one slow core
LONGEST = 1800


def recognised(data: bytes, pages: int, clock: Clock, report: Report, *, force: bool = False) -> bytes:
    """The PDF with letters on its scanned pages. Pages that have letters are left as they are, unless ``force``."""
    for tool in ("ocrmypdf", "tesseract"):
        if shutil.which(tool) is None:
            raise ToolMissing(tool="OCRmyPDF" if tool == "ocrmypdf" else "Tesseract")
    report("recognition", 0, pages)
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        source, made = Path(folder, "source.pdf"), Path(folder, "made.pdf")
        source.write_bytes(data)
        command = [
            "ocrmypdf",
            "--quiet",
            "--deskew",
            "--rotate-pages",
            "-l",
            "vie",
            "--skip-text",
            "--output-type",
            "pdf",
        ]
        command += ["--optimize", "0", "--fast-web-view", "0", "--tesseract-timeout", "120", str(source), str(made)]
        run(command, "OCRmyPDF", min(LONGEST, SECONDS_A_PAGE * pages + 30), home=Path(folder))
        clock.restart()
        report("recognition", pages, pages)
        return made.read_bytes()
