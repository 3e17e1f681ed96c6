from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.organizations.models import Agency
from nhipcau.organizations.queries import in_order

from .events import WORDS

ALL = "tat-ca"  # no agency


class FeedForm(forms.Form):
    agency = forms.TypedChoiceField(label=_("Whose calendar"))

    def __init__(self, agencies: QuerySet[Agency], *args: Any) -> None:
        super().__init__(*args)
        known = {str(agency.pk): agency for agency in in_order(agencies)}
        field = self.fields["agency"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(ALL, _("All that I see")), *((pk, agency.name) for pk, agency in known.items())]
        field.coerce = known.get


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An .xlsx file that was exported from the list of tasks."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class WebhookForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Which system it is."))
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Where it receives messages, as in https://example.gov.vn/receive"),
        widget=forms.URLInput(attrs={"autocomplete": "off", "size": 60}),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=list(WORDS.items()), widget=forms.CheckboxSelectMultiple
    )


class ReplayForm(forms.Form):
    first = forms.IntegerField(
        label=_("From event number"), min_value=1, max_value=2**53, help_text=_("All later events are sent again.")
    )
