"""The form of an event: what it asks depends on the kind."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.organizations.forms import DayField
from nhipcau.organizations.models import Agency, Province
from nhipcau.organizations.queries import in_order
from nhipcau.ui.words import day_words
from vanban.text import clean

from .drafts import Body, Draft, Handover, Instrument
from .functions import functions_in_order
from .models import Event
from .outlook import Outlook
from .rules import WHOLE

SEVERAL_OLD = ("merge", "end")
ROWS = 6  # successors that a split can name
REST = "*"
SHOWN = 3  # of them, before one asks for more
DOCUMENT = (
    *("instrument_type", "instrument_number", "instrument_date", "instrument_issuer", "instrument_link"),
    *("certainty", "note"),
)
FIELDS_OF_FAULTS = {
    "old_not_there": ("old", "olds"),
    "later": ("old", "olds"),
    "old_and_new": ("new", "new_0"),
    "new_not_there": ("new", "new_0"),
    "new_body": ("new_name",),
    "two_new": ("new_1",),
    "function_twice": ("function_1",),
    "same_day": ("effective_on",),
}


class KnownDayForm(forms.Form):
    """The day up to which one wants to see what was known."""

    biet_ngay = DayField(label=gettext_lazy("As known on"))


class LifeForm(KnownDayForm):
    """The two axes of time: the day that one asks about, and the day up to which one wants to see what was known."""

    vao_ngay = DayField(label=gettext_lazy("On the day"))
    field_order = ("vao_ngay", "biet_ngay")


class EventForm(forms.Form):
    effective_on = DayField(
        label=gettext_lazy("Effective from"),
        required=True,
        help_text=gettext_lazy("dd/mm/yyyy; the first day under the new name or in the new agency"),
    )
    instrument_type = forms.CharField(label=gettext_lazy("Type of document"), max_length=60, required=False)
    instrument_number = forms.CharField(label=gettext_lazy("Number and notation"), max_length=60, required=False)
    instrument_date = DayField(label=gettext_lazy("Date of the document"))
    instrument_issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=250, required=False)
    instrument_link = forms.URLField(
        label=gettext_lazy("Address on the Internet"), max_length=500, required=False, assume_scheme="https"
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure is it?"),
        choices=Event.Certainty.choices,
        help_text=gettext_lazy("Unsure: the document has not been seen yet. Screens say so."),
    )
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
            label, widget = _("Agencies that end"), forms.CheckboxSelectMultiple()
            flat = [pair for _label, pairs in self._choices() for pair in pairs]
            return {"olds": forms.MultipleChoiceField(label=label, choices=flat, widget=widget)}
        label = _("Agency that hands on") if self.kind == "transfer" else _("Agency that ends")
        if self.kind == "rename":
            label = _("Agency that gets a new name")
        return {"old": forms.ChoiceField(label=label, choices=[("", "—"), *self._choices()])}

    def _new_fields(self) -> dict[str, forms.Field]:
        if self.kind == "rename":
            return self._named("new", required=True)
        if self.kind == "merge":
            return self._target_fields("new")
        if self.kind == "transfer":
            function = forms.ChoiceField(label=_("Function"), choices=[("", "—"), *functions_in_order()])
            return {"function": function, **self._target_fields("new")}
        return dict(self._row_fields()) if self.kind == "split" else {}

    def _row_fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Lines of a split; the first takes over everything that the others do not name."""
        yield "function_0", forms.CharField(widget=forms.HiddenInput, initial=REST, required=False)
        for row in range(ROWS):
            if row:
                choices = [("", "—"), *functions_in_order()]
                yield f"function_{row}", forms.ChoiceField(label=_("Function"), choices=choices, required=False)
            yield from list(self._target_fields(f"new_{row}").items())[:2]

    def _target_fields(self, name: str) -> dict[str, forms.Field]:
        """An agency that exists, or a new one by its name: one of both."""
        choices = [("", "—"), *self._choices()]
        existing = forms.ChoiceField(label=_("An agency that exists"), choices=choices, required=False)
        fields = {name: existing, **self._named(name)}
        for field in list(fields.values())[:2]:
            field.one_of = True  # type: ignore[attr-defined]  # ui/field.html: not called optional
        return fields

    def _named(self, name: str, *, required: bool = False) -> dict[str, forms.Field]:
        label = _("New name") if required else _("or a new agency, by its name")
        return {
            f"{name}_name": forms.CharField(label=label, max_length=250, required=required),
            f"{name}_short": forms.CharField(label=_("Its short name"), max_length=100, required=False),
        }

    def _choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Those that stand and those that have ended, apart."""
        today = timezone.localdate()
        standing = [(str(one.pk), _dated(one)) for one in self.agencies if not one.valid_to or one.valid_to >= today]
        ended = [(str(one.pk), _dated(one)) for one in self.agencies if one.valid_to and one.valid_to < today]
        return [(label, of_it) for label, of_it in ((_("Existing"), standing), (_("Ended"), ended)) if of_it]

    def rows(self) -> list[list[forms.BoundField]]:
        """The lines of a split, for the template."""
        names = [(f"function_{row}", f"new_{row}", f"new_{row}_name") for row in range(ROWS)]
        return [[self[name] for name in row] for row in names] if self.kind == "split" else []

    def more_rows(self) -> list[list[forms.BoundField]]:
        """Lines that few splits need, behind a click."""
        return self.rows()[SHOWN:]

    def more_in_use(self) -> bool:
        return any(field.value() or field.errors for row in self.more_rows() for field in row)

    def old_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in ("old", "olds", "function")]

    def target_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in ("new", "new_name", "new_short")]

    def day_fields(self) -> list[forms.BoundField]:
        return [self["effective_on"]]

    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DOCUMENT]

    def refuse(self, outlook: Outlook) -> None:
        """What speaks against the event, at the field that it is about."""
        for code, sentence in outlook.refusals:
            name = next((name for name in FIELDS_OF_FAULTS.get(code, ()) if name in self.fields), None)
            self.add_error(name, sentence)

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
                function = given[f"function_{row}"]
                if row == 0 or function or given[f"new_{row}"] or given[f"new_{row}_name"]:
                    if row and not function:
                        raise ValidationError({f"function_{row}": _("Say which function goes there.")})
                    yield Handover(old, self._target(f"new_{row}"), function if row else WHOLE)
        else:
            yield Handover(self._agency(given["old"]), self._target("new"), given.get("function", WHOLE))

    def _target(self, name: str) -> Agency | Body:
        chosen, written = self.cleaned_data.get(name, ""), clean(self.cleaned_data.get(f"{name}_name", ""))
        if bool(chosen) == bool(written):
            words = _("Choose an agency that exists, or write the name of a new one, not both.")
            raise ValidationError({name if not chosen else f"{name}_name": words})
        short = clean(self.cleaned_data.get(f"{name}_short", ""))
        return self._agency(chosen) if chosen else Body(written, short)

    def _agency(self, pk: str) -> Agency:
        return next(agency for agency in self.agencies if agency.pk == int(pk))


def _dated(agency: Agency) -> str:
    if agency.valid_to is None:
        return agency.name
    return _("%(agency)s (until %(day)s)") % {"agency": agency.name, "day": day_words(agency.valid_to)}
