"""Lists of agencies as plans print them, split into units.

A unit is kept as written. ";", a bullet or a line that begins a name always divide; "," and "và" only before the head
of a name or "các": "Sở Văn hóa, Thể thao và Du lịch" is one, and so is "UBND các quận, huyện". What a list leaves out
("các Sở: Tài chính, Nội vụ") is supplied, because nobody looks for "Nội vụ" alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vanban.document import Place
from vanban.plan import AgencyMention
from vanban.text import flat, name_key

from .agency_kinds import GROUP_BARE, OFFICE_OF_TWO, Kind, agency_kind, parent_of
from .elided import complete, goes_on
from .heads import begins_group, begins_territories, head_at, says_many

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


_BULLET = r"(?:[-–+•*·●○▪■►✓]|\d{1,2}[.)]|[a-zđ][.)])"
_LONGEST_UNIT = 1500
_BULLETS = re.compile(rf"\s*(?:{_BULLET}\s+)?")
_SEPARATOR = re.compile(
    rf";|\.?\n\s*{_BULLET}\s|\.?\s*\n(?!\s*va\s)|,(?!\d)|"
    rf"\s(?:va|cung voi|cung|hoac|voi|phoi hop voi|phoi hop cung)(?=\s)|\s&\s|\s?/\s?|\s(?=\d{{1,2}}[.)]\s)|[.:]\s"
)
_LEAD_IN = re.compile(
    rf"[\s,;.:]*(?:{_BULLET}\s+)?(?:(?:kinh )?de nghi\s+|giao\s+|(?:(?:co quan|don vi)\s+)?(?:chu tri|phoi hop|dau moi)"
    rf"(?:\s*(?:thuc hien|chinh))?\s*(?::|voi|cung)\s*|va\s+|cung\s+|voi\s+|gom\s*:?\s+|bao gom\s*:?\s+)*"
)
_ROLE_LABEL = re.compile(r"(?:(?:co quan|don vi)\s+)?(?:chu tri|phoi hop)\b")
_ROLE = r"(?:(?:la\s+)?(?:co quan|don vi)\s+)?(?P<role>chu tri|phoi hop|thuong truc|dau moi|tham muu|chi tri)\b[^()]*"
_NOTE = re.compile(
    rf"\s*(?:\(\s*{_ROLE}\)|[-–,:]?\s+{_ROLE.replace('?P<role>', '?P<role2>').replace('[^()]*', '')})\s*$"
)
_TAIL = re.compile(r"[\s,;.:]+$")
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
    for piece_start, piece_end in _pieces(text, even):
        start, end, role = _trimmed(even, _after_label(text, even, piece_start, piece_end), piece_end)
        if _NOTHING.fullmatch(even, start, end):
            continue
        before = units[-1].text if units else ""
        for name, first, last in complete(text, start, end, before):
            units.append(_unit(name, first, last, role))
    return tuple(units)


def _pieces(text: str, even: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SEPARATOR.finditer(even):
        # Prose is no list: what runs on that long is not looked at sign by sign.
        if not start <= match.start() <= start + _LONGEST_UNIT or _in_brackets(text, start, match.start()):
            continue
        if _divides(text, even, start, match):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _divides(text: str, even: str, start: int, match: re.Match[str]) -> bool:
    sign = match.group()
    piece = text[start : match.start()].strip()
    if not piece or re.fullmatch(_BULLET, flat(piece)) or re.fullmatch(r"\d+", piece):
        return False
    if sign == ";" or (sign.lstrip(".").startswith("\n") and sign.strip(". \n")):
        return True
    after = next((at for at in range(match.end(), len(text)) if not text[at].isspace()), len(text))
    if sign in (". ", ": "):
        starts = head_at(text, even, after) or _ROLE_LABEL.match(even, after)
        return sign[0] == "." and bool(starts) and not flat(piece).endswith(("tp", "tx", "p"))
    if "\n" in sign and (_unfinished(flat(piece)) or not _may_begin_a_line(text, after, piece)):
        return False
    return _begins_unit(text, even, start, after, sign.strip())


def _may_begin_a_line(text: str, at: int, piece: str) -> bool:
    """A capital, or "các ..." below a whole name."""
    return text[at : at + 1].isupper() or (begins_group(text, at) and len(piece.split()) > 1)


def _unfinished(piece: str) -> bool:
    """A line that breaks inside a name: "Văn phòng" | "UBND tỉnh"."""
    bare = re.fullmatch(
        r"(?:van phong|vp|ban|so|bo|phong|trung tam|bao|dai|hoi|thuong truc|lanh dao|chu tich|"
        r"lien hiep|dang uy|ban quan ly|bql)",
        piece,
    )
    return bool(bare) or bool(re.search(r"(?:[-–(]|\b(?:va|cac|thuoc|cua|ve|voi|tai))$", piece))


_COUNCILS = re.compile(r"(?:hdnd|hoi dong nhan dan|ubnd|uy ban nhan dan|doan dbqh)\b")


def _begins_unit(text: str, even: str, start: int, at: int, sign: str) -> bool:
    if bullet := _BULLETS.match(even, start, at):
        start = bullet.end()
    piece = even[start : max(start, at - 1)].strip(" \n,;/&")
    piece = re.sub(rf"\s*\b(?:{re.escape(flat(sign))})$", "", piece) if sign.isalpha() or " " in sign else piece
    printed = text[start:at].strip()
    of_many = _HEADS_OF_MANY.match(piece)
    in_group = says_many(printed, 0) or begins_territories(printed, 0) or bool(of_many or GROUP_BARE.match(piece))
    if sign in ("va", "&", "/") and (piece == "bao" or (OFFICE_OF_TWO.fullmatch(piece) and _COUNCILS.match(even, at))):
        return False
    if begins_group(text, at):
        return True
    if head_at(text, even, at, in_group=in_group):
        return not goes_on(text, start, at)
    if begins_territories(text, at):
        return says_many(text, at) and not _IN_EVERY_TERRITORY.search(piece)
    loose = _LOOSE_GROUP.match(even, at)
    return bool(loose) and not in_group and ":" not in piece and sign != "/"


_HEADS_OF_MANY = re.compile(r"(?:giam doc|thu truong|lanh dao|truong|chu tich|nguoi dung dau)\s+cac\b")
_LOOSE_GROUP = re.compile(r"(?:co quan|don vi|dia phuong|to chuc|doanh nghiep)\b[^;]*?\blien quan\b")


# Bodies that every territory has: "Công an thành phố, các quận, huyện" is one unit.
_IN_EVERY_TERRITORY = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|phong|cong an|dang uy|tram|cac|mttq|quan su|chqs|chu tich|hat)\b"
)


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
        if tail := _TAIL.search(even, start, end):
            end = tail.start()
        if note := _NOTE.search(even[start:end]):
            said = note["role"] or note["role2"]
            role = "coordinate" if said == "phoi hop" else "lead" if said in ("chu tri", "chi tri") else role
            end = start + note.start()
    return start, end, role


def _unit(name: str, start: int, end: int, role: Role) -> AgencySpan:
    open_ended = bool(_OPEN_ENDED.search(flat(name)))
    return AgencySpan(name, start, end, name_key(name), agency_kind(name), parent_of(name), open_ended, role)
