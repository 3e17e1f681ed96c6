"""People who sign in. What they may do comes from their appointments (organizations), never from here."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from vanban.text import composed

from .browsers import browser_words


class User(AbstractUser):
    """A person. Vietnamese order: ``last_name`` is họ và tên đệm, ``first_name`` is tên."""

    first_name = models.CharField(_("given name"), max_length=50, blank=True)
    last_name = models.CharField(_("family and middle name"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )
    must_change_password = models.BooleanField(
        default=False, editable=False, help_text="The password was given by somebody else: it opens only its change."
    )

    email_confirmed = models.BooleanField(
        default=False, editable=False, help_text="An administrator set or confirmed it: who proves it, is this person."
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [  # it opens the door as a name does
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="email_of_one_person")
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()

    def clean(self) -> None:
        super().clean()
        if self.email and User.objects.filter(email__iexact=self.email).exclude(pk=self.pk).exists():
            raise ValidationError({"email": _("Another account has this email address.")})

    # Keyboards write “ế” as one sign or as three: it is the same password.
    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(raw_password and composed(raw_password))


class Door(User):
    """What happened when somebody wanted to get in as this person. The log keeps it apart from what was changed about
    the person, so that the history on a person's page is not drowned in it, and goes to two kinds of readers only: the
    person, and the administrators of the province."""

    class Meta:
        proxy = True
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")


class OpenSession(models.Model):
    """A browser in which a person is signed in. It goes when its session goes."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="opened")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_sessions")
    begun_at = models.DateTimeField(_("signed in"))
    seen_at = models.DateTimeField(_("last seen"))
    address = models.GenericIPAddressField(_("address"), null=True)
    agent = models.CharField(max_length=400, blank=True, help_text="what the browser says of itself")

    class Meta:
        verbose_name = _("signed-in device")
        verbose_name_plural = _("signed-in devices")
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return browser_words(self.agent)
