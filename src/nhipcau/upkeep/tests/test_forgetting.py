"""What visitors leave does not grow for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from nhipcau.accounts.models import OpenSession
from nhipcau.upkeep.actions import forget_visits
from nhipcau.upkeep.management.commands import worker


@pytest.mark.django_db
def test_sessions_that_have_run_out_and_old_attempts_are_forgotten(lan, minh, client_of):
    client_of(lan), client_of(minh)
    for user in (lan, minh):
        opened = OpenSession.objects.get(user=user)
        ends = timezone.now() + timedelta(hours=1 if user == lan else -1)
        Session.objects.filter(pk=opened.session_id).update(expire_date=ends)
        attempt = AccessAttempt.objects.create(username=user.username, failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=ends - timedelta(hours=1))
    forget_visits()
    assert [opened.user for opened in OpenSession.objects.all()] == [lan]
    assert Session.objects.count() == 1
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["lan"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_forgets_them_when_it_begins_and_every_hour(monkeypatch):
    pulse, turns, forgotten = worker.Pulse("w-test"), iter(range(worker.SWEEP)), []
    monkeypatch.setattr(pulse, "quietly", lambda action, **values: forgotten.append(action))
    monkeypatch.setattr(pulse.ended, "wait", lambda seconds: next(turns, None) is None)
    pulse.run()
    assert forgotten.count(forget_visits) == 2


@pytest.mark.django_db
def test_who_came_in_is_noted_in_the_log_only(lan, settings, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.now(UTC))
    settings.AXES_ENABLED = True
    assert Client().post("/dang-nhap/", {"username": "lan", "password": "lan-mật-khẩu"}).status_code == 302
    assert not AccessLog.objects.exists()
