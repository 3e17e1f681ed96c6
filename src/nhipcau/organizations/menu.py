"""This app's entries in the frame: the list of agencies, and where the reader works."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nhipcau.ui import menu

from .permissions import province_of, seats


def register() -> None:
    entry = menu.Entry(
        url_name="organizations:agencies",
        label=_("Agencies"),
        icon="agencies",
        order=70,
        shown=lambda request: province_of(request.user) is not None,
        within=("organizations:",),
    )
    menu.register(entry)
    menu.tell_place(place_of)


def place_of(request: HttpRequest) -> menu.Place | None:
    held = seats(request.user)
    if not held:
        return None
    first = held[0]
    return menu.Place(province=first.agency.province.name, agency=first.agency.name, role=first.get_role_display())
