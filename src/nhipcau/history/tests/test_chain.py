"""The chain on values alone."""

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest

from nhipcau.history.chain import FIRST, Signer, canonical, seal, storable

KEYS = Signer(("new key", "old key"))
WRITTEN = {
    "pk": 7,
    "at": datetime(2026, 11, 20, 3, 0, 0, 5, tzinfo=UTC),
    "province_id": 1,
    "user_id": 2,
    "action": "plans.confirmed",
    "target_type": "plans.plan",
    "target_id": 3,
    "data": {"made": 12, "names": ["Sở Ngoại vụ"]},
}
OTHER = {
    "at": datetime(2026, 11, 20, 3, 0, 0, 6, tzinfo=UTC),
    "province_id": 2,
    "user_id": None,
    "action": "plans.unconfirmed",
    "target_type": "plans.task",
    "target_id": 30,
    "data": {"made": 12, "names": ["Sở Ngoại vụ", ""]},
}


def entry(**changes):
    return SimpleNamespace(**WRITTEN | changes)


@pytest.mark.parametrize("name", OTHER)
def test_every_column_is_part_of_the_content(name):
    changed = entry(**{name: OTHER[name]})
    assert canonical(changed) != canonical(entry())
    assert not KEYS.approves(changed, KEYS.sign(entry()))
    assert seal(FIRST, 1, changed, None) != seal(FIRST, 1, entry(), None)


@pytest.mark.parametrize(
    "other",
    [
        (("1" * 64), 1, {}, "x"),
        (FIRST, 2, {}, "x"),
        (FIRST, 1, {"pk": 8}, "x"),
        (FIRST, 1, {}, "y"),
        (FIRST, 1, {}, None),
    ],
)
def test_a_seal_holds_its_place_its_key_and_its_signature(other):
    before, number, changes, signature = other
    assert seal(before, number, entry(**changes), signature) != seal(FIRST, 1, entry(), "x")


def test_the_same_moment_in_another_zone_and_keys_in_another_order_are_the_same_content():
    hanoi = entry(
        at=WRITTEN["at"].astimezone(timezone(timedelta(hours=7))), data=dict(reversed(WRITTEN["data"].items()))
    )
    assert canonical(hanoi) == canonical(entry())


def test_an_earlier_key_is_known_and_a_strange_one_is_not():
    assert KEYS.approves(entry(), Signer(("old key",)).sign(entry()))
    strange = Signer(("strange",)).sign(entry())
    assert not KEYS.knows(strange)
    assert not KEYS.approves(entry(), strange)
    assert not KEYS.approves(entry(), None)


def test_no_two_signatures_are_alike():
    assert KEYS.sign(entry()) != KEYS.sign(entry())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\0b", "ab"),
        ("\ud800", "?"),
        (-0.0, 0),
        (2.5e17, 250000000000000000),
        (1.5, 1.5),
        ({"a": [1, None, True, "đ"]}, {"a": [1, None, True, "đ"]}),
    ],
)
def test_data_is_kept_as_both_databases_give_it_back(given, kept):
    assert storable(given) == kept
    assert repr(storable(given)) == repr(kept)
