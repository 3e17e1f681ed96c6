"""A Document becomes a Plan."""

from vanban.document import Document
from vanban.plan import Plan

from .whole import read_whole

__all__ = ["read_plan"]


def read_plan(document: Document) -> Plan:
    """All that a document says as a plan. Never raises: what is not understood comes back in ``Plan.unread``."""
    return read_whole(document)
