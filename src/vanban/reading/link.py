"""Ids and keys of tasks: each id once; one key for the row of the annex and the block of the body of the same work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from vanban.plan import Task

from .words import squeeze

PREFIX = {"appendix": "A", "body": "B", "responsibility": "R"}
SAME_WORK = 85  # of 100, how much alike two titles of the same work are
NEARLY_ALIKE = 75  # what agrees besides the title cannot make up for less
COMPARED = 40  # candidates that are compared in full
MANY = 50  # a word in more titles than this tells nothing


def with_ids(tasks: Iterable[Task]) -> list[Task]:
    """Ids from the printed numbers; where a number repeats, or is missing, a running number behind "~"."""
    seen: dict[str, int] = defaultdict(int)
    named = []
    for task in tasks:
        base = f"{PREFIX[task.source]}:{task.number}"
        seen[base] += 1
        repeated = not task.number or seen[base] > 1
        identity = f"{base}~{seen[base]}" if repeated else base
        named.append(replace(task, id=identity, key=identity))
    return named


def linked(tasks: list[Task]) -> list[Task]:
    """The key of the annex row for each body task of the same work: titles alike; number, time, money and who leads
    support it."""
    rows = [task for task in tasks if task.source == "appendix"]
    body = [task for task in tasks if task.source == "body"]
    if not rows or not body:
        return tasks
    index = _words_to_rows(rows)
    titles = [squeeze(row.title.value) for row in rows]
    keys: dict[str, str] = {}
    taken: set[int] = set()
    for task in body:
        best = _best(task, rows, titles, index, taken)
        if best is not None:
            taken.add(best)
            keys[task.id] = rows[best].key
    return [replace(task, key=keys.get(task.id, task.key)) for task in tasks]


def _words_to_rows(rows: list[Task]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for word in set(squeeze(row.title.value).split()):
            index[word].append(number)
    return index


def _best(task: Task, rows: list[Task], titles: list[str], index: dict[str, list[int]], taken: set[int]) -> int | None:
    """The row most like a body task. Only rows that share its rarer words are compared: linear in rows."""
    title = squeeze(task.title.value)
    shared: dict[int, int] = defaultdict(int)
    for word in sorted(set(title.split()), key=lambda word: len(index.get(word, ())))[:12]:
        for number in index.get(word, ())[:MANY]:
            shared[number] += 1
    candidates = sorted(shared, key=lambda number: -shared[number])[:COMPARED]
    alike = ((_alike(title, titles[n]), n) for n in candidates if n not in taken)
    scored = [(value + _support(task, rows[n]), -n) for value, n in alike if value >= NEARLY_ALIKE]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= SAME_WORK else None


def _support(task: Task, row: Task) -> int:
    """What else speaks for the same work, where both say something."""
    leads = [{mention.key for mention in each.lead_agencies} for each in (task, row)]
    times = [(each.time.kind, each.time.start, each.time.end, each.time.recurrence) for each in (task, row)]
    money = [each.budget.amount_vnd if each.budget else None for each in (task, row)]
    return (
        5 * (bool(task.number) and task.number == row.number)
        + 3 * (bool(leads[0]) and leads[0] == leads[1])
        + 2 * (task.time.kind != "none" and times[0] == times[1])
        + 3 * (money[0] is not None and money[0] == money[1])
    )


def _alike(one: str, other: str) -> float:
    return float(max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)))
