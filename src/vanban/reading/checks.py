"""Checks over the whole plan: what its author would want to know before it is signed, each with a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vanban.messages import message
from vanban.plan import Citation, Finding, Header, Task
from vanban.tables import rows

from .agency_checks import agencies_at_their_time
from .annex_checks import body_and_annex_agree
from .flow import Item, Line, cell_lines
from .sum_checks import totals_add_up
from .task_table import TableReading

MOST = 12  # findings of one kind; more than this say nothing new
# A pair of syllables said twice, or a small word; single words are doubled on purpose ("dần dần").
TWICE = re.compile(
    r"\b(?P<pair>[^\W\d_]+ [^\W\d_]+) (?P=pair)\b|"
    r"\b(?P<small>và|của|các|với|cho|để|trong|theo|về|tại|được|là) (?P=small)\b",
    re.IGNORECASE,
)
WITHOUT_YEAR = re.compile(r"\d+/(?:NĐ-CP|TT-\w+|TTLT-\w+)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks look at."""

    header: Header
    captions: list[Citation]
    legal_bases: tuple[Citation, ...]
    tasks: list[Task]
    readings: list[TableReading]
    items: list[Item]


def check(facts: Facts) -> tuple[Finding, ...]:
    """Every finding, in the order in which a reader meets the matter."""
    kinds = (
        _numbers_agree(facts),
        _dates_agree(facts),
        _bases_hold(facts),
        agencies_at_their_time(facts.tasks, facts.header.date.value if facts.header.date else None),
        _deadlines_after_issue(facts),
        totals_add_up(facts.readings),
        _numbers_in_order(facts.readings),
        body_and_annex_agree(facts.tasks),
        _words_once(facts.items),
    )
    return tuple(finding for kind in kinds for _, finding in zip(range(MOST), kind, strict=False))


def _numbers_agree(facts: Facts) -> Iterator[Finding]:
    number = facts.header.number
    for variant in facts.header.number_variants if number else ():
        places = (*number.places, *variant.places) if number else ()
        own = number.value if number else ""
        yield Finding(message("number_differs", header=own, annex=variant.value), places, "error")


def _dates_agree(facts: Facts) -> Iterator[Finding]:
    issued = facts.header.date
    for caption in facts.captions:
        own = caption.type in ("Kế hoạch", "Quyết định") and caption.date is not None
        if issued and own and caption.date and caption.date != issued.value:
            values = {"header": _printed(issued.value), "annex": _printed(caption.date)}
            yield Finding(message("date_differs", **values), (*issued.places, *caption.places), "error")


def _printed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _bases_hold(facts: Facts) -> Iterator[Finding]:
    issued = facts.header.date.value if facts.header.date else None
    ended = {row["number"]: row for row in rows("laws")}
    for basis in facts.legal_bases:
        if WITHOUT_YEAR.fullmatch(basis.number):
            yield Finding(message("basis_without_year", number=basis.number), basis.places)
        law = ended.get(basis.number)
        if law and issued and date.fromisoformat(law["ends"]) <= issued:
            values = {"number": basis.number, "successor": law["successor"]}
            day = _printed(date.fromisoformat(law["ends"]))
            yield Finding(message("basis_ended", date=day, **values), basis.places)


def _deadlines_after_issue(facts: Facts) -> Iterator[Finding]:
    issued = facts.header.date.value if facts.header.date else None
    for task in facts.tasks:
        if issued and task.time.end and task.time.end < issued:
            places = task.time_text.places if task.time_text else task.places
            values = {"text": task.time.text, "date": _printed(issued)}
            yield Finding(message("deadline_before_issue", number=task.number or task.id, **values), places)


def _numbers_in_order(readings: list[TableReading]) -> Iterator[Finding]:
    """Numbers that are missing or stand twice under one heading."""
    for reading in readings:
        last: dict[str, int] = {}
        for number, place in reading.labels:
            outer, _, own = number.rpartition(".")
            if not own.isdigit():
                continue
            before = last.get(outer)
            if before is not None and int(own) == before:
                yield Finding(message("number_twice", number=number), (place,), "note")
            elif before is not None and int(own) > before + 1:
                yield Finding(message("number_missing", before=_path(outer, before), number=number), (place,), "note")
            last[outer] = int(own)


def _path(outer: str, number: int) -> str:
    return f"{outer}.{number}" if outer else str(number)


def _words_once(items: list[Item]) -> Iterator[Finding]:
    for line in _all_lines(items):
        for match in TWICE.finditer(line.text):
            yield Finding(message("words_twice", words=match.group()), line.span(*match.span()), "note")


def _all_lines(items: list[Item]) -> Iterator[Line]:
    """The lines of the text, and those of the cells in which words stand twice."""
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            for cell in (cell for row in item.table.rows for cell in row if TWICE.search(cell.text)):
                yield from cell_lines(item.block, cell)
