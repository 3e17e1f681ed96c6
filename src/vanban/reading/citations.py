"""Documents that a text names: type, number, date, issuer and subject, in every printed shape of a number.

State documents carry number/type-issuer ("72/2015/NĐ-CP", letters issuer-unit: "12/UBND-VX", Nghị định 30/2020/NĐ-CP,
annex III), Party documents number-type/issuer ("16-KL/TW", Hướng dẫn 36-HD/VPTW). Offices and OCR add spaces, dots and
line breaks: "101 /KH-UBND", "số... 104.../KH-UBND", "41/KH - UBND", "200/NV-LS- NVNONN".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from vanban.tables import rows
from vanban.text import LOOK_ALIKES, flat

from .days import FULL_DAY, full_day
from .issuers import issuer_end


@dataclass(frozen=True, slots=True)
class CitationMatch:
    """``start`` and ``end`` cover type to issuer; ``number`` is "" for a law that is cited by name."""

    type: str
    number: str
    date: date | None
    issuer: str
    subject: str
    start: int
    end: int


_LOOK_ALIKES = {ord(seen): meant for seen, meant in LOOK_ALIKES.items()}
_LETTER = "A-Za-zĐđƯưƠơÔôÂâĂăÊê"
_CAPITAL = "A-ZĐƯƠÔÂĂÊ"
_END = rf"(?![{_LETTER}\w])"
# Two capitals at least, so that "5/Nam" is none; "TTr", "SNgV", "QH15", "SKH&ĐT" are.
_WORD = rf"(?=[^\s/\-–.]*[{_CAPITAL}][^\s/\-–.]*[{_CAPITAL}])[{_CAPITAL}][{_LETTER}&]*\d{{0,3}}"
_FIRST = rf"(?:L(?=-CTN)|{_WORD}{_END})"
_NEXT = rf"(?:{_WORD}|[{_CAPITAL}]\d{{0,2}}){_END}"
# The first hyphen may stand between spaces ("KH - UBND"), later ones only before one ("LS- NVNONN").
_MORE = rf"(?:\s?[-–]\s*{_NEXT})?(?:(?:[-–]\s*|\.){_NEXT})*"
_BEFORE = r"(?<![\w/.,\-–&])"
_STATE = (
    rf"{_BEFORE}(?P<no>\d{{1,5}}[A-Za-zĐđ]?)[\s.…_]*/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?(?P<code>{_FIRST}{_MORE})"
)
_PARTY = rf"{_BEFORE}(?P<pno>\d{{1,5}}[A-Za-zĐđ]?)\s*[-–]\s*(?P<pcode>{_FIRST}\s*/\s*{_FIRST}(?:[-–.]\s*{_NEXT})*)"
NUMBER = re.compile(rf"{_PARTY}|{_STATE}")
_BLANK_DATE = re.compile(r"[\s,(]*ngay[\s.…_]*\d{0,2}[\s.…_]*(?:thang|/)[\s.…_\d]*(?:nam|/)[\s.…_]*(?:\d{4})?")
_OF = re.compile(r"[\s,]*cua\s+|\s+(?=(?:chinh phu|thu tuong chinh phu|bo chinh tri|ban bi thu|quoc hoi)\b)")
# "Mẫu số 01/BC-TTĐN" numbers a form, no document.
_FORM = re.compile(r"\b(?:mau|bieu|phu luc|phieu)(?: bieu)?\s*(?:so)?[\s:.]*$")
_CALLED = re.compile(r"\bso[\s:.…]*$")
_DATED = re.compile(r"\s+ngay\s*\d")
_OF_YEAR = re.compile(r"nam\s*\d{4}")
_DATE_LEAD = re.compile(r"[\s,(]*(?:ky\s+|ban hanh\s+|de\s+)*(?:ngay\s*)?")
_ABOUT = re.compile(r"[\s,]*(?:ve viec|ve|v/v)\b\s*:?\s*")
# The preamble goes on after the last basis: "..., Ủy ban nhân dân tỉnh ban hành Kế hoạch ...".
_SUBJECT_END = re.compile(
    r",\s+(?=(?:uy ban nhan dan|ubnd|so|bo|tinh uy|ban)\b[^,;]{0,80}\b(?:ban hanh|xay dung|trien khai)\b)|"
    r"[;\n]|\.(?:\s|$|/)|(?:,|\bva)\s*(?:cac\s*)?$"
)


@cache
def _types() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    by_name = {flat(row["name"]): row["name"] for row in rows("document_types")}
    by_code = {row["code"]: row["name"] for row in rows("document_types") if row["code"]}
    names = "|".join(re.escape(n) for n in sorted(by_name, key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\b"), by_name, by_code


def find_citations(text: str) -> tuple[CitationMatch, ...]:
    """Every document that ``text`` names, in order.

    >>> [found] = find_citations("Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý;")
    >>> found.type, found.number, found.date, found.issuer, found.subject
    ('Nghị định', '72/2015/NĐ-CP', datetime.date(2015, 9, 7), 'Chính phủ', 'quản lý')
    >>> find_citations("Ngày 12/10/2026, tỷ số 5/7, gọi 24/7")
    ()
    """
    plain = text.translate(_LOOK_ALIKES)
    even = flat(plain)
    found: list[CitationMatch] = []
    for match in NUMBER.finditer(plain):
        if _is_number(match, even) and not _FORM.search(even, max(0, match.start() - 40), match.start()):
            found.append(_whole(plain, even, match, found[-1] if found else None))
    found = _with_subjects(plain, even, sorted([*found, *_laws_by_name(plain, even, found)], key=lambda c: c.start))
    return tuple(_share_issuers(plain, even, found))


def _is_number(match: re.Match[str], even: str) -> bool:
    """A single word after the slash ("31/VHTT") counts only with a year, as a law, after "số", or before its date."""
    if match["pno"] or match["year"] or re.search(r"[-–.]", match["code"]) or match["code"].startswith("QH"):
        return True
    named = _CALLED.search(even, max(0, match.start() - 20), match.start())
    known = match["code"] in _types()[2] or len(re.findall(r"[A-ZĐ]", match["code"])) >= 3
    return known and bool(named or _DATED.match(even, match.end()))


def printed_number(match: re.Match[str]) -> str:
    """Without spaces, dots of a filled-in form, and with plain hyphens."""
    if match["pno"]:
        number = f"{match['pno']}-{match['pcode']}"
    else:
        number = "/".join(filter(None, (match["no"], match["year"], match["code"])))
    return re.sub(r"\s+", "", number).replace("–", "-")


def _whole(text: str, even: str, match: re.Match[str], before: CitationMatch | None) -> CitationMatch:
    start, kind = _type_before(text, even, match, before)
    end, day, issuer = _after(text, even, match.end())
    # "các Quyết định của Thủ tướng Chính phủ số: 12/QĐ-TTg"
    if not issuer and (of := re.search(r"\bcua\s+", even[start : match.start()])):
        issuer = " ".join(text[start + of.end() : min(issuer_end(text, start + of.end()), match.start())].split())
        issuer = re.sub(r"\s*số$", "", issuer)
    return CitationMatch(kind, printed_number(match), day, issuer, "", start, end)


def _type_before(text: str, even: str, match: re.Match[str], before: CitationMatch | None) -> tuple[int, str]:
    pattern, by_name, by_code = _types()
    floor = max(match.start() - 160, before.end if before else 0, even.rfind(";", 0, match.start()) + 1, 0)
    for word in reversed(list(pattern.finditer(even, floor, match.start()))):
        gap = even[word.end() : match.start()]
        direct = re.fullmatch(r"\s*(?:so)?[\s:.…]*", gap)
        named = text[word.start()].isupper() and re.search(r"\bso[\s:.…]*$", gap) and ". " not in gap
        if direct or named:
            return word.start(), by_name[word.group()]
    number_start = match.start()
    if lead := re.search(r"\bso[\s:.…]*$", even[floor : match.start()]):
        number_start = floor + lead.start()
    own = _type_by_code(match, by_code)
    listed = before and re.fullmatch(r"[\s,;]*(?:va|hoac)?\s*(?:so)?[\s:.…]*", even[before.end : match.start()])
    if before and listed and (before.type == "Văn bản" or own == "Công văn"):
        return number_start, before.type
    return number_start, own


def _type_by_code(match: re.Match[str], by_code: dict[str, str]) -> str:
    code = re.split(r"[-–./\s]", match["pcode"] or match["code"])[0]
    return by_code.get(code) or by_code.get(code.rstrip("0123456789")) or "Công văn"


def _after(text: str, even: str, at: int) -> tuple[int, date | None, str]:
    """Date and issuer after a number, in either order: (end, date, issuer)."""
    day: date | None = None
    issuer = ""
    for _ in range(2):
        lead = _DATE_LEAD.match(even, at)
        found = FULL_DAY.match(even, lead.end()) if lead else None
        if found and day is None:
            at, day = found.end(), full_day(found)
            at += even[at : at + 1] == ")"
        elif blank := _BLANK_DATE.match(even, at):
            at = blank.end()
        if not issuer and (of := _OF.match(even, at)):
            end = issuer_end(text, of.end())
            if end > of.end():
                at, issuer = end, text[of.end() : end]
    return at, day, " ".join(issuer.split())


_LAW = re.compile(
    r"(?P<type>Luật|Bộ luật|Bộ Luật|Pháp lệnh|Hiến pháp)\s+(?P<name>(?:[A-ZĐƯÔÂĂÊ]|sửa đổi)[^;.()\d\n]{2,200}?)?"
    r"\s*(?=ngày\s*\d|năm\s*\d{4}|;)"
)


def _laws_by_name(text: str, even: str, known: list[CitationMatch]) -> Iterator[CitationMatch]:
    """ "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025": laws may be cited without a number."""
    for match in _LAW.finditer(text):
        cited = even[max(0, match.start() - 12) : match.start()].rstrip().endswith(("can cu", "theo"))
        if any(c.start < match.end() and match.start() < c.end for c in known):
            continue
        end, day, issuer = _after(text, even, match.end())
        year = _OF_YEAR.match(even, match.end())
        if day or year or cited:
            end = year.end() if year else end
            name = " ".join((match["name"] or "").split()).strip(" ,")
            yield CitationMatch(match["type"].capitalize(), "", day, issuer, name, match.start(), end)


def _with_subjects(text: str, even: str, found: list[CitationMatch]) -> list[CitationMatch]:
    """The words after the issuer up to the end of the clause or the next document."""
    out = []
    for one, following in zip(found, [*found[1:], None], strict=False):
        stop = following.start if following else len(text)
        tail = even[one.end : stop]
        about = _ABOUT.match(tail)
        starts = about.end() if about else len(tail) - len(tail.lstrip())
        ends = _SUBJECT_END.search(tail, starts)
        subject = text[one.end + starts : one.end + (ends.start() if ends else len(tail))]
        spoken = about or (one.issuer and re.match(r"\s+[a-z]", tail) and not re.match(r"\s+va\b", tail))
        said = " ".join(subject.split()).strip(' ,:"“”') if spoken and one.number else one.subject
        out.append(replace(one, subject=said))
    return out


def _share_issuers(text: str, even: str, found: list[CitationMatch]) -> list[CitationMatch]:
    """In "các Quyết định số 12/QĐ-TTg ngày ..., số 15/QĐ-TTg ngày ... của Thủ tướng" both are the Prime Minister's."""
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        listed = re.fullmatch(r"[\s,]*(?:va)?\s*", even[one.end : following.start])
        if not one.issuer and one.type == following.type and listed:
            found[at] = replace(one, issuer=following.issuer)
    return found


_PLACE = r"(?P<place>(?:quan|phuong|xa|thi tran) \d{1,2}(?: [^\n,;:\d]{2,40})?|[^\n,;:\d]{2,60})"
_DATE_LINE = re.compile(rf"{_PLACE}[,.]?\s*ngay(?P<rest>[\s.…_\d]*thang[\s.…_\d]*nam[\s.…_]*\d{{0,4}})")
_SHORT_DATE_LINE = re.compile(rf"\s*{_PLACE},\s*ngay(?P<rest>\s*\d{{1,2}}/\d{{1,2}}/\d{{4}})\s*")
_NUMBERS = re.compile(r"\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")


def read_date_line(text: str) -> tuple[str, date | None] | None:
    """Place and date of a date line (Nghị định 30/2020/NĐ-CP, annex I, 4); the date is None where blanks are left.

    >>> read_date_line("Hà Nội, ngày 23 tháng 3 năm 2023")
    ('Hà Nội', datetime.date(2023, 3, 23))
    >>> read_date_line("Tuyên Quang, ngày … tháng 02 năm 2022")
    ('Tuyên Quang', None)
    """
    even = flat(text)
    short = _SHORT_DATE_LINE.fullmatch(even)
    match = short or _DATE_LINE.search(even)
    if match is None:
        return None
    place = text[match.start("place") : match.end("place")].strip(" ,.")
    whole = short or _NUMBERS.match(match["rest"])
    numbers = FULL_DAY.search(even, match.start("rest")) if whole else None
    return place, full_day(numbers) if numbers else None
