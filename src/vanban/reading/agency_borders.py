"""Where one unit of a list of agencies ends and the next begins: signs, small words, bullets, breaks that were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.text import flat

from .agency_kinds import GROUP_BARE, OFFICE_OF_TWO
from .elided import goes_on, is_department
from .heads import begins_group, begins_territories, head_at, says_many

BULLET = r"(?:[-–+•*·●○▪■►✓]|\d{1,2}[.)]|[a-zđ][.)])"
_LONGEST_UNIT = 1500
_BULLETS = re.compile(rf"\s*(?:{BULLET}\s+)?")
_SEPARATOR = re.compile(
    rf";|\.?\n\s*{BULLET}\s|\.?\s*\n(?!\s*va\s)|,(?!\d)|"
    rf"\s(?:va|cung voi|cung|hoac|voi|phoi hop voi|phoi hop cung)(?=\s)|\s&\s|\s?/\s?|\s(?=\d{{1,2}}[.)]\s)|[.:]\s|"
    r"\s[-–+•]\s|\s(?=(?:so|bo|ubnd|uy ban|cong an|van phong|trung tam|phong|thanh tra|cuc|chi cuc|ban)\b)"
)
_ROLE_LABEL = re.compile(r"(?:(?:co quan|don vi)\s+)?(?:chu tri|phoi hop)\b")


def pieces(text: str, even: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each unit of a list; ``even`` is the flat text.

    >>> text = "Sở Y tế, Công an tỉnh và các đơn vị liên quan"
    >>> [text[start:end].strip() for start, end in pieces(text, flat(text))]
    ['Sở Y tế', 'Công an tỉnh', 'các đơn vị liên quan']
    """
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
    if not piece or re.fullmatch(BULLET, flat(piece)) or re.fullmatch(r"\d+", piece):
        return False
    if sign == ";" or (sign.lstrip(".").startswith("\n") and sign.strip(". \n")):
        return True
    after = next((at for at in range(match.end(), len(text)) if not text[at].isspace()), len(text))
    if "\n" in sign:
        whole = not _unfinished(piece, even, after) and _may_begin_a_line(text, after, piece)
        return whole and _begins_unit(text, even, start, after, sign.strip())
    return _sign_divides(text, even, start, match, after)


def _sign_divides(text: str, even: str, start: int, match: re.Match[str], after: int) -> bool:
    """For signs within a line."""
    sign = match.group()
    if sign.isspace():
        return _lost_its_sign(text, even, start, match.start(), after)
    if sign.strip() in _DASHES:
        return _is_bullet(text, even, start, after)
    if sign in (". ", ": "):
        starts = head_at(text, even, after) or _ROLE_LABEL.match(even, after)
        short = even[start : match.start()].rstrip().endswith(("tp", "tx", "p"))
        return sign[0] == "." and bool(starts) and not short
    return _begins_unit(text, even, start, after, sign.strip())


_ENDS_A_NAME = re.compile(r".*\s(?:tinh|thanh pho|tp|(?<!co )quan|huyen|thi xa|xa|phuong|dac khu|trung uong|lien quan)")


def _lost_its_sign(text: str, even: str, start: int, end: int, at: int) -> bool:
    """Whether two names stand together because the line break between them was lost: a whole name before, and after
    it a head that is written large."""
    piece = text[start:end].strip()
    if not text[at].isupper() or head_at(text, even, at) is None:
        return False
    return is_department(piece) or (_ENDS_A_NAME.fullmatch(flat(piece)) is not None and not text.startswith("Ban ", at))


_NEVER_A_PART = ("department", "ministry", "committee")  # of another body of their kind
_PARTS = ("bureau", "unit", "inspection")  # kinds that stand under a department
_INNER_DASH = re.compile(r"(?<=\S)\s[-–+•]\s")
_DASHES = ("-", "–", "+", "•")
_LISTED_BY_BULLETS = re.compile(r"\s*[-–+•*]\s")


def _is_bullet(text: str, even: str, start: int, at: int) -> bool:
    """Whether a dash between two names stands for a bullet whose line break was lost. A list that begins with a bullet
    goes on with them; else only a name with the head of the one before it is no part of that one ("Sở A - Sở B")."""
    head = head_at(text, even, at)
    piece = even[start:at].strip(" -–+•;,\n")
    if OFFICE_OF_TWO.fullmatch(piece) and _COUNCILS.match(even, at):
        return False
    if _LISTED_BY_BULLETS.match(text) and not _is_its_parent(text, even, start, at):
        return head is not None or begins_group(text, at)
    before = head_at(text, even, start + len(even[start:]) - len(even[start:].lstrip()))
    return head is not None and before is not None and head.name == before.name and head.kind in _NEVER_A_PART


def _may_begin_a_line(text: str, at: int, piece: str) -> bool:
    """A capital, or "các ..." below a whole name."""
    return text[at : at + 1].isupper() or (begins_group(text, at) and len(piece.split()) > 1)


def _is_its_parent(text: str, even: str, start: int, at: int) -> bool:
    """ "- Chi cục Kiểm lâm - Sở Y": one unit and the department that it belongs to, and no list."""
    head = head_at(text, even, at)
    unit = head_at(text, even, start + len(even[start:]) - len(even[start:].lstrip(" -–+•*")))
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    dashes = len(_INNER_DASH.findall(line))
    return dashes == 1 and head is not None and head.kind in _NEVER_A_PART and unit is not None and unit.kind in _PARTS


# Marks count: "vận tải" ends a name, "tại" does not.
_OPEN_END = re.compile(r"(?:[-–(]|\b(?:và|các|thuộc|của|về|với|tại|va|cac|thuoc|cua|voi))$", re.IGNORECASE)
_BARE_HEAD = re.compile(
    r"van phong|vp|ban|so|bo|phong|trung tam|bao|dai|hoi|thuong truc|lanh dao|chu tich|giam doc|lien hiep|dang uy|"
    r"ban quan ly|bql|bo (?:chi huy|tu lenh)(?: vung \d+)?"
)
_PARTY_BODY = re.compile(r"uy ban kiem tra|ban (?:tuyen giao|dan van|to chuc|noi chinh|kiem tra|xay dung)\b.{0,20}")
_ITS_COMMITTEE = re.compile(r"(?:tinh|thanh|dang|huyen|quan|thi) uy\b")


def _unfinished(piece: str, even: str, after: int) -> bool:
    """A line that breaks inside a name: "Văn phòng" | "UBND tỉnh", "Ban Tuyên giáo" | "Tỉnh ủy"."""
    bare = flat(piece)
    bare = bare[match.end() :] if (match := _BULLETS.match(bare)) else bare
    if _PARTY_BODY.fullmatch(bare) and _ITS_COMMITTEE.match(even, after):
        return True
    return bool(_BARE_HEAD.fullmatch(bare) or _OPEN_END.search(piece))


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
