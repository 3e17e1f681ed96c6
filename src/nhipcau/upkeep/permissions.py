"""The health page is for administrators; the machine endpoint for whoever has the token of the installation."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest

from nhipcau.organizations.permissions import ADMINISTRATORS, has_role, province_of

if TYPE_CHECKING:
    from nhipcau.organizations.permissions import Person


def may_see_health(user: Person) -> bool:
    return has_role(user, province_of(user), *ADMINISTRATORS)


def health_for(user: Person) -> None:
    if not may_see_health(user):
        raise Http404


def machine_for(request: HttpRequest) -> None:
    """Without a token in the settings there is no such address."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token: str = settings.HEALTH_TOKEN
    if not token or not secrets.compare_digest(given.encode(), token.encode()):
        raise Http404
