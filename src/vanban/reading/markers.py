"""The number, letter or bullet in front of a line: what kind it is, and where the text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "part", "chapter", "article", "upper", "roman", "arabic", "decimal", "paren", "letter", "dash", "plus", "bold"
]
# From the outermost level to the innermost (Nghị định 30/2020, annex I part V; bullets are practice).
RANKS: dict[Kind, int] = {
    "part": 0,
    "chapter": 1,
    "article": 2,
    "upper": 3,
    "roman": 4,
    "arabic": 5,
    "decimal": 6,  # and one more for each further number: 1.1.1
    "paren": 10,
    "letter": 11,
    "bold": 12,
    "dash": 13,
    "plus": 14,
}
ROMAN = re.compile(r"(?=[IVXLC])(?:X{0,3}|XL)(?:IX|IV|V?I{0,3})")
AFTER = r"(?:\s*(?:[.)/:]|[-–]\s)[\s.\-–/]*|\s+(?=[A-ZĐÀ-Ỹ]{2}))"
UPPER = "[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
LOWER = rf"(?!{UPPER})[^\W\d_]"
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("part", re.compile(r"(?:Phần|PHẦN) (?P<label>[IVX]+|\d+|thứ \w+|THỨ \w+)\b[\s.:\-–]*")),
    ("chapter", re.compile(r"(?:Chương|CHƯƠNG|Mục|MỤC) (?P<label>[IVX]+|\d+)\b[\s.:\-–]*(?=\D|$)")),
    ("article", re.compile(r"(?:Điều|ĐIỀU) (?P<label>\d+[a-zđ]?)\s*[.:]\s*")),
    ("decimal", re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,4})(?:\s*[.)/:]\s*|\s+)(?=\D)(?!%|triệu|tỷ|đồng)")),
    (
        "arabic",
        re.compile(r"(?!\d+\s*/\s*(?:\d{4}/)?[A-ZĐ][\w&]*-)(?P<label>\d{1,3})\s*[.)/:](?:\s*[-–]\s|\s*)(?=[^\d\s])"),
    ),
    (
        "arabic",
        re.compile(rf"(?P<label>\d{{1,2}})\s?[-–]\s*(?={UPPER}{LOWER}|{UPPER}\s)"),
    ),  # "1- Mục đích" of the Party
    ("paren", re.compile(r"\((?P<label>\d{1,2}|[ivx]{1,4})\)\s*(?=\S)")),
    ("letter", re.compile(r"(?P<label>[a-zđ])\s*[.)/](?:\s+|(?=[^\W\d_]{2}))")),
    ("letter", re.compile(r"(?P<label>i{1,3}|iv|vi{0,3})\s*\)\s+")),
    ("dash", re.compile(r"(?P<label>[-–—\u2212•*·▪●○‣◦➢✓❖§■□])[ \t]*(?=[^\s\-–—*•])")),
    ("plus", re.compile(r"(?P<label>\+)\s*(?=[^\s\d+]|\d+ )")),
)
CAPITAL = re.compile(rf"(?P<label>[A-HĐ]|[IVXLC]{{1,6}}){AFTER}(?=\S)")
PRIVATE_BULLET = re.compile(r"(?P<label>[\ue000-\uf8ff])\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """``label`` is as printed without its stop; ``end`` is where the text after it begins."""

    kind: Kind
    label: str
    end: int

    @property
    def rank(self) -> int:
        return RANKS[self.kind] + (self.label.count(".") - 1 if self.kind == "decimal" else 0)

    @property
    def is_bullet(self) -> bool:
        return self.kind in ("dash", "plus")

    @property
    def numbers(self) -> tuple[int, ...]:
        """1.2 as (1, 2); a Roman number or a letter as its place in its row."""
        if self.kind == "roman":
            return (roman_value(self.label),)
        if self.label.replace(".", "").isdigit():
            return tuple(int(part) for part in self.label.split("."))
        return (letter_value(self.label),)


def marker_of(text: str) -> Marker | None:
    """The marker that a line begins with.

    >>> marker_of("II/- NỘI DUNG"), marker_of("2.1. Tập huấn")
    (Marker(kind='roman', label='II', end=5), Marker(kind='decimal', label='2.1', end=5))
    >>> marker_of("đ) Kinh phí").kind, marker_of("- Sở Y tế").kind, marker_of("+ Báo cáo viên").kind
    ('letter', 'dash', 'plus')
    >>> marker_of("1- Mục đích").label, marker_of("2 - Yêu cầu").end, marker_of("22 - QĐ/TW"), marker_of("6-8 tuổi")
    ('1', 4, None, None)
    >>> marker_of("15/11/2026"), marker_of("1.070 triệu đồng"), marker_of("41/KH-UBND"), marker_of("Xây dựng")
    (None, None, None, None)
    """
    if not text or not (text[0] in "(+-–—\u2212•*·▪●○‣◦➢✓❖§■□" or text[0].isalnum() or "\ue000" <= text[0] <= "\uf8ff"):
        return None
    for kind, shape in PATTERNS:
        if found := shape.match(text):
            return Marker(kind, found["label"].strip(), found.end())
    if found := PRIVATE_BULLET.match(text):
        return Marker("dash", "-", found.end())
    if found := CAPITAL.match(text):
        label = found["label"]
        if ROMAN.fullmatch(label) and label != "C":
            return Marker("roman", label, found.end())
        if len(label) == 1:
            return Marker("upper", label, found.end())
    return None


def roman_value(label: str) -> int:
    """
    >>> roman_value("XIV")
    14
    """
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in label]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def letter_value(label: str) -> int:
    """The place of a letter in the row a, b, c, d, đ, e ... that offices count with (no f, j, w, z).

    >>> letter_value("d"), letter_value("đ"), letter_value("e")
    (4, 5, 6)
    """
    return "abcdđeghiklmnopqrstuvxy".find(label.lower()[:1]) + 1 if label else 0


def without_marker(text: str) -> str:
    """
    >>> without_marker("3.1. Công tác tuyên truyền")
    'Công tác tuyên truyền'
    """
    marker = marker_of(text)
    return text[marker.end :] if marker else text
