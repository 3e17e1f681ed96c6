"""The parts of a document: head, body, signature, annexes; and the decision that promulgates a plan, before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from vanban.tables import rows
from vanban.text import flat

from .citations import read_date_line
from .flow import Item, Line, TableItem
from .words import pattern

NAME = re.compile(r"(?=..)(?:[^\W\d_]++(?:\. ?| |$)){1,7}")  # a word ends where it ends: else time doubles by letter
TITLE_LENGTH = 25  # capitals after the signature that are longer name an annex, shorter ones a position


@dataclass
class Annex:
    """What stands after the signature under a title of its own."""

    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@dataclass
class Act:
    """One signed document within the file. ``above`` is what a site tells of it, over the letterhead."""

    above: list[TableItem] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)


@cache
def title_shape() -> re.Pattern[str]:
    """A line that opens with the name of a document type in capitals ("KẾ HOẠCH", "QUYẾT ĐỊNH")."""
    names = sorted((row["name"].upper() for row in rows("document_types")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(names)})\b")


def split_acts(items: list[Item]) -> list[Act]:
    """The documents of a file in their order; one, but for a plan with the decision that promulgates it."""
    walker = _Walker()
    for index, item in enumerate(items):
        walker.take(item, items[index + 1 : index + 8])
    return walker.acts


def is_title(line: Line) -> bool:
    """The type of a document on its own line, or with the subject behind it."""
    match = title_shape().match(line.text)
    return bool(match) and (line.upper or len(line.text) < 300) and not line.text.rstrip().endswith(":")


class _Walker:
    """Goes through the items once and knows in which part it is."""

    def __init__(self) -> None:
        self.acts = [Act()]
        self.part = "head"
        self.titled = False
        self.dated = False
        self.signed = False

    def take(self, item: Item, ahead: list[Item]) -> None:
        if isinstance(item, Line) and pattern("words_layout", "stamp").match(flat(item.text)):
            return
        getattr(self, f"_in_{self.part}")(item, ahead)

    @property
    def act(self) -> Act:
        return self.acts[-1]

    def _in_head(self, item: Item, ahead: list[Item]) -> None:
        if isinstance(item, Line) and self._opens_tail(item) and len(self.act.head) > 2:
            self.part, self.signed = "tail", False
            self._in_tail(item, ahead)
        elif isinstance(item, TableItem) and not self.titled and _comes_letterhead(ahead):
            self.act.above.append(item)
        elif isinstance(item, TableItem) or self._opens_body(item):
            self.part = "body"
            self._in_body(item, ahead)
        elif self._opens_annex(item, ahead) and not self.titled:
            self._start_annex(item)
        else:
            self.titled = self.titled or is_title(item)
            self.dated = self.dated or read_date_line(item.text) is not None
            self.act.head.append(item)

    def _opens_body(self, line: Line) -> bool:
        marker = line.marker
        if line.plain.startswith("kinh gui"):
            return True
        if pattern("words_layout", "basis").match(line.plain) and not self._numbered(line):
            return False
        if marker and not marker.is_bullet and marker.kind not in ("letter", "paren", "decimal"):
            titled = self.titled or self._preamble_over() or (self.dated and marker.kind == "roman")
            return titled and (marker.numbers == (1,) or marker.kind in ("part", "chapter", "article", "roman"))
        return (
            (self.titled or self._preamble_over())
            and bool((line.paragraph.bold or line.upper) and pattern("words_layout", "first_heading").match(line.plain))
            and not is_title(line)
            and self._preamble_over()
        )

    def _numbered(self, line: Line) -> bool:
        return line.marker is not None and not line.marker.is_bullet

    def _preamble_over(self) -> bool:
        return any(pattern("words_layout", "as_follows").search(line.plain) for line in self.act.head[-3:])

    def _in_body(self, item: Item, ahead: list[Item]) -> None:
        if isinstance(item, Line) and (self._opens_tail(item) or _is_signed(item, ahead)):
            self.part, self.signed = "tail", False
            self._in_tail(item, ahead)
        elif self._opens_annex(item, ahead):
            self._start_annex(item)
        elif isinstance(item, Line) and self._opens_act(item, ahead):
            self._start_act(item)
        else:
            self.act.body.append(item)

    def _opens_tail(self, line: Line) -> bool:
        if len(line.text) < LONGEST_TAIL_HEAD and pattern("words_layout", "tail").match(line.plain):
            return True
        return line.upper and bool(pattern("words_layout", "signature").match(line.plain))

    def _opens_act(self, line: Line, ahead: list[Item]) -> bool:
        """A second title within the file: the plan after its decision. A plan promulgates nothing; what is attached to
        it under a title of its own (an outline of reports) is an annex."""
        if not (self.titled and is_title(line) and title_shape().match(line.text) and line.upper):
            return False
        if self.plans or any(isinstance(item, TableItem) for item in ahead[:4]):
            return False
        return _is_attached(ahead)

    @property
    def plans(self) -> bool:
        """Whether the act at hand is a plan itself."""
        titles = (line for line in self.act.head if is_title(line))
        title = next(titles, None)
        return title is not None and bool(pattern("words_layout", "plan").match(title.plain))

    def _start_act(self, line: Line) -> None:
        self.acts.append(Act())
        self.part, self.titled = "head", False
        self._in_head(line, [])

    def _in_tail(self, item: Item, ahead: list[Item]) -> None:
        if isinstance(item, TableItem):
            self._start_annex(item)
            return
        if (self.signed and self._opens_act(item, ahead)) or self._opens_letterhead(item):
            self._start_act(item)
        elif self._opens_annex(item, ahead) or (self.signed and self._is_foreign(item)):
            self._start_annex(item)
        else:
            self.act.tail.append(item)
            self.signed = self.signed or self._is_signer(item)

    def _opens_letterhead(self, line: Line) -> bool:
        return False

    def _is_signer(self, line: Line) -> bool:
        """A name under a position."""
        before = [other for other in self.act.tail[-6:-1] if other.upper]
        return bool(before) and not line.upper and line.marker is None and bool(NAME.fullmatch(line.text.strip()))

    def _is_foreign(self, line: Line) -> bool:
        """After the signer's name only entries of the recipients and positions belong to the signature."""
        if (line.marker and line.marker.is_bullet) or self._opens_tail(line):
            return False
        short = len(line.text) < TITLE_LENGTH
        return not (short or pattern("words_layout", "position").match(line.plain))

    def _opens_annex(self, item: Item, ahead: list[Item]) -> bool:
        if isinstance(item, TableItem):
            return False
        if match := pattern("words_layout", "annex").match(item.plain):
            alone = match.end() == len(item.plain) or item.upper
            return alone and len(item.text) < LONGEST_TITLE
        if self.part == "head" or (self.part == "annex" and not self.act.annexes[-1].items):
            return False
        if not item.upper or item.marker:
            return False
        titled = self.part == "tail" and self.signed and is_title(item) and _is_attached(ahead)
        named = bool(pattern("words_layout", "annex_word").match(item.plain))
        return titled or (named and any(isinstance(other, TableItem) for other in ahead[:3]))

    def _in_annex(self, item: Item, ahead: list[Item]) -> None:
        annex = self.act.annexes[-1]
        if isinstance(item, Line) and self._opens_tail(item):
            self.part, self.signed = "tail", False
            self._in_tail(item, ahead)
        elif self._opens_annex(item, ahead) or (isinstance(item, Line) and self._next_title(item, annex, ahead)):
            self._start_annex(item)
        elif isinstance(item, Line) and self._opens_act(item, ahead):
            self._start_act(item)
        elif isinstance(item, Line) and not annex.items and _is_heading_line(item):
            annex.lines.append(item)
        else:
            annex.items.append(item)

    def _next_title(self, line: Line, annex: Annex, ahead: list[Item]) -> bool:
        """Capitals after a table, with a caption or a table soon behind them, open an annex without the word."""
        if not annex.items or not isinstance(annex.items[-1], TableItem) or not line.upper or line.marker:
            return False
        soon = ahead[:5]
        lines = [item for item in soon if isinstance(item, Line)]
        return len(line.text) >= TITLE_LENGTH and (
            any(pattern("words_layout", "caption").match(other.plain) for other in lines)
            or any(isinstance(item, TableItem) for item in soon)
        )

    def _start_annex(self, item: Item) -> None:
        self.act.annexes.append(Annex())
        self.part = "annex"
        annex = self.act.annexes[-1]
        if isinstance(item, Line):
            annex.lines.append(item)
        else:
            annex.items.append(item)


LONGEST_TAIL_HEAD = 60
LONGEST_TITLE = 300


def _is_heading_line(line: Line) -> bool:
    """Title, caption or unit above an annex's table; not a numbered heading or running text."""
    if line.marker and not line.upper:
        return False
    layout = ("caption", "unit", "motto")
    if any(pattern("words_layout", name).search(line.plain) for name in layout):
        return True
    centred = line.paragraph.align == "center" or line.paragraph.bold or line.paragraph.italic
    return line.marker is None and (line.upper or centred or line.text.endswith(")") or len(line.text) < 150)


def _comes_letterhead(ahead: list[Item]) -> bool:
    return any(isinstance(item, Line) and pattern("words_layout", "motto").match(item.plain) for item in ahead)


def _is_attached(ahead: list[Item]) -> bool:
    """A caption soon behind a title: "(Kèm theo ...)"."""
    lines = [item for item in ahead[:4] if isinstance(item, Line)]
    return any(pattern("words_layout", "caption").match(line.plain) for line in lines)


def _is_signed(line: Line, ahead: list[Item]) -> bool:
    """A position in capitals with a name below it: the end of a document without "TM." or "KT."."""
    position = line.upper and line.marker is None and pattern("words_layout", "position").match(line.plain)
    names = (other for other in ahead[:2] if isinstance(other, Line) and not other.upper)
    return bool(position) and any(NAME.fullmatch(other.text.strip()) for other in names)
