"""Events become visible in the order of their numbers, where two transactions write at once."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from nhipcau.exchange.events import events_of
from nhipcau.register.actions import task_set_status


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_later_event_waits_for_an_earlier_one_to_be_seen(tasks, province, lan):
    begun, may_end = Event(), Event()

    def slow():
        with transaction.atomic():
            task_set_status(task=tasks.fair, status="in_progress", finished_on=None, note="trước", by=lan)
            begun.set()
            may_end.wait(10)
        connection.close()

    def quick():
        task_set_status(task=tasks.film, status="in_progress", finished_on=None, note="sau", by=lan)
        connection.close()

    first, second = Thread(target=slow), Thread(target=quick)
    first.start()
    begun.wait(10)
    second.start()
    second.join(0.5)
    assert second.is_alive() and not events_of(province).exists()
    may_end.set()
    first.join(10)
    second.join(10)
    assert [entry.data["note"] for entry in events_of(province)] == ["trước", "sau"]
