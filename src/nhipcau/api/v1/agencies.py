"""The agencies of the province."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from nhipcau.api import schemas
from nhipcau.api.auth import person
from nhipcau.api.replies import reply
from nhipcau.organizations.models import Agency
from nhipcau.organizations.permissions import agency_for, province_of

from .paging import page_of, refuse_unclear
from .shapes import agency_shape

router = Router(tags=["agencies"])


@router.get("", response={200: schemas.AgencyPage}, url_name="agencies", summary="Agencies of your province")
def agency_list(request: HttpRequest, wanted: Query[schemas.AgencyQuery]) -> HttpResponse:
    refuse_unclear(request, schemas.AgencyQuery)
    agencies = Agency.objects.filter(province=province_of(person(request)))
    if wanted.on:
        agencies = agencies.valid_on(wanted.on)
    here, values = page_of(request, agencies.order_by("name", "pk"), wanted)
    return reply(request, schemas.AgencyPage(items=[agency_shape(agency) for agency in here], **values))


@router.get("/{int:agency_id}", response={200: schemas.Agency}, url_name="agency", summary="One agency")
def agency_detail(request: HttpRequest, agency_id: Path[schemas.Id]) -> HttpResponse:
    return reply(request, agency_shape(agency_for(person(request), "see", agency_id)))
