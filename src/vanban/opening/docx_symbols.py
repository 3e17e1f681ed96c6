"""Letters of picture fonts (Symbol, Wingdings, Webdings) as the characters that they look like.

Word keeps them at U+F000 to U+F0FF, other programs at their bare code. The table holds the characters that lists, ticks
and formulas of office documents use (Adobe's Symbol encoding; Unicode's L2/12-368 for Wingdings and Webdings).
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

PRIVATE = re.compile("[\ue000-\uf8ff]")
UNKNOWN_BULLET = "•"


def shown(character: str, font: str) -> str:
    """What a character of a picture font looks like; "" where the table does not know, the same in any other font.

    >>> shown("\\uf0b7", "Symbol"), shown("§", "Wingdings"), shown("§", "Times New Roman")
    ('•', '▪', '§')
    """
    private = "\ue000" <= character <= "\uf8ff"
    table = _tables().get(font.lower())
    if table is None and private:
        table = _tables()["symbol"]
    if table is None or (ord(character) > 0xFF and not private):
        return character
    return table.get(ord(character) & 0xFF, "" if private else character)


def bullet(text: str, font: str) -> str:
    """The bullet of a list level.

    >>> bullet("\\uf0a7", "Wingdings"), bullet("-", "Times New Roman"), bullet("\\uf012", "Wingdings")
    ('▪', '-', '•')
    """
    return "".join(shown(character, font) for character in text) or (UNKNOWN_BULLET if text else "")


def without_private(text: str, font: str) -> str:
    """Text in which characters of picture fonts are what they look like.

    >>> without_private("a \\uf0ae b", "Symbol")
    'a → b'
    """
    return PRIVATE.sub(lambda found: shown(found[0], font), text) if PRIVATE.search(text) else text


@cache
def _tables() -> dict[str, dict[int, str]]:
    tables: dict[str, dict[int, str]] = {}
    with resources.files("vanban").joinpath("data", "symbol_fonts.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            tables.setdefault(row["font"], {})[int(row["code"], 16)] = row["text"]
    return tables
