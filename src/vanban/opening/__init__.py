"""A file of any kind becomes a Document.

>>> document = open_document("Số: 41/KH-UBND\\n\\nKẾ HOẠCH".encode())
>>> [block.text for block in document.blocks]
['Số: 41/KH-UBND', 'KẾ HOẠCH']
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vanban.document import Document
from vanban.errors import Damaged

from .kind import kind_of
from .limits import Limits
from .secrecy import refuse_secrets

__all__ = ["Limits", "Progress", "open_document"]

# Called with a step ("pages", "recognition", "conversion"), how many are done, and how many there are (0: not known).
Progress = Callable[[str, int, int], None]


def open_document(
    source: bytes | Path,
    *,
    name: str = "",
    ocr: bool = False,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Document:
    """Open a file, whatever it is called; raise one of ``vanban.errors`` when it cannot be read.

    ``ocr`` lets a scan through recognition, ``progress`` is told how far a long file has come. ``name`` only helps to
    tell Markdown from plain text.
    """
    data = _bytes_of(source, limits)
    name = name or (source.name if isinstance(source, Path) else "")
    report = progress or (lambda step, done, total: None)
    try:
        document = _open(data, name, ocr, limits, report)
    except RecursionError as error:  # lxml and the standard library go down with the nesting of a hostile file
        raise Damaged from error
    refuse_secrets(document)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def _bytes_of(source: bytes | Path, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        limits.within("file_bytes", len(source))
        return source
    limits.within("file_bytes", source.stat().st_size)
    return source.read_bytes()


def _open(data: bytes, name: str, ocr: bool, limits: Limits, report: Progress) -> Document:
    """Openers are imported when they are needed: reading a text file should not wait for a PDF library."""
    kind = kind_of(data)
    if kind == "docx":
        from .docx import open_docx

        return open_docx(data, limits)
    if kind == "pdf":
        from .pdf import open_pdf

        return open_pdf(data, limits, ocr=ocr, report=report)
    if kind in ("html", "mhtml"):
        from .html import open_html

        return open_html(data, limits)
    if kind in ("doc", "odt", "rtf"):
        from .office import open_office

        return open_office(data, kind, limits, report)
    from .text_file import open_text

    return open_text(data, name, limits)
