"""This app's entries in the frame: the list of agencies, where the reader works, and what waits on the home page."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from nhipcau.ui import menu, notices

from .models import AccessReview
from .permissions import ADMINISTRATORS, access_items_for, holds, province_of, reviews_access, seats

REMINDED_FROM = 10  # the month: a quarter of a year is left to review the rights


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
    """The open access review, as long as posts wait for this reader; for administrators also a year without one."""
    user, today = request.user, timezone.localdate()
    if not reviews_access(user):
        return
    found = AccessReview.objects.filter(Q(closed_at=None) | Q(year=today.year), province=province_of(user))
    reviews = list(found.select_related("province"))
    review = next((review for review in reviews if review.closed_at is None), None)
    left = access_items_for(user, review).filter(decision="").count() if review else 0
    if review and left:
        words = ngettext(
            "Access review %(year)s: %(left)s post waits for your decision",
            "Access review %(year)s: %(left)s posts wait for your decision",
            left,
        )
        url = reverse("organizations:access_review", args=[review.pk])
        yield menu.Link(words % {"year": review.year, "left": left}, url)
    elif not reviews and today.month >= REMINDED_FROM and holds(user, *ADMINISTRATORS):
        words = gettext("Rights have not been reviewed in %(year)s: open the review") % {"year": today.year}
        yield menu.Link(words, reverse("organizations:access_open"))


def place_of(request: HttpRequest) -> menu.Place | None:
    held = seats(request.user)
    if not held:
        return None
    first = held[0]
    return menu.Place(province=first.agency.province.name, agency=first.agency.name, role=first.get_role_display())
