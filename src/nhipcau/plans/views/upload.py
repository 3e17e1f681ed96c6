"""Bringing files in: the drop area, their progress, what came of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.organizations.models import Province
from nhipcau.organizations.permissions import province_for
from nhipcau.plans import actions
from nhipcau.plans.agencies import Directory
from nhipcau.plans.jobs import queue_what_was_left
from nhipcau.plans.models import Plan, Upload
from nhipcau.plans.permissions import plan_for, upload_for
from nhipcau.plans.queries import uploads_under_way, with_outcomes
from nhipcau.plans.rules import lease_is_over

from .common import Request, refusals_as_messages

ACCEPTED = ".docx,.pdf,.doc,.odt,.rtf,.txt,.md,.html,.htm"
BUSY = (Upload.State.WAITING, Upload.State.READING)


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    province = province_for(request.user, "change")
    if request.method == "POST":
        return _receive(request, None)
    uploads = _with_outcomes(uploads_under_way(province), province)
    context = {"uploads": uploads, "accepted": ACCEPTED, "busy": BUSY}
    return render(request, "plans/upload.html", context)


@require_http_methods(["GET", "POST"])
def corrected(request: Request, pk: int) -> HttpResponse:
    """A corrected file of a plan in force."""
    plan = plan_for(request.user, "manage", pk)
    if plan.state == Plan.State.REVIEW:
        return redirect("plans:upload")
    if request.method == "POST":
        return _receive(request, plan)
    uploads = _with_outcomes(uploads_under_way(plan.province).filter(plan=plan), plan.province)
    context = {"plan": plan, "uploads": uploads, "accepted": ACCEPTED, "busy": BUSY}
    return render(request, "plans/upload.html", context)


def _with_outcomes(uploads: Iterable[Upload], province: Province) -> list[Upload]:
    return with_outcomes(uploads, Directory(province, timezone.localdate()))


def _receive(request: Request, plan: Plan | None) -> HttpResponse:
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, _("Choose a file first."))
    received = [kept for file in files if (kept := _receive_one(request, file, plan))]
    if len(received) == 1 and len(files) == 1:
        return redirect("plans:upload_status", received[0].pk)
    return redirect("plans:corrected", plan.pk) if plan else redirect("plans:upload")


def _receive_one(request: Request, file: UploadedFile[bytes], plan: Plan | None) -> Upload | None:
    """Each file on its own: one that is refused does not take the others with it."""
    province = plan.province if plan else province_for(request.user, "change")
    try:
        return actions.upload_receive(province=province, file=file, by=request.user, plan=plan)
    except actions.Duplicate as known:
        messages.warning(request, _duplicate_sentence(known.upload))
    except actions.Refused as refusal:
        messages.error(request, f"{file.name}: {refusal}")
    return None


def _duplicate_sentence(known: Upload) -> str:
    day = timezone.localtime(known.uploaded_at).strftime("%d/%m/%Y")
    told = _("%(name)s was already uploaded by %(person)s on %(day)s.")
    words = told % {"name": known.name, "person": known.uploaded_by, "day": day}
    return format_html('{} <a href="{}">{}</a>', words, reverse("plans:upload_status", args=[known.pk]), _("Open it"))


@require_GET
def status(request: Request, pk: int) -> HttpResponse:
    """How far a file has come; also the piece of page that asks again every two seconds."""
    upload = upload_for(request.user, "manage", pk)
    if upload.state in BUSY and lease_is_over(upload.claimed_at or upload.uploaded_at, timezone.now()):
        queue_what_was_left(upload.pk)
    template = "plans/parts/upload_row.html" if request.htmx else "plans/upload_status.html"
    _with_outcomes([upload], upload.province)
    return render(request, template, {"upload": upload, "busy": BUSY})


@require_POST
def retry(request: Request, pk: int) -> HttpResponse:
    upload = upload_for(request.user, "manage", pk)
    with refusals_as_messages(request):
        actions.upload_retry(upload=upload, by=request.user)
    return redirect("plans:upload_status", pk)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    upload = upload_for(request.user, "manage", pk)
    with refusals_as_messages(request):
        actions.upload_discard(upload=upload, by=request.user)
        messages.success(request, _("The file was taken back; nothing of it was kept."))
        return redirect("plans:upload")
    return redirect("plans:upload_status", pk)


@require_GET
def original(request: Request, pk: int) -> HttpResponse | FileResponse:
    """The file as it came. Always a download, of a kind that no browser opens by itself: what is inside is not ours."""
    upload = upload_for(request.user, "download", pk)
    response = FileResponse(
        upload.file.open(), as_attachment=True, filename=upload.name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
