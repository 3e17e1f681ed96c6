"""Days by which reports are due, in running text: "báo cáo 6 tháng trước ngày 20/6 và báo cáo năm trước ngày 20/11"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from vanban.plan import Recurrence
from vanban.text import flat

from .citations import find_citations
from .days import day
from .recurrences import find_repeat


@dataclass(frozen=True, slots=True)
class DueDate:
    """``date`` is None where the words name a day of every month or quarter ("trước ngày 25 hằng tháng")."""

    date: date | None
    recurrence: Recurrence | None
    start: int
    end: int
    exclusive: bool


_WORDS = (
    r"(?P<words>\b(?:truoc|cham nhat|muon nhat|tre nhat|han chot|han cuoi|thoi han(?: gui)?|khong muon hon|"
    r"hoan thanh|xong)"
    r"(?:\s*(?:la|vao|truoc|trong|den|het|:|ngay lam viec|ngay|mung|luc|\d{1,2}\s*(?:h|g|gio)\s*(?:\d{2})?\b))*\s*)"
)
# "ngày 10 tháng cuối quý", "ngày 25 hằng tháng": a day of every quarter or month.
_LOOSE = (
    r"(?:hang thang|hang quy|moi thang|moi quy|thang cuoi(?: cua)?(?: moi)? quy|thang dau quy(?: sau)?|thang cuoi ky|"
    r"thang thu ba(?: cua)?(?: moi)? quy|thang sau|thang tiep theo|thang lien ke|cuoi quy|thang cuoi cung cua quy)"
)
_DAY = (
    r"(?P<day>\d{1,2})(?:\s*[/.\-]\s*(?P<m1>\d{1,2})(?:\s*[/.\-]\s*(?P<y1>20\d\d))?|"
    r"[\s,]*thang\s*(?P<m2>\d{1,2})(?:[\s,/]*nam\s*(?P<y2>20\d\d)|\s*/\s*(?P<y3>20\d\d))?|"
    rf"(?P<loose>\s*(?:cua\s*)?{_LOOSE}))(?![\d/])"
)
_TAIL = r"(?P<tail>\s*(?:(?:hang|moi) nam|cua nam sau|nam (?:sau|tiep theo|ke tiep|lien ke)|cua nam|nam bao cao))?"
_FIRST = re.compile(_WORDS + _DAY + _TAIL)
_NEXT = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|;|va|&)\s*(?P<said>(?:(?:truoc|ngay)\s*)*)" + _DAY + _TAIL)
_YEARLY = re.compile(
    r"\b(?:hang|moi) nam\b|\bbao cao (?:tong ket )?(?:ca )?nam\b|\btong ket (?:ca )?nam\b|\bca nam\b|"
    r"\bnam\b[^.;]{0,12}$"
)
_HALF_YEARLY = re.compile(r"\b(?:6|06|sau) thang\b|\bgiua nam\b|\bso ket\b")


def find_due_dates(text: str, *, year: int | None) -> tuple[DueDate, ...]:
    """Every day by which something is due, with how often it returns.

    >>> text = "báo cáo 6 tháng trước ngày 20/6 và báo cáo năm trước ngày 20/11"
    >>> [(due.date.isoformat(), due.recurrence) for due in find_due_dates(text, year=2023)]
    [('2023-06-20', 'semiannual'), ('2023-11-20', 'annual')]
    >>> find_due_dates("gửi trước ngày 25 hằng tháng", year=2026)[0].recurrence
    'monthly'
    """
    even = flat(text)
    cited = [(c.start, c.end) for c in find_citations(text)]
    found: list[DueDate] = []
    at = 0
    while match := _FIRST.search(even, at):
        said = at
        at = match.end()
        if any(start < match.end() and match.start() < end for start, end in cited):
            continue
        exclusive = "truoc" in match["words"]
        context = re.split(r"[.;\n]\s", even[said : match.start()])[-1]
        found += _due(match, even, context, year, exclusive)
        while following := _NEXT.match(even, at):
            more = _due(following, even, even[at : following.start("day")], year, exclusive)
            # "trước ngày 15/6 và ngày 15/12 hằng năm": what is said of the last holds for both.
            if more and found and found[-1].recurrence is None:
                found[-1] = replace(found[-1], recurrence=more[0].recurrence)
            found += more
            at = following.end()
    return tuple(found)


def _due(match: re.Match[str], even: str, context: str, year: int | None, exclusive: bool) -> list[DueDate]:
    start = match.start("words") if "words" in match.re.groupindex else match.start("said")
    recurrence = _recurrence(match, even, context)
    if match["loose"]:
        return [DueDate(None, recurrence, start, match.end(), exclusive)]
    month, own = match["m1"] or match["m2"], match["y1"] or match["y2"] or match["y3"]
    its_year = int(own) if own else year
    if its_year and not own and re.search(r"nam (?:sau|tiep theo|ke tiep|lien ke)", match["tail"] or ""):
        its_year += 1
    due = day(its_year, int(month), int(match["day"])) if its_year else None
    return [DueDate(due, recurrence, start, match.end(), exclusive)] if due or its_year is None else []


def _recurrence(match: re.Match[str], even: str, context: str) -> Recurrence | None:
    if match["loose"]:
        return "quarterly" if "quy" in match["loose"] or "quy" in context[-40:] else "monthly"
    if re.search(r"(?:hang|moi) nam", match["tail"] or ""):
        return "annual"
    bracket = re.match(r"\s*\(([^()]{0,60})\)", even[match.end() :])
    for said in filter(None, (bracket[1] if bracket else "", context)):
        last = max(((m.start(), kind) for pattern, kind in _TERMS for m in pattern.finditer(said)), default=None)
        if last:
            return last[1]
    repeat = find_repeat(context)
    return repeat.every if repeat else None


_TERMS: tuple[tuple[re.Pattern[str], Recurrence], ...] = (
    (_HALF_YEARLY, "semiannual"),
    (_YEARLY, "annual"),
    (re.compile(r"\bbao cao (?:dinh ky )?(?:hang )?quy\b|\bhang quy\b"), "quarterly"),
    (re.compile(r"\bbao cao (?:dinh ky )?(?:hang )?thang\b|\bhang thang\b"), "monthly"),
    (re.compile(r"\bdinh ky\b(?! 6)"), "periodic"),
)
