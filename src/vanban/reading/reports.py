"""Duties to report: what, by when, by whom, to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast, get_args

from vanban.plan import Recurrence, ReportingDuty
from vanban.text import flat

from .deadlines import DueDate, find_due_dates
from .flow import Line
from .outline import Node
from .phrases import spans_of
from .words import normal

REPORT = re.compile(r"\bbao cao\b")
# The report that is put together of others is not the duty of who sends.
ONLY_FORWARDED = re.compile(
    r"(?:\bde|\btong hop(?: chung)?|\bxem xet)[\s,]*(?:va\s+)?(?:tong hop[\s,]*)?(?:chung[\s,]*)?(?:tham muu\s*)?"
    r"(?:trinh[\s,]*)?bao cao\b"
)
TO = re.compile(
    r"\b(?:gui(?: bao cao)?(?: ket qua)?(?: van ban)?(?: ve| cho| den| qua| toi)?|thong qua|qua|ve)\s+"
    r"(?:co quan thuong truc\s*)?\(?\s*"
)
FOR = re.compile(
    r"\b(?:bao cao|trinh)\s+(?=(?:uy ban nhan dan|ubnd|chu tich|bo |thu tuong|tinh uy|thanh uy|ban chi dao|hdnd|"
    r"dang uy|huyen uy|so |ban |lanh dao |giam doc |thuong truc |van phong ))"
)
STOP = re.compile(
    r"\b(?:truoc|cham nhat|gui|ve so|ve uy ban|ve ubnd|dinh ky truoc|hoac dot xuat|va bao cao|thong qua|qua)\b|"
    r"\s*[:,;.()]"
)
ASKED = re.compile(
    r",?\s*\b(?:can cu|bao cao|xay dung|chu dong|dinh ky|to chuc|co trach nhiem|thuc hien|gui|trien khai|nghiem tuc|"
    r"tong hop)\b"
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])")
PERIODIC = re.compile(r"\b(?:dinh ky|hang (?:thang|quy|nam)|hang nam|6 thang|dot xuat|tong ket|so ket)\b")
OTHER_PAPER = re.compile(r"\b(?:ke hoach|danh sach|de xuat|dang ky|du toan|chuong trinh)\b")
PERIODS = re.compile(r"hang thang|hang quy|hang nam|6 thang|dinh ky")
ReportRecurrence = Literal["monthly", "quarterly", "semiannual", "annual", "periodic", "adhoc"]
RECURRENCES: dict[str, ReportRecurrence] = {
    "hang thang": "monthly",
    "hang quy": "quarterly",
    "hang nam": "annual",
    "6 thang": "semiannual",
}


def read_reports(root: Node, closing: list[Line], year: int | None) -> tuple[list[ReportingDuty], list[ReportingDuty]]:
    """(duties with a date, duties without one), in reading order."""
    dated: list[ReportingDuty] = []
    undated: list[ReportingDuty] = []
    for where, line in [*_lines(root), *(("closing", line) for line in closing)]:
        if "bao cao" not in line.plain:
            continue
        for duty in _duties(line, where, year):
            (dated if duty.due else undated).append(duty)
    return dated, undated


def _lines(root: Node) -> Iterator[tuple[str, Line]]:
    for node in [root, *root.walk()]:
        if node.line is not None:
            yield node.path, node.line
        for line in node.lines:
            yield node.path, line


def _duties(line: Line, where: str, year: int | None) -> Iterator[ReportingDuty]:
    start = 0
    for sentence in SENTENCE.split(line.text):
        at = line.text.index(sentence, start)
        start = at + len(sentence)
        yield from _of_sentence(line.part(at, start), line, where, year)


def _of_sentence(part: Line, line: Line, where: str, year: int | None) -> Iterator[ReportingDuty]:
    even = part.plain
    reports = [match.start() for match in REPORT.finditer(even)]
    forwarded = {match.end() - len("bao cao") for match in ONLY_FORWARDED.finditer(even)}
    own = [at for at in reports if at not in forwarded] or ([] if re.search(r"\bgui\b", even) else reports)
    if not own:
        return
    to, final = _to(part), _for(part)
    base = ReportingDuty(
        what="",
        text=normal(line.text),
        by=_by(part, own[0]),
        to=to or final,
        also_to=(final,) if to and final else (),
        for_whom=final,
        where=where,
        places=line.places,
    )
    dues = [due for due in find_due_dates(part.text, year=year) if _is_of_a_report(even, due)]
    for due in dues:
        text = normal(part.text[due.start : due.end])
        how = _recurrence(due.recurrence)
        yield replace(base, what=_what(part, own, due), due=due.date, due_text=text, recurrence=how)
    if base.to and PERIODIC.search(even) and ("dot xuat" in even or not dues):
        yield _undated(base, part, own[0], bool(dues))


def _is_of_a_report(even: str, due: DueDate) -> bool:
    """Not the day by which a plan or a list is due, in a clause of its own beside the one about the report."""
    end = even.find(";", due.end)
    clause = even[even.rfind(";", 0, due.start) + 1 : end if end >= 0 else len(even)]
    return "bao cao" in clause or not OTHER_PAPER.search(clause)


def _undated(base: ReportingDuty, part: Line, at: int, beside_dated: bool) -> ReportingDuty:
    """A duty without a day: on occasion, or as often as the words say."""
    if beside_dated:
        return replace(base, what="báo cáo đột xuất", recurrence="adhoc")
    said = PERIODS.search(part.plain)
    how: ReportRecurrence = RECURRENCES.get(said.group(), "periodic") if said else "adhoc"
    return replace(base, what=normal(part.text[at:].split(",")[0])[:120], recurrence=how)


def _recurrence(found: Recurrence | None) -> ReportRecurrence | None:
    return cast(ReportRecurrence, found) if found in get_args(ReportRecurrence) else None


def _what(part: Line, own: list[int], due: DueDate) -> str:
    """The words from the nearest "báo cáo" before the date, else after it."""
    before = [at for at in own if at < due.start]
    at = before[-1] if before else own[0]
    end = due.start if at < due.start else len(part.text)
    stop = STOP.search(part.plain, at + len("bao cao"), end)
    return normal(part.text[at : stop.start() if stop else end]).strip(" ,;.(")


NAME_ENDS = re.compile(
    r"[;.)]|\((?!\s*(?:so|bo|cong an|ubnd|uy ban|van phong|tinh|thuoc)\b)|"
    r"\b(?:de|truoc|tong hop|theo|cham nhat|xem xet|dinh ky|ket qua|tinh hinh|ve(?! nguoi)|khi)\b"
)


def _agency_after(part: Line, at: int) -> str:
    """The agency that is named at this offset, with a bracket that names its parent; a capital begins it."""
    ends = NAME_ENDS.search(part.plain, at)
    end = ends.start() if ends else len(part.text)
    if ends and ends.group() == ")" and "(" in part.text[at:end]:
        end += 1
    text = part.text[at:end]
    spans = spans_of(text)
    begins = text[:1].isupper() or (text.startswith("các ") and bool(spans) and spans[0].kind != "other")
    return spans[0].text if begins and spans and spans[0].start < 3 else ""


def _to(part: Line) -> str:
    """The office that the report is sent to; a bracket may name it beside the one that it is for."""
    found = [(match, name) for match in TO.finditer(part.plain) if (name := _agency_after(part, match.end()))]
    through = [name for match, name in found if "qua" in match.group().split()]
    return (through or [name for _, name in found] or [""])[0]


def _for(part: Line) -> str:
    found = [name for match in FOR.finditer(part.plain) if (name := _agency_after(part, match.end()))]
    return found[-1] if found else ""


def _by(part: Line, at: int) -> str:
    """Who reports: the agencies that the sentence begins with, or that it asks."""
    asked = re.search(r"(?:de nghi|yeu cau|giao)\s+", part.plain[:at])
    start = asked.end() if asked else 0
    verb = ASKED.search(flat(part.text[start:]))
    text = part.text[start : start + verb.start()] if verb else ""
    spans = spans_of(text)
    if not spans:
        spans = spans_of(re.split(r",", part.text[start:at])[-1])
        return spans[-1].text if spans and spans[-1].kind != "other" else ""
    named = [span for span in spans if span.kind != "other"]
    return normal(text[named[0].start : named[-1].end]) if named else ""
