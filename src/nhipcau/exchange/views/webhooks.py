"""Kết nối: other systems that are told of events in the province, for its administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.accounts.permissions import signed_in
from nhipcau.exchange import actions
from nhipcau.exchange.events import words_of
from nhipcau.exchange.forms import ReplayForm, WebhookForm
from nhipcau.exchange.models import Delivery, Webhook
from nhipcau.exchange.permissions import administered_province, webhook_for
from nhipcau.exchange.queries import webhooks_of
from nhipcau.exchange.words import error_words
from nhipcau.history.queries import sentences
from nhipcau.history.races import alone
from nhipcau.organizations.forms import attempt


@require_GET
def webhooks(request: HttpRequest) -> HttpResponse:
    rows = webhooks_of(administered_province(signed_in(request)))
    return render(request, "exchange/webhooks.html", {"rows": rows})


def add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = administered_province(user)
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        made = attempt(form, lambda: actions.webhook_add(province=province, by=user, **form.cleaned_data))
        if made:
            return _page(request, made[0], key=made[1])
    return render(request, "exchange/webhook_form.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, webhook_for(signed_in(request), pk))


def change(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    found = webhook_for(user, pk)

    def fresh() -> WebhookForm:
        now = webhook_for(user, pk)
        return WebhookForm(initial={"name": now.name, "address": now.address, "events": now.events})

    def save() -> None:
        actions.webhook_change(webhook=found, by=user, **form.cleaned_data)

    form = WebhookForm(request.POST) if request.method == "POST" else fresh()
    if form.is_valid():
        attempt(form, lambda: alone(form, target=found, fresh=fresh, action=save))
        if not form.errors:
            messages.success(request, _("Saved."))
            return redirect("exchange:webhook", pk)
    context = {"form": form, "webhook": found}
    return render(request, "exchange/webhook_form.html", context, status=422 if form.errors else 200)


@require_POST
def new_key(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    found = webhook_for(user, pk)
    key = actions.webhook_new_key(webhook=found, by=user)
    return _page(request, found, key=key)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    found = webhook_for(user, pk)
    paused = (
        request.POST.get("nghi", "" if found.paused_at else "1") == "1"
    )  # as the button said, however it stands now
    actions.webhook_pause(webhook=found, paused=paused, by=user)
    messages.success(request, _("The connection rests.") if paused else _("The connection works again."))
    return redirect("exchange:webhook", pk)


@require_POST
def ping(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    actions.webhook_ping(webhook=webhook_for(user, pk), by=user)
    messages.success(request, _("A trial is on its way; its outcome stands below in a moment."))
    return redirect("exchange:webhook", pk)


@require_POST
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    found = webhook_for(user, pk)
    form = ReplayForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    actions.webhook_replay(webhook=found, by=user, **form.cleaned_data)
    messages.success(request, _("The events are being sent again."))
    return redirect("exchange:webhook", pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    actions.webhook_remove(webhook=webhook_for(user, pk), by=user)
    messages.success(request, _("The connection was removed."))
    return redirect("exchange:webhooks")


def _page(request: HttpRequest, found: Webhook, *, key: str = "", form: ReplayForm | None = None) -> HttpResponse:
    """``key``: shown in this one answer, and never again."""
    page = Paginator(found.deliveries.all(), 25).get_page(request.GET.get("trang"))
    kinds = words_of(delivery.event for delivery in page)
    context: dict[str, Any] = {
        "webhook": found,
        "key": key,
        "form": form or ReplayForm(),
        "page": page,
        "rows": [(delivery, kinds.get(delivery.event, ""), _why(delivery)) for delivery in page],
        "lines": sentences(found, limit=20),
    }
    response = render(request, "exchange/webhook.html", context, status=422 if form else 200)
    if key:
        response["Cache-Control"] = "no-store"
    return response


def _why(delivery: Delivery) -> str:
    words = error_words(delivery.error) if delivery.error else ""
    return f"{words} (HTTP {delivery.answer})" if words and delivery.answer else words
