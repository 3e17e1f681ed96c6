"""The life of one agency, for its page: what it was called when, from whom it took over, to whom it handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.organizations.models import Agency, AgencyVersion

from .bodies import formed_from, standard_of
from .forms import LifeForm
from .functions import THIS_WORK, functions
from .models import Event, Transfer
from .queries import events_about, lineage_of
from .rules import WHOLE, Life


@dataclass(frozen=True)
class Moment:
    """One event as it looks from the agency: what came in, what went out."""

    event: Event
    came: list[Transfer]
    went: list[Transfer]


def moments(agency: Agency, known_on: date | None = None) -> list[Moment]:
    found = []
    for event in events_about(agency, known_on):
        transfers = list(event.transfers.all())
        came = [one for one in transfers if one.new_id == agency.pk]
        went = [one for one in transfers if one.old_id == agency.pk]
        found.append(Moment(event, came, went))
    return found


@dataclass(frozen=True)
class Heir:
    """Who does a part of an agency's work on a day; ``agency`` is None when nobody does."""

    function: str
    agency: Agency | None


def heirs(agency: Agency, on: date, known_on: date | None = None) -> list[Heir]:
    """This work first, then what else has gone elsewhere, then the rest. Empty while the agency does all of it."""
    held = lineage_of(agency.province, known_on).heirs(agency.pk, THIS_WORK, on)
    if set(held.values()) == {agency.pk}:
        return []
    known = Agency.ever.in_bulk([pk for pk in held.values() if pk])
    rest = held.pop(WHOLE)
    told = [Heir(functions().get(code, code), known.get(pk or 0)) for code, pk in held.items()]
    if set(held.values()) != {rest}:
        told.append(Heir(_("everything else"), known.get(rest or 0)))
    return told


def section(request: HttpRequest, agency: Agency) -> str:
    """Registered with organizations.sections."""
    form = LifeForm(request.GET or None)
    on, known = (form.cleaned_data["vao_ngay"], form.cleaned_data["biet_ngay"]) if form.is_valid() else (None, None)
    versions = AgencyVersion.objects.filter(agency=agency)
    version = versions.as_known_on(known or timezone.localdate()).first()
    asked = on or timezone.localdate()
    context = {
        "agency": agency,
        "moments": moments(agency, known),
        "heirs": heirs(agency, asked, known),
        "version": version,
        "existed": version is not None and Life(version.valid_from, version.valid_to).on(asked),
        "standard": standard_of(agency),
        "formed_from": formed_from(agency.unit.code) if agency.unit else [],
        "form": form,
        "on": on,
        "day": known,
    }
    return render_to_string("succession/parts/life.html", context, request)
