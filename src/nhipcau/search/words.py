"""Text as the index sees it: words, each with an exact and a folded key.

The exact key respects accents but not where a tone stands ("hoà" and "hòa" are one word); the folded key has neither
marks nor đ. Whole syllables in i and y are one word in both ("lí", "lý"). Index and queries go through here alike, so
that no database decides what a word is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vanban.text import UNSEEN, clean, fold

LONGEST_WORD = 60  # letters; what is longer is no word, and its head is enough to find it
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Every script has marks that are part of a letter or stand behind it, as the text happens to be coded. So marks of all
# scripts, like unseen letters, belong to the word in which they stand, and words are composed before they are judged.
# Rare scripts are taken as one range up to the first pictures, for a set of single ones would make matching slow.
_MARKS = "".join(filter(lambda mark: unicodedata.category(mark)[0] == "M", map(chr, range(0x300, 0xFFFF))))
_MARKS += "\U00010000-\U0001efff"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}{UNSEEN}]+[^\W_]+)*[{_MARKS}]*")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_LOOSE = re.compile(rf"[{_MARKS}{UNSEEN}]")
_Y = str.maketrans("iíìỉĩị", "yýỳỷỹỵ")
_VOWELS = frozenset("aeiouy")
_I_FOR_Y = re.compile(r"(?:h|k|l|m|qu|s|t)i")


class Key(NamedTuple):
    exact: str
    folded: str

    @property
    def accented(self) -> bool:
        return self.exact != self.folded


class Word(NamedTuple):
    """A word and where it stands in the text as given."""

    start: int
    end: int
    key: Key


def words(text: str) -> Iterator[Word]:
    """The words of a text.

    >>> [word.key.exact for word in words("Hoà Bình, 12/2026")]
    ['hòa', 'bình', '12', '2026']
    """
    for match, key in cut(text):
        yield Word(*match.span(), key)


def cut(text: str) -> list[tuple[re.Match[str], Key]]:
    """The same for long texts of which few words matter: in half the time, for most places are never asked for."""
    return [(match, key) for match in _pattern(text).finditer(text) if (key := key_of(match[0])).folded]


def keys(text: str) -> tuple[Key, ...]:
    return tuple(key for key in map(key_of, _pattern(text).findall(text)) if key.folded)


def _pattern(text: str) -> re.Pattern[str]:
    """Most texts have no loose marks, and are cut three times as fast by who need not look for them."""
    return _WORD if _LOOSE.search(text) else _PLAIN_WORD


def channels(text: str) -> tuple[str, str]:
    """The text for the exact and for the folded channel.

    >>> channels("Đối ngoại – Quí I")
    ('đối ngọai qúy i', 'doi ngoai quy i')
    """
    found = keys(text)
    return " ".join(key.exact for key in found), " ".join(key.folded for key in found)


@lru_cache(maxsize=65536)  # a province's plans use some ten thousand words
def key_of(word: str) -> Key:
    """Both keys of one word; empty when nothing of it is a letter or a digit.

    >>> key_of("Hoà") == key_of("hòa")
    True
    >>> key_of("Đường")
    Key(exact='đừơng', folded='duong')
    """
    folded = "".join(filter(_indexed, fold(word)))[:LONGEST_WORD]
    exact = _with_tone_on_first_vowel(clean(word).lower())[:LONGEST_WORD]
    if _I_FOR_Y.fullmatch(folded):
        return Key(exact[:-1] + exact[-1].translate(_Y), folded[:-1] + "y")
    return Key(exact, folded)


def _indexed(letter: str) -> bool:
    return letter.isalpha() or (letter.isascii() and letter.isdecimal())


def _with_tone_on_first_vowel(word: str) -> str:
    """Where a tone stands depends on taste and keyboard ("hoà", "hòa"), so in a key it has one place."""
    if word.isascii():
        return "".join(filter(_indexed, word))
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in _TONES]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    bare = "".join(filter(_indexed, bare))
    first = next((at for at, letter in enumerate(bare) if fold(letter) in _VOWELS), None)
    if not tones or first is None:
        return bare
    return "".join(filter(_indexed, unicodedata.normalize("NFC", bare[: first + 1] + tones[0] + bare[first + 1 :])))
