"""Tasks that the body lays out with labelled lines: "Cơ quan chủ trì: ...", in any style, under a numbered heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vanban.document import Place
from vanban.messages import message
from vanban.plan import Detail, Text

from .cells import is_empty
from .drafts import Draft
from .flow import Line
from .labels import ASSIGNING, Labelled, label_field, read_assignment, read_labels
from .outline import Node

SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-ZĐÀ-Ỹ])")
LEADS = re.compile(r"chu tri|phu trach|lam dau moi")  # without these words nothing is assigned
LONGEST_ASSIGNMENT = 3000  # characters of a sentence that assigns, and of the labels behind it
LETTERED = ("letter", "paren")
LONGEST_VALUE = 200  # characters of a plain line that may be what the label above it says
Entry = tuple[Line, Line, list[Labelled]]  # the line, its text before labels, its labels


@dataclass
class _Block:
    """Text lines and the labels that follow them."""

    texts: list[Line] = field(default_factory=list)
    labels: list[Labelled] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    own_title: bool = False  # the text before the labels is the title, whatever heads the block

    @property
    def assigns(self) -> bool:
        return any(part.field in ASSIGNING for part in self.labels)


def body_drafts(root: Node, organising: list[Node]) -> list[Draft]:
    """The drafts of all labelled blocks below. In the list of duties a sentence such as "Sở A chủ trì, phối hợp với B"
    is a duty, elsewhere it says who does the task above it."""
    duties = {id(inner) for node in organising for inner in [node, *node.walk()]}
    everything = [root, *root.walk()]
    parts = {id(part) for node in everything for part in _parts(node)}
    nodes = [node for node in everything if id(node) not in parts]
    return [draft for node in nodes for draft in _drafts(node, id(node) not in duties)]


def _parts(node: Node) -> list[Node]:
    """ "a) Nội dung", "b) Hình thức: ...", "c) Cơ quan chủ trì: ..." are parts of the task above them."""
    if node.line is None:
        return []
    shared = _last_is_about_all(node)
    below = [child for child in node.children if child.line and child.level > 1]
    return [child for child in below if (shared and _kind(child) in LETTERED) or _is_label_heading(child)]


def _kind(node: Node) -> str:
    return node.line.marker.kind if node.line and node.line.marker else ""


def _is_label_heading(node: Node) -> bool:
    text = node.heading.value
    before, labels = read_labels(node.line) if node.line else (None, [])
    return bool(label_field(text.rstrip(": "))) or bool(labels and before is not None and is_empty(before.text))


def _last_is_about_all(parent: Node) -> bool:
    """Whether of several lettered items only the last has agency lines: they are about them all."""
    marked = [child for child in parent.children if _kind(child) and not _is_label_heading(child)]
    if len(marked) < 2 or not marked[0].heading.value or _assigns_in_heading(marked):
        return False
    return [child for child in marked if any(_assigns(line) for line in child.lines)] == [marked[-1]]


def _assigns_in_heading(nodes: list[Node]) -> bool:
    return any(_assigns(node.line) for node in nodes if node.line)


def _assigns(line: Line) -> bool:
    return any(part.field in ASSIGNING for part in read_labels(line)[1])


def _drafts(node: Node, assigned: bool) -> Iterator[Draft]:
    blocks = list(_blocks(node, assigned))
    before, labels = read_labels(node.line) if node.line else (None, [])
    if node.line and not labels and assigned:
        _, before, labels = _assigned(node.line.body)
    if node.line and before and not is_empty(before.text) and any(part.field in ASSIGNING for part in labels):
        block = _Block([], labels, places=list(node.line.places))
        block.texts = [line for later in blocks if not later.assigns for line in later.texts]
        yield _draft(node, block, before, alone=True)
    assigning = [block for block in blocks if block.assigns]
    for index, block in enumerate(assigning):
        yield from _of_block(node, block, alone=len(assigning) == 1, number=index + 1)


def _of_block(node: Node, block: _Block, *, alone: bool, number: int) -> Iterator[Draft]:
    """A block under a heading of its own is that heading's task; one of several is named by its first line."""
    named = block.own_title or not alone or node.line is None
    if named and block.texts:
        title = _title_line(block)
        rest = [line for line in block.texts if line is not title]
        outer = rest if block.texts[-1] is not title else []
        block.texts = outer if block.own_title and len(block.texts) > 1 and block.texts[0] is title else []
        if not block.own_title:
            block.texts = rest
        yield _draft(node, block, title, alone=False)
    elif node.line is not None:
        yield _draft(node, block, node.line.body, alone=True)


def _title_line(block: _Block) -> Line:
    return (block.texts[-1] if block.own_title else block.texts[0]).body


def _blocks(node: Node, assigned: bool) -> Iterator[_Block]:
    """Text and labels below a heading, cut where text follows on agency lines that others follow in turn."""
    entries = _titles_that_count(node, list(_entries(node, assigned)))
    last = max((n for n, entry in enumerate(entries) if _has_agency(entry)), default=-1)
    block = _Block()
    open_label: Labelled | None = None
    for number, (line, before, labels) in enumerate(entries):
        starts_task = bool(labels) and labels[0].field == "title" and is_empty(before.text)
        if block.assigns and (
            (not labels and number < last and not _continues(line, open_label))
            or starts_task
            or _inline(before, labels)
        ):
            yield block
            block, open_label = _Block(), None
        block.places += line.places
        if labels:
            open_label = _take_labels(block, line, before, labels)
        elif open_label is not None and _continues(line, open_label):
            block.labels.append(Labelled(f"{open_label.field}+", open_label.label, line.body))
        elif block.assigns:
            block.after.append(line)
        else:
            block.texts.append(line)
            open_label = None
    if block.texts or block.labels:
        yield block


def _inline(before: Line, labels: list[Labelled]) -> bool:
    return bool(labels) and not is_empty(before.text)


def _take_labels(block: _Block, line: Line, before: Line, labels: list[Labelled]) -> Labelled:
    if not is_empty(before.text):
        block.texts.append(before)
        block.own_title = line.marker is not None
    elif block.texts and not block.labels and _is_deeper(line, block.texts[-1]):
        block.own_title = True
    if labels[0].field == "title":
        block.texts, block.own_title = [labels[0].value], True
        labels = labels[1:] or [Labelled("", "", labels[0].value.part(0, 0))]
    block.labels += [part for part in labels if part.field]
    return labels[-1]


def _is_deeper(line: Line, above: Line) -> bool:
    """A label "+ ..." under a bullet "- ...": it speaks of that bullet only."""
    if above.marker is None or not above.marker.is_bullet:
        return False
    if line.marker is None:
        return line.paragraph.indent > above.paragraph.indent > 0
    return line.marker.rank > above.marker.rank or (
        line.marker.rank == above.marker.rank and line.paragraph.indent > above.paragraph.indent + 5
    )


def _continues(line: Line, label: Labelled | None) -> bool:
    """A bullet under a label that ended in a colon, or that is deeper than it, belongs to the label; and so does a
    plain line under such a label of agencies or a time."""
    if label is None:
        return False
    if line.marker is None:
        plain = label.field in (*ASSIGNING, "time") and len(line.text) < LONGEST_VALUE
        return plain and is_empty(label.value.text)
    return is_empty(label.value.text) or line.marker.kind == "plus"


def _has_agency(entry: Entry) -> bool:
    return any(part.field in ASSIGNING for part in entry[2])


def _entries(node: Node, assigned: bool) -> Iterator[Entry]:
    """The lines below a heading in order, parts of the task that have a number of their own among them."""
    parts = {id(part) for part in _parts(node)}
    for item in node.content:
        if isinstance(item, Line):
            before, labels = read_labels(item)
            yield (item, before, labels) if labels or not assigned else _assigned(item)
        elif isinstance(item, Node) and item.line is not None and id(item) in parts:
            yield _heading_entry(item.line)
            yield from _entries(item, assigned)


def _assigned(line: Line) -> Entry:
    """A line that ends, or is, a sentence such as "Giao Sở A chủ trì, phối hợp với Sở B thực hiện."."""
    starts = [0, *(match.end() for match in SENTENCE.finditer(line.text))]
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        if not LEADS.search(line.plain, start, end):
            continue
        if labels := read_assignment(line.part(start, start + LONGEST_ASSIGNMENT)):
            return line, line.part(0, len(line.text[:start].rstrip(" :"))), labels
    return line, line, []


def _titles_that_count(node: Node, entries: list[Entry]) -> list[Entry]:
    """ "Hoạt động: ..." names a task where several stand under one heading; alone it is what the heading's task is."""
    titles = [entry for entry in entries if entry[2] and entry[2][0].field == "title"]
    if len(titles) > 1 or node.line is None:
        return entries
    return [(line, before, [_as_content(part) for part in labels]) for line, before, labels in entries]


def _as_content(part: Labelled) -> Labelled:
    return replace(part, field="content") if part.field == "title" else part


def _heading_entry(line: Line) -> Entry:
    before, labels = read_labels(line)
    body = line.body
    if not labels and (name := label_field(body.text.rstrip(": "))):
        return line, body.part(0, 0), [Labelled(name, body.text.rstrip(": "), body.part(len(body.text)))]
    return line, before, labels


def _draft(node: Node, block: _Block, title: Line, *, alone: bool) -> Draft:
    draft = Draft("body", [title], _number(node), _group(node, alone))
    draft.because["title"] = message("heading_of_block") if alone else message("line_above_labels")
    draft.places = [*(node.line.places if node.line and alone else ()), *block.places]
    draft.items = [line.body for line in block.texts if not is_empty(line.text)]
    for part in block.labels:
        _take(draft, part)
    draft.items += [line.body for line in block.after]
    return draft


def _take(draft: Draft, part: Labelled) -> None:
    """Put a labelled part into its field; "+" marks a bullet under the label."""
    name, goes_on = part.field.rstrip("+"), part.field.endswith("+")
    if name in ("content", "title"):
        draft.items += [part.value] if not is_empty(part.value.text) else []
    elif name == "detail" and goes_on and draft.details:
        above = draft.details[-1]
        items = (*above.items, part.value.found().value)
        draft.details[-1] = Detail(above.label, above.text, items, (*above.places, *part.value.places))
    elif name == "detail":
        draft.details.append(Detail(part.label, part.value.found().value, (), part.value.places))
    else:
        draft.add(name, [part.value], message("label", label=part.label) if part.label else message("in_brackets"))


def _number(node: Node) -> str:
    """The printed path below the Roman section: "2.2.a"."""
    labels: list[str] = []
    at: Node | None = node
    while at is not None and at.line is not None and at.level > 1:
        labels.insert(0, at.label)
        at = at.parent
    path = ""
    for label in labels:
        path = label if not path or label.startswith(f"{path}.") else f"{path}.{label}" if label else path
    return path


def _group(node: Node, alone: bool) -> Text | None:
    above = node.parent if alone else node
    return above.heading if above is not None and above.line is not None and above.level > 1 else None
