from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.forms import WholeProofForm
from nhipcau.accounts.models import User
from nhipcau.ui.typed import number

from .models import AdministrativeUnit, Agency, AgencyGroup, Appointment, Delegation, Province
from .queries import in_order

T = TypeVar("T")


def attempt(form: forms.BaseForm, action: Callable[[], T]) -> T | None:
    """Do it; what the action refuses is shown in the form. None then, and the form has errors."""
    try:
        return action()
    except ValidationError as refusal:
        form.add_error(None, _for_form(form, refusal))
        return None


def _for_form(form: forms.BaseForm, refusal: ValidationError) -> ValidationError:
    """The refusal beside the fields that the form has; what concerns others goes on top."""
    if not hasattr(refusal, "error_dict"):
        return refusal
    by_field: dict[str, list[ValidationError]] = {}
    for name, errors in refusal.error_dict.items():
        by_field.setdefault(name if name in form.fields else "__all__", []).extend(errors)
    return ValidationError(by_field)


class DayField(forms.DateField):
    """A date typed as dd/mm/yyyy."""

    def __init__(self, **kwargs: object) -> None:
        widget = forms.DateInput(attrs={"size": 12, "inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"required": False, "widget": widget, "help_text": _("dd/mm/yyyy")} | kwargs)  # type: ignore[arg-type]


class AgencyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when run
    """One agency of the province that exists today, in the order of the alphabet."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(queryset=Agency.objects.none(), **kwargs)  # type: ignore[arg-type]

    def of(self, province: Province, child: Agency | None = None) -> None:
        """``child``: it does not stand under itself, and keeps a parent that has ended."""
        agencies = Agency.objects.filter(province=province).valid_on(timezone.localdate())
        if child:
            agencies |= Agency.objects.filter(province=province, pk=child.parent_id)
        self.queryset = agencies.exclude(pk=child.pk) if child else agencies
        self.choices = [("", "—")] + [(agency.pk, agency.name) for agency in in_order(self.queryset)]


class AgenciesChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable when run
    """Any number of agencies."""

    def clean(self, value: Any) -> Any:
        """A number that no row can have is no choice, before a database is asked."""
        for text in value or ():
            if number(str(text)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": text})
        return super().clean(value)


class AgencyForm(forms.ModelForm[Agency]):
    parent = AgencyChoice(label=_("Parent body"), required=False)
    valid_from = DayField(label=_("Exists from"))
    valid_to = DayField(label=_("Last day"), help_text=_("dd/mm/yyyy; empty while the agency exists"))

    class Meta:
        model = Agency
        fields = ["name", "short_name", "kind", "parent", "unit", "organ_id", "valid_from", "valid_to"]
        labels = {"name": _("Name"), "short_name": _("Short name"), "kind": _("Kind"), "unit": _("Commune or ward")}

    def __init__(self, province: Province, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        parent = self.fields["parent"]
        if isinstance(parent, AgencyChoice):
            parent.of(province, child=self.instance if self.instance.pk else None)
        if province.unit_id:
            self.fields["unit"].queryset = AdministrativeUnit.objects.filter(parent=province.unit_id).order_by("name")  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def _post_clean(self) -> None:
        """The action validates, with what a form does not know."""


class AliasForm(forms.Form):
    text = forms.CharField(label=_("Another way in which documents write it"), max_length=250)


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=250, help_text=_("As documents write it."))
    open_ended = forms.BooleanField(label=_("Left to judgement: each task names the agencies it means"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("All agencies of these kinds"),
        choices=Agency.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    named = AgenciesChoice(
        label=_("And these agencies"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    aliases = forms.CharField(
        label=_("Other spellings"),
        help_text=_("One on a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, province: Province, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        agencies = Agency.objects.filter(province=province)
        self.fields["named"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["named"].choices = [(agency.pk, agency.name) for agency in in_order(agencies)]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(group: AgencyGroup) -> dict[str, object]:
        aliases = "\n".join(alias.text for alias in group.aliases.all())
        named = [agency.pk for agency in group.named.all()]
        values = {"name": group.name, "open_ended": group.open_ended, "kinds": group.kinds}
        return values | {"named": named, "aliases": aliases}

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"aliases": self.cleaned_data["aliases"].splitlines()}


def given_password(**kwargs: object) -> forms.CharField:
    """It is read from the screen and handed over."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=_("New password"), strip=False, max_length=200, widget=widget, **kwargs)  # type: ignore[arg-type]


class PasswordForm(WholeProofForm):
    """A new password for somebody who forgot it."""

    new_password = given_password(help_text=_("Hand it over in person; they then choose their own."))
    field_order = ["new_password", "password", "code"]


class PersonForm(forms.ModelForm[User]):
    """Who someone is."""

    class Meta:
        model = User
        fields = ["last_name", "first_name", "username", "email", "phone"]
        labels = {
            "last_name": _("Family and middle name"),
            "first_name": _("Given name"),
            "username": _("User name"),
            "email": _("Email address"),
            "phone": _("Phone"),
        }
        help_texts = {"username": _("For signing in: letters, digits and . _ - without accents.")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["last_name"].required = self.fields["first_name"].required = True

    def _post_clean(self) -> None:
        """The action validates."""


class NewPersonForm(PersonForm):
    password = given_password(help_text=_("For the first sign-in; the person then chooses their own."))


class PostForm(forms.ModelForm[Appointment]):
    agency = AgencyChoice(label=_("Agency"))
    valid_from = DayField(label=_("From"), help_text=_("dd/mm/yyyy; empty means from today"))
    valid_to = DayField(label=_("Last day"), help_text=_("dd/mm/yyyy; empty while the post is held"))

    class Meta:
        model = Appointment
        fields = ["agency", "role", "post", "valid_from", "valid_to"]
        labels = {"role": _("Role"), "post": _("Post")}
        help_texts = {
            "role": _(
                "Officers report on tasks of their agency; specialists bring in and confirm plans; "
                "leaders read all and confirm posts; administrators give posts."
            )
        }

    def __init__(self, province: Province, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        agency, role = self.fields["agency"], self.fields["role"]
        if isinstance(agency, AgencyChoice) and isinstance(role, forms.ChoiceField):
            agency.of(province)
            role.choices = [("", "—"), *Appointment.Role.choices]

    def _post_clean(self) -> None:
        """The action validates."""


class DelegationForm(forms.ModelForm[Delegation]):
    user = forms.ModelChoiceField(label=_("Person who acts"), queryset=User.objects.none(), empty_label="—")
    valid_from = DayField(label=_("From"), help_text=_("dd/mm/yyyy; empty means from today"))
    valid_to = DayField(label=_("Last day"), required=True)

    class Meta:
        model = Delegation
        fields = ["user", "valid_from", "valid_to", "decided_by"]
        labels = {"decided_by": _("Decided by")}

    def __init__(self, appointment: Appointment, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        held = Appointment.objects.filter(agency__province=appointment.agency.province_id)
        people = User.objects.filter(pk__in=held.exclude(valid_to__lt=timezone.localdate()).values("user"))
        others = people.exclude(pk=appointment.user_id)
        person = self.fields["user"]
        if isinstance(person, forms.ModelChoiceField):
            person.queryset = others.order_by("first_name", "last_name")

    def _post_clean(self) -> None:
        """The action validates."""


class ReviewYearForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200)


class AgenciesForm(forms.Form):
    """The day for which the list of agencies is asked."""

    vao_ngay = DayField(label=_("On the day"))


class EndForm(forms.Form):
    last_day = DayField(label=_("Last day in the post"), help_text=_("dd/mm/yyyy; empty means that it is over now"))
