"""Who of the common sign-in is who here: rows of allauth, made by the first sign-in (oidc.person_of)."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from .models import User


def of(user: User) -> SocialAccount | None:
    """The connection with the service that is switched on now."""
    if not settings.COMMON_SIGN_IN:
        return None
    own = SocialAccount.objects.filter(provider=settings.COMMON_SIGN_IN["provider_id"], user=user)
    found: SocialAccount | None = own.first()
    return found


def drop(user: User) -> bool:
    """Forget whom any service calls this person; whether there was one."""
    count, _by_model = SocialAccount.objects.filter(user=user).delete()
    return bool(count)
