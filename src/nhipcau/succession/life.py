"""The life of one agency, for its page: what it was called when, from whom it took over, to whom it handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string

from nhipcau.organizations.models import Agency, AgencyVersion

from .bodies import formed_from
from .models import Event, Transfer
from .queries import Today, events_about
from .views import known_day


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


def section(request: HttpRequest, agency: Agency) -> str:
    """Registered with organizations.sections."""
    form, day = known_day(request)
    versions = AgencyVersion.objects.filter(agency=agency)
    context = {
        "agency": agency,
        "moments": moments(agency, day),
        "now": Today(agency.province).of(agency) if not day else None,
        "version": versions.as_known_on(day).first() if day else None,
        "formed_from": formed_from(agency.unit.code) if agency.unit else [],
        "form": form,
        "day": day,
    }
    return render_to_string("succession/parts/life.html", context, request)
