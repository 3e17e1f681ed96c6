"""The first page: number, place and date, issuing body with its parent, type, subject, year; and the signer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import takewhile

from vanban.messages import message
from vanban.plan import Citation, Found, Header, Text
from vanban.tables import rows
from vanban.text import flat

from .agencies import AgencySpan
from .citations import find_citations, read_date_line
from .flow import Line
from .joins import OPEN_END
from .parts import Act, is_title, title_shape
from .period import read_period
from .phrases import spans_of, starts_with_agency
from .signature import read_signer
from .words import normal, pattern

# "Số: 41/KH - UBND", "Số 123-KH/TU", "Số: ... /KH-UBND"; OCR writes Só, Sô, and l or O for digits.
NUMBER_LINE = re.compile(
    r"\s*[(\[]?\s*s[o0]\s*[:.;]?\s*(?P<number>[\dlIOo.…_ ]*?)\s*(?P<sign>[/-])\s*"
    r"(?P<year>(?:19|20)\d\d\s*/\s*)?(?P<symbol>\S.*)"
)
SYMBOL = re.compile(r"[A-ZĐ][\w&]*(?:\s?[-–/.]\s?[A-ZĐ][\w&]*)*")
RULE = re.compile(r"[\s\-–—_=*.]*")
PROMULGATES = re.compile(
    r"\s+(?:xay dung va ban hanh|xay dung, ban hanh|ban hanh|xay dung|trien khai(?: thuc hien)?|"
    r"to chuc(?: trien khai| thuc hien)*|de ra|lap|thong nhat ban hanh)"
    r"\s+(?:noi dung\s+)?(?:ke hoach|chuong trinh|phuong an|de an)"
)
PROMULGATED_ENDS = re.compile(r"\s*(?:[;:(]|,?\s*\b(?:cu the|gom|bao gom|voi cac|voi nhung|voi noi dung|nhu sau)\b)")
GUIDES = re.compile(r"\b(?:huong dan|ve viec|viec|de)$")
WHOSE = re.compile(
    r"\s+cua\s+(?:chinh phu|thu tuong chinh phu|uy ban nhan dan|ubnd|ban chi dao|ban thuong vu|tinh uy|thanh uy|"
    r"dang uy|so|bo)\b.{0,80}"
)
LONGEST_SUBJECT_LINE = 400


def read_header(act: Act, decision: Act | None) -> Header:
    """Everything that letterhead, title, preamble and captions say of the plan itself."""
    first = decision or act
    letterhead, rest = _letterhead(first.head)
    number = next((found for line in letterhead if (found := number_of(line))), None)
    place, issued = _date_line(letterhead)
    captioned = captions_of(act)
    own = [citation for citation in captioned if citation.number and citation.type in ("Kế hoạch", "Quyết định", "")]
    from_caption = number is None and bool(own)
    title, subject = _title(act.head if decision else rest)
    title = title or _type_of(number)
    authority, parent = _authority(letterhead, [*first.head, *act.head])
    header = Header(
        number=number or (_caption_number(own[0]) if own else None),
        number_from="header" if number else "annex_caption" if from_caption else None,
        number_variants=_variants(number, own),
        place=place,
        date=issued or next((_caption_date(c) for c in own if c.date), None),
        issuing_authority=authority,
        parent_authority=parent,
        type=title,
        subject=subject or _promulgated([*first.head, *act.head]),
        signer=read_signer([*act.tail, *(decision.tail if decision else [])]),
        promulgated_by=_promulgation(decision, number, issued, authority),
    )
    year, period = read_period(header, act, [line for a in act.annexes for line in a.lines])
    return replace(header, year=year, period=period)


def _letterhead(head: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines above the title and the rest. A copied page may have lost the title: then the subject follows on the
    lines of number and date."""
    at = next((n for n, line in enumerate(head) if is_title(line)), None)
    if at is None:
        dated = [n for n, line in enumerate(head) if NUMBER_LINE.match(line.plain) or read_date_line(line.text)]
        at = dated[-1] + 1 if dated else None
    return (head, []) if at is None else (head[:at], head[at:])


def number_of(line: Line) -> Text | None:
    """The document's own number in a line "Số: ...", None where the digits are still missing.

    Spaces and dots of a filled-in form are dropped: "41/KH - UBND" is 41/KH-UBND.
    """
    match = NUMBER_LINE.match(flat(line.text))
    if match is None:
        return None
    digits = re.sub(r"[^\dlIOo]", "", line.text[match.start("number") : match.end("number")])
    digits = digits.translate(str.maketrans("lIOo", "1100"))
    symbol = SYMBOL.match(line.text, match.start("symbol"))
    if not digits or symbol is None:
        return None
    value = digits + match["sign"] + re.sub(r"\s", "", (match["year"] or "") + symbol.group()).replace("–", "-")
    start = match.start("number")
    return Found(value, line.span(start, symbol.end()), message("number_line"))


def _date_line(letterhead: list[Line]) -> tuple[Text | None, Found[date] | None]:
    for line in letterhead:
        if found := read_date_line(line.text):
            place, day = found
            place = _without_left_column(place)
            start = max(line.text.find(place), 0)
            where = line.found(start, start + len(place), message("date_line"))
            rest = line.span(start + len(place), len(line.text))
            return where, Found(day, rest, message("date_line")) if day else None
    return None, None


def _without_left_column(place: str) -> str:
    """What stands in front of the place where the two columns of a letterhead were copied as one line.

    >>> _without_left_column("12/KH-UBND Núi Thành"), _without_left_column("Tự do - Hạnh phúc Núi Thành")
    ('Núi Thành', 'Núi Thành')
    >>> _without_left_column("ĐẢNG ỦY XÃ NÚI THÀNH Núi Thành"), _without_left_column("TP Hồ Chí Minh")
    ('Núi Thành', 'TP Hồ Chí Minh')
    """
    words = re.sub(r".*/\s?\S+(?:\s*[-–]\s*\S+)?\s+|.*hạnh phúc[\s*.]*", "", place, flags=re.IGNORECASE).split()
    last = next((n for n in reversed(range(1, len(words))) if len(words[n - 1]) > 2 and words[n - 1].isupper()), 0)
    return " ".join(words[last:]) or place


def captions_of(act: Act) -> list[Citation]:
    """The documents that annex captions name: "(Kèm theo Kế hoạch số ... ngày ... của ...)"."""
    found = []
    for lines in [act.head, *(annex.lines for annex in act.annexes)]:
        for number, line in enumerate(lines):
            if not pattern("words_layout", "caption").match(line.plain.lstrip("*_ ")):
                continue
            whole = " ".join(other.text for other in lines[number : number + 3])
            for match in find_citations(whole)[:1]:
                places = line.span(match.start, min(match.end, len(line.text)))
                found.append(
                    Citation(
                        match.number,
                        match.type,
                        match.date,
                        match.issuer,
                        "",
                        whole[match.start : match.end],
                        places,
                    )
                )
    return found


def _caption_number(citation: Citation) -> Text:
    return Found(citation.number, citation.places, message("annex_caption"))


def _caption_date(citation: Citation) -> Found[date] | None:
    return Found(citation.date, citation.places, message("annex_caption")) if citation.date else None


def _variants(number: Text | None, own: list[Citation]) -> tuple[Text, ...]:
    others = {c.number: c for c in own if number and c.number != number.value and c.type == "Kế hoạch"}
    return tuple(_caption_number(citation) for citation in others.values())


def _title(head: list[Line]) -> tuple[Text | None, Text | None]:
    """Type and subject. The line under the type is the subject, whatever it begins with; more lines may follow."""
    at = next((n for n, line in enumerate(head) if is_title(line)), None)
    match = title_shape().match(head[at].text) if at is not None else None
    if at is None or match is None:
        return None, _untitled(head)
    line = head[at]
    kind = Found(match.group().capitalize(), line.span(0, match.end()), message("type_line"))
    # "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ" names whose it is, and the subject begins on the next line.
    whose = WHOSE.fullmatch(line.plain[match.end() :]) and at + 1 < len(head)
    parts = [line.part(match.end())] if line.text[match.end() :].strip(" :-–") and not whose else []
    for other in head[at + 1 :]:
        if RULE.fullmatch(other.text):
            continue
        caption = pattern("words_layout", "caption").match(other.plain)
        if caption or (parts and (_names_authority(parts[-1], other) or not _goes_on(parts[-1], other))):
            break
        parts.append(other)
    text = normal(" ".join(part.text for part in parts)).strip(" :*_")
    return kind, None if not text else Found(
        text, tuple(place for part in parts for place in part.places), message("subject_line")
    )


def _names_authority(above: Line, line: Line) -> bool:
    """Capitals between the subject of a decision and its legal bases: who decides."""
    if not line.upper or OPEN_END.search(above.text.lower()):
        return False
    spans = spans_of(line.text)
    alone = len(spans) == 1 and spans[0].kind == "agency" and spans[0].end == len(line.text.rstrip())
    return alone and starts_with_agency(line.text)


def _untitled(head: list[Line]) -> Text | None:
    """The subject without a type above it: the capitals on top."""
    lines = list(takewhile(lambda line: line.upper and not pattern("words_layout", "caption").match(line.plain), head))
    text = normal(" ".join(line.text for line in lines))
    places = tuple(place for line in lines for place in line.places)
    return Found(text, places, message("subject_line")) if text else None


def _type_of(number: Text | None) -> Text | None:
    """The type that the symbol of the number names: "12/KH-UBND" is a Kế hoạch."""
    words = re.findall(r"[^\W\d_]+", number.value) if number else []
    name = next((row["name"] for row in rows("document_types") if row["code"] and row["code"] in words[:1]), "")
    return Found(name, number.places, message("number_line")) if number and name else None


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line is still part of the subject above it."""
    if len(line.text) > LONGEST_SUBJECT_LINE or line.text.rstrip().endswith((";", ":", ".", ",")) or line.marker:
        return False
    if pattern("words_layout", "basis").match(line.plain) and not (line.paragraph.bold and above.paragraph.bold):
        return False
    if above.paragraph.bold != line.paragraph.bold:
        return False
    alike = line.paragraph.bold or line.paragraph.align == "center" == above.paragraph.align
    return alike or line.text[:1].islower() or line.upper


def _authority(letterhead: list[Line], head: list[Line]) -> tuple[Text | None, Text | None]:
    """The issuing body as the preamble names it, else as the letterhead does; and the body above it."""
    names = _letterhead_names(letterhead)
    parent = names[-2] if len(names) > 1 else None
    return _in_preamble(head) or (names[-1] if names else None), parent


def _letterhead_names(letterhead: list[Line]) -> list[Text]:
    """Names in the left column, one for each line that begins one: "UBND TỈNH ..." | "SỞ ..."."""
    groups: list[list[Line]] = []
    for whole in letterhead:
        beside = pattern("words_layout", "motto_beside").search(whole.plain)
        line = whole.part(0, beside.start()) if beside else whole
        foreign = any(pattern("words_layout", name).match(line.plain) for name in ("motto", "draft", "stamp"))
        if (
            foreign
            or NUMBER_LINE.match(line.plain)
            or read_date_line(line.text)
            or not line.upper
            or RULE.fullmatch(line.text)
        ):
            continue
        spans = spans_of(line.text)
        starts = bool(spans) and spans[0].kind != "other" and spans[0].start == 0
        if not groups or (starts and spans[0].text and not _is_tail(line)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [
        Found(
            normal(" ".join(line.text for line in group)),
            tuple(p for line in group for p in line.places),
            message("letterhead"),
        )
        for group in groups
    ]


def _is_tail(line: Line) -> bool:
    return bool(re.match(r"(?:tinh|thanh pho|tp|quan|huyen|thi xa|xa|phuong|dac khu)\b", line.plain))


def _in_preamble(head: list[Line]) -> Text | None:
    for line in reversed(head):
        for match in reversed(list(PROMULGATES.finditer(line.plain))):
            spans = spans_of(line.text[: match.start()])
            named = bool(spans) and spans[-1].kind == "agency" and starts_with_agency(spans[-1].text)
            if named and match.start() - spans[-1].end < 3 and not GUIDES.search(line.plain[: match.start()]):
                return line.found(_first_of_joint(line, spans).start, spans[-1].end, message("preamble_issuer"))
    return None


def _promulgated(head: list[Line]) -> Text | None:
    """The subject as the preamble says it, where a copied page lost the title: "ban hành Kế hoạch ... như sau"."""
    for line in reversed(head):
        if match := PROMULGATES.search(line.plain):
            end = PROMULGATED_ENDS.search(line.plain, match.end())
            subject = line.found(match.end(), end.start() if end else None, message("preamble_subject"))
            return subject if subject.value else None
    return None


def _first_of_joint(line: Line, spans: tuple[AgencySpan, ...]) -> AgencySpan:
    """The first of several bodies that issue a plan together: "Sở A, Sở B và Sở C"."""
    first = len(spans) - 1
    while first and spans[first - 1].kind == "agency":
        between = line.plain[spans[first - 1].end : spans[first].start].strip()
        if between != "va" and not (between == "," and first < len(spans) - 1):
            break
        first -= 1
    return spans[first]


def _promulgation(
    decision: Act | None, number: Text | None, issued: Found[date] | None, issuer: Text | None
) -> Citation | None:
    if decision is None:
        return None
    kind = next((line for line in decision.head if is_title(line)), None)
    match = title_shape().match(kind.text) if kind else None
    return Citation(
        number.value if number else "",
        match.group().capitalize() if match else "",
        issued.value if issued else None,
        issuer.value if issuer else "",
        text=normal(kind.text) if kind else "",
        places=kind.places if kind else (),
    )
