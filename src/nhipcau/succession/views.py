"""Diễn biến: how the agencies of a province became what they are; recording an event and taking one back."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from nhipcau.accounts.permissions import signed_in
from nhipcau.history.queries import sentences
from nhipcau.organizations.actions import people_read
from nhipcau.organizations.permissions import ADMINISTRATORS, has_role

from . import actions, queries
from .actions.apply import stale_words
from .forms import EventForm, KnownDayForm
from .models import Event
from .permissions import event_for, province_of_events
from .telling import headline


def known_day(request: HttpRequest) -> tuple[KnownDayForm, date | None]:
    """The day of knowledge that the address asks for."""
    form = KnownDayForm(request.GET or None)
    return form, form.cleaned_data["biet_ngay"] if form.is_valid() else None


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = province_of_events(user, "see")
    form, day = known_day(request)
    rows = [(event, headline(event)) for event in queries.events_of(province, day)]
    context = {"rows": rows, "form": form, "day": day, "may_record": has_role(user, province, *ADMINISTRATORS)}
    return render(request, "succession/events.html", context)


@require_GET
def event(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = event_for(user, "see", pk)
    may_record = has_role(user, shown.province, *ADMINISTRATORS)
    context = {
        "event": shown,
        "title": headline(shown),
        "lines": sentences(shown),
        "may_undo": may_record and not shown.withdrawn_at,
    }
    return render(request, "succession/event.html", context)


@require_GET
def add(request: HttpRequest) -> HttpResponse:
    """First step: what kind of event it is."""
    province_of_events(signed_in(request), "record")
    return render(request, "succession/kinds.html", {"kinds": Event.Kind.choices})


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, kind: str) -> HttpResponse:
    """Second step: the form. Third: the dry run, with everything typed carried along. Then it is applied."""
    user = signed_in(request)
    province = province_of_events(user, "record")
    if kind not in Event.Kind.values:
        raise Http404
    form = EventForm(province, kind, request.POST or None)
    outlook = actions.succession_plan(form.draft) if form.is_valid() else None
    step = request.POST.get("buoc", "")
    if outlook and step != "sua":
        form.refuse(outlook)
    if outlook is None or form.errors or step == "sua":
        return render(request, "succession/form.html", {"form": form, "kind": Event.Kind(kind)})
    alert: list[str] = []
    if step == "ap-dung":
        try:
            done = actions.succession_apply(draft=form.draft, by=user, seen=request.POST.get("da_xem", "-"))
        except actions.Stale:
            alert = [stale_words()]
        except ValidationError as refusal:
            alert = refusal.messages
        else:
            messages.success(request, _("The event was recorded. It can be taken back while nothing builds on it."))
            return redirect("succession:event", done.pk)
    if alert:
        outlook = actions.succession_plan(form.draft)
    if outlook.moves:
        people_read(province=province, by=user)
    carried = [(name, value) for name in form.fields for value in request.POST.getlist(name) if value]
    context = {"kind": Event.Kind(kind), "outlook": outlook, "carried": carried, "alert": alert}
    return render(request, "succession/outlook.html", context)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what taking it back does, or why it cannot be; then does it."""
    user = signed_in(request)
    shown = event_for(user, "record", pk)
    if request.method == "POST":
        try:
            actions.succession_undo(event=shown, by=user)
        except ValidationError:
            pass  # the page says why
        else:
            messages.success(request, _("The event was taken back; everything is as it was before."))
            return redirect("succession:event", pk)
    context = {"event": shown, "title": headline(shown), "obstacles": actions.obstacles(shown)}
    return render(request, "succession/undo.html", context)
