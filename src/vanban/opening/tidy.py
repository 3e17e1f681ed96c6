"""Text as every opener hands it on: NFC, one space where there were many, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero-width space and joiners, direction marks, byte order mark, object replacement.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f]")
SPACES = re.compile(r"[^\S\n]+")
AROUND_BREAKS = re.compile(r" ?\n ?")


def tidy(text: str) -> str:
    """Text without what the eye does not see; line breaks stay.

    >>> tidy("Đơn  vị\\xa0chủ trì\\u200b ")
    'Đơn vị chủ trì'
    >>> tidy("thu\\u031bo\\u031b\\u0300ng") == "thường"
    True
    """
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return AROUND_BREAKS.sub("\n", SPACES.sub(" ", text)).strip(" ")


def one_line(text: str) -> str:
    """Text in which a line break is a space.

    >>> one_line("thông tin\\n đối ngoại")
    'thông tin đối ngoại'
    """
    return tidy(text.replace("\n", " "))
