"""The health page in the menu of administrators."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nhipcau.ui import menu

from .permissions import may_see_health


def register() -> None:
    entry = menu.Entry(
        url_name="upkeep:health",
        label=_("System"),
        icon="system",
        order=90,
        shown=shown,
        within=("upkeep:",),
    )
    menu.register(entry)


def shown(request: HttpRequest) -> bool:
    return may_see_health(request.user)
