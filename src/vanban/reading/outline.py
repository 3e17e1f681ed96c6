"""The numbered outline of the body as a tree: Phần, A, I, 1, 1.1, (1), a), bold headings, bullets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.messages import message
from vanban.plan import Found, Section, Text

from .flow import Item, Line, TableItem

LEVELS = {"arabic": 2, "decimal": 3, "paren": 4, "letter": 4}
LONGEST_HEADING = 200
ROOT_RANK = -1


@dataclass
class Node:
    """A numbered item with what stands under it. ``content`` holds lines, tables and further nodes in their order."""

    line: Line | None = None
    rank: float = ROOT_RANK
    label: str = ""
    path: str = ""
    level: int = 0
    parent: Node | None = None
    content: list[Node | Item] = field(default_factory=list)
    listed: bool = False  # a numbered list within an item, not a part of the outline

    @property
    def children(self) -> list[Node]:
        return [item for item in self.content if isinstance(item, Node)]

    @property
    def lines(self) -> list[Line]:
        """The lines directly under it."""
        return [item for item in self.content if isinstance(item, Line)]

    @property
    def heading(self) -> Text:
        """Its text without the number; the root has none."""
        because = message("numbered" if self.label else "bold_heading", label=self.label)
        return self.line.body.found(because=because) if self.line else Found("")

    def walk(self) -> Iterator[Node]:
        """All nodes below, in reading order."""
        for child in self.children:
            yield child
            yield from child.walk()

    def all_lines(self) -> Iterator[Line]:
        """Every line below in reading order, headings included."""
        for item in self.content:
            if isinstance(item, Node):
                if item.line:
                    yield item.line
                yield from item.all_lines()
            elif isinstance(item, Line):
                yield item

    def tables(self) -> Iterator[tuple[Node, TableItem]]:
        """Every table below, with the node that it stands in."""
        for item in self.content:
            if isinstance(item, Node):
                yield from item.tables()
            elif isinstance(item, TableItem):
                yield self, item


def build_outline(items: list[Item]) -> Node:
    """The tree of a body."""
    root = current = Node()
    bold_counts = _bold_means_heading(items)
    for index, item in enumerate(items):
        ahead = items[index + 1] if index + 1 < len(items) else None
        node = _node(item, ahead, bold_counts) if isinstance(item, Line) else None
        if node is None:
            current.content.append(item)
            continue
        current = _attach(node, current)
    return root


def _bold_means_heading(items: list[Item]) -> bool:
    lines = [item for item in items if isinstance(item, Line)]
    return sum(line.paragraph.bold for line in lines) * 2 < len(lines)


def _node(line: Line, ahead: Item | None, bold_counts: bool) -> Node | None:
    marker = line.marker
    if marker and not marker.is_bullet:
        return Node(line, marker.rank, marker.label)
    if marker is None and _is_bare_heading(line, ahead, bold_counts):
        rank = 4 if line.upper else 12 if not line.paragraph.heading else 3.5 + line.paragraph.heading
        return Node(line, rank)
    return None


def _is_bare_heading(line: Line, ahead: Item | None, bold_counts: bool) -> bool:
    """A heading without a number: bold or in capitals, short, no sentence, with other text below it."""
    if len(line.text) > LONGEST_HEADING or line.text.rstrip().endswith((".", ";", ",", "./", ")")) or ahead is None:
        return False
    if isinstance(ahead, Line) and ahead.paragraph.bold and ahead.marker is None and not line.upper:
        return False
    if line.paragraph.heading:
        return True
    return (line.upper and len(line.text) > 5) or (bold_counts and line.paragraph.bold and not _is_label(line))


def _is_label(line: Line) -> bool:
    """ "Thời gian: Quý I" is bold at times and heads nothing."""
    return ":" in line.text.rstrip(": ")


def _attach(node: Node, current: Node) -> Node:
    """Put a node where it belongs and return it; it is the one that further lines stand under."""
    if nested := _nested_list(node, current):
        node.rank, node.listed = nested.rank + 0.5, True
    parent = current
    while parent.parent is not None and parent.rank >= node.rank:
        parent = parent.parent
    node.parent = parent
    node.path, node.level = _path(node, parent), _level(node, parent)
    parent.content.append(node)
    return node


def _nested_list(node: Node, current: Node) -> Node | None:
    """The innermost node, when "1." begins a list inside it, or goes on with one, and not the next heading."""
    marker = node.line.marker if node.line else None
    if marker is None or marker.kind != "arabic":
        return None
    number = marker.numbers[0]
    if current.listed and current.line and current.line.marker:
        outer = _open_ancestor(current, node.rank)
        follows = number == current.line.marker.numbers[0] + 1
        expected = outer is not None and outer.line and outer.line.marker and outer.line.marker.numbers[0] + 1 == number
        if follows and not (expected and _looks_alike(node, outer)):
            return Node(rank=current.rank - 0.5)
        return None
    outer = _open_ancestor(current, node.rank)
    if outer is None or outer is current or number != 1:
        return None
    return current


def _open_ancestor(node: Node, rank: float) -> Node | None:
    """The open node of this rank that ``node`` stands in, or is."""
    at: Node | None = node
    while at is not None and at.rank >= rank:
        if at.rank == rank and not at.listed:
            return at
        at = at.parent
    return None


def _looks_alike(one: Node, other: Node | None) -> bool:
    if other is None or one.line is None or other.line is None:
        return False
    return (one.line.paragraph.bold, one.line.upper) == (other.line.paragraph.bold, other.line.upper)


def _path(node: Node, parent: Node) -> str:
    """ "II.3.1.a": the labels down to the node; 3.1 under 3 adds only its last number."""
    label = node.label or f"({len(parent.children) + 1})"
    if parent.label and label.startswith(f"{parent.label}.") and parent.label[0].isdigit():
        label = label[len(parent.label) + 1 :]
    return f"{parent.path}.{label}" if parent.path else label


def _level(node: Node, parent: Node) -> int:
    marker = node.line.marker if node.line else None
    if marker is None:
        return 1 if node.rank <= 4 else min(parent.level + 1, 4)
    if marker.kind == "decimal":
        return min(2 + marker.label.count("."), 4)
    return LEVELS.get(marker.kind, 1)


def sections_of(root: Node) -> tuple[Section, ...]:
    """The outline as the plan prints it, each heading with the paragraphs directly under it."""
    return tuple(
        Section(node.path, node.label, node.heading, node.level, tuple(line.body.found() for line in node.lines))
        for node in root.walk()
        if node.heading.value
    )
