"""What begins the name of an agency or of a group of agencies: the ground on which lists of them are split."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from vanban.tables import rows
from vanban.text import flat

# Nouns that a group reference strings together: "các sở, ban, ngành, đoàn thể, đơn vị, địa phương liên quan".
GROUP_NOUN = (
    r"(?:so|ban|bo|nganh|phong|doan the|co quan|don vi|dia phuong|doanh nghiep|hiep hoi|"
    r"hoi(?! (?:nghi|thao|thi|cho|dam|dien))|to chuc|quan|huyen|thi xa|thanh pho|xa|phuong|dac khu|thi tran|tinh|"
    r"trung tam|truong|bao|dai|ca nhan|mat tran|vien)\b"
)
TERRITORY = r"(?:quan|huyen|thi xa|tx|thanh pho|tp|xa|phuong|dac khu|thi tran|tinh)\b"
# These small words differ from others only by their marks ("mọi", "Môi"; "quận", "Quân"), so marks count here.
_GROUP_WORDS = r"(?:tất cả\s+)?(?:các|những|một số|mọi|toàn thể)\b"
_TERRITORY_WORDS = r"(?:quận|huyện|thị xã|TX|thành phố|TP|xã|phường|đặc khu|thị trấn|tỉnh)\b"
# "Ban Quản lý Khu kinh tế và các khu công nghiệp": these stand inside a name.
_NOT_BODIES = r"\s+(?:khu (?:công|kinh|chế|du)|cụm|dự án|công trình|vấn đề|chương trình)"
GROUP = re.compile(rf"{_GROUP_WORDS}(?!{_NOT_BODIES})", re.IGNORECASE)
_TERRITORIES = re.compile(rf"(?:tất cả\s+)?(?:các\s+|\d+\s+)?{_TERRITORY_WORDS}", re.IGNORECASE)
_GROUP_WITHOUT_MARKS = re.compile(flat(GROUP.pattern).replace(r"\d", r"\d"), re.IGNORECASE)
_TERRITORIES_WITHOUT_MARKS = re.compile(flat(_TERRITORIES.pattern), re.IGNORECASE)
# Words after a head that still belong to its name though they are written small.
_NAME_GOES_ON = re.compile(
    rf"{TERRITORY}|(?:cap|cac|trung uong|dia phuong|ve|khu vuc|dong cap|so tai|chuyen trach|nhan dan|nha nuoc)\b"
)
_NO_NAME = re.compile(r"(?:thuoc|cua|lien quan|co lien quan|truc thuoc|va|khac|tren dia ban|chuyen mon)\b")
_ALONE_BUT_BARE = re.compile(rf"\s*(?:$|[,;.)\n]|va\b|{GROUP_NOUN})")


# Work, and things, whose first words are those of a body.
_WORK = re.compile(
    r"lanh dao\s*,?\s*(?:chi dao|trien khai|thuc hien|to chuc|quan ly)\b|phong\s*,\s*(?:chong|ngua)\b|"
    r"thanh tra\s*,\s*(?:kiem tra|giam sat)\b|cuc bo\b|van phong pham\b|thu ky\s*,|"
    r"thue (?:thu nhap|gia tri|dat|su dung|tieu thu|xuat|nhap|moi truong|bao ve|dien tu|suat)\b"
)
_BARE_IN_CAPITALS = re.compile(r"(?:nganh|doan the|don vi|dia phuong|phong|ban|hoi)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """``kind`` is the column of agency_heads.csv; ``end`` where the head's own words end."""

    name: str
    kind: str
    alone: str
    end: int


@cache
def _table() -> tuple[re.Pattern[str], dict[str, list[dict[str, str]]]]:
    table: dict[str, list[dict[str, str]]] = {}
    for row in rows("agency_heads"):
        table.setdefault(flat(row["head"]), []).append(row)
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?:{names})(?![\w&])".replace(r"\ ", r"\s+")), table


@cache
def _known_names() -> re.Pattern[str]:
    names = {flat(f"{row['head']} {row['name']}") for row in rows("department_names")}
    return re.compile(rf"(?:{'|'.join(re.escape(n) for n in sorted(names, key=len, reverse=True))})\b")


def head_at(text: str, even: str, at: int, *, in_group: bool = False) -> Head | None:
    """The head of an agency's name that begins at ``at``, None where none does.

    A small letter begins a name only where a capital follows ("sở Tài chính"); a bare noun in a group reference
    ("các Sở, Ban, ngành") begins none.
    """
    pattern, table = _table()
    match = pattern.match(even, at)
    if match and _WORK.match(even, at):
        return None
    words = re.findall(r"\S+", match.group()) if match else []
    # A longer head may be misspelled where a shorter one is not: "Báo và phát thanh, truyên hình".
    for count in range(len(words), 0, -1):
        for row in table.get(" ".join(words[:count]), ()):
            end = at + _length_of(words[:count], even, at)
            head = Head(row["head"], row["kind"], row["alone"], end)
            printed = text[at:end]
            if _written_alike(printed, row["head"]) and (printed.isupper() or not row["head"].isupper()):
                small = printed[0].islower()
                named = _known_names().match(even, at) or _has_name(text, even, head, small=small, in_group=in_group)
                return head if named else None
    return None


def _length_of(words: list[str], even: str, at: int) -> int:
    """How many characters some words take up at ``at``, whatever spaces stand between them."""
    match = re.compile(r"\s+".join(map(re.escape, words))).match(even, at)
    return match.end() - at if match else 0


def _written_alike(printed: str, head: str) -> bool:
    """Same letters and marks wherever the tone stands ("Uỷ", "Ủy"); text that has lost all marks passes too."""

    def letters(text: str) -> list[str]:
        return sorted(unicodedata.normalize("NFD", text.lower().replace(" ", "").replace("\n", "")))

    return printed.isascii() or letters(printed) == letters(head)


def _has_name(text: str, even: str, head: Head, *, small: bool, in_group: bool) -> bool:
    gap = re.compile(r"[\s\"“]*").match(text, head.end)
    after = gap.end() if gap else head.end
    following = text[after : after + 1]
    if head.alone == "yes" and not small:
        return True
    if in_group and small and "\n" in text[head.end : after]:
        return False  # "Các phòng, ban" | "UBND các xã"
    # "các Sở, Ban, Ngành" are bare nouns, "các ban, Văn phòng Tỉnh ủy" ends in a name.
    bare = in_group and _ALONE_BUT_BARE.match(even, head.end)
    if bare and not (following.isupper() and not _BARE_IN_CAPITALS.match(even, after)):
        return False
    named = following.isupper() or following.isdigit() or bool(_NAME_GOES_ON.match(even, after))
    if small:
        return following.isupper() or (head.alone == "yes" and named)
    if head.alone == "capital":
        return named or (not in_group and not following.isalpha())
    return not _NO_NAME.match(even, after)


def begins_group(text: str, at: int) -> bool:
    """ "các ..." that is not about territories: "các cơ quan báo chí", but not "các quận, huyện"."""
    return bool(says_many(text, at)) and not begins_territories(text, at)


def says_many(text: str, at: int) -> bool:
    """Whether a group word stands there: "các", "những", "một số"."""
    return bool((_GROUP_WITHOUT_MARKS if text.isascii() else GROUP).match(text, at))


def begins_territories(text: str, at: int) -> bool:
    """ "các quận, huyện", "xã, phường": belongs to the body before it."""
    return bool((_TERRITORIES_WITHOUT_MARKS if text.isascii() else _TERRITORIES).match(text, at))
