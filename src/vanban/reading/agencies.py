"""Lists of agencies as plans print them, split into units.

A unit is kept as written. ";", a bullet or a line that begins a name always divide; "," and "và" only before the head
of a name or "các": "Sở Văn hóa, Thể thao và Du lịch" is one, and so is "UBND các quận, huyện". What a list leaves out
("các Sở: Tài chính, Nội vụ") is supplied, because nobody looks for "Nội vụ" alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vanban.document import Place
from vanban.plan import AgencyMention
from vanban.text import flat, name_key

from .agency_borders import BULLET, pieces
from .agency_kinds import Kind, agency_kind, parent_of
from .elided import complete
from .heads import head_at, says_many

__all__ = ["AgencySpan", "agency_kind", "split_agencies"]

Role = Literal["", "lead", "coordinate"]


@dataclass(frozen=True, slots=True)
class AgencySpan:
    """A unit and where it stands in the text that was split. ``role`` is a note beside the name: "(chủ trì)"."""

    text: str
    start: int
    end: int
    key: str
    kind: Kind = "agency"
    parent: str = ""
    open_ended: bool = False
    role: Role = ""

    def mention(self, place: Place | None = None) -> AgencyMention:
        """The value for a plan; ``place`` is the place of the text that was split."""
        places = (place.part(self.start, self.end),) if place else ()
        return AgencyMention(self.text, places, self.key, self.kind, self.parent, self.open_ended)


_LEAD_IN = re.compile(
    rf"[\s,;.:]*(?:{BULLET}\s+)?(?:(?:kinh )?de nghi\s+|giao\s+|(?:(?:co quan|don vi)\s+)?(?:chu tri|phoi hop|dau moi)"
    rf"(?:\s*(?:thuc hien|chinh))?\s*(?::|voi|cung)\s*|va\s+|cung\s+|voi\s+|gom\s*:?\s+|bao gom\s*:?\s+)*"
)
_ROLE = r"(?:(?:la\s+)?(?:co quan|don vi)\s+)?(?P<role>chu tri|phoi hop|thuong truc|dau moi|tham muu|chi tri)\b[^()]*"
_NOTE = re.compile(
    rf"\s*(?:\(\s*{_ROLE}\)|[-–,:]?\s+{_ROLE.replace('?P<role>', '?P<role2>').replace('[^()]*', '')})\s*$"
)
LONGEST_NOTE = 300  # letters; further from the end nothing says what an agency's role is
_NOTHING = re.compile(r"[\W_]*(?:khong|khong co)?[\W_]*")
_OPEN_ENDED = re.compile(r"\b(?:lien quan|khac)\b")


@lru_cache(maxsize=4096)  # the same few lists stand in every row of a table
def split_agencies(text: str) -> tuple[AgencySpan, ...]:
    """The units of a cell or line that lists agencies.

    >>> [unit.text for unit in split_agencies("Sở Văn hoá, Thể thao và Du lịch, Trung tâm Xúc tiến đầu tư.")]
    ['Sở Văn hoá, Thể thao và Du lịch', 'Trung tâm Xúc tiến đầu tư']
    >>> [(unit.text, unit.kind) for unit in split_agencies("Các sở, ban, ngành, UBND các xã, phường, đặc khu")]
    [('Các sở, ban, ngành', 'group'), ('UBND các xã, phường, đặc khu', 'group')]
    >>> [unit.text for unit in split_agencies("Các Sở: Tài chính, Văn hóa, Thể thao và Du lịch")]
    ['Sở Tài chính', 'Sở Văn hóa, Thể thao và Du lịch']
    """
    even = flat(text)
    units: list[AgencySpan] = []
    for piece_start, piece_end in pieces(text, even):
        start, end, role = _trimmed(even, _after_label(text, even, piece_start, piece_end), piece_end)
        if _NOTHING.fullmatch(even, start, end):
            continue
        before = units[-1].text if units else ""
        for name, first, last in complete(text, start, end, before):
            units.append(_unit(name, first, last, role))
    return tuple(units)


_LABEL = re.compile(r"[\s\-–+•;,.]*(?P<words>[^:;,\n]{2,40}):\s*")


def _after_label(text: str, even: str, start: int, end: int) -> int:
    """Without a heading of the list: "Các cơ quan: Công an tỉnh", "Đơn vị thực hiện: Sở Nội vụ"."""
    label = _LABEL.match(even, start, end)
    if label is None or _SHARED.match(label["words"]) or head_at(text, even, label.start("words")):
        return start
    return label.end() if head_at(text, even, label.end()) or says_many(text, label.end()) else start


_SHARED = re.compile(r"(?:cac\s+|\d+\s+)?(?:so|bo|ban|phong)\b")


def _trimmed(even: str, start: int, end: int) -> tuple[int, int, Role]:
    """Without bullets, lead-in words, role notes and final signs."""
    lead = _LEAD_IN.match(even, start, end)
    start = lead.end() if lead else start
    role: Role = ""
    for _ in range(3):
        end = _without_signs(even, start, end)
        window = max(start, end - LONGEST_NOTE)
        if note := _NOTE.search(even[window:end]):
            said = note["role"] or note["role2"]
            role = "coordinate" if said == "phoi hop" else "lead" if said in ("chu tri", "chi tri") else role
            end = window + note.start()
    return start, end, role


def _without_signs(even: str, start: int, end: int) -> int:
    """Where the words end: before spaces, signs, and a dash or bullet that stands alone."""
    while end > start:
        alone = even[end - 1] in "-–+•" and end - 2 >= start and even[end - 2].isspace()
        if not (alone or even[end - 1].isspace() or even[end - 1] in ",;.:"):
            break
        end -= 1
    return end


def _unit(name: str, start: int, end: int, role: Role) -> AgencySpan:
    open_ended = bool(_OPEN_ENDED.search(flat(name)))
    return AgencySpan(name, start, end, name_key(name), agency_kind(name), parent_of(name), open_ended, role)
