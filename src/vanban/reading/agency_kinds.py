"""What a unit of a list of agencies is: one agency, a group of them, or something else; and whose part it is."""

from __future__ import annotations

import re
from typing import Literal

from vanban.text import flat

from .heads import GROUP_NOUN, TERRITORY, begins_territories, head_at, says_many

Kind = Literal["agency", "group", "other"]

# "Văn phòng HĐND và UBND" is one office; "và UBND" begins nothing there.
OFFICE_OF_TWO = re.compile(
    r"(?:van phong|vp|thuong truc|lanh dao).*"
    r"(?:hdnd|hoi dong nhan dan|dbqh|dai bieu quoc hoi|dang uy|uy ban nhan dan|ubnd)$"
)


_BODY = r"(?:ubnd|uy ban nhan dan|hdnd|cong an|dang uy)"
_GROUP_OF_BODIES = re.compile(
    rf"[a-z ]{{2,40}}?\scac\s+(?:cap\b|thon\b|to dan pho\b|{TERRITORY}|{GROUP_NOUN})|"
    rf"[a-z ]{{2,40}}?\scap (?:xa|phuong|huyen|tinh|co so)\b|"
    rf"{_BODY}\s+{TERRITORY}\s*(?:[,/-]|va\b)|phong\b.*,\s*{TERRITORY}|{_BODY}.*\b(?:cac|\d+)\s+{TERRITORY}"
)
_NOT_A_GROUP = re.compile(r"(?:lien hiep|dang uy|dang bo|ban quan ly|bql|lien minh|hoi dong|doan khoi|cong ty|vien)\b")
GROUP_BARE = re.compile(
    r"(?:so|ban|nganh|phong|co quan|don vi|dia phuong|doan the|to chuc)\s*(?:,|va)\s|"
    r"(?:co quan(?! thuong tru)|don vi|dia phuong|so nganh|ban nganh|cac|to chuc(?=$|[,;.]| (?:chinh tri|xa hoi|doan|"
    r"dang|thanh vien|hoi|chinh quyen|kinh te|tin dung|su nghiep|khoa hoc|phi chinh phu|quoc te|nghe nghiep|co so|"
    r"hanh nghe|co lien quan|lien quan|ca nhan|va ca nhan|trong|thuoc|nuoc ngoai|ton giao)\b))\b"
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
    if says_many(name, 0) or begins_territories(name, 0) or GROUP_BARE.match(even):
        return "agency" if head_at(name, even, 0) else "group"
    if _GROUP_OF_BODIES.match(even) and not _NOT_A_GROUP.match(even):
        return "group"
    return "agency" if head_at(name, even, 0) else "other"


def parent_of(name: str) -> str:
    """The larger body that the name carries: "Trung tâm Báo chí – Sở Ngoại vụ", "Cục X (Bộ Y)", "... thuộc Sở Y"."""
    even = flat(name)
    for sign in re.finditer(r"\s[-–]\s|,?\s*\btruc thuoc\s+|,?\s*\bthuoc\s+|\s*\(\s*(?:thuoc\s+)?", even):
        inside = "(" in sign.group() and re.match(r"(?:so|bo|ubnd)\b", even)
        office = "(" not in sign.group() and OFFICE_OF_TWO.fullmatch(even[: sign.start()])
        short = "(" in sign.group() and " " not in name[sign.end() :].split(")", maxsplit=1)[0]
        if sign.start() and not (inside or office or short) and head_at(name, even, sign.end()):
            return name[sign.end() :].split(")", maxsplit=1)[0].strip(" ,;.:\n")
    return ""
