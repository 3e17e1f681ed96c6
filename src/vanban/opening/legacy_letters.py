"""Vietnamese letters from before Unicode: the fonts of TCVN 5712:1993 (.VnTime and kin) and of VNI.

Both print Vietnamese by giving Latin-1 codes another shape. TCVN3 has one code for each small letter, and fonts whose
name ends in H show them as capitals; VNI sets marks after the letter. data/legacy_letters.csv holds both tables
(TCVN 5712:1993, VN3; VNI Software's "VNI for Windows" code table).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from vanban.text import composed

Encoding = Literal["tcvn3", "vni"]
TCVN3_FONT = re.compile(
    r"\.?vn(?:time|arial|aristote|avant|black|book|centur|courier|helv|mono|south|teknical|timer)[a-z]*", re.I
)
VNI_FONT = re.compile(r"vni[-_ ]", re.I)


@cache
def _table(encoding: Encoding) -> dict[str, str]:
    text = resources.files("vanban").joinpath("data", "legacy_letters.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row[encoding]]
    return {chr(int(row["code"], 16)): _letters(row[encoding]) for row in rows}


def _letters(cell: str) -> str:
    """Marks that stand alone are written as code points in the table."""
    return "".join(chr(int(part[2:], 16)) for part in cell.split()) if cell.startswith("U+") else cell


def decode_legacy(text: str, encoding: Encoding) -> str:
    """Text typed for such a font, read as Latin-1, in Unicode.

    >>> decode_legacy("KÕ ho¹ch th«ng tin ®èi ngo¹i", "tcvn3")
    'Kế hoạch thông tin đối ngoại'
    >>> decode_legacy("Keá hoaïch thoâng tin ñoái ngoaïi", "vni")
    'Kế hoạch thông tin đối ngoại'
    """
    codes = {ord(code): letters for code, letters in _table(encoding).items()}
    return composed(text.translate(codes))


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """A font whose letters must be exchanged."""

    encoding: Encoding
    capitals: bool = False

    def letter(self, letter: str) -> str:
        """One letter; a mark of VNI comes back as a combining mark."""
        found = _table(self.encoding).get(letter, letter)
        return found.upper() if self.capitals else found


@cache
def legacy_font(name: str) -> LegacyFont | None:
    """What is to be done for a font of this name; None for almost all.

    >>> legacy_font(".VnTimeH")
    LegacyFont(encoding='tcvn3', capitals=True)
    >>> legacy_font("TimesNewRomanPSMT")
    """
    if match := TCVN3_FONT.match(name):
        return LegacyFont("tcvn3", match[0].endswith("H"))
    return LegacyFont("vni") if VNI_FONT.match(name) else None


# The sounds of Vietnamese: which letters may stand together in a syllable. It tells which encoding makes sense.
START = "ngh|ng|nh|th|tr|ph|ch|kh|gh|gi|qu|[bcdđghklmnprstvx]"
RIME = (
    "oa(?:ch|ng|nh|[cimnopty])?|oă(?:ng|[cmnt])|oe[not]?|uâ(?:ng|[nty])|uê(?:ch|nh)?|uơ|uy(?:ch|nh|[aptu])?|uyê[nt]|"
    "iê(?:ng|[cmnptu])|yê(?:ng|[mntu])|uô(?:ng|[cimnt])|ươ(?:ng|[cimnptu])|oong|ooc|[iuư]a|[iư]u|ui|ưi|oi|ôi|ơi|"
    "a(?:ch|ng|nh|[cimnoptuy])?|ă(?:ng|[cmnpt])|â(?:ng|[cmnptuy])|e(?:ng|[cmnopt])?|ê(?:ch|nh|[mnptu])?|"
    "i(?:ch|nh|[mnpt])?|o(?:ng|[cmnpt])?|ô(?:ng|[cmnpt])?|ơ[mnpt]?|u(?:ng|[cmnpt])?|ư(?:ng|[cmt])?|y"
)
SYLLABLE = re.compile(rf"(?:{START})?(?:{RIME})")
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
WORD = re.compile(r"[^\W\d_]+")


def sounds_vietnamese(text: str) -> float:
    """Which part of the words with marks could be Vietnamese syllables, from 0 to 1; 0 when none has a mark.

    >>> sounds_vietnamese("Kế hoạch thông tin đối ngoại")
    1.0
    >>> sounds_vietnamese("KÕ ho¹ch th«ng tin ®èi ngo¹i") < 0.3
    True
    """
    words = [word for word in re.split(r"[\s.,;:()\"“”/\-–]+", text.lower()) if word and not word.isascii()]
    return sum(is_syllable(word) for word in words) / len(words) if words else 0.0


def is_syllable(word: str) -> bool:
    """Whether a word in small letters could be one syllable of Vietnamese.

    >>> is_syllable("nghiệp"), is_syllable("nhiệ"), is_syllable("tp")
    (True, False, False)
    """
    toneless, tones = TONES.subn("", unicodedata.normalize("NFD", word))
    return tones <= 1 and bool(SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)))
