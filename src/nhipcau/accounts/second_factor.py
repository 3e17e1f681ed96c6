"""The second factor: codes of an app on the phone (TOTP, RFC 6238), and recovery codes for the day it is lost.

Kept in allauth's table of authenticators; the counting is allauth's too. Taking a code is ours: which one was used last
and how often a wrong one came stands in the row itself, so that it holds over several processes and machines
(docs/decisions/013).
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from enum import Enum
from io import BytesIO
from urllib.parse import quote, urlencode

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .encryption import Unreadable, decrypt, encrypt
from .models import User

ISSUER = "Nhịp Cầu"
PERIOD = 30  # seconds that a code lasts
TOLERANCE = 1  # periods that the clock of a phone may be off
WRONG_CODES, PAUSE = 5, 15 * 60  # so many wrong codes in a row close the door for so many seconds
RECOVERY_LENGTH = 8

Kind = Authenticator.Type
new_secret = generate_totp_secret
_leaders: list[Callable[[User], bool]] = []


class Taken(Enum):
    """What became of a code."""

    RIGHT = "right"
    RECOVERY = "recovery"  # right, and used up
    WRONG = "wrong"
    CLOSED = "closed"  # too many wrong ones; it was not looked at


def tell_leaders(leads: Callable[[User], bool]) -> None:
    """Who knows whether a person leads or administers: then a second factor may be a duty."""
    _leaders[:] = [leads]


def is_duty(user: User) -> bool:
    """Whether the installation asks a second factor of this person."""
    if settings.REQUIRE_SECOND_FACTOR == "leaders-and-administrators":
        return any(leads(user) for leads in _leaders)
    return bool(settings.REQUIRE_SECOND_FACTOR == "everyone")


def of(user: User) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user=user, type=Kind.TOTP).first()
    return found


def has(user: User) -> bool:
    return of(user) is not None


def counter_now() -> int:
    return int(timezone.now().timestamp()) // PERIOD


def code_at(secret: str, counter: int) -> str:
    return str(format_hotp_value(hotp_value(secret, counter)))


def counter_of(secret: str, code: str, after: int = -1) -> int | None:
    """The moment whose code this is: now or the moment before or after, and later than the one used last."""
    now = counter_now()
    for counter in range(now - TOLERANCE, now + TOLERANCE + 1):
        if counter > after and compare_user_code(actual=code, expected=code_at(secret, counter)):
            return counter
    return None


@transaction.atomic
def take(user: User, code: str) -> Taken:
    """Use a code of the app or a recovery code. Each opens once; wrong ones are counted."""
    found = Authenticator.objects.select_for_update().filter(user=user, type=Kind.TOTP).first()
    if found is None:
        return Taken.WRONG
    data, seconds = found.data, timezone.now().timestamp()
    if data.get("closed_until", 0) > seconds:
        return Taken.CLOSED
    taken, counter = _look_at(found, code)
    if taken is Taken.WRONG:
        data["wrong"] = data.get("wrong", 0) + 1
        if data["wrong"] >= WRONG_CODES:
            data |= {"wrong": 0, "closed_until": seconds + PAUSE}
    else:
        data |= {"wrong": 0, "last_counter": counter}
        found.last_used_at = timezone.now()
    found.save(update_fields=["data", "last_used_at"])
    return taken


def _look_at(found: Authenticator, code: str) -> tuple[Taken, int]:
    last = int(found.data.get("last_counter", -1))
    try:
        counter = counter_of(decrypt(found.data["secret"]), code, after=last)
        if counter is not None:
            return Taken.RIGHT, counter
        recovery = Authenticator.objects.filter(user=found.user_id, type=Kind.RECOVERY_CODES).first()
        if recovery and len(_digits(code)) == RECOVERY_LENGTH and RecoveryCodes(recovery).validate_code(code):
            return Taken.RECOVERY, last
    except Unreadable:
        pass
    return Taken.WRONG, last


def _digits(code: str) -> str:
    return "".join(letter for letter in code if letter.isdigit())


def set_up(user: User, secret: str, counter: int) -> None:
    """Begin to ask codes. ``counter`` is the moment of the code that proved the app: it opens nothing again."""
    drop(user)
    data = {"secret": encrypt(secret), "last_counter": counter}
    Authenticator.objects.create(user=user, type=Kind.TOTP, data=data, created_at=timezone.now())
    RecoveryCodes.activate(user)


def renew_recovery_codes(user: User) -> None:
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)


def drop(user: User) -> bool:
    """Ask no more codes; whether any were asked before."""
    found = Authenticator.objects.filter(user=user)
    had = has(user)
    found.delete()
    return had


def recovery_codes(user: User) -> list[str]:
    """Those not yet used, as “1234 5678”."""
    found = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    try:
        codes = RecoveryCodes(found).get_unused_codes() if found else []
    except Unreadable:
        return []
    return [f"{code[:4]} {code[4:]}" for code in codes]


def in_fours(secret: str) -> str:
    """The secret as one types it from a screen."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def picture(user: User, secret: str) -> str:
    """The QR code that an app reads, as an address of an image. The secret passes through no other program."""
    import qrcode
    from qrcode.image.svg import SvgPathFillImage

    label = quote(f"{ISSUER}:{user.username}")
    address = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER}, quote_via=quote)}"
    out = BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage, border=3).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
