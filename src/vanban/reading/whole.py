"""The whole plan, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.document import Document
from vanban.messages import Message, message
from vanban.plan import Annex, CommentRow, Plan, Responsibility, Task, Text

from .body_tasks import body_drafts
from .cells import is_empty
from .closing import take_closing
from .columns import Header as Columns
from .comments_table import read_comments
from .drafts import Context, Draft, finish
from .flow import Item, Line, TableItem, read_flow, whole_cell
from .header import read_header
from .legal_bases import preamble_of, read_citations, read_legal_bases
from .link import linked, with_ids
from .money import read_unit
from .outline import Node, build_outline, sections_of
from .parts import Act, split_acts
from .parts import Annex as AnnexPart
from .reports import read_reports
from .responsibilities import organising_nodes, read_responsibilities, responsibilities_of_table
from .signature import read_recipients
from .table_kinds import Judged, judge
from .task_table import TableReading, read_task_table
from .words import normal, pattern


@dataclass
class Tables:
    """What the tables of a plan gave, in reading order."""

    readings: list[TableReading] = field(default_factory=list)
    comments: list[CommentRow] = field(default_factory=list)
    comment_blocks: set[int] = field(default_factory=set)
    duties: list[Responsibility] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    unread: list[Text] = field(default_factory=list)
    reasons: list[Message] = field(default_factory=list)
    last: Columns | None = None


def read_whole(document: Document) -> Plan:
    """Everything that the document says as a plan."""
    items = read_flow(document)
    acts = split_acts(items)
    act, decision = acts[-1], acts[0] if len(acts) > 1 else None
    root = build_outline(act.body)
    closing = take_closing(root)
    header = read_header(act, decision)
    context = Context(header.year.value if header.year else None)
    tables = _read_tables(act, root)
    entries = [*read_responsibilities(organising_nodes(root)), *tables.duties]
    tasks = _tasks(tables, root, entries, context)
    dated, undated = read_reports(root, closing, context.year)
    head = [*(decision.head if decision else []), *act.head]
    own = {header.number.value} if header.number else set()
    return Plan(
        header=header,
        preamble=tuple(line.found() for line in preamble_of((decision or act).head)),
        legal_bases=read_legal_bases((decision or act).head) or read_legal_bases(act.head),
        citations=tuple(c for c in read_citations(items, tables.comment_blocks) if c.number not in own),
        sections=sections_of(root),
        annexes=tuple(tables.annexes),
        tasks=tuple(tasks),
        budget_total=next((r.total for r in reversed(tables.readings) if r.total), None),
        responsibilities=tuple(entries),
        reporting_deadlines=tuple(dated),
        reporting_duties=tuple(undated),
        closing=tuple(line.found() for line in closing),
        recipients=read_recipients(act.tail) or (read_recipients(decision.tail) if decision else ()),
        comments=tuple(tables.comments),
        unread=(*_unread_head(head, header.subject), *tables.unread),
        why_no_tasks=None if tasks else _why_none(tables, root),
    )


def _unread_head(head: list[Line], subject: Text | None) -> Iterator[Text]:
    return iter(())


def _tasks(tables: Tables, root: Node, entries: list[Responsibility], context: Context) -> list[Task]:
    rows = [finish(d, Context(context.year, r.unit)) for r in tables.readings for d in r.drafts]
    body = [finish(draft, context) for draft in body_drafts(root)]
    tasks = linked(with_ids([*rows, *body]))
    return tasks or with_ids(finish(draft, context) for draft in _duty_drafts(entries))


def _duty_drafts(entries: list[Responsibility]) -> Iterator[Draft]:
    """Where a plan has no other tasks, each duty of an agency may stand for one."""
    return iter(())


def _read_tables(act: Act, root: Node) -> Tables:
    tables = Tables()
    for node, item in root.tables():
        _take(
            tables,
            item,
            node.heading if node.line else None,
            node.heading.value if node.line else "",
            _unit_above(item, act.body),
        )
    for part in act.annexes:
        _read_annex(tables, part)
    return tables


def _read_annex(tables: Tables, part: AnnexPart) -> None:
    titles, heading = part.lines, None
    found = False
    unit = next((read_unit(line.text) for line in titles if read_unit(line.text)), "")
    for item in part.items:
        if isinstance(item, TableItem):
            judged = _take(
                tables, item, heading.body.found() if heading else None, " ".join(line.text for line in titles), unit
            )
            tables.annexes.append(_annex(titles, item, judged, tables, unit))
            found = True
        elif read_unit(item.text):
            unit = read_unit(item.text)
        else:
            heading = item
            tables.unread.append(item.found())
    if not found:
        tables.annexes.append(_annex(titles, None, None, tables, unit))


def _take(tables: Tables, item: TableItem, above: Text | None, under: str, unit: str) -> Judged:
    judged = judge(item.table, tables.last, under)
    if judged.kind == "tasks" and judged.header:
        tables.last = judged.header
        tables.readings.append(read_task_table(item.block, item.table, judged.header, unit=unit, above=above))
    elif judged.kind == "comments" and judged.header:
        tables.comment_blocks.add(item.block)
        tables.comments += read_comments(item.block, item.table, judged.header)
    elif judged.kind == "duties" and judged.header:
        tables.duties += responsibilities_of_table(item.block, item.table, judged.header)
    else:
        tables.reasons.append(judged.because)
        tables.unread += _rows_of(item)
    return judged


def _rows_of(item: TableItem) -> Iterator[Text]:
    """The rows of a table that no rule has read, each as one text."""
    for row in item.table.rows:
        lines = [whole_cell(item.block, cell) for cell in row if not is_empty(cell.text)]
        if lines:
            yield Text(" | ".join(normal(line.text) for line in lines), tuple(p for line in lines for p in line.places))


def _unit_above(item: TableItem, body: list[Item]) -> str:
    at = next((n for n, other in enumerate(body) if other is item), 0)
    lines = [other for other in body[max(0, at - 3) : at] if isinstance(other, Line)]
    return next((unit for line in reversed(lines) if (unit := read_unit(line.text))), "")


def _annex(titles: list[Line], item: TableItem | None, judged: Judged | None, tables: Tables, unit: str) -> Annex:
    labels = [line for line in titles if pattern("words_layout", "annex").match(line.plain)]
    captions = [line for line in titles if pattern("words_layout", "caption").match(line.plain)]
    names = [line for line in titles if line not in labels[:1] and line not in captions and not read_unit(line.text)]
    columns = tuple(c.header for c in judged.header.columns) if judged and judged.header else ()
    reading = tables.readings[-1] if judged and judged.kind == "tasks" and tables.readings else None
    return Annex(
        title=normal(" ".join(line.text for line in names)),
        label=normal(labels[0].text) if labels else "",
        caption=normal(" ".join(line.text for line in captions)),
        kind=judged.kind if judged and judged.kind != "duties" else "other",
        columns=columns,
        unit=reading.unit if reading else unit,
        task_rows=len(reading.drafts) if reading else 0,
        group_rows=reading.groups if reading else 0,
        total_rows=reading.totals if reading else 0,
        comment_rows=len(tables.comments) if judged and judged.kind == "comments" else 0,
        block=item.block if item else None,
        places=tuple(place for line in titles for place in line.places),
    )


def _why_none(tables: Tables, root: Node) -> Message:
    if tables.reasons:
        return message("no_tasks_tables", count=len(tables.reasons))
    return message("no_tasks_text") if root.content else message("no_tasks_empty")
