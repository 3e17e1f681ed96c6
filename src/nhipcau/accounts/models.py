"""People who sign in. What they may do comes from their appointments (organizations), never from here."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person. Vietnamese order: ``last_name`` is họ và tên đệm, ``first_name`` is tên."""

    first_name = models.CharField(_("given name"), max_length=50, blank=True)
    last_name = models.CharField(_("family and middle name"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()
