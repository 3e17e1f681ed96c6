"""Tabs, breaks and spaces of a paragraph become the text that readers expect."""

from __future__ import annotations

import re

from .tidy import tidy

# "1.<tab>Mục đích", "a)<tab>", "-<tab>": a tab after a number or bullet is its gap.
AFTER_NUMBER = re.compile(r"^\s*\S{1,7}\s*\t+")
COLUMN_GAP = re.compile(r"[ \xa0]*\t[ \xa0\t]*")
SEVERAL = re.compile(r"\t[ \xa0]*\t")
BREAKS = re.compile(r"\n[\s]*\n")
TAB_STOP = 36  # points: Word's default stops stand half an inch apart


def page_text(raw: str, columns: bool) -> str:
    """One space for a tab, but ``\\t`` where tabs place columns: several in a row, or stops set for that (``columns``).

    >>> page_text("1.\\tMục đích", False), page_text("TM. ỦY BAN NHÂN DÂN\\t\\tKT. CHỦ TỊCH", False)
    ('1. Mục đích', 'TM. ỦY BAN NHÂN DÂN\\tKT. CHỦ TỊCH')
    >>> page_text("Sở Ngoại vụ \\t Quý III", True), page_text(" Nội dung,\\n\\n quy mô ", False)
    ('Sở Ngoại vụ\\tQuý III', 'Nội dung,\\nquy mô')
    """
    if "\t" in raw:
        return "\n".join(filter(None, (_with_columns(line, columns) for line in raw.split("\n"))))
    text = tidy(raw).strip()
    return BREAKS.sub("\n", text) if "\n" in text else text


def _with_columns(line: str, columns: bool) -> str:
    line = AFTER_NUMBER.sub(lambda found: found[0].replace("\t", " "), line.strip())
    if not columns and not SEVERAL.search(line):
        return tidy(line)
    if not columns:
        line = re.sub(r"(?<!\t)\t(?![ \xa0]*\t)", " ", line)
    return "\t".join(filter(None, (tidy(part) for part in COLUMN_GAP.split(line))))


def first_edge(left: int, first: int, raw: str) -> int:
    """Where the first line begins, in points: indents (twips), and tabs in front of the text.

    >>> first_edge(0, 720, "Kế hoạch"), first_edge(720, -360, "-"), first_edge(0, 0, "\\t\\tNơi nhận")
    (36, 18, 72)
    """
    points = round((left + first) / 20)
    for _ in range(len(raw) - len(raw.lstrip("\t"))):
        points = (points // TAB_STOP + 1) * TAB_STOP
    return points
