"""An edit form carries what it showed when it was opened, so that whoever saves second is told and nothing is lost.

``{% include "ui/seen.html" %}`` inside the form puts it there; history.races compares it when the form comes back.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

FIELD = "da_thay"
SALT = "nhipcau.races"
Values = dict[str, Any]  # of each field what the browser sends when nobody touches it: text, list of texts, yes or no


def shown(form: forms.BaseForm) -> Values:
    """What a form that is not bound would send back untouched."""
    return {field.name: _plain(field, _formatted(field)) for field in form}


def typed(form: forms.BaseForm) -> Values:
    """What a bound form was sent."""
    return {
        field.name: _plain(field, field.field.widget.value_from_datadict(form.data, form.files, field.html_name))
        for field in form
    }


def token(values: Values) -> str:
    return signing.dumps(values, salt=SALT, compress=True)


def read(token: str) -> Values | None:
    """The values of a token; None when there is none that we made."""
    try:
        values: Values = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return values


def put(form: forms.BaseForm, values: Values) -> None:
    """Let a bound form show these values instead of what was sent."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, value in values.items():
        key = form.add_prefix(name)
        if value is False:
            data.pop(key, None)
        elif isinstance(value, list):
            data.setlist(key, value)
        else:
            data[key] = "on" if value is True else value
    form.data = data


def in_words(field: BoundField, value: Any) -> str:
    """A value as its reader knows it: the words of a choice, not its key."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = {str(key): str(label) for key, label in _choices(field)}
    values: list[str] = value if isinstance(value, list) else [value]
    told = ", ".join(words.get(part, part) for part in values if part)
    return told or _("(empty)")


def _choices(field: BoundField) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, label in getattr(field.field, "choices", ()):
        flat += label if isinstance(label, list | tuple) else [(key, label)]
    return flat


def _formatted(field: BoundField) -> Any:
    widget, value = field.field.widget, field.field.prepare_value(field.initial)
    return value if isinstance(widget, forms.CheckboxInput) else widget.format_value(value)


def _plain(field: BoundField, value: Any) -> Any:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return bool(value)
    if getattr(widget, "allow_multiple_selected", False):
        return sorted(str(part) for part in value or ())
    if isinstance(value, list | tuple):
        value = next(iter(value), "")
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
