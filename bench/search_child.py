"""`python -m bench.search_child`: fills the database of DATABASE_URL with texts, searches, prints JSON.

The texts are grown word by word from the vocabulary of invented plans, each with a made-up name or two, so that there
are words in nearly every text and words in few. Nothing of them is kept.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import Any

TEXTS = int(os.environ.get("BENCH_TEXTS", "100000"))
WORDS, SENTENCES, REPEAT = 300, 20_000, 15
VOCABULARY = Path("src/nhipcau/demo/vocabulary")
# Made-up names: two of 300 syllables.
ONSETS, RHYMES = ("b", "ch", "gi", "kh", "m", "ngh", "ph", "s", "tr", "v"), ("ach", "ênh", "ôc", "ươp", "uân", "in")
COMMON, RARE = "đối ngoại", "nghềnh giuẩn"


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from vanban.text import fold

    call_command("migrate", verbosity=0)
    rows: list[dict[str, Any]] = []
    province = filled(rows)
    bare = {"sqlite": BareFts5, "postgresql": BareTsvector}[connection.vendor](rows)
    for told, term in (("common", COMMON), ("rare", RARE)):
        for channel, typed in (("exact", term), ("folded", fold(term))):
            rows += measured(told, channel, typed, province, bare)
    json.dump(rows, sys.stdout)


def filled(rows: list[dict[str, Any]]) -> int:
    """The texts in the index; how long that took, and how large it is."""
    from django.db import transaction

    from nhipcau.organizations.actions import province_add
    from nhipcau.search.backends import backend
    from nhipcau.search.models import Entry
    from nhipcau.search.rights import Readers
    from nhipcau.search.sources import Document, entry_of

    province = province_add(name="tỉnh Lam Hải", lead_department="Sở Ngoại vụ").pk
    before, start, told = size(), time.perf_counter(), texts()
    number = 0
    while batch := list(islice(told, 1000)):
        with transaction.atomic():
            documents = [Document(number + at, province, *text, readers=Readers()) for at, text in enumerate(batch, 1)]
            Entry.objects.bulk_create([entry_of("task", document) for document in documents], 200)
        number += len(batch)
    rows.append({"name": "build", "value": time.perf_counter() - start, "unit": "s"})
    start = time.perf_counter()
    backend().rebuild()
    rows.append({"name": "rebuild", "value": time.perf_counter() - start, "unit": "s"})
    rows.append({"name": "size", "value": (size() - before) / 1e6, "unit": "MB"})
    return province


def texts() -> Iterator[tuple[str, str]]:
    luck = Random(7)
    sentences = [sentence for _ in range(SENTENCES) if (sentence := " ".join(grown(luck)))]
    syllables = [toned for onset in ONSETS for rhyme in RHYMES for toned in _toned(onset + rhyme)]
    names = [f"{one.capitalize()} {other.capitalize()}" for one in syllables for other in luck.sample(syllables, 40)]
    for _ in range(TEXTS):
        words: list[str] = []
        while len(words) < WORDS:
            words += luck.choice(sentences).split()
        words[WORDS // 2] = luck.choice(names)
        yield f"{luck.choice(sentences)} {luck.choice(names)}"[:200], " ".join(words[:WORDS])


def _toned(syllable: str) -> Iterator[str]:
    letters = unicodedata.normalize("NFD", syllable)
    vowel = max(at for at, letter in enumerate(letters) if letter in "aeiouêôươ\u0302\u031b")
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0323"):
        yield unicodedata.normalize("NFC", letters[: vowel + 1] + tone + letters[vowel + 1 :])


_after: dict[str, list[str]] = defaultdict(list)  # by word, those that stood behind it


def grown(luck: Random) -> Iterator[str]:
    """A sentence in which each word stood behind the one before it somewhere in the vocabulary."""
    if not _after:
        for path in sorted(VOCABULARY.glob("*.txt")):
            for line in path.read_text("utf-8").splitlines():
                words = ["", *line.strip("-• ").split(), ""]
                for one, other in pairwise(words):
                    _after[one].append(other)
    word, length = luck.choice(_after[""]), 0
    while word and length < 18:
        yield word
        word, length = luck.choice(_after[word]), length + 1


def measured(told: str, channel: str, term: str, province: int, bare: Any) -> Iterator[dict[str, Any]]:
    """Of the index alone, beside the bare one: how many, and the best twenty. And what a reader waits for: the query
    understood, all counts, twenty hits marked."""
    from nhipcau.search.backends import Ask, backend
    from nhipcau.search.index import index
    from nhipcau.search.rights import Readable
    from nhipcau.search.words import keys

    reader = Readable(provinces=(province,), whole=(province,))
    words = [getattr(key, channel) for key in keys(term)]
    found = index.search(term, readable=reader, kinds=["task"])
    ask = Ask(found.query, channel, (found.marks["task"],))  # type: ignore[arg-type]
    hits = found.totals["task"].exact
    if hits != bare.count(channel, words):
        raise SystemExit(f"{term}: {hits} hits, but {bare.count(channel, words)} in the bare index")

    def shown() -> object:
        return index.search(term, readable=reader, kinds=["task"]).hits("task", limit=20)

    name = f"{told}-{channel}"
    count = median(lambda: backend().counts([ask])), median(lambda: bare.count(channel, words))
    best = median(lambda: found.ids("task", limit=20)), median(lambda: bare.top(channel, words))
    yield {"name": f"{name}-hits", "value": hits, "unit": "hits"}
    yield {"name": f"{name}-count", "value": count[0], "bare": count[1], "unit": "ms"}
    yield {"name": f"{name}-top20", "value": best[0], "bare": best[1], "unit": "ms"}
    yield {"name": f"{name}-shown", "value": median(shown), "bare": count[1] + best[1], "unit": "ms all"}


def median(job: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEAT + 2):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[2:])


def size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return Path(connection.settings_dict["NAME"]).stat().st_size
        cursor.execute("SELECT pg_total_relation_size('search_entry')")
        return int(cursor.fetchone()[0])


class Bare:
    """One table for each channel: the words of a text, title and body together, and nothing else."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        before, start = self.size(), time.perf_counter()
        for channel in ("exact", "folded"):
            for statement in self.made(channel):
                self.run(statement)
        rows.append({"name": "bare-build", "value": time.perf_counter() - start, "unit": "s"})
        rows.append({"name": "bare-size", "value": (self.size() - before) / 1e6, "unit": "MB"})

    def run(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def made(self, channel: str) -> Iterator[str]:
        raise NotImplementedError

    def size(self) -> int:
        raise NotImplementedError


class BareFts5(Bare):
    def made(self, channel: str) -> Iterator[str]:
        yield f"CREATE VIRTUAL TABLE bare_{channel} USING fts5(words, content = '', tokenize = 'ascii')"
        words = f"{channel}_title || ' ' || {channel}_body"
        yield f"INSERT INTO bare_{channel}(rowid, words) SELECT id, {words} FROM search_entry WHERE kind = 'task'"
        yield f"INSERT INTO bare_{channel}(bare_{channel}) VALUES ('optimize')"

    def size(self) -> int:
        return size()

    def count(self, channel: str, words: list[str]) -> int:
        sql = f"SELECT count(*) FROM bare_{channel} WHERE bare_{channel} MATCH %s"
        return int(self.run(sql, (" AND ".join(words),))[0][0])

    def top(self, channel: str, words: list[str]) -> list[Any]:
        sql = f"SELECT rowid FROM bare_{channel} WHERE bare_{channel} MATCH %s ORDER BY rank LIMIT 20"
        return self.run(sql, (" AND ".join(words),))


class BareTsvector(Bare):
    def made(self, channel: str) -> Iterator[str]:
        words = f"to_tsvector('simple', {channel}_title || ' ' || {channel}_body)"
        yield f"CREATE TABLE bare_{channel} AS SELECT id, {words} AS words FROM search_entry WHERE kind = 'task'"
        yield f"CREATE INDEX ON bare_{channel} USING gin (words)"
        yield f"ANALYZE bare_{channel}"

    def size(self) -> int:
        return int(self.run("SELECT pg_database_size(current_database())")[0][0])

    def count(self, channel: str, words: list[str]) -> int:
        sql = f"SELECT count(*) FROM bare_{channel} WHERE words @@ to_tsquery('simple', %s)"
        return int(self.run(sql, (" & ".join(words),))[0][0])

    def top(self, channel: str, words: list[str]) -> list[Any]:
        query = " & ".join(words)
        order = "ORDER BY ts_rank(words, to_tsquery('simple', %s)) DESC LIMIT 20"
        return self.run(
            f"SELECT id FROM bare_{channel} WHERE words @@ to_tsquery('simple', %s) {order}", (query, query)
        )


if __name__ == "__main__":
    main()
