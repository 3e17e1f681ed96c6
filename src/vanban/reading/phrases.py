"""The readers of phrases (agencies, times) put to lines. Cells repeat, so what was read is kept."""

from __future__ import annotations

import re
from functools import lru_cache

from vanban.plan import AgencyMention, TaskTime
from vanban.text import flat

from .agencies import AgencySpan, split_agencies
from .citations import find_citations
from .deadlines import read_time
from .flow import Line
from .roles import Roles, split_roles

Lines = list[Line]
KEPT = 4096


@lru_cache(KEPT)
def spans_of(text: str) -> tuple[AgencySpan, ...]:
    """The agencies that a text lists."""
    return split_agencies(text)


def agencies_in(lines: Lines) -> tuple[AgencyMention, ...]:
    """The agencies of some lines, each once."""
    found: dict[str, AgencyMention] = {}
    for line in lines:
        for span in spans_of(line.text):
            found.setdefault(span.key or span.text, _mention(line, span))
    return tuple(found.values())


@lru_cache(KEPT)
def time_in(text: str, year: int | None) -> TaskTime:
    """The time that a cell names; a missing year is the plan's."""
    return read_time(" ".join(text.split()).rstrip(" .;,"), year=year)


@lru_cache(KEPT)
def starts_with_agency(text: str) -> bool:
    """Whether a text begins with the name of an agency or of a group of them."""
    spans = spans_of(text[:200])
    return bool(spans) and spans[0].kind != "other" and not flat(text[: spans[0].start]).strip(" -+.:0123456789")


ROLE_WORD = re.compile(r"\b(?:chu tri|phoi hop|dau moi)\b")
TITLE_TIME = re.compile(
    r"(?:\b(?:quy (?:i{1,3}|iv)|thang \d{1,2})\s*(?:[/.-]|nam)\s*(?:nam\s*)?20\d\d|"
    r"\b(?:tu )?ngay \d{1,2}[/.]\d{1,2}(?:[/.]20\d\d)?(?:\s*(?:den|-)\s*(?:ngay )?\d{1,2}[/.]\d{1,2}[/.]20\d\d|"
    r"[/.]20\d\d)|\b(?:dau|giua|cuoi) thang \d{1,2}[/.]20\d\d)"
)


def says_roles(lines: Lines) -> bool:
    """Whether the text itself says who leads and who coordinates."""
    return any(ROLE_WORD.search(line.plain) for line in lines)


@lru_cache(KEPT)
def _split_roles(text: str) -> Roles:
    return split_roles(text)


def roles_in(lines: Lines) -> tuple[tuple[AgencyMention, ...], tuple[AgencyMention, ...]]:
    """(who leads, who coordinates) of cells that may say both."""
    lead: list[AgencyMention] = []
    coordinating: list[AgencyMention] = []
    for line in lines:
        roles = _split_roles(line.text)
        lead += (_mention(line, span) for span in roles.lead)
        coordinating += (_mention(line, span) for span in roles.coordinating)
    return tuple(lead), tuple(coordinating)


def _mention(line: Line, span: AgencySpan) -> AgencyMention:
    places = line.span(span.start, span.end)
    return AgencyMention(span.text, places, span.key, span.kind, span.parent, span.open_ended)


@lru_cache(KEPT)
def times_in_title(text: str, year: int | None) -> tuple[tuple[str, TaskTime], ...]:
    """Dates inside a title that a schedule would name: "cuối tháng 10/2023", "từ ngày 13/4 đến 15/4/2023"; not those of
    documents and anniversaries."""
    even = flat(text)
    for cited in find_citations(text) if "/" in text else ():
        even = even[: cited.start] + " " * (cited.end - cited.start) + even[cited.end :]
    found = [text[match.start() : match.end()] for match in TITLE_TIME.finditer(even)]
    times = [(phrase, time_in(phrase, year)) for phrase in found]
    return tuple((phrase, time) for phrase, time in times if time.end and year and time.end.year >= year)
