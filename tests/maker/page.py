"""What stands on the pages of a made plan, before it becomes a file of one kind or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "part", "clause", "sub", "point", "bullet", "plus", "body", "basis", "title", "center", "caption", "unit", "small",
    "item",
]  # fmt: skip
HEADINGS: dict[Role, int] = {"part": 1, "clause": 2, "sub": 3, "point": 4}


@dataclass(frozen=True)
class Para:
    """``label`` is the printed number or bullet: typed in front of the text or made by the word processor."""

    text: str
    role: Role = "body"
    label: str = ""

    @property
    def printed(self) -> str:
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True)
class Box:
    """A cell over ``rows`` x ``cols`` places; ``lines`` are its paragraphs."""

    lines: tuple[str, ...] = ()
    rows: int = 1
    cols: int = 1
    bold: bool = False
    middle: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; a row holds the boxes that begin in it, ``widths`` are relative."""

    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 1

    def places(self) -> list[list[tuple[Box, bool]]]:
        """Every place of the grid with the box that covers it, and whether the box begins there."""
        width = len(self.widths)
        grid: list[list[tuple[Box, bool] | None]] = [[None] * width for _ in self.rows]
        for number, row in enumerate(self.rows):
            column = 0
            for box in row:
                while grid[number][column] is not None:
                    column += 1
                for down in range(box.rows):
                    for right in range(box.cols):
                        grid[number + down][column + right] = (box, down == right == 0)
        assert all(place for row in grid for place in row), "a made table has a hole"
        return [[place for place in row if place] for row in grid]


@dataclass(frozen=True)
class Side:
    """Two columns beside each other without rules: head of the first page, recipients and signature."""

    left: tuple[Para, ...]
    right: tuple[Para, ...]


@dataclass(frozen=True)
class NewPage:
    landscape: bool = False


Block = Para | Grid | Side | NewPage
