"""All tables of a plan, in the body and in the annexes: each is judged, then read as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.messages import Message
from vanban.plan import Annex, CommentRow, Found, Responsibility, Text

from .cells import is_empty
from .comments_table import read_comments
from .flow import Item, Line, TableItem, whole_cell
from .money import read_unit
from .outline import Node
from .parts import Act
from .parts import Annex as AnnexPart
from .responsibilities import responsibilities_of_table
from .table_kinds import Judged, judge
from .task_table import TableReading, read_task_table
from .words import normal, pattern


@dataclass
class Placed:
    """A table with what stands above it; an annex without a table has no item."""

    item: TableItem | None
    heading: Text | None = None
    label: str = ""  # of the heading, when it counts the tables: "I."
    titles: list[Line] = field(default_factory=list)
    unit: str = ""
    judged: Judged | None = None
    annex: bool = False


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


def read_tables(act: Act, root: Node) -> Tables:
    """Every table of the body, then of the annexes. A heading above a table names its group only where several task
    tables stand under headings of their own."""
    tables = Tables()
    above = (Placed(item, None) for item in act.above)
    placed = [*above, *_in_body(act, root), *(table for part in act.annexes for table in _in_annex(part, tables))]
    before = None
    for table in placed:
        if table.item:
            under = table.heading.value if table.heading else " ".join(line.text for line in table.titles)
            table.judged = judge(table.item.table, before, under)
            before = table.judged.header if table.judged.kind == "tasks" else before
    headings = {t.heading.value for t in placed if t.judged and t.judged.kind == "tasks" and t.heading}
    for table in placed:
        _take(tables, table, table.heading if len(headings) > 1 else None)
    return tables


def _in_body(act: Act, root: Node) -> Iterator[Placed]:
    for node, item in root.tables():
        yield Placed(item, node.heading if node.line else None, unit=_unit_above(item, act.body))


def _unit_above(item: TableItem, body: list[Item]) -> str:
    at = next((n for n, other in enumerate(body) if other is item), 0)
    lines = [other for other in body[max(0, at - 3) : at] if isinstance(other, Line)]
    return next((unit for line in reversed(lines) if (unit := read_unit(line.text))), "")


def _in_annex(part: AnnexPart, tables: Tables) -> Iterator[Placed]:
    heading: Text | None = None
    label = ""
    unit = next((found for line in part.lines if (found := read_unit(line.text))), "")
    for item in part.items:
        if isinstance(item, TableItem):
            yield Placed(item, heading, label, part.lines, unit, annex=True)
        elif found := read_unit(item.text):
            unit = found
        else:
            heading = item.body.found()
            label = item.marker.label if item.marker and item.marker.kind in ("roman", "upper", "arabic") else ""
            tables.unread.append(item.found())
    if not any(isinstance(item, TableItem) for item in part.items):
        yield Placed(None, None, "", part.lines, unit, annex=True)


def _take(tables: Tables, table: Placed, group: Text | None) -> None:
    item, judged = table.item, table.judged
    header = judged.header if judged else None
    if item and judged and header and judged.kind == "tasks":
        above = (table.label, group) if group else None
        tables.readings.append(read_task_table(item.block, item.table, header, unit=table.unit, above=above))
    elif item and judged and header and judged.kind == "comments":
        tables.comment_blocks.add(item.block)
        tables.comments += read_comments(item.block, item.table, header)
    elif item and judged and header and judged.kind == "duties":
        tables.duties += responsibilities_of_table(item.block, item.table, header)
    elif item and judged:
        tables.reasons.append(judged.because)
        tables.unread += _rows_of(item)
    if table.annex:
        tables.annexes.append(_annex(table, tables))


def _rows_of(item: TableItem) -> Iterator[Text]:
    """The rows of a table that no rule has read, each as one text."""
    for row in item.table.rows:
        lines = [whole_cell(item.block, cell) for cell in row if not is_empty(cell.text)]
        if lines:
            yield Found(
                " | ".join(normal(line.text) for line in lines), tuple(p for line in lines for p in line.places)
            )


def _annex(table: Placed, tables: Tables) -> Annex:
    titles, judged = table.titles, table.judged
    captions = _captions(titles)
    label, names = _label_and_names([line for line in titles if line not in captions and not read_unit(line.text)])
    reading = tables.readings[-1] if judged and judged.kind == "tasks" else None
    return Annex(
        title=names,
        label=label,
        caption=normal(" ".join(line.text for line in captions)),
        kind=judged.kind if judged and judged.kind != "duties" else "other",
        columns=tuple(c.header for c in judged.header.columns) if judged and judged.header else (),
        unit=reading.unit if reading else table.unit,
        task_rows=len(reading.drafts) if reading else 0,
        group_rows=reading.groups if reading else 0,
        total_rows=reading.totals if reading else 0,
        comment_rows=len(tables.comments) if judged and judged.kind == "comments" else 0,
        block=table.item.block if table.item else None,
        places=tuple(place for line in titles for place in line.places),
    )


def _captions(titles: list[Line]) -> list[Line]:
    """The lines of captions; one that has opened a bracket goes on until it is closed."""
    found: list[Line] = []
    for line in titles:
        whole = " ".join(other.text for other in found)
        if pattern("words_layout", "caption").match(line.plain) or whole.count("(") > whole.count(")"):
            found.append(line)
    return found


def _label_and_names(lines: list[Line]) -> tuple[str, str]:
    """ "PHỤ LỤC II" and the title, also when both stand on one line."""
    match = pattern("words_layout", "annex").match(lines[0].plain) if lines else None
    if match is None:
        return "", normal(" ".join(line.text for line in lines))
    first = lines[0].text
    names = [first[match.end() :], *(line.text for line in lines[1:])]
    return normal(first[: match.end()]).rstrip(" .:-–"), normal(" ".join(names))
