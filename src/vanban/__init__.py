"""Read Vietnamese administrative documents: a file becomes a Document, a Document becomes a Plan.

>>> plan = read("KẾ HOẠCH\\nCông tác thông tin đối ngoại năm 2026\\n\\nI. MỤC ĐÍCH, YÊU CẦU".encode())
>>> isinstance(plan, Plan)
True
"""

from __future__ import annotations

from pathlib import Path

from .document import Document, Place
from .errors import VanbanError
from .opening import Limits, Progress, open_document
from .plan import Plan
from .reading import read_plan

__all__ = ["Document", "Limits", "Place", "Plan", "VanbanError", "open_document", "read", "read_plan"]


def read(
    source: bytes | Path,
    *,
    name: str = "",
    ocr: bool = False,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Plan:
    """Open a file and read it as a plan. Raises VanbanError when the file cannot be opened; reading never fails."""
    return read_plan(open_document(source, name=name, ocr=ocr, limits=limits, progress=progress))
