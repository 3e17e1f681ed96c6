"""Rà soát quyền: once a year, heads and administrators confirm or remove every post."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.accounts.permissions import signed_in
from nhipcau.organizations import actions
from nhipcau.organizations.access_record import faults, workbook
from nhipcau.organizations.forms import ReviewYearForm, attempt
from nhipcau.organizations.models import AccessReview
from nhipcau.organizations.permissions import (
    ADMINISTRATORS,
    access_item_for,
    access_items_for,
    access_province,
    access_review_for,
    has_role,
    province_for,
)

UNSEEN = "-"  # no decision: a form that does not say what its reader saw is refused
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = access_province(user)
    found = AccessReview.objects.filter(province=province).select_related("opened_by", "closed_by")
    context = {"reviews": found, "may_keep": has_role(user, province, *ADMINISTRATORS)}
    return render(request, "organizations/access_reviews.html", context)


@require_http_methods(["GET", "POST"])
def open_review(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    province = province_for(user, "appoint")
    form = ReviewYearForm(request.POST or None, initial={"year": timezone.localdate().year})
    if form.is_valid():
        opened = attempt(form, lambda: actions.access_review_open(province=province, by=user, **form.cleaned_data))
        if opened:
            return redirect("organizations:access_review", opened.pk)
    return render(request, "organizations/access_open.html", {"form": form})


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = access_review_for(user, "see", pk)
    actions.access_review_read(review=shown, by=user)
    items = list(access_items_for(user, shown))
    by_agency = [(name, list(rows)) for name, rows in groupby(items, lambda item: item.agency_name)]
    context = {
        "review": shown,
        "by_agency": by_agency,
        "count": len(items),
        "left": sum(not item.decision for item in items),
        "faults": faults(shown),
        "may_keep": has_role(user, shown.province, *ADMINISTRATORS),
    }
    return render(request, "organizations/access_review.html", context)


@require_POST
def decide(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    user = signed_in(request)
    item = access_item_for(user, pk, item_pk)
    try:
        seen = request.POST.get("da_thay", UNSEEN)
        actions.access_decide(item=item, decision=request.POST.get("quyet_dinh", ""), by=user, seen=seen)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(f"{request.path.rsplit('/vi-tri/', 1)[0]}/#vi-tri-{item_pk}")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    try:
        actions.access_review_close(review=access_review_for(user, "keep", pk), by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The review is closed. Keep its record, signed, with your files."))
    return redirect("organizations:access_review", pk)


@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    shown = access_review_for(user, "keep", pk)
    actions.access_record_taken(review=shown, by=user)
    response = HttpResponse(workbook(shown), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ra-soat-quyen-{shown.year}.xlsx"'
    return response
