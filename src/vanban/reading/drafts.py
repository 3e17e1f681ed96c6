"""A task as it is gathered from cells or lines, and the Task that it becomes, with its doubts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from vanban.document import Place
from vanban.messages import Message, message
from vanban.plan import AgencyMention, Detail, Doubt, Found, Money, Task, TaskTime, Text
from vanban.text import name_key

from .cells import is_empty, joined, value_of, without_stop
from .flow import Line
from .money import read_money
from .phrases import agencies_in, roles_in, says_roles, time_in, times_in_title

Lines = list[Line]


@dataclass(frozen=True, slots=True)
class Context:
    """What the plan says once for all tasks."""

    year: int | None = None
    unit: str = ""


@dataclass
class Draft:
    """``parts`` hold the lines of each field of columns.csv; ``because`` why they were taken for it."""

    source: Literal["appendix", "body", "responsibility"]
    title: Lines
    number: str = ""
    group: Text | None = None
    parts: dict[str, Lines] = field(default_factory=dict)
    because: dict[str, Message] = field(default_factory=dict)
    items: Lines = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, name: str, lines: Lines, because: Message | None = None) -> None:
        """More lines of a field; those without a word are left out."""
        lines = [line for line in lines if not is_empty(line.text)]
        if lines:
            self.parts.setdefault(name, []).extend(lines)
            if because:
                self.because.setdefault(name, because)

    def text(self, name: str) -> Text | None:
        value = value_of(self.parts.get(name, []))
        return replace(value, because=self.because.get(name)) if value else None

    def doubt(self, field_name: str, code: str, places: tuple[Place, ...], *choices: str, **values: str | int) -> None:
        self.doubts.append(Doubt(field_name, message(code, **values), places, tuple(choices)))


def finish(draft: Draft, context: Context) -> Task:
    """The task that a draft amounts to. ``id`` and ``key`` are given when all tasks are known."""
    leads, coordinating = _agencies(draft)
    lead_text, coordinating_text = (_text_of_role(draft, name) for name in ("lead", "coordinating"))
    title = value_of(draft.title) or joined(draft.title).found()
    time_text = draft.text("time")
    time = _time(draft, time_text, context)
    if time_text is None and time.text:
        time_text = joined_value(draft, "start", "end", time.text)
    budget = _money(draft, context)
    _doubt_lead(draft, leads, title)
    _doubt_time(draft, time, time_text, title, context)
    return Task(
        id="",
        source=draft.source,
        title=replace(title, because=draft.because.get("title")),
        number=draft.number,
        group=draft.group,
        lead_text=lead_text,
        lead_agencies=leads,
        coordinating_text=coordinating_text,
        coordinating_agencies=coordinating,
        time_text=without_stop(time_text) if time_text else None,
        time=time,
        budget=budget,
        funding_source=draft.text("funding_source"),
        output=draft.text("output"),
        indicator=draft.text("indicator"),
        note=draft.text("note"),
        responsible_person=draft.text("person"),
        sub_items=tuple(line.found() for line in draft.items if not is_empty(line.text)),
        details=tuple(draft.details),
        places=tuple(dict.fromkeys(draft.places)),
        doubts=tuple(draft.doubts),
    )


def joined_value(draft: Draft, first: str, second: str, text: str) -> Text:
    """A time put together from two columns: its text as composed, the places of both."""
    lines = [*draft.parts.get(first, []), *draft.parts.get(second, [])]
    return Found(text, tuple(place for line in lines for place in line.places), draft.because.get(second))


def _agencies(draft: Draft) -> tuple[tuple[AgencyMention, ...], tuple[AgencyMention, ...]]:
    """Lead and coordinating agencies. A cell may say the roles itself: "A chủ trì, phối hợp với B"; then who leads does
    not also coordinate. Two cells are kept as they are written."""
    leads, others = agencies_in(draft.parts.get("lead", [])), agencies_in(draft.parts.get("coordinating", []))
    for name in ("agencies", "roles", "lead"):
        lines = draft.parts.get(name, [])
        if lines and (name != "lead" or says_roles(lines)):
            first, second = roles_in(lines)
            leads = first if name == "lead" else (*leads, *first)
            known = {mention.key for mention in leads}
            others = (*(m for m in second if m.key not in known or m.kind != "agency"), *others)
    return leads, others


def _text_of_role(draft: Draft, name: str) -> Text | None:
    """What is printed of a role: its own cell, else the one that names both."""
    return draft.text(name) or (draft.text("agencies") or draft.text("roles") if name == "lead" else None)


def _time(draft: Draft, text: Text | None, context: Context) -> TaskTime:
    lines = draft.parts.get("time", [])
    if lines:
        return time_in(", ".join(line.text for line in lines), context.year)
    start, end = (draft.parts.get(name, []) for name in ("start", "end"))
    begins = time_in(joined(start).text, context.year) if start else None
    ends = time_in(joined(end).text, context.year) if end else None
    if begins and ends and begins.start and ends.end and begins.start <= ends.end:
        return TaskTime(f"{begins.text} - {ends.text}", "range", begins.start, ends.end, parts=())
    if ends and ends.end:
        return replace(ends, deadline=True, start=None)
    return begins or ends or TaskTime()


def _money(draft: Draft, context: Context) -> Money | None:
    lines = draft.parts.get("budget", [])
    if not lines:
        return None
    whole = joined(lines)
    found = read_money(whole.text, unit=context.unit)
    if found is None and any(letter.isdigit() for letter in whole.text):
        draft.doubt("budget", "money_unread", whole.places, text=whole.text.strip())
    return replace(found, places=whole.places) if found else None


def _doubt_lead(draft: Draft, leads: tuple[AgencyMention, ...], title: Text) -> None:
    if not leads:
        choices = [draft.group.value] if draft.group and agencies_named(draft.group.value) else []
        draft.doubt("lead_agencies", "no_lead", title.places, *choices)
    for mention in leads:
        if mention.kind == "other":
            draft.doubt("lead_agencies", "unknown_agency", mention.places, mention.text, name=mention.text)


def agencies_named(text: str) -> bool:
    """Whether a heading is the name of an agency.

    >>> agencies_named("SỞ Y TẾ"), agencies_named("Công tác tuyên truyền")
    (True, False)
    """
    from .phrases import starts_with_agency

    return bool(name_key(text)) and starts_with_agency(text)


def _doubt_time(draft: Draft, time: TaskTime, text: Text | None, title: Text, context: Context) -> None:
    if text and time.kind == "none":
        draft.doubt("time", "time_unread", text.places, text=text.value)
    if time.start is None or time.end is None or draft.source != "appendix":
        return
    named = times_in_title(title.value, context.year)
    others = [phrase for phrase, said in named if _contradicts(time.start, time.end, said)]
    if others:
        draft.doubt("time", "title_date", title.places, time.text, *others, phrase="; ".join(others))


def _contradicts(start: date, end: date, named: TaskTime) -> bool:
    """A time within the title that says more, or other, than the time column."""
    if named.start is None or named.end is None:
        return False
    inside = start <= named.start and named.end <= end
    return not inside or named.vague or (named.end - named.start) < (end - start)
