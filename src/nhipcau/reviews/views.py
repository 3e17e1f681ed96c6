"""The review: the document on one side, what was understood on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, push_url

from nhipcau.organizations.models import Agency, AgencyGroup
from nhipcau.plans.actions import Refused, Stale, plan_confirm, upload_compare_with
from nhipcau.plans.models import ReviewItem, Upload
from nhipcau.plans.permissions import plan_for, upload_for
from nhipcau.plans.reading import phrases
from nhipcau.plans.rules import LABELS, in_words
from nhipcau.plans.views.common import Request, refusals_as_messages, sentence_of
from nhipcau.ui.typed import number
from nhipcau.ui.words import money_words

from . import actions
from .adding import values_from_place
from .forms import DutyForm, HeaderForm, NewAgencyForm, ReportForm, TaskForm
from .page import Card, Review, days_in_words, directory_for

Kind = ReviewItem.Kind
FORMS: dict[str, Any] = {
    Kind.HEADER: HeaderForm,
    Kind.RESPONSIBILITY: DutyForm,
    Kind.REPORT: ReportForm,
}


def _open_upload(request: Request, pk: int) -> Upload:
    upload = upload_for(request.user, "manage", pk)
    if upload.state != Upload.State.READY:
        raise Http404
    return upload


def _address(upload: Upload, item: ReviewItem | None = None) -> str:
    return reverse("plans:review", args=[upload.pk]) + (f"#muc-{item.pk}" if item else "")


@require_GET
def review(request: Request, pk: int) -> HttpResponse:
    upload = upload_for(request.user, "manage", pk)
    if upload.state != Upload.State.READY:
        return redirect("plans:upload_status", pk)
    if upload.plan_id and upload.confirmations.filter(undone_at=None).exists():
        return redirect("plans:detail", upload.plan_id)
    page = Review(upload)
    context = {"review": page, "upload": upload, "paper": page.paper(reverse("plans:review_add", args=[pk]))}
    return render(request, "reviews/review.html", context)


def _answer(request: Request, upload: Upload, item: ReviewItem, alert: str = "") -> HttpResponse:
    """After a change: the one card and the counts, or the page again at the same row."""
    if not request.htmx:
        if alert:
            messages.error(request, alert)
        return redirect(_address(upload, item))
    page = Review(upload)
    fresh = next((known for known in page.items if known.pk == item.pk), item)
    context = {"review": page, "upload": upload, "card": Card(fresh, page.directory), "alert": alert, "swapped": True}
    return _in_place(render(request, "reviews/parts/card.html", context))


def _in_place(piece: HttpResponse) -> HttpResponse:
    """A piece of the page: the address stays that of the review."""
    return push_url(piece, False)


@require_http_methods(["GET", "POST"])
def item(request: Request, pk: int, item_pk: int) -> HttpResponse:
    upload = _open_upload(request, pk)
    row = get_object_or_404(ReviewItem.objects.select_related("upload__province"), pk=item_pk, upload=upload)
    if request.method == "GET" and "dong" in request.GET:
        return _answer(request, upload, row)
    if request.method == "GET":
        return _form_page(request, upload, row, _form(row))
    verb = request.POST.get("lam", "")
    if verb == "change":
        return _change(request, upload, row)
    try:
        landed = _do(verb, row, _version(request), request)
    except (Refused, ValidationError) as error:
        return _answer(request, upload, row, sentence_of(error))
    if landed is not None:
        target = _address(upload, landed)
        return HttpResponseClientRedirect(target) if request.htmx else redirect(target)
    return _answer(request, upload, row)


def _version(request: Request) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else -1


def _do(verb: str, row: ReviewItem, version: int, request: Request) -> ReviewItem | None:
    """Carry out a button. Returns the row to land on where the list itself has changed."""
    known: dict[str, Any] = {"item": row, "version": version, "by": request.user}
    simple: dict[str, Callable[..., Any]] = {
        "accept": actions.item_accept,
        "drop": actions.item_drop,
        "restore": actions.item_restore,
    }
    if verb in simple:
        simple[verb](**known)
        return None
    if verb.startswith("answer-"):
        doubt, choice = _numbers(verb)
        actions.doubt_answer(**known, doubt=doubt, choice=choice)
        return None
    if row.kind != Kind.TASK:
        raise Http404
    if verb == "split":
        titles = [line.strip() for line in request.POST.get("titles", "").splitlines() if line.strip()]
        return actions.item_split(**known, titles=titles)[0]
    if verb == "merge":
        return actions.item_merge(**known)
    if verb in ("up", "down"):
        return actions.item_move(**known, up=verb == "up")
    raise Http404


def _numbers(verb: str) -> tuple[int, int | None]:
    """
    >>> _numbers("answer-0-2"), _numbers("answer-1-keep")
    ((0, 2), (1, None))
    """
    parts = verb.split("-")[1:]
    doubt, choice = (number(part) for part in (*parts, "", "")[:2])
    if len(parts) != 2 or doubt is None or (choice is None and parts[1] != "keep"):
        raise Http404
    return doubt, choice


def _form(row: ReviewItem, data: Any = None) -> Any:
    if row.kind == Kind.TASK:
        return TaskForm(data, item=row, year=phrases.year_of(row))
    if row.kind not in FORMS:
        raise Http404
    return FORMS[row.kind](data, item=row)


def _differences(row: ReviewItem, typed: Any) -> list[tuple[str, str]]:
    """What somebody else has saved meanwhile, where it is not what this person typed: label and words."""
    names = [name for name in typed if in_words(row.values.get(name)) != in_words(typed[name]) and name in LABELS]
    return [(str(LABELS[name]), in_words(row.values.get(name)) or _("(empty)")) for name in names]


def _form_page(
    request: Request, upload: Upload, row: ReviewItem, form: Any, newer: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """``newer``: what the row says now, when it was saved by somebody else while this person typed."""
    template = "reviews/parts/item_form.html" if request.htmx else "reviews/item.html"
    directory = directory_for(upload, _header_of(upload))
    context = {"upload": upload, "form": form, "card": Card(row, directory), "newer": newer, "directory": directory}
    page = render(request, template, context)
    return _in_place(page) if request.htmx else page


def _header_of(upload: Upload) -> ReviewItem:
    return ReviewItem.objects.get(upload=upload, kind=Kind.HEADER)


def _change(request: Request, upload: Upload, row: ReviewItem) -> HttpResponse:
    form = _form(row, request.POST)
    if not form.is_valid():
        return _form_page(request, upload, row, form)
    values = form.task_values() if row.kind == Kind.TASK else form.values()
    try:
        actions.item_change(item=row, version=_version(request), by=request.user, values=cast("dict[str, Any]", values))
    except Stale:
        row.refresh_from_db()
        return _form_page(request, upload, row, form, newer=_differences(row, values))
    except Refused as refusal:
        return _answer(request, upload, row, str(refusal))
    return _answer(request, upload, row)


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    """A new task, filled from the paragraph or row of the document that it was made from."""
    upload = _open_upload(request, pk)
    query = request.POST if request.method == "POST" else request.GET
    block, row = (number(query.get(name)) for name in ("khoi", "hang"))
    values, read, after = values_from_place(upload, block, row, query.get("chu", ""))
    fresh = ReviewItem(upload=upload, kind=Kind.TASK, values=values, read=read)
    form = TaskForm(request.POST if request.method == "POST" else None, item=fresh, year=phrases.year_of(fresh))
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            made = actions.item_add(upload=upload, by=request.user, values=form.task_values(), read=read, after=after)
            return redirect(_address(upload, made))
    directory = directory_for(upload, _header_of(upload))
    place = {"khoi": block, "hang": row}
    context = {"upload": upload, "form": form, "card": Card(fresh, directory), "directory": directory, "place": place}
    return render(request, "reviews/item.html", context)


@require_POST
def accept_certain(request: Request, pk: int) -> HttpResponse:
    upload = _open_upload(request, pk)
    with refusals_as_messages(request):
        count = actions.certain_accept(upload=upload, by=request.user)
        messages.success(request, _("Accepted %(count)s rows.") % {"count": count})
    return redirect(_address(upload))


@require_POST
def agency(request: Request, pk: int) -> HttpResponse:
    """Answer once what a name means: ``nghia`` is "a12" (agency), "g3" (group), "chu" (words only) or "moi" (new)."""
    upload = _open_upload(request, pk)
    text, meaning = request.POST.get("ten", "").strip(), request.POST.get("nghia", "")
    if not text:
        raise Http404
    with refusals_as_messages(request):
        if meaning == "moi":
            return _new_agency(request, upload, text)
        known = None if meaning == "chu" else _meaning(upload, meaning, request.POST.get("chon", ""))
        actions.agency_resolve(upload=upload, text=text, meaning=known, by=request.user)
        messages.success(request, _("Noted for all rows, and for the plans to come: “%(text)s”.") % {"text": text})
    return redirect(_address(upload))


def _meaning(upload: Upload, code: str, typed: str) -> Agency | AgencyGroup:
    if code == "chon":
        found = directory_for(upload, _header_of(upload)).named(typed)
        if found is None:
            raise Refused(_("No agency of the province has this name. Choose one from the list, or add it."))
        return found
    model = {"a": Agency, "g": AgencyGroup}.get(code[:1])
    if model is None:
        raise Http404
    return cast("Agency | AgencyGroup", get_object_or_404(model, pk=number(code[1:]), province=upload.province))


def _new_agency(request: Request, upload: Upload, text: str) -> HttpResponse:
    form = NewAgencyForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Give the agency a name and a kind."))
    made = actions.agency_add(upload=upload, text=text, by=request.user, **form.cleaned_data)
    messages.success(request, _("Added %(name)s to the agencies of the province.") % {"name": made.name})
    return redirect(_address(upload))


@require_POST
def compare(request: Request, pk: int) -> HttpResponse:
    upload = _open_upload(request, pk)
    plan = plan_for(request.user, "manage", number(request.POST.get("plan")) or 0)
    with refusals_as_messages(request):
        upload_compare_with(upload=upload, plan=plan, by=request.user)
    return redirect(_address(upload))


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    upload = _open_upload(request, pk)
    with refusals_as_messages(request):
        plan = plan_confirm(
            upload=upload,
            by=request.user,
            token=request.POST.get("token", ""),
            with_open=request.POST.get("with_open") == "1",
        )
        messages.success(request, _("The plan is in force: its tasks are in the register."))
        return redirect("plans:detail", plan.pk)
    return redirect(_address(upload))


@require_GET
def phrase(request: Request, pk: int) -> HttpResponse:
    """What vanban makes of a phrase while it is being typed."""
    upload = _open_upload(request, pk)
    header = _header_of(upload)
    words = ""
    if text := request.GET.get("time_text", "").strip():
        time = phrases.time_of(text, header.values.get("year"))
        start, end = (phrases.day_of(time[name]) for name in ("start", "end"))
        words = days_in_words(start, end) or _("no date in these words")
    elif text := request.GET.get("budget_text", "").strip():
        amount = phrases.money_of(text)
        words = money_words(amount) if amount is not None else _("no sum in these words")
    return render(request, "reviews/parts/phrase.html", {"words": words})
