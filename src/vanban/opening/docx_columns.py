"""Two columns that a typist placed with tabs: the head of a document, recipients beside the signature.

They become a table without lines, as if they had been typed in one, so that readers see each column whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.document import Block, Cell, Paragraph, Table

LONGEST_LEFT, LONGEST_RIGHT = 80, 120  # letters: more is a sentence with a tab in it
RIGHT_HALF = 150  # points: text that begins here stands in the right column
LOOK_AHEAD = 2  # lines of the left column alone, between lines of both
BULLETS = ("-", "–", "+", "•")


@dataclass(slots=True)
class Columns:
    """Lines gathered so far."""

    left: list[Paragraph] = field(default_factory=list)
    right: list[Paragraph] = field(default_factory=list)
    both: int = 0

    def add(self, paragraph: Paragraph) -> None:
        left, tab, right = paragraph.text.partition("\t")
        if tab:
            self.both += 1
            self.left.append(replace(paragraph, text=left))
            self.right.append(replace(paragraph, text=right, generated=0))
        else:
            (self.right if _begins_right(paragraph) else self.left).append(paragraph)

    def table(self) -> Table:
        return Table(((Cell(0, 0, tuple(self.left)), Cell(0, 1, tuple(self.right))),), bordered=False)


def side_by_side(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which two or more lines of two columns are one table without lines.

    >>> lines = ("UBND TỈNH LAM HẢI\\tCỘNG HÒA", "Số: 12/KH-UBND\\tLam Hải, ngày 05/01/2026", "KẾ HOẠCH")
    >>> [type(block).__name__ for block in side_by_side([Paragraph(line) for line in lines])]
    ['Table', 'Paragraph']
    """
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        taken = _columns_at(blocks, at)
        if taken is None:
            found.append(blocks[at])
            at += 1
        else:
            columns, at = taken
            found.append(columns.table())
    return found


def _columns_at(blocks: Sequence[Block], at: int) -> tuple[Columns, int] | None:
    """The columns that begin here, and the block after them."""
    columns = Columns()
    end = at
    while end < len(blocks):
        block = blocks[end]
        if not isinstance(block, Paragraph) or not (
            _has_both(block) or (columns.both and _goes_on(columns, blocks, end))
        ):
            break
        columns.add(block)
        end += 1
    return (columns, end) if columns.both >= 2 else None


def _goes_on(columns: Columns, blocks: Sequence[Block], at: int) -> bool:
    """Whether a line of one column belongs to the columns around it."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or len(block.text) > LONGEST_LEFT or "\t" in block.text:
        return False
    if _begins_right(block):
        return True
    if block.text.startswith(BULLETS) and columns.left[-1].text.startswith(BULLETS):
        return True
    return any(_has_both(later) for later in blocks[at + 1 : at + 1 + LOOK_AHEAD])


def _has_both(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.text.count("\t") != 1 or "\n" in block.text:
        return False
    left, _, right = block.text.partition("\t")
    return len(left) <= LONGEST_LEFT and len(right) <= LONGEST_RIGHT


def _begins_right(paragraph: Paragraph) -> bool:
    return paragraph.indent >= RIGHT_HALF
