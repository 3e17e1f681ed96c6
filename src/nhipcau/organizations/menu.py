"""This app's entries in the frame: the list of agencies, where the reader works, and what waits on the home page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhipcau.ui import menu, notices

from .models import AccessReview
from .permissions import access_items_for, province_of, reviews_access, seats


def register() -> None:
    entry = menu.Entry(
        url_name="organizations:agencies",
        label=_("Agencies"),
        icon="agencies",
        order=70,
        shown=lambda request: province_of(request.user) is not None,
        within=("organizations:", "succession:"),
    )
    menu.register(entry)
    menu.tell_place(place_of)
    notices.register(access_notice)


def access_notice(request: HttpRequest) -> Iterator[menu.Link]:
    """The open access review, as long as posts wait for this reader."""
    user = request.user
    if not reviews_access(user):
        return
    review = AccessReview.objects.filter(province=province_of(user), closed_at=None).select_related("province").first()
    left = access_items_for(user, review).filter(decision="").count() if review else 0
    if review and left:
        words = ngettext(
            "Access review %(year)s: %(left)s post waits for your decision",
            "Access review %(year)s: %(left)s posts wait for your decision",
            left,
        )
        url = reverse("organizations:access_review", args=[review.pk])
        yield menu.Link(words % {"year": review.year, "left": left}, url)


def place_of(request: HttpRequest) -> menu.Place | None:
    held = seats(request.user)
    if not held:
        return None
    first = held[0]
    return menu.Place(province=first.agency.province.name, agency=first.agency.name, role=first.get_role_display())
