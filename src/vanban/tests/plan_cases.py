"""Documents written down as text, for cases: lines, bold, side-by-side and bordered tables, merged cells.

``**text**`` is bold, ``>>text`` centred, ``| a | b |`` a row of a bordered table, ``: a | b :`` one of a table without
borders. In a cell ``<`` merges with the cell on the left, ``^`` with the one above, ``\\n`` breaks the line.
"""

from __future__ import annotations

from pathlib import Path

from vanban import Document, Plan
from vanban.document import Block, Cell, Paragraph, Table
from vanban.opening import open_document
from vanban.plan import CommentRow

CASES = Path(__file__).parent / "cases"
PLANS = sorted([*CASES.glob("plans/*.txt"), *CASES.glob("copied/*.txt")])


def document_of(text: str) -> Document:
    """The Document that a text writes down."""
    blocks: list[Block] = []
    rows: list[str] = []
    for line in [*text.strip().split("\n"), ""]:
        if line[:1] in ("|", ":") and line[-1:] in ("|", ":") and len(line) > 2:
            rows.append(line)
            continue
        if rows:
            blocks.append(_table(rows))
            rows = []
        if line.strip():
            blocks.append(_paragraph(line))
    return Document(tuple(blocks))


def _paragraph(line: str) -> Paragraph:
    align = "center" if line.startswith(">>") else "left"
    line = line.removeprefix(">>")
    bold = line.startswith("**") and line.endswith("**")
    return Paragraph((line.strip("*") if bold else line).replace("\\n", "\n"), bold=bold, align=align)


def _table(lines: list[str]) -> Table:
    grid = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    rows = []
    for r, texts in enumerate(grid):
        cells = []
        for c, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            wide = _run(texts[c + 1 :], "<")
            high = _run([row[c] if c < len(row) else "" for row in grid[r + 1 :]], "^")
            paragraphs = tuple(_paragraph(part) for part in text.split("\\n")) if text else ()
            cells.append(Cell(r, c, paragraphs, high + 1, wide + 1))
        rows.append(tuple(cells))
    return Table(tuple(rows), bordered=lines[0][0] == "|")


def _run(texts: list[str], sign: str) -> int:
    return next((n for n, text in enumerate(texts) if text != sign), len(texts))


def facts(plan: Plan) -> list[str]:
    """What cases state of a plan, one line a fact."""
    header = plan.header
    found = {
        "number": header.number,
        "date": header.date,
        "place": header.place,
        "issuer": header.issuing_authority,
        "parent": header.parent_authority,
        "type": header.type,
        "subject": header.subject,
        "year": header.year,
        "signer": header.signer.name,
        "position": header.signer.position,
    }
    lines = [f"{name}: {value.value}" for name, value in found.items() if value]
    lines += [f"period: {header.period[0]} {header.period[1]}"] if header.period else []
    lines += [f"on behalf: {line.value}" for line in header.signer.on_behalf_of]
    lines += [f"promulgated by: {header.promulgated_by.number}"] if header.promulgated_by else []
    lines += [
        f"basis: {' | '.join(filter(None, (b.type, b.number, str(b.date or ''), b.issuer)))}" for b in plan.legal_bases
    ]
    lines += [task_line(task) for task in plan.tasks]
    for task in plan.tasks:
        mark = task.number or task.id
        extras = (
            ("output", task.output),
            ("note", task.note),
            ("indicator", task.indicator),
            ("funding", task.funding_source),
            ("person", task.responsible_person),
        )
        lines += [f"{name} {mark}: {value.value}" for name, value in extras if value]
        lines += [f"budget {mark}: {task.budget.amount_vnd}"] if task.budget else []
        lines += [f"item {mark}: {item.value}" for item in task.sub_items]
        lines += [f"detail {mark}: {d.label} = {'; '.join(filter(None, (d.text, *d.items)))}" for d in task.details]
        lines += [f"doubt {mark}: {doubt.field} {doubt.message.code}" for doubt in task.doubts]
    lines += [f"total: {plan.budget_total.amount_vnd}"] if plan.budget_total else []
    lines += [f"why none: {plan.why_no_tasks.code}"] if plan.why_no_tasks else []
    for entry in plan.responsibilities:
        lines += [f"duty {entry.number} {entry.agency}: {item.value}" for item in entry.items]
    lines += [f"report: {d.due} | {d.to} | {d.recurrence or ''}" for d in plan.reporting_deadlines]
    lines += [f"report without date: {d.to} | {d.recurrence or ''}" for d in plan.reporting_duties]
    lines += [f"recipient: {r.value}" for r in plan.recipients]
    lines += [f"annex: {a.label} | {a.title} | {a.kind}" for a in plan.annexes]
    lines += [comment_line(row) for row in plan.comments]
    lines += [f"finding: {f.message.code}" for f in plan.findings]
    lines += [f"section: {section.path} {section.heading.value}" for section in plan.sections]
    lines += [f"unread: {text.value}" for text in plan.unread]
    return lines


def comment_line(row: CommentRow) -> str:
    """number | agency | letter | its date | what it says | what became of it."""
    opinion = " / ".join(item.value for item in row.opinion_items)
    said = (row.no, row.agency, row.letter_number, row.letter_date, opinion, row.disposition or "")
    return "comment: " + " | ".join(map(str, said))


def task_line(task) -> str:
    """number | group | title | leads | coordinating | time."""
    time = " ".join(
        filter(None, (task.time.kind, str(task.time.start or ""), str(task.time.end or ""), task.time.recurrence))
    )
    parts = (
        task.number,
        task.group.value if task.group else "",
        task.title.value,
        "; ".join(a.text for a in task.lead_agencies),
        "; ".join(a.text for a in task.coordinating_agencies),
        time,
    )
    return "task: " + " | ".join(parts)


def load(path: Path) -> tuple[Document, list[str]]:
    """(document, stated facts) of a case file; a copied page is opened as the text file that it is."""
    text, _, stated = path.read_text(encoding="utf-8").partition("\n=== expect\n")
    body = "\n".join(line for line in text.split("\n") if not line.startswith("# "))
    document = open_document(body.encode()) if path.parent.name == "copied" else document_of(body)
    return document, [line for line in stated.split("\n") if line.strip() and not line.startswith("# ")]
