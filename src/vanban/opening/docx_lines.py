"""Tabs, breaks and spaces of a paragraph become the text that readers expect."""

from __future__ import annotations

import re

from .tidy import tidy

# "1.<tab>Mục đích", "a)<tab>", "-<tab>": a tab after a number or bullet is its gap.
AFTER_NUMBER = re.compile(r"^\s*(?:\S{0,6}[.):/]|\d{1,3}|[^\w\s]|o)\s*\t+")
# "Số: 12/KH-UBND          Lam Hải, ngày ...": spaces that place a second column. The blanks that wait for a pen
# ("Số:      /KH-UBND", "ngày     tháng") are followed by no capital, and after a colon they must be many.
WIDE_GAP = re.compile(r"(?<=[^\W_])[^\S\n\t]{8,}(?=[^\W\d_])|(?<=[:;.,)])[^\S\n\t]{20,}(?=[^\W\d_])")
COLUMN_GAP = re.compile(r"[^\S\n]*\t[^\S\n]*")
BREAKS = re.compile(r"\n\s*\n")
TAB_STOP, SPACE = 36, 3  # points: Word's default stops stand half an inch apart


def page_text(raw: str, columns: bool) -> str:
    """One space for a tab, but ``\\t`` where tabs or spaces place columns.

    They do when several stand in a row, when the paragraph has stops set for that (``columns``), or when a capital
    follows and no colon goes before.

    >>> page_text("1.\\tMục đích", False), page_text("TM. ỦY BAN NHÂN DÂN\\t\\tKT. CHỦ TỊCH", False)
    ('1. Mục đích', 'TM. ỦY BAN NHÂN DÂN\\tKT. CHỦ TỊCH')
    >>> page_text("Thời gian:\\tQuý III", False), page_text("Sở Ngoại vụ \\t Quý III", False)
    ('Thời gian: Quý III', 'Sở Ngoại vụ\\tQuý III')
    >>> page_text("Số:         /KH-UBND", False), page_text("Số: 12/KH-UBND          Lam Hải, ngày 5/1", False)
    ('Số: /KH-UBND', 'Số: 12/KH-UBND\\tLam Hải, ngày 5/1')
    >>> page_text(" Nội dung,\\n\\n quy mô ", False)
    'Nội dung,\\nquy mô'
    """
    if "        " in raw:
        raw = WIDE_GAP.sub(lambda gap: "\t" if raw[gap.end()].isupper() else " ", raw)
    if "\t" in raw:
        return "\n".join(filter(None, (_with_columns(line, columns) for line in raw.split("\n"))))
    text = tidy(raw).strip()
    return BREAKS.sub("\n", text) if "\n" in text else text


def _with_columns(line: str, columns: bool) -> str:
    line = AFTER_NUMBER.sub(lambda found: found[0].replace("\t", " "), line.strip())
    return tidy(COLUMN_GAP.sub(lambda gap: MARK if _places(line, gap, columns) else " ", line)).replace(MARK, "\t")


MARK = "\ue000"  # stands for a kept tab while spaces are tidied


def _places(line: str, gap: re.Match[str], columns: bool) -> bool:
    if columns or gap[0].count("\t") > 1:
        return True
    return line[gap.end()].isupper() and line[gap.start() - 1] != ":"


def first_edge(left: int, first: int, raw: str) -> int:
    """Where the first line begins, in points: indents (twips), and tabs and spaces in front of the text.

    >>> first_edge(0, 720, "Kế hoạch"), first_edge(720, -360, "-"), first_edge(0, 0, "\\t\\tNơi nhận")
    (36, 18, 72)
    """
    points = round((left + first) / 20)
    for sign in raw[: len(raw) - len(raw.lstrip("\t \xa0"))]:
        points = (points // TAB_STOP + 1) * TAB_STOP if sign == "\t" else points + SPACE
    return points
