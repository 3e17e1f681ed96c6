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
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import Any

TEXTS = int(os.environ.get("BENCH_TEXTS", "100000"))
WORDS, SENTENCES, REPEAT, PAGE = 300, 20_000, 25, 20
VOCABULARY = Path("src/nhipcau/demo/vocabulary")
# Made-up names: two of 300 syllables.
ONSETS, RHYMES = ("b", "ch", "gi", "kh", "m", "ngh", "ph", "s", "tr", "v"), ("ach", "ênh", "ôc", "ươp", "uân", "in")
COMMON, RARE = "đối ngoại", "nghềnh giuẩn"
Words = dict[str, list[str]]  # by channel


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


def measured(told: str, channel: str, term: str, province: int, bare: Bare) -> Iterator[dict[str, Any]]:
    """Beside the bare index: "find" is how many there are and which are the best twenty, "page" what a reader waits
    for, from the words as typed to twenty marked hits. With accents both also tell and show what has the words with
    other ones."""
    from nhipcau.search.index import index
    from nhipcau.search.results import Found
    from nhipcau.search.rights import Readable
    from nhipcau.search.words import keys

    reader = Readable(provinces=(province,), whole=(province,))
    words = {name: [getattr(key, name) for key in keys(term)] for name in ("exact", "folded")}
    known = index.search(term, readable=reader, kinds=["task"])
    total = known.totals["task"]
    if (total.exact, total.all) != (bare.count(channel, words), bare.count("folded", words)):
        raise SystemExit(f"{term}: {total}, but {bare.count(channel, words)} in the bare index")

    def find() -> object:
        return Found(known.query, known.marks).ids("task", limit=PAGE)

    def page() -> object:
        return index.search(term, readable=reader, kinds=["task"]).hits("task", limit=PAGE)

    for number, name in ((total.exact, "hits"), (total.only_folded, "more-folded")):
        yield {"name": f"{told}-{channel}-{name}", "value": number, "unit": "hits"}
    for name, job, shown in (("find", find, ""), ("page", page, bare.marked)):
        ours, theirs = medians(job, lambda shown=shown: bare.find(channel, words, shown))  # type: ignore[misc]
        yield {"name": f"{told}-{channel}-{name}", "value": ours, "bare": theirs, "unit": "ms"}


def medians(*jobs: Callable[[], object]) -> list[float]:
    """Of all in turn, so that whatever else the machine does befalls them alike."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(REPEAT + 2):
        for job, told in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            told.append((time.perf_counter() - start) * 1000)
    return [statistics.median(told[2:]) for told in times]


def size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return Path(connection.settings_dict["NAME"]).stat().st_size
        cursor.execute("SELECT pg_total_relation_size('search_entry')")
        return int(cursor.fetchone()[0])


class Bare:
    """What one would write with the database's full text and nothing around it: a table for each channel with title and
    body in that channel's words, counted, the best twenty by the database's own rank, marked by its own function."""

    marked: str
    joint: str

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        before, start = self.size(), time.perf_counter()
        for channel in ("exact", "folded"):
            for statement in self.made(channel):
                self.run(statement)
        rows.append({"name": "bare-build", "value": time.perf_counter() - start, "unit": "s"})
        rows.append({"name": "bare-size", "value": (self.size() - before) / 1e6, "unit": "MB"})

    def find(self, channel: str, words: Words, shown: str) -> list[Any]:
        """The same questions as ours: with accents, those without are counted too, and fill up the page."""
        self.count(channel, words)
        best = self.best(channel, words, shown, PAGE)
        if channel == "exact":
            more = self.count("folded", words)
            if len(best) < PAGE and more > len(best):
                best += self.best("folded", words, shown, PAGE - len(best), but=[row[0] for row in best])
        return best

    def run(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall()) if cursor.description else []

    def query(self, channel: str, words: Words) -> str:
        return self.joint.join(words[channel])

    def made(self, channel: str) -> Iterator[str]:
        raise NotImplementedError

    def size(self) -> int:
        raise NotImplementedError

    def count(self, channel: str, words: Words) -> int:
        raise NotImplementedError

    def best(self, channel: str, words: Words, shown: str, most: int, but: Sequence[int] = ()) -> list[Any]:
        raise NotImplementedError


class BareFts5(Bare):
    joint = " AND "
    marked = ", highlight({table}, 0, '<mark>', '</mark>'), snippet({table}, 1, '<mark>', '</mark>', '…', 40)"

    def made(self, channel: str) -> Iterator[str]:
        yield f"CREATE VIRTUAL TABLE bare_{channel} USING fts5(title, body, tokenize = 'ascii')"
        told = f"SELECT id, {channel}_title, {channel}_body FROM search_entry WHERE kind = 'task'"
        yield f"INSERT INTO bare_{channel}(rowid, title, body) {told}"
        yield f"INSERT INTO bare_{channel}(bare_{channel}) VALUES ('optimize')"

    def size(self) -> int:
        return size()

    def count(self, channel: str, words: Words) -> int:
        sql = f"SELECT count(*) FROM bare_{channel} WHERE bare_{channel} MATCH %s"
        return int(self.run(sql, (self.query(channel, words),))[0][0])

    def best(self, channel: str, words: Words, shown: str, most: int, but: Sequence[int] = ()) -> list[Any]:
        table, left_out = f"bare_{channel}", f"AND +rowid NOT IN ({', '.join(map(str, but))})" if but else ""
        found = f"FROM {table} WHERE {table} MATCH %s {left_out} ORDER BY rank LIMIT {most}"
        return self.run(f"SELECT rowid{shown.format(table=table)} {found}", (self.query(channel, words),))


class BareTsvector(Bare):
    joint = " & "
    marked = ", ts_headline('simple', title, query), ts_headline('simple', body, query)"

    def made(self, channel: str) -> Iterator[str]:
        words = f"to_tsvector('simple', {channel}_title || ' ' || {channel}_body)"
        told = f"id, {channel}_title AS title, {channel}_body AS body, {words} AS words"
        yield f"CREATE TABLE bare_{channel} AS SELECT {told} FROM search_entry WHERE kind = 'task'"
        yield f"CREATE INDEX ON bare_{channel} USING gin (words)"
        yield f"ANALYZE bare_{channel}"

    def size(self) -> int:
        return int(self.run("SELECT pg_database_size(current_database())")[0][0])

    def count(self, channel: str, words: Words) -> int:
        sql = f"SELECT count(*) FROM bare_{channel} WHERE words @@ to_tsquery('simple', %s)"
        return int(self.run(sql, (self.query(channel, words),))[0][0])

    def best(self, channel: str, words: Words, shown: str, most: int, but: Sequence[int] = ()) -> list[Any]:
        left_out = f"AND id NOT IN ({', '.join(map(str, but))})" if but else ""
        found = f"SELECT id, title, body, query FROM bare_{channel}, to_tsquery('simple', %s) query"
        ranked = f"{found} WHERE words @@ query {left_out} ORDER BY ts_rank(words, query) DESC LIMIT {most}"
        return self.run(f"SELECT id{shown} FROM ({ranked}) hits", (self.query(channel, words),))


if __name__ == "__main__":
    main()
