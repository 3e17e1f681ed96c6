"""A plan as JSON and back: the shape that ``python -m vanban read`` prints and that the site stores.

Published as ``data/plan.schema.json``; README.md shows an example.
"""

from __future__ import annotations

import dataclasses
from typing import cast

from .codec import Json, decode, encode
from .document import Block, Cell, Document, Paragraph, Table
from .messages import Language
from .plan import Citation, Plan, Task

Object = dict[str, Json]
VERSION = "vanban-plan/1"


def to_json(plan: Plan, document: Document, language: Language = "vi") -> Object:
    """A plan as plain dictionaries and lists. Sentences (reasons, doubts, findings) are in ``language``.

    ``tasks`` holds what the plan itself lays out as tasks, in a table or in the body; duties of a plan that lives only
    in its list of responsibilities stand in ``optional_tasks``. ``citations`` are bare numbers, each once;
    ``cited`` says all that is known of them. Laws that the preamble names without a number stand apart, in
    ``legal_bases_by_name``, with their position among the legal bases.
    """
    whole = cast(Object, encode(plan, language))
    tasks = cast("list[Object]", whole["tasks"])
    paged = zip(plan.tasks, tasks, strict=True)
    listed = [(task, {**data, "page": page_of(task, document)}) for task, data in paged]
    return {
        "schema": VERSION,
        "document": _about(document),
        **whole,
        "legal_bases": [data for basis, data in _bases(plan, whole) if basis.number],
        "legal_bases_by_name": [
            {**data, "position": n} for n, (b, data) in enumerate(_bases(plan, whole)) if not b.number
        ],
        "cited": whole["citations"],
        "citations": list(dict.fromkeys(c.number for c in plan.citations if c.number)),
        "tasks": [data for task, data in listed if task.source != "responsibility"],
        "optional_tasks": [data for task, data in listed if task.source == "responsibility"],
    }


def from_json(data: Object) -> Plan:
    """The plan that ``to_json`` was given, places and reasons included."""
    tasks = [*_list(data["tasks"]), *_list(data["optional_tasks"])]
    bases = list(_list(data["legal_bases"]))
    for named in _list(data["legal_bases_by_name"]):
        bases.insert(cast("dict[str, int]", named)["position"], named)
    return cast(Plan, decode(Plan, {**data, "citations": data["cited"], "tasks": tasks, "legal_bases": bases}))


def _bases(plan: Plan, whole: Object) -> list[tuple[Citation, Object]]:
    return list(zip(plan.legal_bases, cast("list[Object]", whole["legal_bases"]), strict=True))


def page_of(task: Task, document: Document) -> int | None:
    """The page on which a task begins, None where the format has no pages."""
    if not task.places:
        return None
    place = task.places[0]
    block = document.blocks[place.block]
    if isinstance(block, Paragraph):
        return block.page or None
    return block.row_pages[place.cell[0]] if place.cell and len(block.row_pages) > place.cell[0] else None


def _about(document: Document) -> Object:
    return {
        "format": document.format,
        "pages": document.page_count or None,
        "sha256": document.sha256 or None,
        "notices": list(document.notices),
    }


def document_to_json(document: Document) -> Object:
    """A Document as compact JSON: what has its default value is left out, a plain paragraph is its bare text."""
    return {
        "blocks": [_block_json(block) for block in document.blocks],
        "headers": [_paragraph_json(p) for p in document.headers],
        "footnotes": [_paragraph_json(p) for p in document.footnotes],
        **_about(document),
    }


def document_from_json(data: Object) -> Document:
    """The Document that ``document_to_json`` was given."""
    return Document(
        blocks=tuple(_block(item) for item in _list(data["blocks"])),
        format=data["format"],  # type: ignore[arg-type]
        page_count=int(cast(int, data["pages"] or 0)),
        headers=tuple(_paragraph(item) for item in _list(data["headers"])),
        footnotes=tuple(_paragraph(item) for item in _list(data["footnotes"])),
        notices=tuple(str(code) for code in _list(data["notices"])),
        sha256=str(data["sha256"] or ""),
    )


def _list(data: Json) -> list[Json]:
    return cast("list[Json]", data)


def _unusual(value: Paragraph | Cell | Table, *names: str) -> Object:
    """The named fields that differ from their default."""
    defaults = {f.name: f.default for f in dataclasses.fields(value)}
    return {name: getattr(value, name) for name in names if getattr(value, name) != defaults[name]}


def _paragraph_json(paragraph: Paragraph) -> Json:
    names = ("generated", "heading", "bold", "italic", "align", "indent", "page")
    unusual = _unusual(paragraph, *names)
    return {"text": paragraph.text, **unusual} if unusual else paragraph.text


def _paragraph(data: Json) -> Paragraph:
    return Paragraph(data) if isinstance(data, str) else Paragraph(**cast("dict[str, str]", data))  # type: ignore[arg-type]


def _cell_json(cell: Cell) -> Json:
    paragraphs = [_paragraph_json(p) for p in cell.paragraphs]
    return {"column": cell.column, "paragraphs": paragraphs, **_unusual(cell, "rowspan", "colspan")}


def _block_json(block: Block) -> Json:
    if isinstance(block, Paragraph):
        return _paragraph_json(block)
    rows = [[_cell_json(cell) for cell in row] for row in block.rows]
    pages: Object = {"row_pages": list(block.row_pages)} if block.row_pages else {}
    return {"rows": rows, **pages, **_unusual(block, "header_rows", "bordered")}


def _block(data: Json) -> Block:
    if not isinstance(data, dict) or "rows" not in data:
        return _paragraph(data)
    rows = tuple(tuple(_cell(number, c) for c in _list(row)) for number, row in enumerate(_list(data["rows"])))
    pages = cast("list[int]", data.get("row_pages", ()))
    return Table(rows, cast(int, data.get("header_rows", 0)), bool(data.get("bordered", True)), tuple(pages))


def _cell(row: int, data: Json) -> Cell:
    known = cast(Object, data)
    paragraphs = tuple(_paragraph(p) for p in _list(known["paragraphs"]))
    spans = [cast(int, known.get(name, 1)) for name in ("rowspan", "colspan")]
    return Cell(row, cast(int, known["column"]), paragraphs, *spans)
