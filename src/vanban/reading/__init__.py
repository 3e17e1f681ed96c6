"""A Document becomes a Plan."""

from vanban.document import Document, cell_paragraphs
from vanban.messages import message
from vanban.plan import Found, Plan

from .whole import read_whole

__all__ = ["read_plan"]


def read_plan(document: Document) -> Plan:
    """All that a document says as a plan. Never raises: what is not understood comes back in ``Plan.unread``."""
    try:
        return read_whole(document)
    except Exception:  # a fault of ours must not cost the reader her document: she gets its text, and a sentence
        return Plan(unread=tuple(_all_text(document)), why_no_tasks=message("reading_failed"))


def _all_text(document: Document) -> list[Found[str]]:
    lines = [Found(p.text, (place,)) for place, p in document.paragraphs() if p]
    for number, block in enumerate(document.blocks):
        for cell in (cell for row in getattr(block, "rows", ()) for cell in row if getattr(block, "bordered", False)):
            lines += [Found(p.text, (place,)) for place, p in cell_paragraphs(number, cell) if p]
    return lines
