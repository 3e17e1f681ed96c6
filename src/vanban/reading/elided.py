"""Names that a list shortens: "Các Sở: Tài chính, Nội vụ", "Sở Tài chính, Xây dựng", "UBND các xã: A, B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vanban.tables import rows
from vanban.text import flat, name_key

Named = tuple[str, int, int]
_SHARED_HEAD = re.compile(
    r"(?P<title>(?:giam doc|lanh dao|pho giam doc|dai dien lanh dao)\s+)?(?P<many>cac\s+|hai\s+|ba\s+|\d+\s+)?"
    r"(?P<head>so|bo|ban|phong)(?P<colon>\s*:\s*|\s*,?\s+nganh\s*:\s*|\s+)(?=\S)"
)
_COLON_LIST = re.compile(r"(?P<prefix>[^:,;]{2,60}?\b(?:cac|[0-9]+)\s+[^:;]{2,50}):\s*(?=\S)")
_ATOM = re.compile(r"\s*(?:[,;&/\n]|\bva\b|[-–])\s*")
_LONGEST_NAME = 5  # parts: "Lao động - Thương binh và Xã hội" has three
_ITEM = re.compile(r"\s*(?:[,;\n]|\bva\b)\s*")
_TERRITORIES = re.compile(r"\s*\b(?:quan|huyen|thi xa|thanh pho|xa|phuong|dac khu|thi tran|tinh)\b")


@cache
def _known(head: str) -> frozenset[str]:
    return frozenset(
        name_key(f"{row['head']} {row['name']}") for row in rows("department_names") if flat(row["head"]) == head
    )


def complete(text: str, start: int, end: int, before: str) -> Iterator[Named]:
    """The units of one piece: (name with its head, start, end). Almost always the piece itself."""
    piece = text[start:end]
    even = flat(piece)
    parts = _departments(piece, even) or _colon_list(piece, even) or _after_another(piece, before)
    if not parts:
        yield " ".join(piece.split()), start, end
    for name, first, last in parts:
        yield name, start + first, start + last


def goes_on(text: str, start: int, at: int) -> bool:
    """Whether at ``at`` a list under one shared head goes on: "các Bộ: Ngoại giao, | Công an"."""
    shared = _SHARED_HEAD.match(flat(text[start:at]))
    if shared is None or not shared["many"]:
        return False
    atom = re.split(r"[,;\n]|\bvà\b", text[at : at + 200], maxsplit=1)[0]
    if "nganh" in shared["colon"]:
        return len(atom.split()) < 4 and not re.match(r"ubnd|uy ban|.*\bcac\b", flat(atom))
    return _is_known(shared["head"].capitalize(), atom)


def _departments(piece: str, even: str) -> list[Named]:
    shared = _SHARED_HEAD.match(even)
    if shared is None or (shared["title"] and not shared["many"]):
        return []
    head = piece[shared.start("head") : shared.end("head")].capitalize()
    title = piece[: shared.end("title")] if shared["title"] else ""
    listed = bool(shared["many"]) and ":" in shared["colon"]
    names: list[Named] = []
    atoms = _atoms(even, shared.end(), _ATOM)
    while atoms:
        first = atoms[0][0]
        longest = min(len(atoms), _LONGEST_NAME)
        known = next((n for n in range(longest, 0, -1) if _is_known(head, piece[first : atoms[n - 1][1]])), 0)
        if not (known or listed):
            return []
        # "các sở, ngành: Công an, Ngoại vụ": what is no department keeps its own name.
        own = not known and "nganh" in shared["colon"]
        end = atoms[max(known, 1) - 1][1]
        name = " ".join(piece[first:end].split())
        names.append((name if own else f"{title}{head} {name}", first, end))
        del atoms[: max(known, 1)]
    whole = len(names) == 1 and not shared["many"] and ":" not in shared["colon"]
    return [] if whole else names


def is_department(name: str) -> bool:
    """Whether a text is the whole name of a department or ministry.

    >>> is_department("Sở Tài chính"), is_department("Sở Giáo dục")
    (True, False)
    """
    head, _, rest = name.partition(" ")
    return flat(head) in ("so", "bo") and _is_known(head, rest)


def _is_known(head: str, name: str) -> bool:
    return name_key(f"{head} {name}") in _known(flat(head))


def _atoms(even: str, start: int, signs: re.Pattern[str]) -> list[tuple[int, int]]:
    found = []
    for sign in signs.finditer(even, start):
        if sign.start() > start:
            found.append((start, sign.start()))
        start = sign.end()
    if start < len(even):
        found.append((start, len(even)))
    return found


def _colon_list(piece: str, even: str) -> list[Named]:
    """ "UBND các xã: A, B và C" -> UBND xã A, UBND xã B, UBND xã C."""
    match = _COLON_LIST.match(even)
    if match is None:
        return []
    prefix = piece[: match.end("prefix")]
    many = re.search(r"\b(?:cac|\d+)\s+", flat(prefix))
    if many is None:
        return []
    body, kind = prefix[: many.start()], prefix[many.end() :].strip()
    one = _TERRITORIES.fullmatch(flat(kind)) or (not body.strip() and "," not in kind)
    head = f"{body}{kind if one else ''}".strip() if one or body.strip() else ""
    head = head[:1].upper() + head[1:]
    parts = [a for a in _atoms(even, match.end(), _ITEM) if any(c.isalnum() for c in piece[a[0] : a[1]])]
    if len(parts) < 2 or not head or not all(piece[a].isupper() or piece[a].isdigit() for a, _ in parts):
        return []
    return [(f"{head} {' '.join(piece[a:b].split())}", a, b) for a, b in parts]


def _after_another(piece: str, before: str) -> list[Named]:
    """ "Sở Tài chính; Xây dựng": a bare department after a named one."""
    head = before.split(" ", 1)[0]
    if flat(head) in {"so", "bo"} and _is_known(head, piece):
        return [(f"{head} {' '.join(piece.split())}", 0, len(piece))]
    return []
