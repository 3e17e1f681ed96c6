"""How a whole plan may be spelled: tones on the other vowel, or words that recognition of letters got wrong.

What is printed changes and the truth with it, for a reader reports what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from .luck import Luck

T = TypeVar("T")
NEW_TONES, OLD_TONES = (
    ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "ùy", "úy", "ủy", "ũy", "ụy"],
    ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
)
AT_END = re.compile(rf"({'|'.join(NEW_TONES)})\b", re.IGNORECASE)
SLIPS = {
    "Đài": "Đại", "Cổng": "Công", "truyền": "truyên", "phản": "phân", "Trung": "Trúng", "điểm": "điêm",
    "nghiệp": "nghiêp", "thông": "thống", "giáo": "giảo", "triển": "triên", "dưỡng": "dường", "lịch": "lich",
    "hiện": "hiên",
}  # fmt: skip


def spelling(luck: Luck) -> Callable[[str], str] | None:
    """One office's spelling, None for the usual one."""
    kind = luck.weighted({"usual": 84, "old tones": 10, "recognised": 6})
    if kind == "usual":
        return None
    if kind == "old tones":
        return old_tones
    words = luck.some(sorted(SLIPS), 3)
    pattern = re.compile(rf"\b({'|'.join(words)})\b")
    return lambda text: pattern.sub(lambda found: SLIPS[found[0]], text)


def old_tones(text: str) -> str:
    """
    >>> old_tones("Ủy ban, văn hóa, hoàn toàn, quý")
    'Uỷ ban, văn hoá, hoàn toàn, quý'
    """

    def other(found: re.Match[str]) -> str:
        if text[max(found.start() - 1, 0)] in "qQ" and found.start():
            return found[0]
        old = OLD_TONES[NEW_TONES.index(found[0].lower())]
        return old.capitalize() if found[0][0].isupper() else old

    return AT_END.sub(other, text)


def respell(value: T, change: Callable[[str], str]) -> T:
    """Every text inside, dictionaries' keys excepted."""
    if isinstance(value, str):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, list | tuple):
        return type(value)(respell(part, change) for part in value)  # type: ignore[return-value, call-arg]
    if isinstance(value, dict):
        return {key: respell(part, change) for key, part in value.items()}  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        texts = {field.name: respell(getattr(value, field.name), change) for field in fields(value)
                 if field.name not in ("role", "label")}  # fmt: skip
        return replace(value, **texts)
    return value
