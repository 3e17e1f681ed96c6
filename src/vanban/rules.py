"""The rule files (data/*.csv) that say what words mean, and words as their patterns compare them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from vanban.tables import rows
from vanban.text import flat

MONTH = re.compile(r"(?:thang |t)(\d{1,2})")
QUARTER = re.compile(r"quy (i{1,3}|iv|\d)")
IN_BRACKETS = re.compile(r"\([^()]*\)")


def squeeze(text: str) -> str:
    """Bare words without marks, one space between them: for comparing headers and titles.

    >>> squeeze("Dự kiến kinh phí (triệu đồng)")
    'du kien kinh phi trieu dong'
    """
    return " ".join(re.findall(r"[a-z0-9]+", flat(text)))


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


@lru_cache(maxsize=4096)
def field_of(header: str) -> str:
    """What a column with this header holds.

    >>> field_of("Nội dung, quy mô công việc"), field_of("Cơ quan phụ trách"), field_of("Đơn vị phối hợp thực hiện")
    ('title', 'lead', 'coordinating')
    >>> field_of("Tiến độ thời gian"), field_of("Dự kiến kinh phí"), field_of("Sản phẩm đầu ra"), field_of("Số TT")
    ('time', 'budget', 'output', 'ordinal')
    """
    words = squeeze(header)
    if MONTH.fullmatch(words):
        return "month"
    if QUARTER.fullmatch(words):
        return "quarter"
    # What stands in brackets explains the header ("Thời gian thực hiện (tháng, quý)") and is looked at last.
    return _field_of(squeeze(IN_BRACKETS.sub(" ", header))) or _field_of(words)


def _field_of(words: str) -> str:
    return next((rule.name for rule in rules("columns") if rule.pattern.search(words)), "") if words else ""
