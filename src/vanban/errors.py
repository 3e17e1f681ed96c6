"""What can go wrong with a file: one small family, each with one sentence in data/messages_*.csv."""

from __future__ import annotations

from typing import Literal

from .messages import Message

# The fields of ``opening.limits.Limits``; each has its sentence too_large_*.
Bound = Literal["file_bytes", "unpacked_bytes", "part_bytes", "pages", "blocks", "cells", "depth", "seconds"]


class VanbanError(Exception):
    """Base of every error of this library. ``code`` names the sentence in data/messages_*.csv."""

    code = "unreadable"

    def __init__(self, **values: str | int) -> None:
        self.message = Message(self.code, tuple(sorted(values.items())))
        super().__init__(self.message.text("vi"))


class NotADocument(VanbanError):
    """The bytes are of no kind that this library opens, or of another kind than their name says."""

    code = "not_a_document"


class Damaged(VanbanError):
    """The kind is right but the file is cut, corrupt or empty."""

    code = "damaged"


class Empty(VanbanError):
    """The file holds no text at all."""

    code = "empty"


class Encrypted(VanbanError):
    """The file asks for a password."""

    code = "encrypted"


class ScanWithoutText(VanbanError):
    """A picture of a document: no text layer, and recognition is not switched on or not installed."""

    code = "scan_without_text"


class TooLarge(VanbanError):
    """A bound of ``opening.limits.Limits`` was passed; ``what`` picks the sentence."""

    code = "too_large"

    def __init__(self, *, what: Bound, limit: int) -> None:
        self.code = f"too_large_{what}"
        super().__init__(limit=limit)


class ToolMissing(VanbanError):
    """A program outside Python is needed and not installed (LibreOffice, Tesseract). ``tool`` names it."""

    code = "tool_missing"


class ToolFailed(VanbanError):
    """That program was there and gave no result within its time."""

    code = "tool_failed"


class SecretDocument(VanbanError):
    """The document carries a secrecy mark (MẬT, TỐI MẬT, TUYỆT MẬT): nothing of it is kept (Luật 117/2025/QH15)."""

    code = "secret_document"
