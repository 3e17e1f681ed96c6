"""Text in fonts of before Unicode (.VnTime, VNI-Times) inside a document that may be in Unicode nevertheless."""

from __future__ import annotations

import re
from functools import cached_property

from lxml.etree import _Element

from .docx_names import T
from .legacy_letters import LegacyFont, decode_legacy, legacy_font, sounds_vietnamese

# Vietnamese letters that no old encoding has: ă đ ĩ ũ ơ ư and those with two marks.
UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


class Letters:
    """Decides for each run: offices keep the old font's name in documents long since typed in Unicode."""

    def __init__(self, body: _Element) -> None:
        self.body = body

    @cached_property
    def has_unicode(self) -> bool:
        return any(UNICODE_ONLY.search(element.text or "") for element in self.body.iter(T))

    def unicode(self, text: str, font: str) -> str:
        """The text of a run in Unicode."""
        legacy = legacy_font(font)
        if legacy is None or UNICODE_ONLY.search(text):
            return text
        decoded = decoded_run(text, legacy)
        if self.has_unicode and sounds_vietnamese(text) >= sounds_vietnamese(decoded):
            return text
        return decoded


def decoded_run(text: str, font: LegacyFont) -> str:
    """The letters of a run that is known to be in an old encoding.

    >>> decoded_run("KÕ ho¹ch", LegacyFont("tcvn3")), decoded_run("Uû ban", LegacyFont("tcvn3", capitals=True))
    ('Kế hoạch', 'UỶ BAN')
    """
    text = decode_legacy(text, font.encoding)
    return text.upper() if font.capitals else text
