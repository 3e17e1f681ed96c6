"""The rows of a table whose cells stand one a line: the way through the lines that fits its columns best.

A row takes as many lines as there are columns. A group takes one line, two with its number, or a whole row with empty
cells; cells merged to the right leave out lines; each page may begin with the header again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .listed_cells import COUNTING, NUMBER, TOTAL, begins_group, fit, kind_of_cell, kind_of_column, spread
from .markers import ORDINAL_HEADER

LONGEST_ROW = 30  # lines
TRIALS = 2000
FITS_WELL = 5  # a title, an agency or a time, and nothing that speaks against
BEAM = 40  # a way that is so much worse than the best one so far is given up
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Head:
    """The header: the labels of the columns, its lines as printed, its rows as they go into the table."""

    labels: list[str]
    printed: list[str]
    rows: Rows

    @property
    def width(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class Step:
    """Some lines taken as a row; a header that is repeated has none."""

    size: int
    worth: int
    row: list[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """The rows found, page by page, how many lines they take, how well they fit, how many have a number."""

    pages: list[Rows]
    taken: int
    worth: int
    numbered: int

    header_rows: int


def best_way(texts: list[str], head: Head, *, ragged: bool) -> Way:
    """The rows below a header that stands in the first lines. ``ragged``: cells may have several lines, or none."""
    start = len(head.printed)
    walk = _Walk(texts, head, TRIALS if ragged else 0)
    reached: dict[int, tuple[int, Step]] = {}
    worth = {start: 0}
    best = at = start
    furthest = start
    while at <= furthest:
        if at in worth and worth[at] >= worth[best] - BEAM:
            for step in walk.steps(at):
                after, total = at + step.size, worth[at] + step.worth
                if after <= len(texts) and total > worth.get(after, -BEAM):
                    worth[after], reached[after] = total, (at, step)
                    furthest = max(furthest, after)
                    best = after if total > worth[best] else best
        at += 1
    return _traced(reached, start, best, worth[best], head)


def _traced(reached: dict[int, tuple[int, Step]], start: int, best: int, worth: int, head: Head) -> Way:
    steps: list[Step] = []
    at = best
    while at != start:
        before, step = reached[at]
        steps.append(step)
        at = before
    pages: list[Rows] = [list(head.rows)]
    for step in reversed(steps):
        if step.row:
            pages[-1].append(step.row)
        else:
            pages.append(list(head.rows))
    return Way(pages, best, worth, sum(step.numbered for step in steps), len(head.rows))


def is_number(text: str, value: int) -> bool:
    """Whether a line says the number of a row: "7", "07", "7."."""
    return text.rstrip(".").lstrip("0") == str(value)


class _Walk:
    """The steps that can be taken at a line."""

    def __init__(self, texts: list[str], head: Head, trials: int) -> None:
        self.texts = texts
        self.head = head
        self.trials = trials  # of ragged rows that may still be made
        self.kinds = ["", *map(kind_of_column, head.labels[1:])]
        if "title" not in self.kinds:
            self.kinds[1] = "title"
        self.labels = {label.casefold() for label in head.printed} - {""}
        self.ordinal = head.printed[0].casefold()

    def steps(self, at: int) -> Iterator[Step]:
        if at >= len(self.texts):
            return
        first = self.texts[at]
        if first.casefold() == self.ordinal:
            if (size := self._repeated(at)) > 2:
                yield Step(size, 3, [])
            return
        row = self.texts[at : at + self.head.width]
        if self._counts(row):
            yield Step(len(row), 2, row)
            return
        if len(row) == self.head.width and not any(map(ORDINAL_HEADER.fullmatch, row)):
            yield from self._whole(row)
        if self.trials and first.rstrip(".").isdecimal():
            yield from self._ragged(at)
        if first:
            yield from self._group(at)
            yield from self._merged(at)

    def _repeated(self, at: int) -> int:
        end, most = at, min(len(self.texts), at + 3 * len(self.head.printed))
        while end < most and self.texts[end].casefold() in self.labels:
            end += 1
        return end - at

    def _counts(self, row: list[str]) -> bool:
        bare = [text.strip("()[] ") for text in row]
        return bare == [str(number + 1) for number in range(self.head.width)] or all(map(COUNTING.fullmatch, row))

    def _whole(self, row: list[str]) -> Iterator[Step]:
        first, rest = row[0], row[1:]
        if not any(rest):
            if kind_of_cell(first) == "text":
                yield Step(len(row), 2, row)
            return
        if NUMBER.fullmatch(first):
            yield Step(len(row), 4 + fit(self.kinds[1:], rest), row, numbered=True)
        elif not first and kind_of_cell(rest[0]) in ("text", "agency"):
            total, worth = bool(TOTAL.match(rest[0])), fit(self.kinds[1:], rest)
            # A table may leave the column of numbers empty: then what fits well is a row.
            yield Step(len(row), (3 if total else -1) + worth, row, numbered=worth >= FITS_WELL)
        elif TOTAL.match(first):
            yield Step(len(row), 3 + fit(self.kinds[2:], rest[1:]), row)

    def _ragged(self, at: int) -> Iterator[Step]:
        """A row whose cells have several lines, or that leaves out empty ones: as far as the next number."""
        value = int(self.texts[at].rstrip(".")[:6])
        if at + self.head.width <= len(self.texts) and self._begins(at + self.head.width):
            return
        self.trials -= 1
        end = at + 1
        while end < min(len(self.texts), at + LONGEST_ROW) and not self._ends(end, value + 1):
            end += 1
        lines = self.texts[at + 1 : end]
        if 2 < len(lines) != self.head.width - 1 or len(lines) == 2 < self.head.width - 1:
            worth, cells = spread(self.kinds[1:], lines)
            yield Step(end - at, 2 + worth, [self.texts[at], *cells], numbered=True)

    def _ends(self, at: int, following: int) -> bool:
        text = self.texts[at]
        return not text or is_number(text, following) or text.casefold() == self.ordinal

    def _group(self, at: int) -> Iterator[Step]:
        """A heading on a line of its own, or on two with its number."""
        first, second = self.texts[at], self.texts[at + 1] if at + 1 < len(self.texts) else ""
        empty = [""] * (self.head.width - 1)
        if len(first) > 3 and not NUMBER.fullmatch(first) and self._begins(at + 1):
            yield Step(1, 2 if begins_group(first) else -3, [first, *empty])
        if NUMBER.fullmatch(first) and kind_of_cell(second) in ("text", "agency") and self._begins(at + 2):
            yield Step(2, 2, [first, second, *empty[1:]], numbered=True)

    def _merged(self, at: int) -> Iterator[Step]:
        """A total or a group whose first cells are merged: amounts or nothing in the columns that are left."""
        numbered = bool(NUMBER.fullmatch(self.texts[at]))
        title = self.texts[at + numbered] if at + numbered < len(self.texts) else ""
        total = bool(TOTAL.match(title))
        if kind_of_cell(title) not in ("text", "agency") or len(title) < 4:
            return
        for spanned in range(2 + numbered, self.head.width):
            end = at + 1 + numbered + self.head.width - spanned
            rest = self.texts[at + 1 + numbered : end]
            if end > len(self.texts):
                continue
            amounts = [kind_of_cell(cell) in ("amount", "number") for cell in rest]
            if not all(is_amount or not cell for cell, is_amount in zip(rest, amounts, strict=True)):
                continue
            if (any(amounts) or not numbered) and self._begins(end):
                worth = (3 if total else 1) + fit(self.kinds[spanned:], rest)
                before = [*self.texts[at : at + 1 + numbered], *[""] * (spanned - 1 - numbered)]
                yield Step(end - at, worth, [*before, *rest], numbered=numbered)

    def _begins(self, at: int) -> bool:
        """Whether a row or a group can begin here, or the table ends."""
        text = self.texts[at] if at < len(self.texts) else ""
        known = NUMBER.fullmatch(text) or TOTAL.match(text) or begins_group(text)
        again = text.casefold() == self.ordinal and self._repeated(at) > 2
        return bool(known) or again or (at >= len(self.texts) and at > 0)
