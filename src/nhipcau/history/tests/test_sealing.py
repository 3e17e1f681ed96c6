"""Seals come after the transaction, whatever happens meanwhile."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.history import actions, sealing
from nhipcau.history.actions import log, register_action
from nhipcau.history.models import Entry
from nhipcau.history.sealing import head, seal_new
from nhipcau.history.verifying import verify


@pytest.fixture(autouse=True)
def actions_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_sentences", {})
    register_action("test.moved", _("moved"))


def write(count: int = 1) -> None:
    for _number in range(count):
        log(action="test.moved", user=None)


@pytest.mark.django_db(transaction=True)
def test_a_change_is_sealed_as_soon_as_its_transaction_is_through():
    with transaction.atomic():
        write(3)
        assert head()[0] == 0
    assert head()[0] == 3
    write()
    assert head()[0] == 4


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_leaves_no_gap():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            write()
            raise ZeroDivisionError
        write()
    assert head()[0] == 1
    assert verify().good


@pytest.mark.django_db
def test_many_entries_of_one_transaction_ask_for_one_sealing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked:
        write(20)
    assert len(asked) == 1


@pytest.mark.django_db
def test_entries_made_in_bulk_are_signed_too():
    Entry.objects.bulk_create([Entry(action="test.moved", data={"n": n}) for n in range(600)])
    assert seal_new() == 600
    assert verify().good


@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_seal_now_does_not_spoil_the_change(monkeypatch, caplog):
    def busy(**_: object) -> int:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(sealing, "seal_new", busy)
    write()
    assert "wait for their seal" in caplog.text
    monkeypatch.undo()
    assert Entry.objects.get().number is None
    assert seal_new() == 1


@pytest.mark.postgres  # an SQLite in memory knows no waiting; tests/adversarial/test_killed.py has one on disk
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain():
    faults: list[Exception] = []

    def work() -> None:
        try:
            for _number in range(5):
                with transaction.atomic():
                    write(2)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    seal_new()
    verdict = verify()
    assert verdict.good, verdict.findings
    assert verdict.number == 40
