"""Numbers as Word writes them in front of paragraphs: ``w:numFmt`` (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

import re
from collections.abc import Callable

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
# Beyond these nobody numbers; a hostile start value must not become a text of megabytes.
MOST_ROMAN, MOST_LETTERS = 4999, 26 * 30
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
FOOTNOTE_SIGNS = "*†‡§"


def formatted(value: int, form: str, pattern: str = "") -> str:
    """A number in one of Word's formats; decimal where the format is not known.

    >>> [formatted(4, form) for form in ("decimal", "decimalZero", "upperRoman", "lowerLetter", "ordinal")]
    ['4', '04', 'IV', 'd', '4th']
    >>> formatted(5, "custom", "a, b, c, d, đ, e, ...")
    'đ'
    """
    if form == "custom":
        return _custom(value, pattern)
    return FORMATS.get(form, str)(value)


def roman(value: int) -> str:
    """
    >>> roman(14), roman(1999)
    ('XIV', 'MCMXCIX')
    """
    if not 0 < value <= MOST_ROMAN:
        return str(value)
    text = ""
    for worth, letters in ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def letters(value: int) -> str:
    """Word goes on after Z with AA, BB, CC, unlike a spreadsheet.

    >>> letters(3), letters(26), letters(27), letters(28)
    ('C', 'Z', 'AA', 'BB')
    """
    if not 0 < value <= MOST_LETTERS:
        return str(value)
    rounds, place = divmod(value - 1, 26)
    return LATIN[place] * (rounds + 1)


def vietnamese(value: int) -> str:
    """Counting words (``vietnameseCounting``).

    >>> [vietnamese(number) for number in (4, 10, 15, 21, 54, 105)]
    ['bốn', 'mười', 'mười lăm', 'hai mươi mốt', 'năm mươi tư', 'một trăm linh năm']
    """
    if not 0 <= value < 1000:
        return str(value)
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_hundred(rest)
    tail = f" linh {DIGITS[rest]}" if 0 < rest < 10 else f" {_below_hundred(rest)}" if rest else ""
    return f"{DIGITS[hundreds]} trăm{tail}"


def _below_hundred(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return DIGITS[ones]
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return head
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{head} {special.get(ones, DIGITS[ones])}"


def ordinal(value: int) -> str:
    """
    >>> ordinal(1), ordinal(12), ordinal(23)
    ('1st', '12th', '23rd')
    """
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _custom(value: int, pattern: str) -> str:
    """Word 2010 keeps formats of its own as a sample: "001, 002, 003, ..." (or a list of letters)."""
    samples = [sample for sample in re.split(r"\s*,\s*", pattern) if sample and sample.strip(".…")]
    if samples and samples[0].isdecimal():
        return str(value).zfill(min(len(samples[0]), 10))
    return samples[value - 1] if 0 < value <= len(samples) else str(value)


def _enclosed(first: int, count: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if 0 < value <= count else str(value)


def _footnote_sign(value: int) -> str:
    rounds, place = divmod(value - 1, len(FOOTNOTE_SIGNS))
    return FOOTNOTE_SIGNS[place] * (rounds + 1) if 0 < value <= 40 else str(value)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda value: letters(value).lower(),
    "vietnameseCounting": vietnamese,
    "ordinal": ordinal,
    "numberInDash": lambda value: f"- {value} -",
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "hex": lambda value: f"{value:X}",
    "chicago": _footnote_sign,
    "none": lambda value: "",
    "bullet": lambda value: "",
}
