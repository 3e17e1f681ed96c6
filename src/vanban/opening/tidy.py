"""Text as every opener hands it on: one spelling (``vanban.text.clean``), nothing that no eye sees."""

from __future__ import annotations

import re

from vanban.text import clean

CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffc\ufffe\uffff]")


def tidy(text: str) -> str:
    """Text without control characters; line breaks stay.

    >>> tidy("Đơn  vị\\xa0chủ trì\\x01 ")
    'Đơn vị chủ trì'
    """
    return clean(CONTROLS.sub("", text))


def one_line(text: str) -> str:
    """Text in which a line break is a space.

    >>> one_line("thông tin\\n đối ngoại")
    'thông tin đối ngoại'
    """
    return tidy(text.replace("\n", " "))
