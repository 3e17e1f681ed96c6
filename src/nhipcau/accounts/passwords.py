"""Passwords that whoever tries the usual ones finds first, here: the rules of Django know no Vietnamese."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vanban.text import fold

from .models import User

DIFFERENT = 5  # letters, digits and signs that a password has at least
SIGNS = str.maketrans("@0134$57", "aoleasst")  # as in P@ssw0rd


@cache
def usual_words() -> frozenset[str]:
    with (Path(__file__).parent / "data" / "usual_passwords.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


def is_usual(password: str, *names: str) -> bool:
    """Whether nothing is left of it but a usual word, or a name, with numbers and signs around.

    >>> [is_usual(password) for password in ("Matkhau@2026", "Việt Nam 123!", "P@ssw0rd2026", "mùa gặt ở Lam Hải")]
    [True, True, True, False]
    """
    words = usual_words() | {_letters(name) for name in names}
    stripped = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", fold(password))
    return any(_letters(written) in words for written in (password, stripped, stripped.translate(SIGNS)))


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", fold(text))


class UsualPasswordValidator:
    def validate(self, password: str, user: User | None = None) -> None:
        names = [user.username, user.get_full_name(), user.first_name] if user else []
        if len(set(fold(password))) < DIFFERENT:
            raise ValidationError(_("The same few letters come again and again. Choose a longer sentence."))
        if is_usual(password, *filter(None, names)):
            raise ValidationError(_("This is a usual word or a name with numbers. Choose a sentence of your own."))

    def get_help_text(self) -> str:
        return _("A sentence that only you would write is easy to keep and hard to guess.")
