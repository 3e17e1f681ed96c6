"""The log in the menu of administrators."""

from django.utils.translation import gettext_lazy as _

from nhipcau.organizations.permissions import ADMINISTRATORS, holds
from nhipcau.ui import menu


def register() -> None:
    entry = menu.Entry(
        url_name="journal:log",
        label=_("Log"),
        icon="history",
        order=85,
        shown=lambda request: holds(request.user, *ADMINISTRATORS),
        within=("journal:",),
    )
    menu.register(entry)
