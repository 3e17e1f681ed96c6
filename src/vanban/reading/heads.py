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
    r"(?:so|ban|bo|nganh|phong|doan the|co quan|don vi|dia phuong|doanh nghiep|hiep hoi|hoi|to chuc|quan|huyen|"
    r"thi xa|thanh pho|xa|phuong|dac khu|thi tran|tinh|trung tam|truong|bao|dai|ca nhan|mat tran|vien)\b"
)
TERRITORY = r"(?:quan|huyen|thi xa|thanh pho|tp|xa|phuong|dac khu|thi tran|tinh|thon|to dan pho|khu pho|ap|ban lang)\b"
GROUP = re.compile(r"(?:tat ca )?(?:cac|nhung|mot so|moi|toan the)\b")
_TERRITORY_GROUP = re.compile(rf"(?:tat ca )?(?:cac )?{TERRITORY}")
# Words after a head that still belong to its name though they are written small.
_NAME_GOES_ON = re.compile(rf"{TERRITORY}|(?:cap|cac|trung uong|dia phuong|ve|khu vuc|dong cap|so tai|chuyen trach)\b")
_NO_NAME = re.compile(r"(?:thuoc|cua|lien quan|co lien quan|truc thuoc|va|khac|tren dia ban|chuyen mon|trong)\b")
_ALONE_BUT_BARE = re.compile(rf"\s*(?:$|[,;.)\n]|va\b|{GROUP_NOUN})")


@dataclass(frozen=True, slots=True)
class Head:
    """``kind`` is the column of agency_heads.csv; ``end`` where the head's own words end."""

    name: str
    kind: str
    alone: str
    end: int


@cache
def _table() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    table = {flat(row["head"]): row for row in rows("agency_heads")}
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?:{names})(?![\w&])".replace(r"\ ", r"\s+")), table


def head_at(text: str, even: str, at: int, *, in_group: bool = False) -> Head | None:
    """The head of an agency's name that begins at ``at``, None where none does.

    A small letter begins a name only where a capital follows ("sở Tài chính"); a bare noun in a group reference
    ("các Sở, Ban, ngành") begins none.
    """
    pattern, table = _table()
    match = pattern.match(even, at)
    if match is None:
        return None
    row = table[re.sub(r"\s+", " ", match.group())]
    printed = text[at : match.end()]
    head = Head(row["head"], row["kind"], row["alone"], match.end())
    if not _written_alike(printed, row["head"]) or (row["head"].isupper() and not printed.isupper()):
        return None
    return head if _has_name(text, even, head, small=printed[0].islower(), in_group=in_group) else None


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
    if in_group and _ALONE_BUT_BARE.match(even, head.end):
        return False
    named = following.isupper() or following.isdigit() or bool(_NAME_GOES_ON.match(even, after))
    if small:
        return following.isupper() or (head.alone == "yes" and named)
    if head.alone == "capital":
        return named or (not in_group and not following.isalpha())
    return not _NO_NAME.match(even, after)


def begins_group(even: str, at: int) -> bool:
    """ "các ..." that is not about territories: "các cơ quan báo chí", but not "các quận, huyện"."""
    return bool(GROUP.match(even, at)) and not begins_territories(even, at)


def begins_territories(even: str, at: int) -> bool:
    """ "các quận, huyện", "xã, phường": belongs to the body before it."""
    return bool(_TERRITORY_GROUP.match(even, at))
