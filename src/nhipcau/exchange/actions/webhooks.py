"""Connections to other systems. Every change of one is logged; what is sent is in its deliveries."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.exchange.events import WORDS
from nhipcau.exchange.jobs import deliver
from nhipcau.exchange.models import Delivery, Webhook
from nhipcau.exchange.webhooks.guard import NotAllowed, check_form
from nhipcau.exchange.webhooks.secret import derived, hash_of, new_salt
from nhipcau.exchange.words import error_words
from nhipcau.history.actions import log
from nhipcau.history.models import Entry
from nhipcau.organizations.models import Province

MOST = 20  # connections of a province


@transaction.atomic
def webhook_add(*, province: Province, name: str, address: str, events: Sequence[str], by: User) -> tuple[Webhook, str]:
    """The connection and its key, which is not kept. It is told of what happens from now on."""
    Province.objects.select_for_update().get(pk=province.pk)  # a form that is sent twice connects once
    if Webhook.objects.filter(province=province, address=address).exists():
        words = _(
            "This address is connected already. Change that connection; if its key was lost, make a new one there."
        )
        raise ValidationError({"address": words})
    if Webhook.objects.filter(province=province).count() >= MOST:
        raise ValidationError(_("A province has at most %(most)s connections. Remove one first.") % {"most": MOST})
    newest = Entry.objects.filter(province=province).order_by("-pk").values_list("pk", flat=True).first()
    webhook = Webhook(province=province, name=name, made_by=by, after=newest or 0)
    _set(webhook, address, events)
    key = _renew_key(webhook)
    webhook.save()
    _log("exchange.webhook_added", webhook, by, address=webhook.address)
    return webhook, key


@transaction.atomic
def webhook_change(*, webhook: Webhook, name: str, address: str, events: Sequence[str], by: User) -> None:
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    before = {"name": webhook.name, "address": webhook.address, "events": _told(webhook.events)}
    webhook.name = name
    _set(webhook, address, events)
    webhook.save(update_fields=["name", "address", "events"])
    after = {"name": webhook.name, "address": webhook.address, "events": _told(webhook.events)}
    if before != after:
        _log("exchange.webhook_changed", webhook, by, before=before, after=after)


@transaction.atomic
def webhook_new_key(*, webhook: Webhook, by: User) -> str:
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    key = _renew_key(webhook)
    webhook.save(update_fields=["salt", "key_hash"])
    _log("exchange.webhook_new_key", webhook, by)
    return key


@transaction.atomic
def webhook_pause(*, webhook: Webhook, paused: bool, by: User) -> None:
    """Rest, or go on with all that happened meanwhile."""
    rows = Webhook.objects.filter(pk=webhook.pk, paused_at__isnull=paused)
    if rows.update(paused_at=timezone.now() if paused else None):
        _log("exchange.webhook_paused" if paused else "exchange.webhook_resumed", webhook, by)
        _deliver_soon(webhook)


@transaction.atomic
def webhook_remove(*, webhook: Webhook, by: User) -> None:
    _log("exchange.webhook_removed", webhook, by)
    webhook.delete()


@transaction.atomic
def webhook_replay(*, webhook: Webhook, first: int, by: User) -> None:
    """Send every event from this number on once more."""
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    again = Delivery.objects.filter(webhook=webhook, event__gte=max(first, 1))
    again.update(state=Delivery.State.WAITING, attempts=0, next_try_at=timezone.now())
    webhook.after = min(webhook.after, max(first, 1) - 1)
    webhook.save(update_fields=["after"])
    _log("exchange.webhook_replayed", webhook, by, first=first)
    _deliver_soon(webhook)


@transaction.atomic
def webhook_ping(*, webhook: Webhook, by: User) -> None:
    """Send a trial, which is event number 0."""
    values = {
        "state": Delivery.State.WAITING,
        "attempts": 0,
        "next_try_at": timezone.now(),
        "answer": None,
        "error": "",
    }
    Delivery.objects.update_or_create(webhook=webhook, event=0, defaults=values)
    _log("exchange.webhook_pinged", webhook, by)
    _deliver_soon(webhook)


def _set(webhook: Webhook, address: str, events: Sequence[str]) -> None:
    try:
        check_form(address)
    except NotAllowed as refusal:
        raise ValidationError({"address": error_words(str(refusal))}) from refusal
    if not events or not set(events) <= set(WORDS):
        raise ValidationError({"events": _("Choose at least one event.")})
    webhook.address, webhook.events = address, sorted(events)
    webhook.full_clean(exclude=["salt", "key_hash", "paused_at"])


def _renew_key(webhook: Webhook) -> str:
    webhook.salt = new_salt()
    key = derived(webhook.salt, settings.SECRET_KEY)
    webhook.key_hash = hash_of(key)
    return key


def _told(events: Sequence[str]) -> list[str]:
    return [str(WORDS[event]) for event in events]


def _log(action: str, webhook: Webhook, by: User, **data: object) -> None:
    log(action=action, user=by, target=webhook, data={"name": webhook.name, **data})


def _deliver_soon(webhook: Webhook) -> None:
    transaction.on_commit(lambda: deliver.enqueue(webhook.pk))
