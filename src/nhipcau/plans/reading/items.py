"""What vanban understood becomes unsaved review items, each with its places, its reasons and its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.plans.models import ReviewItem, Upload
from nhipcau.plans.values import DoubtData, Mention, TaskValues, Time, empty_task
from vanban.codec import place_json
from vanban.document import Document, Place
from vanban.messages import Message
from vanban.plan import AgencyMention, Citation, Doubt, Found, Plan, ReportingDuty, Task, TaskTime
from vanban.schema import document_from_json, from_json, page_of

Kind, State = ReviewItem.Kind, ReviewItem.State

# Attribute of vanban.plan.Task -> field of TaskValues, where they differ.
FIELDS = {
    "lead_text": "lead",
    "lead_agencies": "lead",
    "coordinating_text": "coordinating",
    "coordinating_agencies": "coordinating",
    "time": "time_text",
    "budget": "budget_text",
}
TEXT_FIELDS = ("group", "funding_source", "output", "indicator", "note", "responsible_person")


def review_items(upload: Upload) -> list[ReviewItem]:
    """One unsaved item for each thing that the upload's reading holds, in the order of the document."""
    plan, document = from_json(upload.reading or {}), document_from_json(upload.document or {})
    makers = (
        [_header_item(plan, document)],
        (_task_item(task, document) for task in _works(plan.tasks)),
        (_responsibility_item(entry) for entry in plan.responsibilities),
        (_report_item(duty) for duty in (*plan.reporting_deadlines, *plan.reporting_duties)),
        (_finding_item(finding.message, finding.severity, finding.places) for finding in plan.findings),
    )
    items = [item for maker in makers for item in maker]
    for position, item in enumerate(items):
        item.upload, item.position = upload, position * 10
        item.values = item.read["values"]
        item.state = State.DOUBT if item.doubts else State.ACCEPTED
    return items


def _works(tasks: Iterable[Task]) -> Iterator[Task]:
    """Each work once: a row of the annex and a block of the body with one key are one work, told twice."""
    tasks = tuple(tasks)
    rows = {task.key for task in tasks if task.key and task.source == "appendix"}
    body = {task.key: task for task in tasks if task.key in rows and task.source == "body"}
    for task in tasks:
        if task.source == "body" and task.key in body:
            continue
        yield _completed(task, body[task.key]) if task.key in body else task


def _completed(row: Task, block: Task) -> Task:
    """The annex row with what only the body says."""
    empty = [name for name in (*TEXT_FIELDS, "budget", "details") if not getattr(row, name)]
    doubts = (*row.doubts, *(doubt for doubt in block.doubts if doubt.field in empty))
    known = {name: getattr(block, name) for name in empty}
    return replace(row, **known, doubts=doubts, places=(*row.places, *block.places))


def _task_item(task: Task, document: Document) -> ReviewItem:
    found: dict[str, Found[str] | None] = {name: getattr(task, name) for name in TEXT_FIELDS}
    found |= {"title": task.title, "time_text": task.time_text}
    places = {name: places_json(text.places) for name, text in found.items() if text}
    places["lead"] = _agency_places(task.lead_agencies, task.lead_text)
    places["coordinating"] = _agency_places(task.coordinating_agencies, task.coordinating_text)
    places["budget_text"] = places_json(task.budget.places if task.budget else ())
    places["sub_items"] = [place for item in task.sub_items for place in places_json(item.places)]
    reasons = {name: text.because for name, text in found.items() if text}
    reasons |= {"lead": _because(task.lead_text), "coordinating": _because(task.coordinating_text)}
    read = {
        "id": task.id,
        "values": task_values(task),
        "places": {name: known for name, known in places.items() if known} | {"": places_json(task.places)},
        "because": {name: _message_json(reason) for name, reason in reasons.items() if reason},
        "unit": task.budget.unit if task.budget else "",
        "label": source_label(task, page_of(task, document)),
        "quote": "\n".join(document.text_at(place) for place in task.places),
    }
    return ReviewItem(kind=Kind.TASK, read=read, doubts=[_doubt_json(doubt) for doubt in task.doubts])


def task_values(task: Task) -> TaskValues:
    values = empty_task()
    values["number"], values["title"], values["source"] = task.number, task.title.value, task.source
    for name in TEXT_FIELDS:
        values[name] = _text(getattr(task, name))  # type: ignore[literal-required]
    values["lead"] = [mention_values(mention) for mention in task.lead_agencies]
    values["coordinating"] = [mention_values(mention) for mention in task.coordinating_agencies]
    values["time_text"] = _text(task.time_text) or task.time.text
    values["time"] = time_values(task.time)
    if task.budget:
        values["budget_text"], values["budget_vnd"] = task.budget.text, task.budget.amount_vnd
    values["sub_items"] = [item.value for item in task.sub_items]
    values["details"] = [
        {"label": detail.label, "text": detail.text, "items": list(detail.items)} for detail in task.details
    ]
    return values


def mention_values(mention: AgencyMention) -> Mention:
    return {
        "text": mention.text,
        "key": mention.key,
        "kind": mention.kind,
        "open_ended": mention.open_ended,
        "agency": None,
    }


def time_values(time: TaskTime) -> Time:
    return {
        "kind": time.kind,
        "start": time.start.isoformat() if time.start else None,
        "end": time.end.isoformat() if time.end else None,
        "recurrence": time.recurrence,
        "deadline": time.deadline,
        "vague": time.vague,
    }


def source_label(task: Task, page: int | None) -> str:
    """As in “Phụ lục, mục III.9, trang 15”."""
    place = {"appendix": _("Annex"), "body": _("Body"), "responsibility": _("Organisation of implementation")}
    parts = [place[task.source]]
    if task.number:
        parts.append(_("item %(number)s") % {"number": task.number})
    if page:
        parts.append(_("page %(page)s") % {"page": page})
    return ", ".join(parts)


def _header_item(plan: Plan, document: Document) -> ReviewItem:
    header = plan.header
    found: dict[str, Found[Any] | None] = {
        name: getattr(header, name) for name in ("number", "type", "subject", "place", "issuing_authority", "year")
    }
    found |= {"issued_on": header.date, "signer": header.signer.name, "signer_position": header.signer.position}
    start, end = header.period or (None, None)
    values = {name: text.value if text else "" for name, text in found.items()} | {
        "issued_on": header.date.value.isoformat() if header.date else None,
        "year": header.year.value if header.year else None,
        "period_start": start.isoformat() if start else None,
        "period_end": end.isoformat() if end else None,
        "legal_bases": [_citation_values(citation) for citation in plan.legal_bases],
        "recipients": [recipient.value for recipient in plan.recipients],
    }
    why = plan.why_no_tasks
    read = {
        "values": values,
        "places": {name: places_json(text.places) for name, text in found.items() if text}
        | {
            "legal_bases": [place for citation in plan.legal_bases for place in places_json(citation.places)],
            "recipients": [place for recipient in plan.recipients for place in places_json(recipient.places)],
        },
        "because": {name: _message_json(text.because) for name, text in found.items() if text and text.because},
        "notices": list(document.notices),
        "why_no_tasks": _message_json(why) if why else None,
        "unread": [place for text in plan.unread for place in places_json(text.places)],
    }
    return ReviewItem(kind=Kind.HEADER, read=read, doubts=_header_doubts(values))


def _header_doubts(values: dict[str, Any]) -> list[DoubtData]:
    """What a register cannot do without."""
    needed = {"number": "no_number", "issued_on": "no_issue_date", "year": "no_year"}
    return [own_doubt(name, code) for name, code in needed.items() if not values[name]]


def own_doubt(field: str, code: str, *choices: str, **values: str | int) -> DoubtData:
    return {"field": field, "code": code, "values": values, "places": [], "choices": list(choices)}


def _citation_values(citation: Citation) -> dict[str, Any]:
    return {
        "type": citation.type,
        "number": citation.number,
        "date": citation.date.isoformat() if citation.date else None,
        "issuer": citation.issuer,
        "subject": citation.subject,
        "text": citation.text,
        "places": places_json(citation.places),
    }


def _responsibility_item(entry: Any) -> ReviewItem:
    places = places_json((*entry.heading.places, *(place for item in entry.items for place in item.places)))
    values = {
        "number": entry.number,
        "heading": entry.heading.value,
        "agencies": [mention_values(mention) for mention in entry.agencies],
        "items": [item.value for item in entry.items],
    }
    return ReviewItem(kind=Kind.RESPONSIBILITY, read={"values": values, "places": {"": places}})


def _report_item(duty: ReportingDuty) -> ReviewItem:
    values = {
        "what": duty.what,
        "due_on": duty.due.isoformat() if duty.due else None,
        "due_text": duty.due_text,
        "by": duty.by,
        "to": duty.to,
        "recurrence": duty.recurrence or "",
        "text": duty.text,
    }
    return ReviewItem(kind=Kind.REPORT, read={"values": values, "places": {"": places_json(duty.places)}})


def _finding_item(message: Message, severity: str, places: tuple[Place, ...]) -> ReviewItem:
    """A finding is answered by having been seen; a mere note asks for nothing."""
    told = _message_json(message)
    doubts = [] if severity == "note" else [{"field": "", **told, "places": places_json(places), "choices": []}]
    read = {"values": {"severity": severity, **told}, "places": {"": places_json(places)}}
    return ReviewItem(kind=Kind.FINDING, read=read, doubts=doubts)


def places_json(places: Iterable[Place]) -> list[Any]:
    return [place_json(place) for place in places]


def _doubt_json(doubt: Doubt) -> DoubtData:
    return {
        "field": FIELDS.get(doubt.field, doubt.field),
        "code": doubt.message.code,
        "values": dict(doubt.message.values),
        "places": places_json(doubt.places),
        "choices": list(doubt.choices),
    }


def _message_json(message: Message) -> dict[str, Any]:
    return {"code": message.code, "values": dict(message.values)}


def _agency_places(mentions: tuple[AgencyMention, ...], cell: Found[str] | None) -> list[Any]:
    found = [place for mention in mentions for place in mention.places]
    return places_json(found or (cell.places if cell else ()))


def _because(text: Found[str] | None) -> Message | None:
    return text.because if text else None


def _text(found: Found[str] | None) -> str:
    return found.value if found else ""
