"""Secret keys of persons: addresses of calendars, tokens of the API. Only a hash is kept; the key is shown once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

NOTED_EVERY = timedelta(minutes=5)  # so that reading does not write at every request


class Key(models.Model):
    """A key opens what its person may see today, and ends with the post in which it was made. While the password is one
    that somebody else gave, it opens nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    appointment = models.ForeignKey(
        "organizations.Appointment", models.PROTECT, related_name="+", verbose_name=_("post")
    )
    hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=12, editable=False, help_text="its first letters, to tell keys apart")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    class Meta:
        abstract = True

    def is_live(self, today: date) -> bool:
        """Have ``user`` and ``appointment`` selected along."""
        usable = self.user.is_active and not self.user.must_change_password
        return not self.revoked_at and usable and self.appointment.is_valid_on(today)


K = TypeVar("K", bound=Key)


def new_secret(prefix: str = "") -> str:
    """256 bits: nobody finds one by trying, so a plain fast hash protects it."""
    return prefix + secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find_live(keys: QuerySet[K], secret: str) -> K | None:
    """The key that this secret is, when it still opens anything."""
    key = keys.select_related("user", "appointment").filter(hash=hashed(secret)).first()
    return key if key and key.is_live(timezone.localdate()) else None


def note_use(key: Key) -> None:
    long_ago = timezone.now() - NOTED_EVERY
    if key.last_used_at is None or key.last_used_at < long_ago:
        unnoted = type(key)._default_manager.filter(Q(last_used_at=None) | Q(last_used_at__lt=long_ago), pk=key.pk)
        unnoted.update(last_used_at=timezone.now())
