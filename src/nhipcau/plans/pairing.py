"""Which task of a corrected file is which task of the plan. Pure: values in, pairs out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

ALIKE = 72.0  # titles less alike than this are two works
SAME_NUMBER = 8.0  # what an equal printed number adds; a number alone never pairs two works


@dataclass(frozen=True, slots=True)
class Entry:
    """A task as far as pairing needs it."""

    title: str
    number: str = ""
    group: str = ""

    @property
    def key(self) -> str:
        return " ".join(self.title.casefold().split())


def pair(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """For each index of ``new`` that has a counterpart, the index in ``old``; each of either side once.

    >>> pair([Entry("Tổ chức họp báo"), Entry("Phát hành bản tin")], [Entry("Phát hành bản tin quý")])
    {0: 1}
    """
    pairs: dict[int, int] = {}
    for identity in (_everything, _group_and_title, _title):
        _pair_equal(old, new, pairs, identity)
    _pair_alike(old, new, pairs)
    return dict(sorted(pairs.items()))


def _everything(entry: Entry) -> tuple[str, ...]:
    return entry.key, entry.number, entry.group.casefold()


def _title(entry: Entry) -> str:
    return entry.key


def _group_and_title(entry: Entry) -> tuple[str, ...]:
    return entry.key, entry.group.casefold()


Identity = Callable[[Entry], Hashable]


def _pair_equal(old: Sequence[Entry], new: Sequence[Entry], pairs: dict[int, int], identity: Identity) -> None:
    """Pairs what is equal, in order: the same work three times in a plan meets its three counterparts."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index in _free(old, pairs.values()):
        waiting[identity(old[index])].append(index)
    for index in _free(new, pairs.keys()):
        if candidates := waiting.get(identity(new[index])):
            pairs[index] = candidates.pop(0)


def _pair_alike(old: Sequence[Entry], new: Sequence[Entry], pairs: dict[int, int]) -> None:
    """Pairs the rest by likeness of titles, the best first."""
    left = {index: old[index].key for index in _free(old, pairs.values())}
    scored: list[tuple[float, int, int]] = []
    for index in _free(new, pairs.keys()):
        matches = process.extract(new[index].key, left, scorer=fuzz.ratio, limit=10, score_cutoff=ALIKE)
        for _title, score, candidate in matches:
            same = bool(new[index].number) and new[index].number == old[candidate].number
            scored.append((score + SAME_NUMBER * same, index, candidate))
    taken: set[int] = set()
    for _score, index, candidate in sorted(scored, key=lambda entry: (-entry[0], entry[1:])):
        if index not in pairs and candidate not in taken:
            pairs[index] = candidate
            taken.add(candidate)


def _free(entries: Sequence[Entry], used: Iterable[int]) -> list[int]:
    taken = set(used)
    return [index for index in range(len(entries)) if index not in taken]
