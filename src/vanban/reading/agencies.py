"""Lists of agencies as plans print them, split into units.

A unit is kept as written. ";", a bullet or a line that begins a name always divide; "," and "và" only before the head
of a name or "các": "Sở Văn hóa, Thể thao và Du lịch" is one, and so is "UBND các quận, huyện". What a list leaves out
("các Sở: Tài chính, Nội vụ") is supplied, because nobody looks for "Nội vụ" alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban.document import Place
from vanban.plan import AgencyMention
from vanban.text import flat, name_key

from .elided import complete, goes_on
from .heads import GROUP_NOUN, TERRITORY, begins_group, begins_territories, head_at, says_many

Kind = Literal["agency", "group", "other"]
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
        if match.start() < start or _in_brackets(text, start, match.start()):
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
    after = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if sign in (". ", ": "):
        starts = head_at(text, even, after) or _ROLE_LABEL.match(even, after)
        return sign[0] == "." and bool(starts) and not flat(piece).endswith(("tp", "tx", "p"))
    if "\n" in sign and (_unfinished(flat(piece)) or not text[after : after + 1].isupper()):
        return False
    return _begins_unit(text, even, start, after, sign.strip())


def _unfinished(piece: str) -> bool:
    """A line that breaks inside a name: "Văn phòng" | "UBND tỉnh"."""
    bare = re.fullmatch(r"(?:van phong|vp|ban|so|bo|phong|trung tam|bao|dai|hoi|thuong truc|lanh dao|chu tich)", piece)
    return bool(bare) or bool(re.search(r"(?:[-–(]|\b(?:va|cac|thuoc|cua|ve|voi|tai))$", piece))


_OFFICE_OF_TWO = re.compile(
    r"(?:van phong|vp|thuong truc|lanh dao).*"
    r"(?:hdnd|hoi dong nhan dan|dbqh|dai bieu quoc hoi|dang uy|uy ban nhan dan|ubnd)$"
)


def _begins_unit(text: str, even: str, start: int, at: int, sign: str) -> bool:
    piece = even[start : max(start, at - 1)].strip(" \n,;/&")
    piece = re.sub(rf"\s*\b(?:{re.escape(flat(sign))})$", "", piece) if sign.isalpha() or " " in sign else piece
    printed = text[start:at].strip()
    of_many = _HEADS_OF_MANY.match(piece)
    in_group = says_many(printed, 0) or begins_territories(printed, 0) or bool(of_many or _GROUP_BARE.match(piece))
    if sign in ("va", "&", "/", "và") and (piece == "bao" or _OFFICE_OF_TWO.fullmatch(piece)):
        return False
    if begins_group(text, at):
        return True
    if head_at(text, even, at, in_group=in_group):
        return not goes_on(text, start, at)
    if begins_territories(text, at):
        return says_many(text, at) and not _takes_territories(piece)
    loose = _LOOSE_GROUP.match(even, at)
    return bool(loose) and not in_group and ":" not in piece and sign != "/"


_HEADS_OF_MANY = re.compile(r"(?:giam doc|thu truong|lanh dao|truong|chu tich|nguoi dung dau)\s+cac\b")
_LOOSE_GROUP = re.compile(r"(?:co quan|don vi|dia phuong|to chuc|doanh nghiep)\b[^;]*?\blien quan\b")


def _takes_territories(piece: str) -> bool:
    return bool(re.search(rf"\b(?:ubnd|uy ban nhan dan|hdnd|phong|cong an|dang uy|tram|cac|mttq|{TERRITORY})\b", piece))


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
    even = flat(name)
    return AgencySpan(
        name, start, end, name_key(name), agency_kind(name), _parent(name, even), bool(_OPEN_ENDED.search(even)), role
    )


_BODY = r"(?:ubnd|uy ban nhan dan|hdnd|cong an|dang uy)"
_GROUP_OF_BODIES = re.compile(
    rf"[a-z ]{{2,40}}?\scac\s+(?:cap\b|{TERRITORY}|{GROUP_NOUN})|[a-z ]{{2,40}}?\scap (?:xa|phuong|huyen|tinh|co so)\b|"
    rf"{_BODY}\s+{TERRITORY}\s*(?:[,/-]|va\b)|phong\b.*,\s*{TERRITORY}|{_BODY}.*\b(?:cac|\d+)\s+{TERRITORY}"
)
_NOT_A_GROUP = re.compile(r"(?:lien hiep|dang uy|dang bo|ban quan ly|bql|lien minh|hoi dong|doan khoi|cong ty|vien)\b")
_GROUP_BARE = re.compile(
    r"(?:so|ban|nganh|phong|co quan|don vi|dia phuong|doan the|to chuc)\s*(?:,|va)\s|"
    r"(?:co quan(?! thuong tru)|don vi|dia phuong|so nganh|ban nganh|to chuc|cac)\b"
)
_OTHERS = re.compile(
    r"(?:(?:cac|nhung|mot so|tat ca cac)\s+)?(?:doanh nghiep|kenh|chuyen gia|nha bao|nguoi dan|ca nhan|khach san|ho\b|"
    r"nha khoa hoc|nghe nhan|nha dau tu|to chuc quoc te|to chuc phi chinh phu|cong ty|hoc gia|phong vien|nhan dan|"
    r"kieu bao|hop tac xa|don vi tu van|don vi su nghiep ngoai|nha thau|don vi lu hanh)"
)


def agency_kind(name: str) -> Kind:
    """Whether a unit is one agency, a group of agencies, or something else that may share in work.

    >>> agency_kind("Công an tỉnh"), agency_kind("UBND các xã, phường"), agency_kind("Kênh truyền hình CNN")
    ('agency', 'group', 'other')
    """
    even = flat(name).strip()
    if _OTHERS.match(even) and not even.startswith("cong ty"):
        return "other"
    name = name.strip()
    if says_many(name, 0) or begins_territories(name, 0) or _GROUP_BARE.match(even):
        return "agency" if head_at(name, even, 0) else "group"
    if _GROUP_OF_BODIES.match(even) and not _NOT_A_GROUP.match(even):
        return "group"
    return "agency" if head_at(name, even, 0) else "other"


def _parent(name: str, even: str) -> str:
    """The larger body that the name carries: "Trung tâm Báo chí – Sở Ngoại vụ", "Cục X (Bộ Y)", "... thuộc Sở Y"."""
    for sign in re.finditer(r"\s[-–]\s|,?\s*\btruc thuoc\s+|,?\s*\bthuoc\s+|\s*\(\s*(?:thuoc\s+)?", even):
        inside = "(" in sign.group() and re.match(r"(?:so|bo|ubnd)\b", even)
        office = "(" not in sign.group() and _OFFICE_OF_TWO.fullmatch(even[: sign.start()])
        short = "(" in sign.group() and " " not in name[sign.end() :].split(")", maxsplit=1)[0]
        if sign.start() and not (inside or office or short) and head_at(name, even, sign.end()):
            return _TAIL.sub("", name[sign.end() :].split(")", maxsplit=1)[0])
    return ""
