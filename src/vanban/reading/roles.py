"""Who leads and who coordinates where one cell or sentence says both: "Sở A chủ trì, phối hợp với Sở B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vanban.text import flat

from .agencies import AgencySpan, Role, split_agencies


@dataclass(frozen=True, slots=True)
class Roles:
    """Offsets of the spans count in the text that was split."""

    lead: tuple[AgencySpan, ...] = ()
    coordinating: tuple[AgencySpan, ...] = ()


_WHO = r"(?:(?:la\s+)?(?:cac\s+)?(?:co quan|don vi)\s+)?"
_MARKER = re.compile(
    rf"(?<!\()(?<!hoi dong )\b{_WHO}(?:(?P<lead>chu tri|dau moi|chiu trach nhiem chinh)|(?P<coordinate>phoi hop))"
    r"(?:\s+(?:thuc hien|chinh|trien khai))*(?:\s*:|(?:\s+(?:voi|cung))*)\s*"
)
_CLAUSE = re.compile(r"[;\n]|\.\s")


def split_roles(text: str) -> Roles:
    """Leading and coordinating agencies; all lead where no word says otherwise.

    >>> roles = split_roles("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và các cơ quan liên quan")
    >>> [unit.text for unit in roles.lead], [unit.text for unit in roles.coordinating]
    (['Sở Nội vụ'], ['Sở Tài chính', 'các cơ quan liên quan'])
    >>> roles = split_roles("Chủ trì: Sở Y tế; Phối hợp: Công an tỉnh, UBND các xã")
    >>> [unit.text for unit in roles.lead], [unit.text for unit in roles.coordinating]
    (['Sở Y tế'], ['Công an tỉnh', 'UBND các xã'])
    """
    lead: list[AgencySpan] = []
    coordinating: list[AgencySpan] = []
    for start, end, role in _merged(_stretches(flat(text))):
        units = [replace(u, start=u.start + start, end=u.end + start) for u in split_agencies(text[start:end])]
        # "Sở A (chủ trì), Sở B, Sở C": whoever has no note beside a noted lead coordinates.
        noted = any(unit.role == "lead" for unit in units)
        for unit in units:
            said = unit.role or ("coordinate" if noted else role)
            (coordinating if said == "coordinate" else lead).append(replace(unit, role=said))
    return Roles(tuple(lead), tuple(coordinating))


def _merged(stretches: Iterator[tuple[int, int, Role]]) -> Iterator[tuple[int, int, Role]]:
    """Neighbours under one role as one: a name may go on in the next line."""
    before: tuple[int, int, Role] | None = None
    for start, end, role in stretches:
        if before and before[2] == role and before[1] == start:
            before = (before[0], end, role)
            continue
        if before:
            yield before
        before = (start, end, role)
    if before:
        yield before


def _stretches(even: str) -> Iterator[tuple[int, int, Role]]:
    """Parts of the text under one role. A marker rules what follows it; with nothing after it, or as a verb ("Sở A chủ
    trì, phối hợp với"), what stands before."""
    role: Role = "lead"
    at = 0
    for end in [*(m.start() for m in _CLAUSE.finditer(even)), len(even)]:
        markers = list(_MARKER.finditer(even, at, end))
        for number, marker in enumerate(markers):
            said: Role = "lead" if marker["lead"] else "coordinate"
            last = number == len(markers) - 1 and not re.search(r"[a-z]", even[marker.end() : end])
            verb = number == 0 and said == "lead" and ":" not in marker.group()
            yield at, marker.start(), said if last or verb else role
            role, at = said, marker.end()
        yield at, end, role
        at = end
