"""Background work. Thin: calls what does it. Each function may run twice, or be lost, without harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connections, transaction
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from django_tasks import task

from nhipcau.history.models import Entry

from .events import TYPES

FORGOTTEN = timedelta(minutes=10)  # longer than a worker holds a delivery (webhooks.delivering.LEASE)
LOCK = 1_313_424_195  # any number that no other lock of this database uses


@task()
def deliver(pk: int) -> bool:
    """Bring one connection up to date; comes again by itself while something waits. False when it is gone or rests."""
    from .models import Webhook
    from .webhooks.delivering import deliver_due, hand_over

    webhook = Webhook.objects.select_related("province").filter(pk=pk, paused_at=None).first()
    if webhook is None:
        return False
    hand_over(webhook)
    again = deliver_due(webhook)
    if again and deliver.get_backend().supports_defer:
        deliver.using(run_after=max(again, timezone.now())).enqueue(pk)
    return True


def queue_what_waits() -> int:
    """Queue each connection that has had something to deliver for a while and is not served: its job was lost with the
    worker that had it, or before it was queued."""
    from .events import codes_of
    from .models import Delivery, Webhook

    long_ago = timezone.now() - FORGOTTEN
    overdue = Delivery.objects.filter(state=Delivery.State.WAITING, next_try_at__lt=long_ago)
    left = set(overdue.filter(webhook__paused_at=None).values_list("webhook", flat=True))
    for webhook in Webhook.objects.filter(paused_at=None).exclude(pk__in=left):
        events = Entry.objects.filter(province=webhook.province_id, pk__gt=webhook.after, at__lt=long_ago)
        if events.filter(action__in=codes_of(webhook.events)).exists():
            left.add(webhook.pk)
    for pk in left:
        deliver.enqueue(pk)
    return len(left)


def listen_to_the_log() -> None:
    pre_save.connect(_in_turn, sender=Entry, dispatch_uid="nhipcau.exchange.turns")
    post_save.connect(_told, sender=Entry, dispatch_uid="nhipcau.exchange.webhooks")


def _in_turn(instance: Entry, using: str, **kwargs: Any) -> None:
    """Events of a province become visible in the order of their numbers, so that whoever follows them by number misses
    none. PostgreSQL draws a number before the transaction ends; SQLite lets one transaction write at a time anyway."""
    connection = connections[using]
    if connection.vendor == "postgresql" and instance.action in TYPES and instance.province_id:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, instance.province_id])


@dataclass(frozen=True)
class Tell:
    """Once a transaction, however many entries it wrote in this province."""

    province: int

    def __call__(self) -> None:
        from .models import Webhook

        for pk in Webhook.objects.filter(province=self.province, paused_at=None).values_list("pk", flat=True):
            deliver.enqueue(pk)


def _told(instance: Entry, using: str, **kwargs: Any) -> None:
    if instance.action not in TYPES or not instance.province_id:
        return
    tell = Tell(instance.province_id)
    if tell not in (waiting[1] for waiting in connections[using].run_on_commit):
        transaction.on_commit(tell, using=using)
