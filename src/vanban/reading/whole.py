"""The whole plan, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vanban.document import Document
from vanban.messages import Message, message
from vanban.plan import Money, Plan, Responsibility, Task

from .all_tables import Tables, read_tables
from .body_tasks import body_drafts
from .checks import Facts, check
from .closing import take_closing
from .drafts import Context, finish
from .flow import read_flow
from .header import captions_of, read_header
from .legal_bases import bases_in_section, preamble_of, read_citations, read_legal_bases
from .link import linked, with_ids
from .outline import Node, build_outline, sections_of
from .parts import split_acts
from .reports import read_reports
from .responsibilities import organising_nodes, read_responsibilities
from .signature import read_recipients
from .task_table import TableReading
from .unread import unread_lines


def read_whole(document: Document) -> Plan:
    """Everything that the document says as a plan."""
    items = read_flow(document)
    acts = split_acts(items)
    act, decision = acts[-1], acts[0] if len(acts) > 1 else None
    root = build_outline(act.body)
    closing = take_closing(root)
    header = read_header(act, decision)
    context = Context(header.year.value if header.year else None)
    tables = read_tables(act, root)
    organising = organising_nodes(root)
    entries = [*read_responsibilities(organising), *tables.duties]
    tasks = _tasks(tables, root, organising, entries, context)
    dated, undated = read_reports(root, closing, context.year)
    preamble = preamble_of((decision or act).head)
    bases = read_legal_bases((decision or act).head) or read_legal_bases(act.head) or bases_in_section(root)
    own = {header.number.value} if header.number else set()
    return Plan(
        header=header,
        preamble=tuple(line.found() for line in preamble),
        legal_bases=bases,
        citations=tuple(c for c in read_citations(items, tables.comment_blocks) if c.number not in own),
        sections=sections_of(root),
        annexes=tuple(tables.annexes),
        tasks=tuple(tasks),
        budget_total=_total(tables.readings),
        responsibilities=tuple(entries),
        reporting_deadlines=tuple(dated),
        reporting_duties=tuple(undated),
        closing=tuple(line.found() for line in closing),
        recipients=read_recipients(act.tail) or (read_recipients(decision.tail) if decision else ()),
        comments=tuple(tables.comments),
        findings=check(Facts(header, captions_of(act), bases, tasks, tables.readings, items)),
        unread=(*unread_lines(acts, root, header, preamble), *tables.unread),
        why_no_tasks=None if tasks else _why_none(tables, root),
    )


def _total(readings: list[TableReading]) -> Money | None:
    """The total that a plan prints; of several tables each has its own, and none is the plan's."""
    totals = [reading.total for reading in readings if reading.total]
    return totals[0] if len(totals) == 1 else None


def _tasks(
    tables: Tables, root: Node, organising: list[Node], entries: list[Responsibility], context: Context
) -> list[Task]:
    rows = [finish(d, Context(context.year, r.unit)) for r in tables.readings for d in r.drafts]
    body = [finish(draft, context) for draft in body_drafts(root, organising)]
    tasks = linked(with_ids([*rows, *body]))
    return tasks or with_ids(_duties(entries))


def _duties(entries: list[Responsibility]) -> Iterator[Task]:
    """Where a plan has no other tasks, each duty of an agency may stand for one."""
    for entry in entries:
        for count, item in enumerate(entry.items, 1):
            number = f"{entry.number}.{count}" if entry.number else ""
            title = replace(item, because=message("duty_item"))
            yield Task(
                "",
                "responsibility",
                title,
                number,
                lead_text=entry.heading,
                lead_agencies=entry.agencies,
                places=item.places,
            )


def _why_none(tables: Tables, root: Node) -> Message:
    if tables.reasons:
        return message("no_tasks_tables", count=len(tables.reasons))
    return message("no_tasks_text") if root.content else message("no_tasks_empty")
