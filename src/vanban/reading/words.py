"""Words as rules compare them."""

from __future__ import annotations

from vanban.rules import Rule, pattern, rules, squeeze

__all__ = ["Rule", "is_upper", "normal", "pattern", "rules", "squeeze"]

SEEN = 300  # characters of a line that show how it is written


def normal(text: str) -> str:
    """A value on one line: runs of spaces and line breaks as one space.

    >>> normal("Sở Văn hóa,\\nThể thao  và Du lịch ")
    'Sở Văn hóa, Thể thao và Du lịch'
    """
    return " ".join(text.split())


def is_upper(text: str) -> bool:
    """Written in capitals, numbers and signs aside. Old fonts leave a small letter among them ("CỘNG HOà", "Uỷ BAN").

    >>> is_upper("PHÓ CHỦ TỊCH"), is_upper("Uỷ BAN NHÂN DÂN"), is_upper("Phó Chủ tịch"), is_upper("12/2026")
    (True, True, False, False)
    """
    text = text[:SEEN]
    if text == text.upper():
        return any(letter.isalpha() for letter in text)
    capitals = sum(letter.isupper() for letter in text)
    return capitals > 5 and sum(letter.islower() for letter in text) * 8 <= capitals
