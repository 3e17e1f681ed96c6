"""Vietnamese text: one spelling for what is the same, keys for comparing, searching and sorting.

Text enters once through ``clean``. NFC alone is not enough: it unifies neither "Ủy"/"Uỷ" nor "Đ" and its look-alike
"Ð", and leaves hard spaces and zero-width letters. Names are compared by ``name_key``, never by their spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .names import spelled_out

ODD_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE_BREAKS = "\r\v\f\x1c\x1d\x85\u2028\u2029"
HYPHENS = "\x1e\u2010\u2011\u2212"  # Word's own and typographic ones: "NĐ‑CP" must be found as "NĐ-CP"
UNSEEN = (
    "\x1f\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
# Eth and the African D look like our Đ; OCR and old fonts leave them.
LOOK_ALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}

_CLEANING = str.maketrans(
    dict.fromkeys(ODD_SPACES, " ")
    | dict.fromkeys(LINE_BREAKS, "\n")
    | dict.fromkeys(UNSEEN, "")
    | dict.fromkeys(HYPHENS, "-")
    | LOOK_ALIKES
)
# Most text needs no exchange of letters, and looking is ten times cheaper than exchanging.
_TO_CLEAN = re.compile(f"[{re.escape(''.join(map(chr, _CLEANING)))}]")
_SPACES = re.compile(" {2,}")
_SPACE_AT_BREAK = re.compile(" *\n *")


def _marks_in_a_row() -> re.Pattern[str]:
    """More marks over one letter than any language writes. The four that are no marks but fall apart into some are
    counted with them."""
    marks = [chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code))]
    of_marks = f"[{''.join(marks)}\u0f73\u0f75\u0f81]"
    return re.compile(f"({of_marks}{{{MOST_MARKS}}}){of_marks}+")


MOST_MARKS = 30  # Unicode Standard Annex 15, 13 "Stream-Safe Text Format"
_TOO_MANY_MARKS = _marks_in_a_row()


def composed(text: str) -> str:
    """NFC in linear time: putting a run of marks in order takes the square of its length, so a run is cut.

    >>> composed("xuye\u0302n") == "xuyên", len(composed("a" + "\u0316\u0301" * 50_000)) <= 31
    (True, True)
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _TOO_MANY_MARKS.sub(r"\1", text))


def clean(text: str) -> str:
    """One spelling of the same text: NFC, plain single spaces, nothing unseen, "\\n" for every kind of line break.

    >>> clean("Nghị\u00a0định  số 72/2015/NÐ-CP\u200b")
    'Nghị định số 72/2015/NĐ-CP'
    >>> clean("thu\u031bo\u031b\u0300ng xuye\u0302n") == "thường xuyên"
    True
    """
    text = composed(text.replace("\r\n", "\n"))
    if _TO_CLEAN.search(text):
        # Normalised again for a mark that a removed letter had kept from its base.
        text = composed(text.translate(_CLEANING))
    text = _SPACES.sub(" ", text)
    return (_SPACE_AT_BREAK.sub("\n", text) if "\n" in text else text).strip()


class _FlatLetters(dict[int, int]):
    """Each letter without its marks, in lower case; always one letter for one, so that offsets stay true."""

    def __missing__(self, code: int) -> int:
        letter = unicodedata.normalize("NFD", chr(code))[0].translate(_STROKED).lower()
        self[code] = ord(letter) if len(letter) == 1 else code
        return self[code]


_STROKED = str.maketrans("ĐđÐðƉɖ", "DdDdDd")
_FLAT = _FlatLetters()


def flat(text: str) -> str:
    """Lower case without marks, of the same length: what is found in it stands at the same place in ``text``.

    >>> flat("Quý IV, tháng 10/2026, Đồng Nai")
    'quy iv, thang 10/2026, dong nai'
    """
    return text.translate(_FLAT)


def fold(text: str) -> str:
    """The search key: no marks, đ as d, lower case, single spaces.

    >>> fold("Ủy ban  nhân dân tỉnh Đồng Tháp")
    'uy ban nhan dan tinh dong thap'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", clean(text)) if not unicodedata.combining(c))
    return " ".join(bare.translate(_STROKED).lower().split())


_NOT_WORD = re.compile(r"[^\w]+|_+")
# "lí luận" and "lý luận", "qui" and "quy" are one word in two spellings; only whole syllables, so "tin" stays.
_I_FOR_Y = re.compile(r"\b(h|k|l|m|qu|s|t)i\b")


@lru_cache(maxsize=8192)  # a plan names the same agencies in most of its rows
def name_key(text: str) -> str:
    """The key by which two spellings of an agency's name are one: abbreviations spelled out, folded, bare words.

    "và", "&", a comma and a dash join the parts of a name alike, so none of them is in the key.

    >>> name_key("Sở VHTT&DL") == name_key("Sở Văn hoá, Thể thao và Du lịch")
    True
    >>> name_key("Uỷ ban nhân dân tỉnh") == name_key("UBND tỉnh")
    True
    >>> name_key("Sở TT&TT")
    'so thong tin truyen thong'
    """
    words = _NOT_WORD.sub(" ", clean(text).replace("&", " và ")).split()
    return _I_FOR_Y.sub(r"\1y", " ".join(fold(w) for w in spelled_out(tuple(words)) if fold(w) != "va"))


def same_name(a: str, b: str) -> bool:
    """Whether two printed names are spellings of one.

    >>> same_name("Sở Lao động - Thương binh và Xã hội", "Sở LĐTB&XH")
    True
    >>> same_name("Sở Nội vụ", "Sở Ngoại vụ")
    False
    """
    return name_key(a) == name_key(b) != ""


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x100 + rank) for rank, letter in enumerate(_ALPHABET)}
# The order of tones in Vietnamese dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


@lru_cache(maxsize=4096)  # the same few hundred names are put in order again and again
def sort_key(text: str) -> str:
    """Sorts as Vietnamese dictionaries do: ă and â after a, đ after d; tones only decide between equal letters.

    >>> sorted(["Đồng Nai", "Ăn", "Dân", "An", "Ấn", "Ân", "Àn"], key=sort_key)
    ['An', 'Àn', 'Ăn', 'Ân', 'Ấn', 'Dân', 'Đồng Nai']
    """
    letters, tones = [], []
    for letter in clean(text).lower():
        parts = unicodedata.normalize("NFD", letter)
        tones.append(next((_TONES[mark] for mark in parts if mark in _TONES), "0"))
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        letters.append(_RANK.get(bare, bare))
    return "".join(letters) + "\x00" + "".join(tones)
