from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import second_factor
from .actions import second_factor_take
from .models import User
from .second_factor import Taken
from .sign_in import is_recent, note_proof

CODE_WORDS = {
    Taken.WRONG: _("This code is not right, or was used already. Wait for the next one on the phone."),
    Taken.CLOSED: _("Wrong codes came too often. Try again in 15 minutes, or ask the administrator of your province."),
}


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("The user name or the password is not right. Check both; the password knows capitals."),
        "inactive": _("This account is closed. Ask the administrator of your province."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("User name or email address")
        self.fields["password"] = password_field(_("Password"), "current-password")

    def clean_username(self) -> str:
        """The user name; of an email address, that of the person whose it is."""
        given: str = self.cleaned_data["username"]
        if "@" not in given or User.objects.filter(username=given).exists():
            return given
        owner = User.objects.filter(email__iexact=given, is_active=True).first()
        return owner.username if owner else given


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["email", "phone", "language"]
        labels = {"email": _("Email address")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if settings.COMMON_SIGN_IN:  # it knows people by this address, so nobody gives themselves another one
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("The administrator of your province keeps it up to date.")


def password_field(label: object, autocomplete: str, **attrs: object) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, **attrs})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget)  # type: ignore[arg-type]


def code_field(label: object, **attrs: object) -> forms.CharField:
    """Letters are let in, so that somebody who pastes “123 456” or “1234-5678” is understood."""
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 12, **attrs})
    return forms.CharField(label=label, max_length=20, widget=widget)  # type: ignore[arg-type]


class ProofForm(forms.Form):
    """Asks the present password, with the throttling of the door; not of somebody who has only just signed in."""

    password = password_field(_("Present password"), "current-password")

    def __init__(self, request: HttpRequest, user: User, *args: object, **kwargs: object) -> None:
        self.request, self.user = request, user
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not self.asks_always and is_recent(request):
            del self.fields["password"]

    asks_always = False

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if authenticate(self.request, username=self.user.username, password=password) != self.user:
            raise forms.ValidationError(_("This is not your present password."))
        note_proof(self.request)
        return password


class PasswordForm(ProofForm):
    """The present password and a new one, typed once: the browser can show it."""

    new_password = password_field(_("New password"), "new-password")
    asks_always = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["new_password"].help_text = " ".join(password_validators_help_texts())

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        if self.user.check_password(password):
            raise forms.ValidationError(_("This is the password you have. Choose another one."))
        return password


class CodeForm(forms.Form):
    """The second step at the door."""

    code = code_field(_("Code"), autofocus=True)

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        self.user, self.taken = user, Taken.WRONG
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.taken = second_factor_take(user=self.user, code=code)
        if self.taken in CODE_WORDS:
            raise forms.ValidationError(CODE_WORDS[self.taken])
        return code


class SetUpForm(ProofForm):
    """The first code of a new app shows that it was set up rightly."""

    code = code_field(_("Code"))
    field_order = ["code", "password"]

    def __init__(self, secret: str, *args: object, **kwargs: object) -> None:
        self.secret, self.counter = secret, 0
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        counter = second_factor.counter_of(self.secret, code)
        if counter is None:
            raise forms.ValidationError(
                _("This is not the code of this moment. Check that the time of the phone is set by itself.")
            )
        self.counter = counter
        return code


class ChangeSecondFactorForm(ProofForm):
    """To turn it off or to make new recovery codes: the password, and a code too."""

    code = code_field(_("Code of the app, or a recovery code"))
    field_order = ["password", "code"]

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not self.errors and "code" in self.fields:  # no code is used up by a wrong password
            taken = second_factor_take(user=self.user, code=str(values["code"]))
            if taken in CODE_WORDS:
                self.add_error("code", str(CODE_WORDS[taken]))
        return values


class WholeProofForm(ChangeSecondFactorForm):
    """Before somebody opens or makes another's account: all that the door asks, unless it was shown just now."""

    password = password_field(_("Your own password"), "current-password")
    asks_always = True

    def __init__(self, request: HttpRequest, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(request, user, *args, **kwargs)
        if is_recent(request, whole=True):
            del self.fields["password"], self.fields["code"]
        elif not second_factor.has(user):
            del self.fields["code"]

    def clean(self) -> dict[str, object]:
        values = super().clean()
        if not self.errors:
            note_proof(self.request, whole=True)
        return values

    @classmethod
    def beside(cls, request: HttpRequest, user: User) -> WholeProofForm:
        """A part of another form, that is there only when it asks something."""
        sent = is_recent(request, whole=True) or "proof-password" in request.POST
        return cls(request, user, request.POST if sent else None, prefix="proof")
