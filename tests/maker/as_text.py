"""A made plan as plain text: the several shapes that conversion, copying and scraping leave behind."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from .luck import Luck
from .page import Block, Box, Grid, NewPage, Para, Side

TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_text(blocks: tuple[Block, ...], luck: Luck, tables: str) -> bytes:
    """``tables`` is how rows are put: "tabs", "pipes" or "cells" (one cell a line)."""
    gap = luck.one(("\n", "\n\n"))
    scraped = luck.often(0.12)  # off a web page: lines broken anywhere, dashes and bars where the head had two columns
    html = tables == "tabs" and luck.often(0.25)
    pages = tables == "tabs" and luck.often(0.35)
    again = luck.often(0.5)
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, NewPage):
            parts.append(luck.one(("", "\n", "\f")))
        elif isinstance(block, Para):
            parts.append(_broken(block.printed, luck) if scraped else block.printed)
        elif isinstance(block, Side):
            between = ["-------", "|"] if scraped else []
            parts += [
                *(para.printed for para in block.left),
                *between,
                *(para.printed for para in block.right),
                *between,
            ]
        elif tables == "tabs":
            parts.append(_tabs(block, luck, html=html, pages=pages, say_again=again))
        elif tables == "pipes":
            parts.append("\n".join("| " + " | ".join(row) + " |" for row in _rows(block, _one_line, say_again=again)))
        else:
            parts.append("\n".join(_one_line(box) for box in own_cells(block)))
    return encode(gap.join(parts) + "\n", luck)


def _broken(text: str, luck: Luck) -> str:
    """A long paragraph in lines of 40 to 80 letters."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) > luck.number(40, 80):
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def encode(text: str, luck: Luck) -> bytes:
    kind = luck.weighted({"utf-8": 12, "utf-8-sig": 2, "utf-16": 1, "nfd": 2, "cp1258": 2})
    if kind == "nfd":
        return unicodedata.normalize("NFD", text).encode()
    if kind == "cp1258":
        return windows_1258(text)
    return text.encode(kind)


def windows_1258(text: str) -> bytes:
    """Old Windows: the letter with its hat, then the tone by itself.

    >>> windows_1258("Thế").decode("cp1258") == unicodedata.normalize("NFC", "Thê") + chr(0x301)
    True
    """
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = [part for part in parts if part in TONES]
        letters.append(
            unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + "".join(tone)
        )
    return "".join(letters).encode("cp1258", "replace")


def _rows(grid: Grid, cell: Callable[[Box], str], *, say_again: bool) -> list[list[str]]:
    """Every place of the grid. A box merged to the right is said once. One merged downwards is said again in the rows
    of tasks, where its text would be lost; in the header some converters leave the lower places empty."""
    rows = []
    for number, places in enumerate(grid.places()):
        row, before = [], None
        for box, begins in places:
            silent = box is before or not (begins or say_again or number >= grid.header_rows)
            row.append("" if silent else cell(box))
            before = box
        rows.append(row)
    return rows


def own_cells(grid: Grid) -> list[Box]:
    """Every cell, row by row: merged ones once, but a value that rows of tasks share in each of them."""
    cells = []
    for number, places in enumerate(grid.places()):
        before = None
        for box, begins in places:
            if box is not before and (begins or number >= grid.header_rows):
                cells.append(box)
            before = box
    return cells


def _one_line(box: Box) -> str:
    return " ".join(box.lines)


def _tabs(grid: Grid, luck: Luck, *, html: bool, pages: bool, say_again: bool) -> str:
    rows = ["\t".join(row) for row in _rows(grid, lambda box: _cell(box, luck, html), say_again=say_again)]
    if not pages:
        return "\n".join(rows)
    header, body = rows[: grid.header_rows], rows[grid.header_rows :]
    pieces: list[list[str]] = [[]]
    for row in body:
        parts = [row]
        if len(pieces[-1]) >= luck.number(4, 9):
            parts = _cut(row) if luck.often(0.5) else ["", row]
            pieces[-1] += filter(None, parts[:1])
            pieces.append([])
        pieces[-1].append(parts[-1])
    return "\n\n".join("\n".join([*header, *piece]) for piece in pieces)


def _cut(row: str) -> list[str]:
    """A row that the end of a page cut: the rest of its longest cell goes on in a row of its own."""
    cells = row.split("\t")
    longest = max(range(len(cells)), key=lambda place: len(cells[place]))
    words = cells[longest].split(" ")
    if len(words) < 8 or "<" in cells[longest] or not any(cells[:longest]):
        return ["", row]
    half = len(words) * 2 // 3
    rest = [""] * len(cells)
    cells[longest], rest[longest] = " ".join(words[:half]), " ".join(words[half:])
    return ["\t".join(cells), "\t".join(rest)]


def _cell(box: Box, luck: Luck, html: bool) -> str:
    if not html or len(box.lines) < 2:
        return " ".join(box.lines)
    if luck.often(0.5):
        return "".join(f"<p>{line}</p>" for line in box.lines)
    points = "".join(f"<li>{line.removeprefix('- ')}</li>" for line in box.lines[1:])
    return f"{box.lines[0]}<ul>{points}</ul>"
