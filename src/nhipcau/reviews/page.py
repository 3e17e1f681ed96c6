"""The review as its page shows it: cards, questions, counts. Built from one query for the rows and a fixed few for
the agencies, however long the plan is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.organizations.models import Agency
from nhipcau.organizations.queries import Suggestion
from nhipcau.plans.agencies import Directory, Part
from nhipcau.plans.models import Plan, ReviewItem, Upload
from nhipcau.plans.queries import open_count, review_token, unknown_names
from nhipcau.plans.reading import opening, paper
from nhipcau.plans.rules import LABELS
from nhipcau.reviews.rules import certain_doubts
from nhipcau.ui.words import day_words, money_words

State, Kind, Change = ReviewItem.State, ReviewItem.Kind, ReviewItem.Change


@dataclass(frozen=True)
class Choice:
    number: int
    text: str
    is_first: bool

    def words(self, code: str) -> str:
        """What the button says. The first answer is what stands in the row now."""
        if code == "removed":
            return self.text
        if code in ("changed", "conflict"):
            newer = self.is_first == (code == "changed")
            words = _("As corrected: “%(text)s”") if newer else _("As before: “%(text)s”")
        else:
            words = _("Keep “%(text)s”") if self.is_first else _("Use “%(text)s”")
        return words % {"text": Truncator(self.text).chars(80)}


@dataclass(frozen=True)
class Question:
    """A doubt in words, with its likely answers. The first answer is what the row says now."""

    number: int
    label: str
    sentence: str
    anchor: str
    choices: list[tuple[Choice, str]]


@dataclass(frozen=True)
class Card:
    """A row with what its names mean on the plan's date."""

    item: ReviewItem
    directory: Directory

    @property
    def pk(self) -> int:
        return self.item.pk

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = self.item.values
        return values

    @property
    def is_open(self) -> bool:
        return self.item.state == State.DOUBT

    @property
    def is_dropped(self) -> bool:
        return self.item.state == State.DROPPED

    @property
    def is_removed(self) -> bool:
        return self.item.change == Change.REMOVED

    @cached_property
    def lead(self) -> list[Part]:
        return self.directory.parts(self.item.values.get("lead", []))

    @cached_property
    def coordinating(self) -> list[Part]:
        return self.directory.parts(self.item.values.get("coordinating", []))

    @cached_property
    def agencies(self) -> list[Part]:
        return self.directory.parts(self.item.values.get("agencies", []))

    @property
    def anchor(self) -> str:
        places = self.item.read.get("places", {})
        return paper.anchor(places.get("") or next(iter(places.values()), []))

    @property
    def spots(self) -> list[str]:
        """Every place of a finding, for it is about how they differ."""
        places = self.item.read.get("places", {}).get("", [])
        return list(dict.fromkeys(paper.anchor([place]) for place in places))

    @property
    def anchors(self) -> dict[str, str]:
        """Field -> where its words stand on the paper."""
        places: dict[str, Any] = self.item.read.get("places", {})
        return {name: paper.anchor(known) for name, known in places.items()}

    @property
    def issued_on(self) -> date | None:
        return _day(self.item.values.get("issued_on"))

    @property
    def due_on(self) -> date | None:
        return _day(self.item.values.get("due_on"))

    @property
    def time_words(self) -> str:
        """The days that the printed time means, "" where it names none."""
        time = self.item.values["time"]
        return days_in_words(_day(time["start"]), _day(time["end"]))

    @property
    def money_words(self) -> str:
        amount: int | None = self.item.values.get("budget_vnd")
        return money_words(amount) if amount is not None else ""

    @property
    def reasons(self) -> dict[str, str]:
        """Field -> why it was read so."""
        because: dict[str, dict[str, Any]] = self.item.read.get("because", {})
        return {name: opening.sentence(told["code"], told["values"]) for name, told in because.items()}

    @property
    def asks_one(self) -> bool:
        """One question with answers: its first answer is what accepting would do."""
        return len(self.item.doubts) == 1 and bool(self.item.doubts[0]["choices"])

    @property
    def questions(self) -> list[Question]:
        return [_question(number, doubt) for number, doubt in enumerate(self.item.doubts)]

    @property
    def finding(self) -> str:
        return opening.in_words(self.item.values)


def days_in_words(start: date | None, end: date | None) -> str:
    """Both days in full, for here someone checks them."""
    if start and end and start != end:
        return f"{day_words(start)}–{day_words(end)}"
    if end and not start:
        return _("until %(day)s") % {"day": day_words(end)}
    return day_words(start) if start else ""


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _question(number: int, doubt: dict[str, Any]) -> Question:
    label = str(LABELS.get(doubt["field"], ""))
    known = (Choice(index, text, index == 0) for index, text in enumerate(doubt["choices"]))
    choices = [(choice, choice.words(doubt["code"])) for choice in known]
    return Question(number, label, opening.in_words(doubt), paper.anchor(doubt["places"]), choices)


@dataclass(frozen=True)
class UnknownName:
    """A name that no agency of the province has, asked once for all rows."""

    text: str
    count: int
    suggestions: list[Suggestion]


class Review:
    """All that the page of a review shows."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self.items = list(upload.items.select_related("changed_by").order_by("position", "pk"))
        self.header_item = next(item for item in self.items if item.kind == Kind.HEADER)
        self.directory = directory_for(upload, self.header_item)

    def _cards(self, kind: str, *states: str) -> list[Card]:
        wanted = (item for item in self.items if item.kind == kind and (not states or item.state in states))
        return [Card(item, self.directory) for item in wanted]

    @cached_property
    def doubtful(self) -> list[Card]:
        header = [self.header] if self.header.is_open else []
        return header + self._cards(Kind.TASK, State.DOUBT)

    @cached_property
    def matched(self) -> list[Card]:
        return self._cards(Kind.TASK, State.ACCEPTED)

    @cached_property
    def dropped(self) -> list[Card]:
        return self._cards(Kind.TASK, State.DROPPED)

    @cached_property
    def header(self) -> Card:
        return Card(self.header_item, self.directory)

    @cached_property
    def duties(self) -> list[Card]:
        return self._cards(Kind.RESPONSIBILITY)

    @cached_property
    def reports(self) -> list[Card]:
        return self._cards(Kind.REPORT)

    @cached_property
    def findings(self) -> list[Card]:
        return self._cards(Kind.FINDING)

    @cached_property
    def open_findings(self) -> int:
        return sum(card.is_open for card in self.findings)

    @cached_property
    def unknown(self) -> list[UnknownName]:
        found = unknown_names(self.items, self.directory).values()
        names = [(spellings.most_common(1)[0][0], spellings.total()) for spellings in found]
        names.sort(key=lambda name: -name[1])
        return [UnknownName(text, count, self.directory.likely(text)) for text, count in names]

    @cached_property
    def open_count(self) -> int:
        return open_count(self.items, self.directory)

    @cached_property
    def certain(self) -> int:
        """How many rows "accept all that is certain" would accept."""
        return sum(certain_doubts(card.item.doubts) for card in self._cards(Kind.TASK, State.DOUBT))

    @cached_property
    def token(self) -> str:
        return review_token(self.items)

    @property
    def is_rereading(self) -> bool:
        return self.upload.plan is not None and self.upload.plan.state != Plan.State.REVIEW

    @cached_property
    def changes(self) -> list[tuple[str, int]]:
        """How the corrected file differs from the plan, in words with counts."""
        counts = {change: sum(item.change == change for item in self.items) for change in Change}
        return [(str(change.label), count) for change, count in counts.items() if count]

    @cached_property
    def what_it_does(self) -> str:
        """The words on the button: what confirming will do."""
        rows = [card for card in (*self.doubtful, *self.matched) if card.item.kind == Kind.TASK and not card.is_removed]
        agencies = {agency.pk for card in rows for part in (*card.lead, *card.coordinating) for agency in part.members}
        if not rows:
            return _("Keep the plan without tasks")
        if self.is_rereading:
            return self._what_it_changes()
        tasks = ngettext("Make %(count)s task", "Make %(count)s tasks", len(rows)) % {"count": len(rows)}
        bodies = ngettext("for %(count)s agency", "for %(count)s agencies", len(agencies)) % {"count": len(agencies)}
        return f"{tasks} {bodies}" if agencies else tasks

    def _what_it_changes(self) -> str:
        counted = [item.change for item in self.items if item.kind == Kind.TASK and item.state != State.DROPPED]
        words = {Change.ADDED: _("add %(count)s"), Change.CHANGED: _("change %(count)s")}
        words |= {Change.MOVED: _("move %(count)s"), Change.REMOVED: _("take out %(count)s")}
        told = [text % {"count": counted.count(change)} for change, text in words.items() if change in counted]
        return _("Corrected file: %(changes)s") % {"changes": ", ".join(told) or _("nothing new")}

    @cached_property
    def why_no_tasks(self) -> str:
        told = self.header_item.read.get("why_no_tasks")
        return opening.in_words(told) if told and not (self.doubtful or self.matched) else ""

    @cached_property
    def notices(self) -> list[str]:
        return [opening.sentence(code) for code in self.header_item.read.get("notices", [])]

    def paper(self, add_url: str) -> SafeString:
        return paper.page(self.upload.document or {}, marks_of(self.items), add_url)

    @property
    def same_plan(self) -> Plan | None:
        """A plan in force of the same number and year: perhaps this is its corrected file."""
        values = self.header_item.values
        if self.is_rereading or not values["number"]:
            return None
        namesakes = Plan.objects.exclude(state=Plan.State.REVIEW).filter(province=self.upload.province)
        return namesakes.filter(number=values["number"], year=values["year"]).first()

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Agency.Kind.choices]


def directory_for(upload: Upload, header: ReviewItem) -> Directory:
    """The agencies as of the plan's own date."""
    return Directory(upload.province, _day(header.values.get("issued_on")) or timezone.localdate())


def marks_of(items: Iterable[ReviewItem]) -> paper.Marks:
    marks = paper.Marks()
    for item in items:
        if item.state == State.DROPPED:
            continue
        marks.add_item(item.pk, item.read.get("places", {}), is_task=item.kind == Kind.TASK)
        for block, row, column, _start, _end in item.read.get("unread", []):
            marks.unread.add((block, row, column))
    return marks
