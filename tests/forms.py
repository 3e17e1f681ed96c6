"""Forms as a browser sends them: with what the page brought along."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html


def form_of(answer: HttpResponse, action: str) -> tuple[str, dict[str, str | list[str]]]:
    """The form of a page that is sent to this address, with its fields as the browser would send them."""
    page = html.fromstring(answer.content.decode())
    forms = [form for form in page.forms if form.method == "POST" and "/ngon-ngu/" not in (form.action or "")]
    form = next(form for form in forms if form.get("action") in (None, action) and "dang-xuat" not in str(form.action))
    values: dict[str, str | list[str]] = {}
    for name, value in form.form_values():
        many = [given for known, given in form.form_values() if known == name]
        values[name] = many if len(many) > 1 else str(value).removeprefix("\n")
    return form.get("action") or action, values


def send(client: Client, page: str, typed: dict[str, Any], to: str = "", **kwargs: Any) -> Any:
    """Send what was typed, to the page or to where its form goes, with the mark of what the page showed."""
    _action, values = form_of(client.get(page), to or page)
    return client.post(to or page, {**typed, "da_thay": values["da_thay"]}, **kwargs)
