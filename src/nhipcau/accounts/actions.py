"""What people change about themselves."""

from django.db import transaction

from nhipcau.history.actions import log

from .models import User


@transaction.atomic
def profile_change(*, user: User, email: str, phone: str, language: str) -> None:
    after = {"email": email, "phone": phone, "language": language}
    before = {name: getattr(user, name) for name in after}
    for name, value in after.items():
        setattr(user, name, value)
    user.full_clean()
    user.save(update_fields=list(after))
    if after != before:
        log(action="accounts.profile_changed", user=user, target=user, data={"before": before, "after": after})


@transaction.atomic
def password_change(*, user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    log(action="accounts.password_changed", user=user, target=user)
