"""How items begin and sentences end: shared by the openers that must guess where a paragraph begins."""

from __future__ import annotations

import re

# "- ", "+ ", "1. ", "2.1. ", "a) ", "IV. ", "(1) ", "Điều 1. " at the start of a line.
MARKER = re.compile(
    r"(?:[-–—+•*▪◦●○■□➢➤✓\uf0b7\uf0d8\uf02d]|"
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXL]{1,6})[.)/]|\d{1,2}(?:\.\d{1,2})+|Điều \d{1,3}\.)(?:\s|$)"
)
SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$|/\.$")
# What stands in the first column of a numbered table: 1, 2.1, II, a, (3).
ROW_NUMBER = re.compile(r"\(?(?:\d{1,4}|[IVXLC]{1,7}|[a-zđA-ZĐ])(?:[.\-]\d{1,3})*[.)]*")
# The header of that column.
ORDINAL_HEADER = re.compile(r"(?:S?TT|Stt|Số TT|Số thứ tự|Số\s+TT)\.?", re.IGNORECASE)
