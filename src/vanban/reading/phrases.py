"""The readers of phrases (agencies, times) put to lines. Cells repeat, so what was read is kept."""

from __future__ import annotations

from functools import lru_cache

from vanban.plan import AgencyMention, TaskTime
from vanban.text import flat

from .agencies import AgencySpan, split_agencies
from .deadlines import read_time
from .flow import Line

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
            places = line.span(span.start, span.end)
            mention = AgencyMention(span.text, places, span.key, span.kind, span.parent, span.open_ended)
            found.setdefault(span.key or span.text, mention)
    return tuple(found.values())


@lru_cache(KEPT)
def time_in(text: str, year: int | None) -> TaskTime:
    """The time that a cell names; a missing year is the plan's."""
    return read_time(" ".join(text.split()), year=year)


@lru_cache(KEPT)
def starts_with_agency(text: str) -> bool:
    """Whether a text begins with the name of an agency or of a group of them."""
    spans = spans_of(text[:200])
    return bool(spans) and spans[0].kind != "other" and not flat(text[: spans[0].start]).strip(" -+.:0123456789")


def roles_in(lines: Lines, first_leads: bool) -> tuple[Lines, Lines]:
    return lines, []


def times_in_title(text: str, year: int | None) -> list[tuple[str, TaskTime]]:
    return []
