"""Words as rules compare them, and the rule files (data/*.csv) that say what words mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vanban.tables import rows
from vanban.text import flat


def squeeze(text: str) -> str:
    """Bare words without marks, one space between them: for comparing headers and titles.

    >>> squeeze("Dự kiến kinh phí (triệu đồng)")
    'du kien kinh phi trieu dong'
    """
    return " ".join(re.findall(r"[a-z0-9]+", flat(text)))


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
    if text == text.upper():
        return any(letter.isalpha() for letter in text)
    capitals = sum(letter.isupper() for letter in text)
    return capitals > 5 and sum(letter.islower() for letter in text) * 8 <= capitals


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of a rule file: words that ``pattern`` finds are about ``name``."""

    name: str
    pattern: re.Pattern[str]


@cache
def rules(file: str) -> tuple[Rule, ...]:
    """The rules of data/<file>.csv in the order in which they are tried. Patterns are for text without marks."""
    return tuple(Rule(row["name"], re.compile(row["pattern"])) for row in rows(file))


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """All patterns of one name in a rule file, as alternatives."""
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules(file) if rule.name == name))
