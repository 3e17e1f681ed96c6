"""A made plan as it is copied from a site of law texts: lines broken as its source breaks them, a bar after cells."""

from __future__ import annotations

from collections.abc import Iterable

from .as_text import own_cells
from .luck import Luck
from .page import Block, Box, Grid, NewPage, Para, Side

FULL = 82  # letters of a line of the source


def as_site(blocks: tuple[Block, ...], luck: Luck) -> bytes:
    """One line break between paragraphs, none kept between words: the first line of a paragraph ends anywhere."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            lines += _wrapped(block.printed, luck)
        elif isinstance(block, Side):
            lines += [*_column(block.left, luck), "|", *_column(block.right, luck), "|"]
        elif isinstance(block, Grid):
            lines += [line for box in own_cells(block) for line in [*_cell(box, luck), "|"]]
        elif isinstance(block, NewPage):
            lines.append("")
    return ("\n".join(lines) + "\n").encode()


def _column(paras: Iterable[Para], luck: Luck) -> list[str]:
    return [line for para in paras for line in _wrapped(para.printed, luck)]


def _cell(box: Box, luck: Luck) -> list[str]:
    return [part for line in box.lines for part in _wrapped(line, luck)]


def _wrapped(text: str, luck: Luck) -> list[str]:
    words = text.split(" ")
    lines = [words[0]]
    room = luck.number(4, 60)  # the tags of the source take the rest of its first line
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
            room = FULL
        else:
            lines[-1] += f" {word}"
    return lines
