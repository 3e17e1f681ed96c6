"""Two administrators at the same moment, each on a connection of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from nhipcau.organizations.actions import appointment_begin, appointment_end, people, person_close
from nhipcau.organizations.models import Appointment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*actions) -> list[str]:
    begin = Barrier(len(actions))

    def do(action) -> str:
        try:
            begin.wait(10)
            action()
        except ValidationError:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(actions)) as pool:
        return sorted(pool.map(do, actions))


@pytest.fixture
def slow(monkeypatch):
    """Both have looked before either writes, unless one waits for the other."""

    def wait_before(name: str) -> None:
        look, both = getattr(people, name), Barrier(2)

        def look_and_wait(*args):
            look(*args)
            with suppress(BrokenBarrierError):
                both.wait(0.5)

        monkeypatch.setattr(people, name, look_and_wait)

    return wait_before


def test_two_administrators_who_end_each_other_leave_one(an, lan, lead_department, slow):
    appointment_begin(user=lan, agency=lead_department, role="administrator", by=an)
    slow("_refuse_leaving_none")
    posts = Appointment.objects.filter(role="administrator").select_related("agency__province", "user")
    ends = [lambda post=post: appointment_end(appointment=post, by=None) for post in posts]
    assert together(*ends) == ["done", "refused"]


def test_two_administrators_who_close_each_other_leave_one(an, lan, lead_department, slow):
    appointment_begin(user=lan, agency=lead_department, role="administrator", by=an)
    slow("_refuse_leaving_none")
    assert together(lambda: person_close(person=an, by=lan), lambda: person_close(person=lan, by=an)) == [
        "done",
        "refused",
    ]


def test_a_post_given_twice_at_once_is_given_once(minh, an, lead_department, slow):
    slow("_refuse_second")
    give = [lambda: appointment_begin(user=minh, agency=lead_department, role="officer", by=None)] * 2
    assert together(*give) == ["done", "refused"]
