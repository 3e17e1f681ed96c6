"""Text that no rule has claimed: kept, so that nothing of a document is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.document import Place
from vanban.plan import Found, Header, Text

from .flow import Line
from .outline import Node
from .parts import Act
from .signature import recipient_lines
from .words import pattern

SIGN_ONLY = re.compile(r"[\W_]*")
FORMAL = re.compile(r"(?:so\b|chu tich|quyet dinh|ban hanh kem theo)")


def unread_lines(acts: list[Act], root: Node, header: Header, preamble: list[Line]) -> Iterator[Text]:
    """Lines of the head and the signature that gave no value, and text of the body that stands under no heading."""
    claimed = {(p.block, p.cell) for p in _places(header)} | {
        (p.block, p.cell) for line in preamble for p in line.places
    }
    for act in acts:
        for line in act.head:
            if not _formal(line) and not any(_inside(place, claimed, header) for place in line.places):
                yield line.found()
        recipients = {id(line) for line in recipient_lines(act.tail)}
        for line in act.tail:
            if (
                id(line) not in recipients
                and not line.upper
                and not any(_inside(p, claimed, header) for p in line.places)
            ):
                yield line.found()
    for line in root.lines:
        yield line.found()


def _formal(line: Line) -> bool:
    """Motto, rules, draft marks, the words of a decision."""
    layout = any(pattern("words_layout", name).match(line.plain) for name in ("motto", "draft", "caption", "stamp"))
    return layout or line.upper or bool(SIGN_ONLY.fullmatch(line.text)) or bool(FORMAL.match(line.plain))


def _inside(place: Place, claimed: set[tuple[int, tuple[int, int] | None]], header: Header) -> bool:
    """In a paragraph one value claims the line; in a cell of the letterhead each line must be claimed by itself."""
    if place.cell is None:
        return (place.block, None) in claimed
    return any(
        other.block == place.block and other.cell == place.cell and other.start < place.end and place.start < other.end
        for other in _places(header)
    )


def _places(header: Header) -> Iterator[Place]:
    signer = header.signer
    values = (
        header.number, header.place, header.date, header.issuing_authority, header.parent_authority, header.type,
        header.subject, signer.name, signer.position, *signer.on_behalf_of,
    )  # fmt: skip
    for value in values:
        if isinstance(value, Found):
            yield from value.places
