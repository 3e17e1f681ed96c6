"""Two administrators at the same moment, each on a connection of their own."""

import pytest

from nhipcau.organizations.models import Agency
from nhipcau.organizations.tests.test_race import together
from nhipcau.succession.actions import succession_apply, succession_undo
from nhipcau.succession.drafts import Body
from nhipcau.succession.models import Event, Transfer

from .events import MARCH, move

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_the_same_event_recorded_twice_at_once_is_recorded_once(province, tttt, van):
    draft = move(province, "rename", MARCH, (tttt, Body("Sở Truyền thông"), ""))
    apply = [lambda: succession_apply(draft=draft, by=None)] * 2
    assert together(*apply) == ["done", "refused"]
    assert Event.objects.count() == Transfer.objects.count() == 1
    assert Agency.objects.filter(name="Sở Truyền thông").count() == 1
    assert van.appointments.count() == 2


def test_two_events_about_one_agency_at_once_leave_one(province, tttt, khcn, vhttdl):
    drafts = [move(province, "merge", MARCH, (tttt, new, "")) for new in (khcn, vhttdl)]
    applies = [lambda draft=draft: succession_apply(draft=draft, by=None) for draft in drafts]
    assert together(*applies) == ["done", "refused"]
    assert Transfer.objects.filter(old=tttt).count() == 1


def test_an_event_taken_back_by_two_at_once_is_taken_back_once(province, tttt, van):
    event = succession_apply(draft=move(province, "rename", MARCH, (tttt, Body("Sở Truyền thông"), "")), by=None)
    assert together(*[lambda: succession_undo(event=event, by=None)] * 2) == ["done", "refused"]
    assert van.appointments.get().agency == tttt
    assert Agency.ever.filter(name="Sở Truyền thông", withdrawn_at=None).count() == 0
