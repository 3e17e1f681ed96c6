"""A made plan as the bytes of a file."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from .as_docx import as_docx, make_manner
from .as_html import as_html, as_markdown
from .as_site import as_site
from .as_text import as_text
from .luck import Luck
from .plan import MadePlan

FORMATS = {
    "docx": ".docx",
    "tabs": ".txt",
    "pipes": ".txt",
    "cells": ".txt",
    "markdown": ".md",
    "html": ".html",
    "site": ".txt",
}


def render(made: MadePlan, kind: str) -> bytes:
    """``kind`` is one of FORMATS, or "print" (a DOCX to make a PDF of); the same seed gives the same bytes."""
    luck = Luck(made.seed, kind)
    if kind == "docx":
        return as_docx(made.blocks, luck, make_manner(luck))
    if kind == "print":  # what goes to PDF: a printer shows deleted text too
        return as_docx(made.blocks, luck, replace(make_manner(luck), changes=False))
    if kind == "site":
        return as_site(made.blocks, luck)
    if kind == "html":
        return as_html(made.blocks, luck)
    if kind == "markdown":
        return as_markdown(made.blocks, luck)
    return as_text(made.blocks, luck, kind)


def to_pdf(files: list[Path], folder: Path, profile: Path) -> list[Path]:
    """DOCX files printed to PDF in one start of LibreOffice."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, files)],
        check=True, capture_output=True, timeout=60 + 10 * len(files),
    )  # fmt: skip
    return [folder / f"{file.stem}.pdf" for file in files]
