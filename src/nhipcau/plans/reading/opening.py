"""A file becomes JSON: the opened document and what was understood of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from nhipcau.plans.rules import SENTENCES
from vanban.errors import ScanWithoutText, SecretDocument, TooLarge, ToolFailed, ToolMissing, VanbanError
from vanban.messages import Language, Message, sentences
from vanban.opening import Limits, open_document
from vanban.opening.pdf import first_page
from vanban.reading import read_plan
from vanban.schema import document_to_json, to_json

GLANCE_SECONDS = 2.0
Progress = Callable[[str, int, int], None]


class Unreadable(Exception):
    """The file cannot be read; ``code`` and ``values`` make the sentence for the person."""

    def __init__(self, error: VanbanError) -> None:
        self.code, self.values = error.message.code, dict(error.message.values)
        self.is_secret = isinstance(error, SecretDocument)
        super().__init__(self.code)


def read_file(data: bytes, name: str, progress: Progress) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document and the reading, both as JSON. ``progress`` hears of each step."""
    limits = Limits(file_bytes=settings.UPLOAD_MAX_BYTES)
    progress("opening", 0, 0)
    try:
        document = open_document(data, name=name, ocr=can_recognise(), limits=limits, progress=progress)
    except VanbanError as error:
        raise Unreadable(error) from error
    progress("tasks", 0, 0)
    plan = read_plan(document)
    progress("saving", 0, 0)
    return dict(document_to_json(document)), dict(to_json(plan, document))


def can_recognise() -> bool:
    """Whether scans are read: wherever the programs for it are installed, unless the settings forbid it."""
    return settings.UPLOAD_OCR and all(shutil.which(tool) for tool in ("ocrmypdf", "tesseract"))


def refuse_at_the_door(data: bytes, name: str) -> None:
    """Raise Unreadable for what can be told in a moment, so that nothing of such a file is ever written: above all a
    secrecy mark, which stands on the first page. What takes longer is left to the worker, who looks again."""
    limits = Limits(file_bytes=settings.UPLOAD_MAX_BYTES, seconds=GLANCE_SECONDS)
    try:
        beginning = first_page(data, limits) if data.startswith(b"%PDF-") else data
        open_document(beginning, name=name, limits=limits)
    except (ScanWithoutText, ToolFailed, ToolMissing):
        return
    except TooLarge as error:
        if dict(error.message.values).get("what") != "seconds":
            raise Unreadable(error) from error
    except VanbanError as error:
        raise Unreadable(error) from error


def in_words(told: dict[str, Any]) -> str:
    """A stored code with its values as a sentence: ours, or vanban's."""
    if own := SENTENCES.get(told["code"]):
        return str(str(own) % told["values"])
    return sentence(told["code"], told["values"])


def language() -> Language:
    return "en" if get_language() == "en" else "vi"


def sentence(code: str, values: dict[str, str | int] | None = None) -> str:
    """A sentence of vanban in the reader's language; a code that it no longer has is shown as the general one."""
    known = code if code in sentences() else "unreadable"
    return Message(known, tuple(sorted((values or {}).items()))).text(language())
