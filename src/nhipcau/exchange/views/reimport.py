"""Nhập lại: a workbook that comes back, and what it would change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.accounts.permissions import signed_in
from nhipcau.exchange.actions import reimport_apply, reimport_take
from nhipcau.exchange.actions.reimport import Outdated
from nhipcau.exchange.forms import WorkbookForm
from nhipcau.exchange.models import Reimport
from nhipcau.exchange.permissions import reimport_for
from nhipcau.exchange.queries import comparison_of
from nhipcau.exchange.workbook import BadWorkbook
from nhipcau.ui.typed import number

SHOWN = 500  # tasks on the page; all of them are applied


def take(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reimport = reimport_take(user=signed_in(request), name=file.name, size=file.size, file=file.file)
        except BadWorkbook as error:
            form.add_error("file", str(error))
        else:
            if reimport.edits or reimport.refused:
                return redirect("exchange:reimport", reimport.pk)
            messages.info(request, _("The workbook says what it said when it was exported: there is no change."))
            return redirect("exchange:reimport_take")
    return render(request, "exchange/reimport_take.html", {"form": form}, status=422 if form.errors else 200)


def look(request: HttpRequest, pk: int) -> HttpResponse:
    reimport = reimport_for(signed_in(request), pk)
    if request.method == "POST":
        overwrite = {row for value in request.POST.getlist("ghi_de") if (row := number(value))}
        try:
            count = reimport_apply(reimport=reimport, token=request.POST.get("thay", ""), overwrite=overwrite)
        except Outdated:
            messages.warning(request, _("Tasks have changed since you opened this page. Look at it again, then apply."))
            return redirect("exchange:reimport", pk)
        words = ngettext("%(count)s task was changed.", "%(count)s tasks were changed.", count) % {"count": count}
        messages.success(request, words)
        return redirect("register:tasks")
    return render(request, "exchange/reimport.html", _context(reimport))


def _context(reimport: Reimport) -> dict[str, object]:
    comparison = comparison_of(reimport)
    return {
        "reimport": reimport,
        "comparison": comparison,
        "ready": comparison.ready[:SHOWN],
        "more": max(0, len(comparison.ready) - SHOWN),
        "conflicts": comparison.conflicts[:SHOWN],
        "refused": comparison.refused[:SHOWN],
    }
