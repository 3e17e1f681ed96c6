"""What only OpenSearch has: an index outside of the database, brought up to date by jobs."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from opensearchpy.exceptions import ConnectionError as NoConnection

from nhipcau.search import backends, jobs
from nhipcau.search.checks import the_search_server_can_be_asked
from nhipcau.search.index import index
from nhipcau.search.models import Entry
from nhipcau.search.rights import Readable, Readers

pytestmark = pytest.mark.django_db


def filters(query):
    """All that a document must bear, wherever it stands in a query."""
    inner = query["bool"]
    return [inner["filter"]] if "filter" in inner else filters(inner["must"])


@pytest.mark.parametrize("typed", ["hội chợ", "hoi cho", "41/KH-UBND", '"hội chợ" -rượu', "UBND hội", "xyz hội"])
def test_no_question_goes_out_without_the_marks_of_its_reader(typed, fake, shelf):
    reader = Readable(provinces=(shelf.province,), agencies=(7,), taken_over=((8, (1, 2)),))
    index.search(typed, readable=reader, kinds=["task"], years=[2026]).hits("task")
    index.suggest(typed, readable=reader)
    assert len(fake.asked) >= 2
    for asked in fake.asked:
        told = str(filters(asked["query"]))
        assert f"#e{shelf.province}.task" in told
        assert "#w1" in told


def test_words_are_ranked_and_marks_are_not(fake, shelf):
    index.search("chợ", readable=shelf.everything, kinds=["task"]).hits("task")
    query = fake.asked[-1]["query"]
    assert "#" not in str(query["bool"]["must"])
    assert _first(query["bool"]["must"]) == {"match": {"folded": {"query": "cho", "operator": "and"}}}


def _first(query):
    while "bool" in query:
        inner = query["bool"]
        query = (inner.get("must") or inner["should"])[0]
    return query


def test_an_index_is_made_beside_the_old_one_and_then_takes_its_place(fake, server, shelf):
    shelf.add("Hội chợ")
    old = fake.aliases["nhipcau_search_entry"]
    server.rebuild()
    assert list(fake.indexes) == [fake.aliases["nhipcau_search_entry"]] != [old]
    told = fake.of("nhipcau_search_entry")
    assert told["settings"]["settings"]["analysis"]["analyzer"]["words"]["tokenizer"] == "whitespace"
    assert told["mapping"]["dynamic"] == "strict"
    assert server.faults() == []


def test_what_changes_while_an_index_is_made_is_in_it(fake, server, shelf, monkeypatch):
    shelf.add("Hội chợ")
    aliased = type(server.index).put_alias

    def changed_first(self, name):
        Entry.objects.update(marks="#ktask =n1")
        aliased(self, name)

    monkeypatch.setattr(type(server.index), "put_alias", changed_first)
    server.rebuild()
    assert [document["marks"] for document in fake.documents.values()] == ["#ktask =n1"] * Entry.objects.count()


class TestFaults:
    def test_each_kind_is_told_and_mended(self, fake, server, shelf, capsys):
        for title in ("Một", "Hai", "Ba"):
            shelf.add(title)
        lost, old, gone = list(fake.documents)[-3:]
        del fake.documents[lost]
        fake.documents[old]["marks"] = "#e999"
        Entry.objects.filter(pk=gone).delete()
        told = sorted(server.faults())
        assert [fault.split()[1] for fault in told] == ["has", "has", "lacks"]
        server.rebuild()
        assert server.faults() == []

    def test_the_command_tells_of_a_server_that_does_not_answer(self, fake, capsys):
        fake.down = True
        with pytest.raises(CommandError, match="search_rebuild"):
            call_command("search_check")
        assert "does not answer" in capsys.readouterr().err


class TestWrites:
    def test_a_row_that_leaves_the_index_leaves_the_server(self, fake, server, shelf):
        number = shelf.add("Hội chợ")
        server.going("task", [number])
        assert fake.documents  # the job found it still there
        pks = list(Entry.objects.values_list("pk", flat=True))
        Entry.objects.all().delete()
        jobs.write_entries.enqueue(pks)
        jobs.write_entries.enqueue(pks)
        assert fake.documents == {}

    def test_a_job_that_finds_nobody_comes_again_later_and_later(self, fake, shelf, monkeypatch):
        shelf.add("Hội chợ")
        fake.down, asked = True, []

        class Again:
            def enqueue(self, *values):
                asked.append(values)

        class Queue:
            supports_defer = True

        task = type(jobs.write_entries)
        monkeypatch.setattr(task, "get_backend", lambda self: Queue())
        monkeypatch.setattr(task, "using", lambda self, run_after: asked.append(run_after) or Again())
        assert jobs.write_entries.func([1], 1) is False
        assert jobs.write_entries.func([1], 3) is False
        assert asked[1::2] == [([1], 2), ([1], 4)]
        assert (asked[2] - asked[0]).total_seconds() == 180
        with pytest.raises(NoConnection):
            jobs.write_entries.func([1], jobs.MOST_TRIES)

    def test_while_the_server_is_silent_the_database_answers(self, fake, server, shelf):
        from django.db import connection

        shelf.add("Hội chợ")
        server.own = backends._backend(connection.vendor)
        fake.down = True
        assert shelf.found("hoi cho") == ["Hội chợ"]
        fake.asked.clear()
        fake.down = False
        assert shelf.found("hội") == ["Hội chợ"]
        assert fake.asked == []  # it rests
        assert [hit.object_id for hit in index.suggest("hội", readable=shelf.everything)]

    def test_readers_of_nothing_find_nothing(self, fake, shelf):
        shelf.add("Kín", readers=Readers())
        assert shelf.found("kín", readable=Readable(provinces=(shelf.province,))) == []


@pytest.mark.parametrize(
    ("url", "faults"),
    [
        ("", []),
        ("https://name:password@search.example:9200", []),
        ("http://localhost:9200", []),
        ("http://search.example:9200", ["search.E002"]),
        ("search.example", ["search.E002"]),
    ],
)
def test_an_address_over_which_texts_would_go_in_the_open_stops_the_start(url, faults, settings):
    settings.SEARCH_URL = url
    assert [fault.id for fault in the_search_server_can_be_asked(None)] == faults
