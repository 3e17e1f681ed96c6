"""The paragraphs after the last duty: attachments, the demand to report, what to do about difficulties."""

from __future__ import annotations

from .flow import Line
from .outline import Node
from .words import pattern


def take_closing(root: Node) -> list[Line]:
    """Take the closing paragraphs from under the last heading, where the outline has left them, and return them."""
    node = root
    while node.children and node.content[-1] is node.children[-1]:
        node = node.children[-1]
    lines = node.lines
    if node is root or not lines or node.content[-1] is not lines[-1]:
        return []
    at = _first_of_closing(node, lines)
    closing = lines[at:]
    node.content = [item for item in node.content if not any(item is line for line in closing)]
    return closing


def _first_of_closing(node: Node, lines: list[Line]) -> int:
    """Bullets end where plain paragraphs begin; among plain paragraphs the words tell."""
    last_bullet = max((n for n, line in enumerate(lines) if line.marker), default=-1)
    for number in range(last_bullet + 1, len(lines)):
        spoken = pattern("words_layout", "closing").match(lines[number].plain)
        if spoken or (last_bullet >= 0 and number == last_bullet + 1):
            return number
    return len(lines)
