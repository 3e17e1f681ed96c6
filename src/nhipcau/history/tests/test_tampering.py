# ruff: noqa: S608 - raw SQL is what an attacker writes
"""Somebody with a password of the database changes the log: history_verify says what and where."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.history import actions
from nhipcau.history.actions import log, register_action
from nhipcau.history.chain import FIRST, seal
from nhipcau.history.models import Entry
from nhipcau.history.protection import is_protected, protect
from nhipcau.history.sealing import head, seal_new
from nhipcau.history.verifying import Anchor, verify

pytestmark = pytest.mark.django_db
COPY = "at, province_id, user_id, action, target_type, target_id, data"


@pytest.fixture(autouse=True)
def eight_entries(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    monkeypatch.setattr(actions, "_sentences", {})
    register_action("test.moved", _("moved"))
    lan = User.objects.create(username="lan", last_name="Nguyễn Thị", first_name="Lan")
    written = [log(action="test.moved", user=lan, target=lan, data={"to": f"2026-11-0{n}"}) for n in range(1, 9)]
    assert seal_new() == 8
    return written


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def alter(number: int) -> None:
    sql("UPDATE history_entry SET action = 'test.other' WHERE number = %s", number)


def sealed_anew(first: int) -> None:
    """By somebody who read this source, but has no key of the site."""
    before = Entry.objects.get(number=first - 1).seal if first > 1 else FIRST
    for number, entry in enumerate(Entry.objects.filter(number__gte=first).order_by("number"), start=first):
        before = seal(before, number, entry, entry.signature)
        sql("UPDATE history_entry SET number = -%s, seal = %s WHERE id = %s", number, before, entry.pk)
    sql("UPDATE history_entry SET number = -number WHERE number < 0")


def test_an_untouched_log_is_unbroken():
    verdict = verify([Anchor(*head(), "the backup of today")])
    assert verdict.good
    assert (verdict.entries, verdict.number) == (8, 8)


@pytest.mark.parametrize(
    "change",
    [
        "action = 'test.other'",
        "user_id = NULL",
        "at = '2026-01-01 00:00:00+00:00'",
        "target_id = 77",
        """data = '{"to": "2026-12-01"}'""",
        "signature = NULL",
    ],
)
def test_an_altered_entry_is_named(change):
    sql(f"UPDATE history_entry SET {change} WHERE number = 4")
    (finding,) = verify().findings
    assert finding.startswith("Entry 4 (")


def test_an_altered_entry_is_named_though_everything_after_it_was_sealed_anew():
    alter(4)
    sealed_anew(4)
    (finding,) = verify().findings
    assert finding.startswith("Entry 4 (")
    assert "not what the site wrote" in finding


def test_a_removed_entry_is_named():
    sql("DELETE FROM history_entry WHERE number = 3")
    assert [finding[:23] for finding in verify().findings] == ["Entry 3 is missing: rem"]
    sql("DELETE FROM history_entry WHERE number IN (5, 6)")
    assert any(finding.startswith("Entries 5 to 6 are missing") for finding in verify().findings)


def test_a_removed_beginning_is_named():
    sql("DELETE FROM history_entry WHERE number < 3")
    assert verify().findings[0].startswith("Entries 1 to 2 are missing")


def test_an_entry_removed_with_all_after_it_sealed_anew_is_told_by_what_a_backup_noted():
    noted = Anchor(*head(), "the backup of 19/11/2026")
    sql("DELETE FROM history_entry WHERE number = 3")
    sql("UPDATE history_entry SET number = -number WHERE number > 3")
    sql("UPDATE history_entry SET number = -number - 1 WHERE number < 0")
    sealed_anew(3)
    assert verify().good  # the chain alone cannot know
    (finding,) = verify([noted]).findings
    assert "the backup of 19/11/2026 noted entry 8, and the log ends at entry 7" in finding
    log(action="test.moved", user=None)
    seal_new()
    (finding,) = verify([noted]).findings
    assert "written anew" in finding


def test_a_cut_off_end_is_told_by_what_was_noted():
    noted = Anchor(*head(), "the backup of 19/11/2026")
    sql("DELETE FROM history_entry WHERE number > 5")
    assert verify().good
    assert "The end of the log was cut off" in verify([noted]).findings[0]


def test_swapped_contents_are_named_though_their_signatures_went_along():
    two, six = (Entry.objects.get(number=number) for number in (2, 6))
    sql("UPDATE history_entry SET signature = NULL WHERE number IN (2, 6)")
    for number, other in ((2, six), (6, two)):
        data, signature = json.dumps(other.data), other.signature
        sql("UPDATE history_entry SET data = %s, signature = %s WHERE number = %s", data, signature, number)
    assert [finding.split(" (")[0] for finding in verify().findings] == ["Entry 2", "Entry 6"]


def test_swapped_places_are_named():
    sql("UPDATE history_entry SET number = -1 WHERE number = 2")
    sql("UPDATE history_entry SET number = 2 WHERE number = 6")
    sql("UPDATE history_entry SET number = 6 WHERE number = -1")
    told = " ".join(verify().findings)
    assert "Entry 2 (" in told
    assert "Entry 6 (" in told


def test_an_inserted_entry_is_not_sealed_and_is_named():
    sql(f"INSERT INTO history_entry ({COPY}, seal) SELECT {COPY}, '' FROM history_entry WHERE number = 2")
    assert seal_new() == 0
    (finding,) = verify().findings
    assert "not by this site" in finding


def test_an_entry_cannot_be_written_a_second_time():
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(
            f"INSERT INTO history_entry ({COPY}, seal, signature) "
            f"SELECT {COPY}, '', signature FROM history_entry WHERE number = 2"
        )


def test_an_entry_inserted_with_a_number_and_a_good_seal_is_named():
    sql(f"INSERT INTO history_entry ({COPY}, number, seal) SELECT {COPY}, 9, '' FROM history_entry WHERE number = 2")
    sealed_anew(9)
    (finding,) = verify().findings
    assert finding.startswith("Entry 9 (")
    assert "not by this site" in finding


def test_a_forged_entry_does_not_keep_others_from_their_seals():
    sql(f"INSERT INTO history_entry ({COPY}, seal) SELECT {COPY}, '' FROM history_entry WHERE number = 2")
    log(action="test.moved", user=None)
    assert seal_new() == 1
    assert head()[0] == 9


def test_what_waits_for_its_seal_is_no_finding():
    log(action="test.moved", user=None)
    verdict = verify()
    assert verdict.good
    assert "waits for its seal" in verdict.notes[0]


def test_entries_of_an_earlier_key_are_taken_by_their_chain(settings):
    settings.SECRET_KEY = "another key, without fallback"
    assert verify().good
    assert "8 entries were signed under a key that is not here" in verify().notes[0]
    log(action="test.moved", user=None)
    seal_new()
    assert verify().good
    alter(4)
    assert verify().findings[0].startswith("Entry 4 (")


def test_many_findings_are_counted():
    for _number in range(60):
        log(action="test.moved", user=None)
    seal_new()
    sql("UPDATE history_entry SET action = 'test.other'")
    verdict = verify()
    assert len(verdict.findings) + verdict.more == 68
    assert len(verdict.findings) == 50


CHANGES: list[Callable[[], None]] = [
    lambda: alter(4),
    lambda: sql("UPDATE history_entry SET number = 99, seal = 'x' WHERE number = 4"),
    lambda: sql("UPDATE history_entry SET number = NULL WHERE number = 4"),
    lambda: sql("DELETE FROM history_entry WHERE number = 4"),
    lambda: sql("DELETE FROM history_entry"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_refuses_changes_and_still_takes_entries_and_seals(change):
    assert not is_protected(connection)
    protect(connection)
    assert is_protected(connection)
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        change()
    log(action="test.moved", user=None)
    assert seal_new() == 1
    assert verify().good


def test_an_entry_without_seal_is_kept_too():
    protect(connection)
    log(action="test.moved", user=None)
    for change in ("action = 'x'", "action = 'x', number = 9"):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            sql(f"UPDATE history_entry SET {change} WHERE number IS NULL")


@pytest.mark.postgres
def test_postgresql_refuses_to_empty_the_table():
    protect(connection)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        sql("TRUNCATE history_entry")
