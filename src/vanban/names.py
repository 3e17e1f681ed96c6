"""Abbreviations in names of agencies, spelled out by data: abbreviations.csv, and initials of department_names.csv."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from .tables import rows

Words = tuple[str, ...]
_LONGEST = 6
AT_START = ("^",)  # in the column ``after``: only as the first word of a name
_HEAD_LETTERS = {"s": "so", "b": "bo"}


@lru_cache(maxsize=16384)  # the same words make up all names of a plan
def _folded(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    return bare.replace("đ", "d")


def _words(text: str) -> Words:
    return tuple(re.sub(r"[^\w]+", " ", text.replace("&", " và ")).split())


@cache
def _abbreviations() -> dict[Words, list[tuple[Words, Words, Words]]]:
    """Folded words of the short form -> (folded words that must stand before, the short form, the long one)."""
    found: dict[Words, list[tuple[Words, Words, Words]]] = {}
    for row in rows("abbreviations"):
        short = _words(row["short"])
        before = tuple(_folded(w) for w in row["after"].split())
        found.setdefault(tuple(map(_folded, short)), []).append((before, short, _words(row["long"])))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))  # the closest context first
    return found


@cache
def _initials() -> dict[tuple[str, str], Words]:
    """(folded head, initials) -> the name: ("so", "vhttdl") -> Văn hóa Thể thao và Du lịch. Shared initials are out."""
    found: dict[tuple[str, str], Words] = {}
    for row in rows("department_names"):
        name = _words(row["name"])
        key = (_folded(row["head"]), "".join(_folded(w)[0] for w in name if _folded(w) != "va"))
        if len(key[1]) > 1:
            known = found.get(key)
            found[key] = () if known and known != name else name
    return {key: name for key, name in found.items() if name}


def _is_short(word: str) -> bool:
    return word.upper() == word and any(c.isalpha() for c in word)


def _by_list(words: Words, at: int, done: Words) -> tuple[int, Words] | None:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        part = words[at : at + length]
        capitals = all(_is_short(w) or _folded(w) == "va" for w in part)
        for before, short, long in _abbreviations().get(tuple(_folded(w) for w in part), ()):
            placed = not done if before == AT_START else done[len(done) - len(before) :] == before
            if placed and (capitals or part == short):
                return length, long
    return None


def _by_initials(words: Words, at: int, done: Words) -> tuple[int, Words] | None:
    """ "Sở VHTT&DL", "Sở LĐ-TB và XH", "SVHTTDL": the letters of a known department, however they are joined."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        part = words[at : at + length]
        if not _is_short(part[-1]) or not all(_is_short(w) or _folded(w) == "va" for w in part):
            continue
        letters = "".join(_folded(w) for w in part if _folded(w) != "va")
        if done and (name := _initials().get((done[-1], letters))):
            return length, name
        head = _HEAD_LETTERS.get(letters[0]) if len(letters) > 2 else None
        if head and not done and (name := _initials().get((head, letters[1:]))):
            return length, (head, *name)
    return None


def spelled_out(words: Words) -> Words:
    """The words of a name, abbreviations spelled out; those that no table knows stay.

    >>> spelled_out(("Sở", "KH", "và", "ĐT"))
    ('Sở', 'Kế', 'hoạch', 'và', 'Đầu', 'tư')
    """
    out: list[str] = []
    done: Words = ()
    at = 0
    while at < len(words):
        found = _by_initials(words, at, done) or _by_list(words, at, done)
        length, new = found or (1, (words[at],))
        out += new
        done += tuple(_folded(w) for w in new)
        at += length
    return tuple(out)
