"""Tables of a text file in which each cell stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from vanban.rules import field_of

from .listed_cells import COUNTING, GROUP, NUMBER, kind_of_column
from .listed_rows import Head, Way, best_way, is_number
from .text_tables import Piece, join

LONGEST_HEADER = 80
MOST_LABELS = 24
SOON = 60  # lines until the first row
ENOUGH = 150  # lines that show what a table looks like
# A header of two lines: "Trách nhiệm thực hiện" over "Chủ trì", "Phối hợp"; "Kinh phí" over "Tổng số", "Ngân sách".
SHARED = re.compile(r"phân công|trách nhiệm|thực hiện|thẩm quyền", re.IGNORECASE)
UNDER = {
    "lead": "agency", "coordinating": "agency", "roles": "agency", "agencies": "agency", "person": "agency",
    "budget": "money", "funding_source": "money", "time": "time", "start": "time", "end": "time",
}  # fmt: skip


def listed_rows(lines: list[str]) -> tuple[Piece | None, int]:
    """A table with each cell on a line of its own, beginning with "STT" or "TT", and how many lines it takes.

    An empty line is an empty cell. Of all headers that could stand there, with as many columns, the one is taken below
    which the lines fit best: numbers where rows begin, times, amounts and agencies where the labels say so.

    >>> piece, taken = listed_rows(["TT", "Nội dung", "Chủ trì", "1", "Họp báo", "", "2", "Hội thảo", "Sở B"])
    >>> piece.rows[1:], taken
    ([['1', 'Họp báo', ''], ['2', 'Hội thảo', 'Sở B']], 9)
    """
    texts = [line.strip() for line in lines]
    found = [(way, kept) for kept in _cells(texts) if (way := _way([texts[place] for place in kept]))]
    if not found:
        return None, 0
    way, kept = max(found, key=lambda pair: pair[0].worth)
    piece = Piece(way.pages[0], way.header_rows)
    for rows in way.pages[1:]:
        join(piece, Piece(rows, way.header_rows))
    return piece, kept[way.taken - 1] + 1


def _cells(texts: list[str]) -> Iterator[Sequence[int]]:
    """Which lines are cells: all, or, when an empty one parts each two, every other line or those with text."""
    if not _could_be_table(texts):
        return
    if len(texts) > 1 and not texts[1]:
        yield range(0, len(texts), 2)
        yield [place for place, text in enumerate(texts) if text]
    else:
        yield range(len(texts))


def _could_be_table(texts: list[str]) -> bool:
    labels = [text for text in texts[1:MOST_LABELS] if text and len(text) <= LONGEST_HEADER]
    numbered = any(NUMBER.fullmatch(text) or GROUP.match(text) for text in texts[1:SOON])
    return numbered or sum(bool(field_of(label)) for label in labels) > 2


def _way(cells: list[str]) -> Way | None:
    """The best way; where it ends before the next number, rows are tried whose cells have several lines or none."""
    even = _best(cells, ragged=False)
    if even and not _breaks_off(cells, even):
        return even
    ragged = _best(cells, ragged=True)
    return ragged if ragged and (not even or ragged.numbered > even.numbered) else even


def _best(cells: list[str], *, ragged: bool) -> Way | None:
    tried = [(_worth(head, best_way(cells[:ENOUGH], head, ragged=ragged)), head) for head in _heads(cells)]
    if not tried:
        return None
    worth, head = max(tried, key=lambda pair: pair[0])
    way = best_way(cells, head, ragged=ragged)
    return way if worth > 0 and way.numbered else None


def _breaks_off(cells: list[str], way: Way) -> bool:
    numbers = [row[0].rstrip(".") for rows in way.pages for row in rows if row[0].rstrip(".").isdecimal()]
    following = int(numbers[-1][:6]) + 1 if numbers else 1
    return any(is_number(text, following) for text in cells[way.taken : way.taken + SOON])


def _worth(head: Head, way: Way) -> int:
    """How well the lines fit below a header, and its labels the words of headers."""
    known = [bool(field_of(label) or kind_of_column(label)) for label in head.labels]
    return way.worth + 2 * sum(known) - len(known) if way.numbered else 0


def _heads(cells: list[str]) -> Iterator[Head]:
    """Every header that could stand in the first lines: in one row, or with labels shared by several columns."""
    stop = 1
    while stop < min(len(cells), MOST_LABELS) and not _is_over(cells[stop]):
        stop += 1
    for size in range(3, stop + 1):
        printed = cells[:size]
        yield Head(printed, printed, [printed])
        for first in range(3, size - 1):
            yield from _of_two_rows(printed, first)


def _is_over(text: str) -> bool:
    return len(text) > LONGEST_HEADER or bool(NUMBER.fullmatch(text) or COUNTING.fullmatch(text))


def _of_two_rows(printed: list[str], first: int) -> Iterator[Head]:
    """Headers whose second row begins at the label ``first``."""
    top, under = printed[:first], printed[first:]
    runs = _runs(under)
    if not runs or any(len(labels) < 2 for _, labels in runs):
        return
    for places in combinations(range(2, first), len(runs)):
        if all(_shares(top[place], kind) for place, (kind, _) in zip(places, runs, strict=True)):
            below = {place: labels for place, (_, labels) in zip(places, runs, strict=True)}
            upper = [text for place, label in enumerate(top) for text in _across(label, len(below.get(place, " ")))]
            lower = [text for place in range(first) for text in below.get(place, [""])]
            labels = [lower_label or label for label, lower_label in zip(upper, lower, strict=True)]
            yield Head(labels, printed, [upper, lower])


def _across(label: str, columns: int) -> list[str]:
    return [label, *[""] * (columns - 1)]


def _runs(under: list[str]) -> list[tuple[str, list[str]]]:
    """The labels of the second row, those about the same together; none where one cannot stand there."""
    runs: list[tuple[str, list[str]]] = []
    for label in under:
        kind = UNDER.get(field_of(label)) or kind_of_column(label)
        if kind and (not runs or runs[-1][0] != kind):
            runs.append((kind, [label]))
        elif runs and label and (kind or runs[-1][0] == "money"):
            runs[-1][1].append(label)  # "Ngân sách", "Doanh nghiệp": where money comes from has many names
        else:
            return []
    return runs


def _shares(label: str, kind: str) -> bool:
    """Whether a label can stand over several columns of a kind."""
    if field_of(label) == "person":
        return False
    own = UNDER.get(field_of(label)) or kind_of_column(label)
    return own == kind or (kind == "agency" and not own and bool(SHARED.search(label)))
