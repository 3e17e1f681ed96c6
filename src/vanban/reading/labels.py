"""Labelled lines ("Cơ quan chủ trì: ...", "(Chủ trì: A; phối hợp: B)"): which field each part is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from vanban.text import flat

from .flow import Line
from .phrases import starts_with_agency, time_in
from .words import rules, squeeze

LONGEST_LABEL = 70
ASSIGNING = frozenset(("lead", "coordinating", "agencies", "roles"))
# Labels that need no colon: nothing else begins like this.
BARE = re.compile(
    r"(?P<label>(?:co quan|don vi) (?:chu tri|phoi hop)(?: thuc hien)?|thoi gian (?:thuc hien|hoan thanh))"
    r"(?:\s+[-–]\s+|\s+)(?=\S)"
)
EDGE = re.compile(r"[;.(\[]\s*|,\s+|^\s*|\s[-–+•]\s+|\n")
BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*[.;]?\s*$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """``field`` of labels.csv, the label as printed, and what it says."""

    field: str
    label: str
    value: Line


@lru_cache(maxsize=4096)
def label_field(text: str) -> str:
    """The field that a label names, "" for other words before a colon.

    >>> label_field("Đơn vị phối hợp thực hiện"), label_field("Thời gian hoàn thành"), label_field("Tuyên truyền")
    ('coordinating', 'time', '')
    """
    words = squeeze(text)
    return next((rule.name for rule in rules("labels") if rule.pattern.fullmatch(words)), "")


def read_labels(line: Line) -> tuple[Line, list[Labelled]]:
    """(the text before the first label, the labelled parts). Without labels the line itself and nothing.

    Behind other text on the same line only labels of agencies count, and what follows them: "Tổ chức tập huấn. Cơ quan
    chủ trì: Sở Y tế; thời gian: Quý I".
    """
    body = line.body
    bracket = _in_brackets(body)
    if bracket:
        return bracket
    found = _labels(body)
    while (
        found
        and body.text[: found[0][0]].strip()
        and (found[0][2] not in ASSIGNING or not _closed(body.text[: found[0][0]]))
    ):
        found.pop(0)
    if not found:
        return _bare(body)
    return body.part(0, found[0][0]), _cut(body, found)


def _closed(before: str) -> bool:
    """Text before a label must be over, or be nothing but an opening sign."""
    return (
        not before.strip(" (-–+•[")
        or before.rstrip(" (-–+•[").endswith((".", ";", ":", ","))
        or before.rstrip().endswith(("(", "["))
    )


def _labels(body: Line) -> list[tuple[int, int, str, str]]:
    """(start, end, field, label) of every label in the line."""
    found = []
    edges = [edge.end() for edge in EDGE.finditer(body.text)] if ":" in body.text else []
    for colon in re.finditer(r"\s*:", body.text):
        near = bisect_left(edges, colon.start() - LONGEST_LABEL), bisect_left(edges, colon.start())
        for start in edges[slice(*near)]:
            label = body.text[start : colon.start()]
            if field := label_field(label):
                found.append((start, colon.end(), field, label.strip()))
                break
    return found


def _cut(body: Line, found: list[tuple[int, int, str, str]]) -> list[Labelled]:
    ends = [start for start, *_ in found[1:]] + [len(body.text)]
    parts = []
    for (_, begin, field, label), end in zip(found, ends, strict=True):
        text = body.text[begin:end]
        kept = text.rstrip(" ;,-–+•(")
        if kept.endswith(")") and kept.count(")") > kept.count("("):
            kept = kept[:-1]
        lead = len(text) - len(text.lstrip())
        parts.append(Labelled(field, label, body.part(begin + min(lead, len(kept)), begin + len(kept))))
    return parts


def _bare(body: Line) -> tuple[Line, list[Labelled]]:
    match = BARE.match(flat(body.text))
    if match and body.text[match.end()].isupper():
        label = body.text[: match.end("label")]
        return body.part(0, 0), [Labelled(label_field(label), label, body.part(match.end()))]
    return body, []


def _in_brackets(body: Line) -> tuple[Line, list[Labelled]] | None:
    """Brackets at the end of a line that say who: "(Cơ quan chủ trì: A; phối hợp: B)", "(Sở Y tế chủ trì)"."""
    match = BRACKETS.search(body.text)
    if match is None:
        return None
    inside = body.part(match.start("inside"), match.end("inside"))
    found = _labels(inside)
    if found and any(field in ASSIGNING for _, _, field, _ in found):
        return body.part(0, match.start()), _cut(inside, found)
    words = flat(inside.text)
    if re.search(r"\b(?:chu tri|phu trach)\b", words) and len(inside.text) < 300:
        return body.part(0, match.start()), [Labelled("roles", "", inside)]
    return None


# "Giao Sở A chủ trì, phối hợp với Sở B tổ chức thực hiện, hoàn thành trước ngày 30/6." as a line of its own.
ASSIGNMENT = re.compile(
    r"(?:(?:giao|phan cong|de nghi|yeu cau)\s+(?:cho\s+)?)?"
    r"(?P<who>(?P<lead>[^.;:]{3,200}?)\s+(?:la (?:co quan|don vi) )?(?:chu tri|phu trach|lam dau moi)(?:\s+thuc hien)?"
    r"(?:\s*,?\s*phoi hop\s+(?:chat che\s+)?(?:voi|cung)\s+(?P<others>[^.;:]{3,400}?))?)"
    r"(?:\s*,?\s+(?:to chuc|trien khai|de|cung)*\s*(?:thuc hien|trien khai|tham muu thuc hien))?"
    r"(?:\s*[,;]?\s+(?P<when>(?:(?:va )?hoan thanh|xong|dinh ky|hang (?:thang|quy|nam)|truoc|cham nhat|"
    r"trong (?:thang|quy|nam))\b[^.;:]{3,80}?))?"
    r"\s*(?:[.;](?!\.)|$)"
)
# Verbs that say more than who does it. Marks and small letters count: "Sở Xây dựng", "các tổ chức" are names.
VERBS = re.compile(
    r"(?<!các )(?<!Các )\b(?:tham mưu|thực hiện|hướng dẫn|kiểm tra|theo dõi|xây dựng|triển khai|đôn đốc|bảo đảm|"
    r"đảm bảo|tổ chức|đăng tải|tuyên truyền|cung cấp|rà soát|hoàn thiện|tiếp tục|đẩy mạnh|tăng cường|thường xuyên|"
    r"nghiên cứu|trình|ban hành|duy trì|phổ biến|vận động|thẩm định|tổng hợp)\b"
)


def read_assignment(line: Line) -> list[Labelled]:
    """The roles that a sentence of assignment gives, its time, and the labels behind it; nothing where it says more."""
    body = line.body
    match = ASSIGNMENT.match(body.plain)
    if match is None:
        return []
    lead = body.text[slice(*match.span("lead"))]
    if not starts_with_agency(lead) and not (match.start("lead") and lead[0].isupper()):
        return []  # behind "Giao" an unknown name is an agency too
    if any(VERBS.search(body.text[slice(*match.span(name))]) for name in ("lead", "others") if match[name]):
        return []
    found = [Labelled("roles", "", body.part(match.start("who"), match.end("who")))]
    if match["when"] and time_in(body.text[slice(*match.span("when"))], None).kind != "none":
        found.append(Labelled("time", "", body.part(*match.span("when"))))
    return [*found, *(labelled for labelled in read_labels(body.part(match.end()))[1])]
