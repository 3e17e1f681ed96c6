"""What looks like a time in a phrase and is none: documents with their dates, names of days, lunar days, outlooks."""

from __future__ import annotations

import re
from functools import cache

from vanban.tables import rows
from vanban.text import flat

from .citations import find_citations


@cache
def _occasions() -> re.Pattern[str]:
    names = "|".join(re.escape(flat(row["word"])) for row in rows("occasions"))
    return re.compile(rf"\b(?:{names})\b[^;\n]*")


_NAMED_DAY = re.compile(
    r"(?<!truoc )(?<!truoc ngay )(?<!den )(?<!tu )(?<![\d/])\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*1\d{3})?(?![\d/])"
)
_ANNIVERSARY = re.compile(r"\(?\s*\d{1,2}/\d{1,2}/1[89]\d\d\s*[-–]\s*\d{1,2}/\d{1,2}/20\d\d\s*\)?")
_LUNAR = re.compile(r"[^;,\n()]*\(?\bam lich\b|\b(?:mung|ram)\b[^;,\n]*")
# A school year has no fixed days; what a programme looks forward to is no schedule.
SCHOOL_YEAR = re.compile(r"\b(?:nam|nien) hoc\b(?P<years>\s*20\d\d\s*[-–]\s*20\d\d)")
_OUTLOOK = re.compile(r"\b(?:dinh huong|tam nhin)\s*(?:den\s*)?(?:nam\s*)?20\d\d")
_TET = re.compile(r"\btet\b[^,;\n\d]*(?:20\d\d)?")
_HOUR = r"\b\d{1,2}\s*(?:h|gio|g)\s*(?:\d{2})?\s*(?:phut)?(?=\s|,|-|–|$)"
_CLOCK = re.compile(rf"(?:\btu\s*)?{_HOUR}\s*(?:den|-|–)\s*{_HOUR}|{_HOUR}")
_OCR_YEAR = re.compile(r"\b2o(?=\d\d\b)|\b20o(?=\d\b)")


def times_only(text: str) -> str:
    """The flat phrase with all that is no time blanked out, every letter in its place.

    >>> times_only("Quý I, dịp 3/2").replace("\\0", "_")
    'quy i, dip ___'
    """
    even = _CLOCK.sub(lambda match: " " * len(match.group()), flat(text)).replace("÷", "-")
    for cited in find_citations(text):
        even = blank(even, cited.start, cited.end)
    for pattern in (_document_dates(), _ANNIVERSARY, _TET, _OUTLOOK, _LUNAR):
        for match in list(pattern.finditer(even)):
            even = blank(even, match.start(), match.end())
    for match in SCHOOL_YEAR.finditer(even):
        even = blank(even, *match.span("years"))
    for clause in list(_occasions().finditer(even)):
        for named in _NAMED_DAY.finditer(even, clause.start(), clause.end()):
            even = blank(even, named.start(), named.end())
    return _OCR_YEAR.sub(lambda m: m.group().replace("o", "0"), even)


@cache
def _document_dates() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(flat(row["name"])) for row in rows("document_types")), key=len, reverse=True))
    day = r"\bngay\s*\d{1,2}\s*(?:/|thang)\s*\d{1,2}\s*(?:/|nam)\s*\d{4}"
    return re.compile(rf"\b(?:{names})\s+(?:so\s*)?\d+[^;\n]{{0,25}}?{day}")


def blank(text: str, start: int, end: int) -> str:
    """The text with these characters out of every pattern's reach."""
    return text[:start] + "\0" * (end - start) + text[end:]
