"""One phrase is read again by vanban: while a person types, and when an answer is chosen."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from nhipcau.plans.models import ReviewItem
from nhipcau.plans.values import Mention, TaskValues, Time
from vanban.reading.agencies import split_agencies
from vanban.reading.citations import find_citations
from vanban.reading.deadlines import read_time
from vanban.reading.money import read_money, read_unit
from vanban.text import clean, name_key

from .items import mention_values, time_values

AGENCY_FIELDS = ("lead", "coordinating", "agencies")


def tidy(text: str) -> str:
    """Typed text in one spelling: NFC, plain single spaces."""
    return clean(text)


def agency_key(text: str) -> str:
    return name_key(text)


def time_of(text: str, year: int | None) -> Time:
    return time_values(read_time(clean(text), year=year))


def mentions_of(text: str) -> list[Mention]:
    """The agencies that a phrase names, split as people would split them."""
    return [mention_values(span.mention()) for span in split_agencies(clean(text))]


def mention_of(name: str) -> Mention:
    """One line of a form: one agency, however many commas its name has."""
    name = clean(name)
    if found := next((span for span in split_agencies(name) if span.text == name), None):
        return mention_values(found.mention())
    return {"text": name, "key": name_key(name), "kind": "agency", "open_ended": False, "agency": None}


def citation_of(line: str) -> dict[str, Any]:
    """A legal basis as typed: type, number, date and issuer where the words tell them."""
    line = clean(line)
    if found := next(iter(find_citations(line)), None):
        told = {"type": found.type, "number": found.number, "issuer": found.issuer, "subject": found.subject}
        return {**told, "date": found.date.isoformat() if found.date else None, "text": line, "places": []}
    return {"type": "", "number": "", "issuer": "", "subject": "", "date": None, "text": line, "places": []}


def money_of(text: str, unit: str = "") -> int | None:
    found = read_money(clean(text), unit=unit)
    return found.amount_vnd if found else None


def answered(item: ReviewItem, field: str, answer: str) -> dict[str, Any]:
    """The values of an item when a doubt about ``field`` is settled by this answer, typed as a person would."""
    values = dict(item.values)
    if item.kind != ReviewItem.Kind.TASK:
        return {**values, field: answer}
    task = cast("TaskValues", values)
    if field in AGENCY_FIELDS:
        values[field] = mentions_of(answer)
    elif field == "time_text":
        task["time_text"], task["time"] = answer, time_of(answer, year_of(item))
    elif field == "budget_text":
        task["budget_text"], task["budget_vnd"] = answer, money_of(answer, read_unit(answer) or unit_of(item))
    elif field == "sub_items":
        task["sub_items"] = [part.strip() for part in answer.split(";") if part.strip()]
    elif field in values:
        values[field] = answer
    return values


def year_of(item: ReviewItem) -> int | None:
    """The plan's year, as the review has it now."""
    header = ReviewItem.objects.filter(upload=item.upload_id, kind=ReviewItem.Kind.HEADER).first()
    return header.values.get("year") if header else None


def unit_of(item: ReviewItem) -> str:
    """The unit of money that was declared above the row's table."""
    return str(item.read.get("unit") or "")


def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
