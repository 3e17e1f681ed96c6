"""From the log to the other system: events become deliveries, deliveries are tried until they are taken."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from nhipcau.exchange.events import as_data, events_of
from nhipcau.exchange.models import Delivery, Webhook
from nhipcau.history.models import Entry

from .secret import key_of
from .sending import Answer, send

State = Delivery.State
# After each failed attempt, until it is given up: two days in all.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440)]
LEASE = timedelta(minutes=5)  # a worker that was stopped in the middle has lost its delivery after this
AT_ONCE = 500  # events handed over in one transaction
IN_ONE_RUN = 200  # deliveries, then another job goes on
TRIAL = {"task": None, "plan": None, "who": "", "text": "", "status": None, "finished_on": None, "note": ""}


def hand_over(webhook: Webhook) -> int:
    """Make a delivery of each event since the last one handed over. How many."""
    count = 0
    while made := _hand_over_some(webhook.pk):
        count += made
    return count


@transaction.atomic
def _hand_over_some(pk: int) -> int:
    webhook = Webhook.objects.select_for_update().filter(pk=pk, paused_at=None).first()
    if webhook is None:
        return 0
    events = events_of(webhook.province, after=webhook.after, types=webhook.events)
    numbers = list(events.values_list("pk", flat=True)[:AT_ONCE])
    if not numbers:
        return 0
    now = timezone.now()
    waiting = [Delivery(webhook=webhook, event=number, next_try_at=now) for number in numbers]
    Delivery.objects.bulk_create(waiting, ignore_conflicts=True)
    webhook.after = numbers[-1]
    webhook.save(update_fields=["after"])
    return len(numbers)


def deliver_due(webhook: Webhook) -> datetime | None:
    """Try what is due, the oldest event first. When to come again: after a failure, or when more is left than one run
    takes. Who finds nothing to do leaves it to those who failed."""
    key, again = key_of(webhook), False
    for _turn in range(IN_ONE_RUN):
        delivery = _claim(webhook)
        if delivery is None:
            break
        answer = _attempt(webhook, delivery, key)
        _note(delivery, answer)
        again = again or delivery.state == State.WAITING
        if answer.status is None:  # nobody is there: the others would fail as well
            _due(webhook).update(next_try_at=timezone.now() + WAITS[0])
            break
    else:
        again = True
    waiting = Delivery.objects.filter(webhook=webhook, state=State.WAITING).order_by("next_try_at")
    return waiting.values_list("next_try_at", flat=True).first() if again else None


def _due(webhook: Webhook) -> QuerySet[Delivery]:
    return Delivery.objects.filter(webhook=webhook, state=State.WAITING, next_try_at__lte=timezone.now())


def _claim(webhook: Webhook) -> Delivery | None:
    """Ours for a while: of two workers only one changes the row."""
    for delivery in _due(webhook).filter(webhook__paused_at=None).order_by("event")[:20]:
        mine = _due(webhook).filter(pk=delivery.pk).update(next_try_at=timezone.now() + LEASE)
        if mine:
            return delivery
    return None


def _attempt(webhook: Webhook, delivery: Delivery, key: str | None) -> Answer:
    if key is None:
        return Answer(None, "key")
    event = event_data(webhook, delivery.event)
    if event is None:
        return Answer(None, "event")
    return send(webhook.address, key=key, event=event, timestamp=int(timezone.now().timestamp()))


def event_data(webhook: Webhook, number: int) -> dict[str, Any] | None:
    """The event as it is sent: Vietnamese, whoever made the connection."""
    if number == 0:
        return {"id": 0, "type": "trial", "at": timezone.localtime().isoformat(timespec="seconds"), **TRIAL}
    with translation.override("vi"):
        found = as_data(Entry.objects.filter(pk=number, province=webhook.province).select_related("user"))
    return found[0] if found else None


def _note(delivery: Delivery, answer: Answer) -> None:
    delivery.attempts += 1
    delivery.tried_at, delivery.answer, delivery.error = timezone.now(), answer.status, answer.error
    if not answer.error:
        delivery.state = State.DELIVERED
    elif delivery.attempts > len(WAITS):
        delivery.state = State.FAILED
    else:
        delivery.next_try_at = timezone.now() + WAITS[delivery.attempts - 1]
    delivery.save(update_fields=["attempts", "tried_at", "answer", "error", "state", "next_try_at"])
