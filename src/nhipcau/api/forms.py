from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.forms import ProofForm
from nhipcau.organizations.forms import DayField

from .models import Token


class TokenForm(ProofForm):
    """Whoever finds an open browser makes no token in it that outlasts the session."""

    name = forms.CharField(label=_("Which program uses it"), max_length=100)
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=[
            (Token.Scope.READ, _("Read what I see")),
            (Token.Scope.WRITE, _("Read, and report on tasks as I do")),
        ],
        initial=Token.Scope.READ,
        widget=forms.RadioSelect,
    )
    expires_on = DayField(label=_("Last day"), required=True, help_text=_("dd/mm/yyyy, at most a year ahead."))
    field_order = ["name", "scope", "expires_on", "password"]
