"""Who finds what: hits, counts and suggestions are trimmed alike."""

from __future__ import annotations

import pytest

from nhipcau.search.index import index
from nhipcau.search.rights import Readable, Readers

pytestmark = pytest.mark.django_db
TRADE, PRESS, COMMUNE, OTHER = 11, 22, 33, 44
ALL = "kín chung riêng nhóm"


@pytest.fixture
def shelf(shelf):
    shelf.add("Kín đáo", readers=Readers())
    shelf.add("Chung tay", readers=Readers(everyone=True))
    shelf.add("Riêng biệt", readers=Readers(circles=frozenset({frozenset({TRADE})})), within=1)
    shelf.add(
        "Nhóm đông", readers=Readers(circles=frozenset({frozenset({PRESS, COMMUNE}), frozenset({TRADE})})), within=2
    )
    return shelf


def seen(readable):
    """By each way of finding the same; and what the counts say."""
    hits = {word for word in ALL.split() if index.search(word, readable=readable).total}
    suggested = {word for word in ALL.split() if index.suggest(word, readable=readable)}
    assert hits == suggested
    loose = index.search(ALL, readable=readable)
    assert loose.total == len(hits) == sum(total.all for total in loose.totals.values())
    return hits


def test_who_reads_the_whole_province_finds_everything_in_it(shelf):
    assert seen(shelf.everything) == set(ALL.split())


def test_who_has_a_post_finds_what_is_for_everyone(shelf):
    assert seen(Readable(provinces=(shelf.province,))) == {"chung"}


@pytest.mark.parametrize(
    ("agencies", "words"),
    [
        ((TRADE,), "riêng nhóm"),
        ((PRESS,), "nhóm"),
        ((COMMUNE, OTHER), "nhóm"),
        ((OTHER,), ""),
        ((PRESS, TRADE), "riêng nhóm"),
    ],
)
def test_an_agency_finds_what_it_has_a_part_in_by_name_or_in_a_group(agencies, words, shelf):
    assert seen(Readable(agencies=agencies)) == set(words.split())


def test_what_was_taken_over_counts_within_its_plans_only(shelf):
    assert seen(Readable(agencies=(OTHER,), taken_over=((TRADE, (1,)),))) == {"riêng"}
    assert seen(Readable(taken_over=((TRADE, (1, 2)), (PRESS, (1,))))) == {"riêng", "nhóm"}
    assert seen(Readable(taken_over=((PRESS, (2,)),))) == {"nhóm"}
    assert seen(Readable(taken_over=((TRADE, ()),))) == set()


@pytest.mark.parametrize("readable", [Readable(), Readable(provinces=(999_999,), whole=(999_999,), agencies=(OTHER,))])
def test_a_stranger_finds_nothing(readable, shelf):
    assert seen(readable) == set()
    assert index.search("kín", readable=readable).totals["task"].all == 0


def test_a_stranger_without_any_post_asks_the_database_nothing(shelf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert index.search("kín", readable=Readable()).total == 0
        assert index.suggest("kín", readable=Readable()) == []


def test_a_search_costs_the_same_for_few_and_for_many(shelf, counting):
    def cost():
        with counting() as counted:
            found = index.search("hội chợ", readable=shelf.everything)
            assert [found.hits(kind) for kind in found.kinds]
        return len(counted)

    shelf.add("Hội chợ hàng hóa")
    shelf.add("hoi cho")
    few = cost()  # two tiers, for the first page has both
    for number in range(120):
        shelf.add(f"Hội chợ {number}")
        shelf.add(f"hồi chờ {number}")
    assert cost() <= few <= 10
