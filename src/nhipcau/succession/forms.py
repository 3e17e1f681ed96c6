"""The form of an event: what it asks depends on the kind."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.organizations.forms import DayField
from nhipcau.organizations.models import Agency, Province
from nhipcau.organizations.queries import in_order
from nhipcau.ui.words import day_words
from vanban.text import clean

from .drafts import Body, Draft, Handover, Instrument
from .functions import functions
from .models import Event
from .rules import WHOLE

SEVERAL_OLD = ("merge", "end")
ROWS = 6  # successors that a split can name
REST = "*"
COMMON = (
    *("effective_on", "instrument_type", "instrument_number", "instrument_date", "instrument_issuer"),
    *("instrument_link", "certainty", "note"),
)


class KnownDayForm(forms.Form):
    """The day up to which one wants to see what was known."""

    biet_ngay = DayField(label=gettext_lazy("As known on"))


class EventForm(forms.Form):
    effective_on = DayField(
        label=gettext_lazy("Effective from"),
        required=True,
        help_text=gettext_lazy("dd/mm/yyyy; the first day of the new state"),
    )
    instrument_type = forms.CharField(label=gettext_lazy("Type of document"), max_length=60, required=False)
    instrument_number = forms.CharField(label=gettext_lazy("Number and notation"), max_length=60, required=False)
    instrument_date = DayField(label=gettext_lazy("Date of the document"))
    instrument_issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=250, required=False)
    instrument_link = forms.URLField(
        label=gettext_lazy("Address on the Internet"), max_length=500, required=False, assume_scheme="https"
    )
    certainty = forms.ChoiceField(label=gettext_lazy("How sure is it?"), choices=Event.Certainty.choices)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, province: Province, kind: str, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.province, self.kind = province, kind
        self.agencies = in_order(Agency.objects.filter(province=province))
        first = {**self._old_fields(), **self._new_fields()}
        self.fields = {**first, **self.fields}

    def _old_fields(self) -> dict[str, forms.Field]:
        if self.kind in SEVERAL_OLD:
            label = _("Agencies that end")
            widget = forms.SelectMultiple(attrs={"size": 8})
            return {"olds": forms.MultipleChoiceField(label=label, choices=self._choices(), widget=widget)}
        label = _("Agency that hands on") if self.kind == "transfer" else _("Agency that ends")
        return {"old": forms.ChoiceField(label=label, choices=[("", "—"), *self._choices()])}

    def _new_fields(self) -> dict[str, forms.Field]:
        if self.kind == "rename":
            return self._named("new", required=True)
        if self.kind == "merge":
            return {"new": self._existing(_("Agency after it, when it exists already")), **self._named("new")}
        if self.kind == "transfer":
            function = forms.ChoiceField(label=_("Function"), choices=[("", "—"), *functions().items()])
            return {
                "function": function,
                "new": self._existing(_("Agency that takes over, when it exists already")),
                **self._named("new"),
            }
        return dict(self._rows()) if self.kind == "split" else {}

    def _rows(self) -> Iterator[tuple[str, forms.Field]]:
        """Lines of a split; the first takes over everything that the others do not name."""
        named = [("", "—"), *functions().items()]
        for row in range(ROWS):
            choices = [(REST, _("everything else"))] if row == 0 else named
            yield f"function_{row}", forms.ChoiceField(label=_("Function"), choices=choices, required=row == 0)
            yield f"new_{row}", self._existing(_("Goes to"))
            yield f"new_{row}_name", self._named(f"new_{row}")[f"new_{row}_name"]

    def _existing(self, label: str) -> forms.Field:
        return forms.ChoiceField(label=label, choices=[("", "—"), *self._choices()], required=False)

    def _named(self, name: str, *, required: bool = False) -> dict[str, forms.Field]:
        label = _("New name") if required else _("or a new agency, by its name")
        return {
            f"{name}_name": forms.CharField(label=label, max_length=250, required=required),
            f"{name}_short": forms.CharField(label=_("Its short name"), max_length=100, required=False),
        }

    def _choices(self) -> list[tuple[str, str]]:
        return [(str(agency.pk), _dated(agency)) for agency in self.agencies]

    def rows(self) -> list[list[forms.BoundField]]:
        """The lines of a split, for the template."""
        names = [(f"function_{row}", f"new_{row}", f"new_{row}_name") for row in range(ROWS)]
        return [[self[name] for name in row] for row in names] if self.kind == "split" else []

    def agency_fields(self) -> list[forms.BoundField]:
        """Who changes, and into what; without the lines of a split."""
        of_rows = {field.name for row in self.rows() for field in row}
        return [self[name] for name in self.fields if name not in {*COMMON, *of_rows}]

    def common_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in COMMON]

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        try:
            self.draft = self._draft()
        except ValidationError as refusal:
            self.add_error(None, refusal)

    def _draft(self) -> Draft:
        given = self.cleaned_data
        instrument = Instrument(
            clean(given["instrument_type"]),
            clean(given["instrument_number"]),
            given["instrument_date"],
            clean(given["instrument_issuer"]),
            given["instrument_link"],
        )
        handovers = tuple(self._handovers())
        return Draft(
            self.province, self.kind, given["effective_on"], handovers, instrument, given["certainty"], given["note"]
        )

    def _handovers(self) -> Iterator[Handover]:
        given = self.cleaned_data
        if self.kind in SEVERAL_OLD:
            new = self._target("new") if self.kind == "merge" else None
            yield from (Handover(self._agency(pk), new) for pk in given["olds"])
        elif self.kind == "split":
            old = self._agency(given["old"])
            for row in range(ROWS):
                if function := given[f"function_{row}"]:
                    yield Handover(old, self._target(f"new_{row}"), WHOLE if function == REST else function)
        else:
            yield Handover(self._agency(given["old"]), self._target("new"), given.get("function", WHOLE))

    def _target(self, name: str) -> Agency | Body:
        chosen, written = self.cleaned_data.get(name, ""), clean(self.cleaned_data.get(f"{name}_name", ""))
        if bool(chosen) == bool(written):
            raise ValidationError(_("For each successor, choose an agency that exists or write the name of a new one."))
        short = clean(self.cleaned_data.get(f"{name}_short", ""))
        return self._agency(chosen) if chosen else Body(written, short)

    def _agency(self, pk: str) -> Agency:
        return next(agency for agency in self.agencies if agency.pk == int(pk))


def _dated(agency: Agency) -> str:
    if agency.valid_to is None:
        return agency.name
    return _("%(agency)s (until %(day)s)") % {"agency": agency.name, "day": day_words(agency.valid_to)}
