"""Other systems are told, once each at least, by somebody who can prove who they are."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from nhipcau.exchange import actions
from nhipcau.exchange.jobs import deliver, queue_what_waits
from nhipcau.exchange.models import Delivery, Webhook
from nhipcau.exchange.webhooks import delivering, sending
from nhipcau.plans.actions import plan_close
from nhipcau.register.actions import task_set_status

from .receiver import receiving

EVENTS = ["plan.closed", "task.status_changed"]


@pytest.fixture
def other_system(settings):
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def connected(province, an, other_system):
    """A connection and its key."""
    values = {"name": "IOC", "address": other_system.address, "events": EVENTS}
    return actions.webhook_add(province=province, by=an, **values)


def report(task, by, note="x"):
    task_set_status(task=task, status="in_progress", finished_on=None, note=note, by=by)


@pytest.fixture
def told(connected):
    """What was reported is sent: the background work of this moment."""
    return lambda: deliver.func(connected[0].pk)


def test_a_change_reaches_the_other_system(tasks, lan, connected, told, other_system):
    report(tasks.film, lan, note="Đang quay")
    told()
    [event] = other_system.events()
    assert (event["type"], event["task"], event["note"]) == ("task.status_changed", tasks.film.pk, "Đang quay")
    headers, _body = other_system.got[0]
    assert headers["X-Nhipcau-Event"] == "task.status_changed" and headers["X-Nhipcau-Delivery"] == str(event["id"])
    assert Delivery.objects.get().state == "delivered"


def test_the_signature_proves_sender_and_moment(tasks, lan, connected, told, other_system):
    report(tasks.film, lan)
    told()
    headers, body = other_system.got[0]
    signed = headers["X-Nhipcau-Timestamp"].encode() + b"." + body
    expected = hmac.new(connected[1].encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Nhipcau-Signature"] == f"v1={expected}"
    assert int(headers["X-Nhipcau-Timestamp"]) == int(timezone.now().timestamp())


@pytest.mark.django_db(transaction=True)
def test_the_log_itself_starts_the_sending_once_a_transaction(tasks, plan, lan, connected, other_system):
    with transaction.atomic():
        report(tasks.film, lan)
        report(tasks.fair, lan)
        assert not other_system.got
    assert [event["task"] for event in other_system.events()] == [tasks.film.pk, tasks.fair.pk]
    with pytest.raises(RuntimeError), transaction.atomic():
        report(tasks.film, lan)
        raise RuntimeError("the change fails")
    assert len(other_system.got) == 2


def test_only_chosen_events_of_the_own_province_are_sent(
    tasks, plan, lan, hoa, other_province, connected, told, other_system
):
    from nhipcau.register.tests.office import make_plan, make_task

    stranger = make_task(make_plan(other_province), "Việc tỉnh khác")
    report(stranger, hoa)
    report(tasks.film, lan)
    actions.webhook_change(
        webhook=connected[0], name="IOC", address=other_system.address, events=["plan.closed"], by=lan
    )
    told()
    plan_close(plan=plan, by=lan, closed=True)
    told()
    assert [event["type"] for event in other_system.events()] == ["plan.closed"]


def test_what_happened_before_the_connection_is_not_sent(tasks, lan, an, province, other_system):
    report(tasks.film, lan)
    made, _key = actions.webhook_add(province=province, name="Mới", address=other_system.address, events=EVENTS, by=an)
    deliver.func(made.pk)
    assert other_system.got == []


def test_a_refusal_is_tried_again_later_and_later_and_given_up(tasks, lan, told, other_system, monkeypatch):
    other_system.answers = [500] * 20
    report(tasks.film, lan)
    now = timezone.now()
    waits = []
    for _attempt in range(8):
        told()
        delivery = Delivery.objects.get()
        waits.append(delivery.next_try_at - now)
        now = max(now, delivery.next_try_at)
        monkeypatch.setattr(timezone, "now", lambda moment=now: moment)
    assert waits[:7] == delivering.WAITS
    assert (delivery.state, delivery.attempts, delivery.answer, delivery.error) == ("failed", 8, 500, "status")
    told()
    assert len(other_system.got) == 8


def test_one_refused_event_does_not_hold_up_the_next(tasks, lan, told, other_system):
    other_system.answers = [422]
    report(tasks.film, lan)
    report(tasks.fair, lan)
    told()
    assert [d.state for d in Delivery.objects.order_by("event")] == ["waiting", "delivered"]


def test_where_nobody_answers_the_others_wait_too(tasks, lan, connected, told, other_system):
    Webhook.objects.update(address="http://127.0.0.1:9/")
    report(tasks.film, lan)
    report(tasks.fair, lan)
    told()
    assert sorted(Delivery.objects.values_list("attempts", "error")) == [(0, ""), (1, "connection")]
    assert not Delivery.objects.filter(next_try_at__lte=timezone.now()).exists()


def test_a_job_that_runs_twice_sends_once(tasks, lan, told, other_system):
    report(tasks.film, lan)
    told()
    told()
    assert len(other_system.got) == 1


def test_a_delivery_that_another_worker_holds_is_left_to_it_until_its_time_is_over(
    tasks, lan, connected, told, other_system, monkeypatch
):
    report(tasks.film, lan)
    delivering.hand_over(connected[0])
    assert delivering._claim(connected[0])  # the other worker, which is then stopped
    told()
    assert other_system.got == []
    later = timezone.now() + delivering.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("deliver_webhooks")
    assert len(other_system.got) == 1


def test_events_are_sent_again_from_a_number_on(tasks, lan, an, connected, told, other_system):
    for note in "abc":
        report(tasks.film, lan, note=note)
    told()
    second = other_system.events()[1]["id"]
    actions.webhook_replay(webhook=connected[0], first=second, by=an)
    told()
    assert [event["note"] for event in other_system.events()] == ["a", "b", "c", "b", "c"]


def test_a_connection_can_ask_for_what_was_before_it(tasks, lan, an, connected, told, other_system):
    report(tasks.film, lan, note="trước")
    Webhook.objects.update(after=10**6)
    actions.webhook_replay(webhook=connected[0], first=1, by=an)
    told()
    assert [event["note"] for event in other_system.events()] == ["trước"]


def test_a_connection_that_rested_is_told_all_that_happened(tasks, lan, an, connected, told, other_system):
    actions.webhook_pause(webhook=connected[0], paused=True, by=an)
    report(tasks.film, lan)
    told()
    assert other_system.got == []
    actions.webhook_pause(webhook=connected[0], paused=False, by=an)
    told()
    assert len(other_system.got) == 1


def test_a_redirect_is_not_followed(tasks, lan, told, other_system):
    other_system.answers, other_system.location = [302], "http://127.0.0.1:1/"
    report(tasks.film, lan)
    told()
    assert Delivery.objects.get().error == "redirect" and len(other_system.got) == 1


def test_an_answer_that_drips_for_ever_is_cut(tasks, lan, told, other_system, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    other_system.silent = True
    report(tasks.film, lan)
    told()
    assert Delivery.objects.get().error == "timeout"


def test_the_key_is_nowhere_in_the_database_and_a_new_one_ends_it(tasks, lan, an, connected, told, other_system):
    webhook, key = connected
    assert key not in str(vars(Webhook.objects.get())) and key.startswith("whk_")
    new = actions.webhook_new_key(webhook=webhook, by=an)
    assert new != key
    report(tasks.film, lan)
    told()
    headers, body = other_system.got[0]
    assert headers["X-Nhipcau-Signature"] == sending.signature(new, int(headers["X-Nhipcau-Timestamp"]), body)


def test_keys_outlive_a_change_of_the_sites_secret_while_it_is_remembered(tasks, lan, told, other_system, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    report(tasks.film, lan)
    told()
    assert len(other_system.got) == 1
    settings.SECRET_KEY_FALLBACKS = []
    report(tasks.fair, lan)
    told()
    assert (Delivery.objects.order_by("-event")[0].error, len(other_system.got)) == ("key", 1)


def test_a_trial_is_sent_and_may_be_repeated(an, connected, told, other_system):
    for _turn in range(2):
        actions.webhook_ping(webhook=connected[0], by=an)
        told()
    assert [event["type"] for event in other_system.events()] == ["trial", "trial"]


def test_a_job_plans_the_next_attempt_itself(tasks, lan, connected, other_system, settings, on_day):
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    other_system.answers = [500]
    report(tasks.film, lan)
    deliver.func(connected[0].pk)
    waiting = DBTaskResult.objects.get()
    assert waiting.run_after == Delivery.objects.get().next_try_at
    on_day(date(2026, 11, 21))
    deliver.func(connected[0].pk)
    assert DBTaskResult.objects.count() == 1, "what went well plans nothing"


def test_what_a_killed_worker_left_is_queued_again_after_a_while(tasks, lan, connected, other_system, monkeypatch):
    webhook = connected[0]
    with mock.patch("nhipcau.exchange.jobs.deliver") as queued:
        report(tasks.film, lan)  # killed before the job was queued
        assert queue_what_waits() == 0, "it may be on its way"
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=11))
        assert queue_what_waits() == 1
        delivering.hand_over(webhook)  # killed before anything was sent
        assert queue_what_waits() == 0
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=22))
        assert queue_what_waits() == 1
        actions.webhook_pause(webhook=webhook, paused=True, by=lan)
        assert queue_what_waits() == 0
    assert {call.args for call in queued.enqueue.call_args_list} == {(webhook.pk,)}
