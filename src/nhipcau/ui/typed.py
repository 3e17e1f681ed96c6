"""What stands in an address or a form, as a program may use it."""

from __future__ import annotations

LONGEST = 15  # digits: below what either database keeps as a whole number


def number(text: str | None) -> int | None:
    """A row's number; None for whatever is none, or none that a row could have.

    >>> number("12"), number("-1"), number("²"), number("9" * 5000)
    (12, None, None, None)
    """
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
