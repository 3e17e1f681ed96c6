"""One task: what is asked, where does it stand, what happened?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.accounts.permissions import signed_in
from nhipcau.history.queries import sentences
from nhipcau.history.races import alone
from nhipcau.plans.models import PlanTask, Upload
from nhipcau.plans.permissions import task_for, upload_for
from nhipcau.plans.reading import paper
from nhipcau.register.actions import task_set_status
from nhipcau.register.forms import StatusForm
from nhipcau.register.queries import with_agencies
from nhipcau.register.rows import Row
from nhipcau.register.successors import mark_members, mark_successors
from nhipcau.succession.queries import Today


@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    found = task_for(request.user, "see", pk)
    form = StatusForm.of(found) if _may_report(request, pk) else None
    return render(request, "register/task.html", _context(found, form))


@require_GET
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The document that the task was read from, open at its place."""
    found = task_for(request.user, "see", pk)
    confirmed = _confirmed_upload(found)
    if confirmed is None or confirmed.document is None:
        raise Http404
    upload = upload_for(request.user, "download", confirmed.pk)
    marks = paper.Marks()
    marks.add_item(found.pk, {"": found.places}, is_task=True)
    context = {"task": found, "upload": upload, "paper": paper.page(confirmed.document, marks)}
    return render(request, "register/source.html", context)


def _confirmed_upload(task: PlanTask) -> Upload | None:
    """The file from which the plan stands as it does today."""
    confirmation = task.plan.confirmations.filter(undone_at=None).select_related("upload").first()
    return confirmation.upload if confirmation else None


@require_POST
def set_status(request: HttpRequest, pk: int) -> HttpResponse:
    found = task_for(request.user, "report", pk)
    form = StatusForm(request.POST)

    def fresh() -> StatusForm:
        return StatusForm.of(task_for(request.user, "report", pk))

    def save() -> bool:
        return task_set_status(task=found, by=signed_in(request), **form.cleaned_data)

    if form.is_valid():
        try:
            changed = alone(form, target=found, fresh=fresh, action=save)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("register:task", pk=pk)
    return render(request, "register/task.html", _context(found, form), status=422)


def _may_report(request: HttpRequest, pk: int) -> bool:
    try:
        return bool(task_for(request.user, "report", pk))
    except Http404:
        return False


def _context(found: PlanTask, form: StatusForm | None) -> dict[str, Any]:
    loaded = with_agencies(PlanTask.objects.filter(pk=found.pk)).prefetch_related("parts__members").get()
    today = Today(found.plan.province)
    mark_successors([loaded], today)
    mark_members(loaded, today)
    return {
        "task": loaded,
        "row": Row(loaded, timezone.localdate()),
        "form": form,
        "history": sentences(loaded),
        "upload": _confirmed_upload(loaded),
        "anchor": paper.anchor(loaded.places),
    }
