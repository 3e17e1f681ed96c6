"""Input of the review: a task, the header, a duty, a report deadline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from nhipcau.organizations.models import Agency
from nhipcau.plans.models import ReviewItem
from nhipcau.plans.reading import phrases
from nhipcau.plans.reading.phrases import tidy
from nhipcau.plans.values import Mention, TaskValues

TEXTS = ("number", "group", "title", "output", "indicator", "note", "funding_source", "responsible_person")


class Lines(forms.TextInput):
    """One input for each line of a list, and empty ones below to add to it."""

    template_name = "reviews/parts/lines.html"
    spare = 1

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [line for text in given if (line := tidy(text))]

    def format_value(self, value: Any) -> Any:
        return [*(value or []), *[""] * self.spare]


class LinesField(forms.Field):
    widget = Lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


class DayField(forms.DateField):
    """A day as people write it here; kept as ISO text in the values."""

    widget = forms.DateInput(format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric", "placeholder": "dd/mm/yyyy"})
    default_error_messages = {"invalid": _("This is not a day. Write day, month and year, as in 25/11/2026.")}

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(date.fromisoformat(value) if _is_iso(value) else value)


def _is_iso(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == "-"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class TaskForm(forms.Form):
    """A row of the review. Phrases that were changed are read again by vanban; dates typed by hand win."""

    title = forms.CharField(label=_("Task"), widget=_area(3))
    number = forms.CharField(label=_("Number"), max_length=30, required=False)
    group = forms.CharField(label=_("Group"), required=False)
    lead = LinesField(label=_("Lead agency"), required=False)
    coordinating = LinesField(label=_("Coordinating agencies"), required=False)
    time_text = forms.CharField(label=_("Time as printed"), max_length=500, required=False)
    starts_on = DayField(label=_("From"), required=False)
    due_on = DayField(label=_("Deadline"), required=False)
    budget_text = forms.CharField(label=_("Funds"), max_length=100, required=False)
    funding_source = forms.CharField(label=_("Source of funds"), max_length=250, required=False)
    output = forms.CharField(label=_("Output"), required=False, widget=_area(2))
    indicator = forms.CharField(label=_("Indicator"), required=False)
    responsible_person = forms.CharField(label=_("Person responsible"), max_length=250, required=False)
    sub_items = LinesField(label=_("Contents"), required=False)
    note = forms.CharField(label=_("Note"), required=False)
    first = ("title", "lead", "coordinating", "time_text")
    dates = ("starts_on", "due_on")
    more = (
        "number",
        "group",
        "sub_items",
        "budget_text",
        "funding_source",
        "output",
        "indicator",
        "responsible_person",
        "note",
    )

    def __init__(self, data: Any, *, item: ReviewItem, year: int | None) -> None:
        self.item, self.year = item, year
        self.values = cast("TaskValues", item.values)
        super().__init__(data, initial=initial_of(self.values), auto_id=f"id_{item.pk or 'new'}_%s")

    def clean(self) -> dict[str, Any]:
        for name in (*TEXTS, "time_text", "budget_text"):
            self.cleaned_data[name] = tidy(self.cleaned_data.get(name, ""))
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("due_on")
        if start and end and end < start:
            self.add_error("due_on", _("The deadline lies before the start."))
        return self.cleaned_data

    def task_values(self) -> TaskValues:
        given, changed = self.cleaned_data, set(self.changed_data)
        values = cast("TaskValues", {**self.values, **{name: given[name] for name in (*TEXTS, "sub_items")}})
        for name in {"lead", "coordinating"} & changed:
            values[name] = mentions(given[name], self.values[name])  # type: ignore[literal-required]
        if "time_text" in changed:
            values["time_text"], values["time"] = given["time_text"], phrases.time_of(given["time_text"], self.year)
        if {"starts_on", "due_on"} & changed:
            values["time"] = by_hand(values["time"], given["starts_on"], given["due_on"])
        if "budget_text" in changed:
            unit = phrases.unit_of(self.item)
            values["budget_text"], values["budget_vnd"] = (
                given["budget_text"],
                phrases.money_of(given["budget_text"], unit),
            )
        return values


def initial_of(values: TaskValues) -> dict[str, Any]:
    agencies = {name: [mention["text"] for mention in values[name]] for name in ("lead", "coordinating")}
    days = {"starts_on": values["time"]["start"], "due_on": values["time"]["end"]}
    return {**values, **agencies, **{name: date.fromisoformat(day) if day else None for name, day in days.items()}}


def by_hand(time: Any, start: date | None, end: date | None) -> Any:
    known = {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}
    kind = time["kind"] if not (start or end) else "range"
    return {**time, **known, "kind": kind, "vague": False, "deadline": bool(end and not start)}


def mentions(names: Iterable[str], known: Iterable[Mention]) -> list[Mention]:
    """Names as typed; one that stood there before keeps what was decided about it."""
    before = {mention["text"]: mention for mention in known}
    return [before.get(name) or phrases.mention_of(name) for name in names]


class HeaderForm(forms.Form):
    """What the first page says, as the register will show it."""

    type = forms.CharField(label=_("Document type"), max_length=60)
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    issued_on = DayField(label=_("Issued on"), required=False)
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    issuing_authority = forms.CharField(label=_("Issuing body"), max_length=250, required=False)
    subject = forms.CharField(label=_("Subject"), widget=_area(3), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, required=False)
    period_start = DayField(label=_("From"), required=False)
    period_end = DayField(label=_("To"), required=False)
    signer = forms.CharField(label=_("Signer"), max_length=150, required=False)
    signer_position = forms.CharField(label=_("Position"), max_length=250, required=False)
    legal_bases = LinesField(label=_("Legal bases"), required=False)
    recipients = LinesField(label=_("Recipients"), required=False)

    def __init__(self, data: Any, *, item: ReviewItem) -> None:
        self.item = item
        initial = {**item.values, "legal_bases": list(self._known_bases())}
        super().__init__(data, initial=initial, auto_id=f"id_{item.pk}_%s")

    def _known_bases(self) -> dict[str, dict[str, Any]]:
        return {base["text"] or base["number"]: base for base in self.item.values["legal_bases"]}

    def values(self) -> dict[str, Any]:
        known, given = self._known_bases(), dict(self.cleaned_data)
        bases = [known.get(line) or phrases.citation_of(line) for line in given.pop("legal_bases")]
        return {
            **self.item.values,
            **{name: _plain(value) for name, value in given.items()},
            "legal_bases": bases,
        }


class DutyForm(forms.Form):
    """What "Tổ chức thực hiện" asks of an agency."""

    number = forms.CharField(label=_("Number"), max_length=30, required=False)
    heading = forms.CharField(label=_("Agency as printed"))
    agencies = LinesField(label=_("Agencies"), required=False)
    items = LinesField(label=_("Duties"), required=False)

    def __init__(self, data: Any, *, item: ReviewItem) -> None:
        self.item = item
        names = [mention["text"] for mention in item.values["agencies"]]
        initial = {**item.values, "agencies": names}
        super().__init__(data, initial=initial, auto_id=f"id_{item.pk}_%s")

    def values(self) -> dict[str, Any]:
        agencies = mentions(self.cleaned_data["agencies"], self.item.values["agencies"])
        return {**self.item.values, **self.cleaned_data, "agencies": agencies}


class ReportForm(forms.Form):
    """A duty to report. Without a date it is kept as words and stands in no calendar."""

    what = forms.CharField(label=_("Report"), widget=_area(2))
    due_on = DayField(label=_("Deadline"), required=False)
    by = forms.CharField(label=_("Who reports"), required=False)
    to = forms.CharField(label=_("To whom"), required=False)

    def __init__(self, data: Any, *, item: ReviewItem) -> None:
        self.item = item
        super().__init__(data, initial=item.values, auto_id=f"id_{item.pk}_%s")

    def values(self) -> dict[str, Any]:
        return {**self.item.values, **{name: _plain(value) for name, value in self.cleaned_data.items()}}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class NewAgencyForm(forms.Form):
    name = forms.CharField(label=_("Name of the agency"), max_length=250)
    kind = forms.ChoiceField(label=_("Kind"), choices=Agency.Kind.choices)
