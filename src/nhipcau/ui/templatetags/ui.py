"""Tags and filters of the look; see the docstring of nhipcau.ui."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhipcau.ui import menu, races, words
from nhipcau.ui.notices import notices_for

register = template.Library()

SOON = 14  # days before a deadline from which its distance is marked
NEAR = 60  # days before a deadline from which its distance is told at all


@register.inclusion_tag("ui/parts/menu.html", takes_context=True)
def menu_links(context: Context, *, bar: bool = True) -> dict[str, object]:
    """The reader's menu; with ``bar=False`` only what a phone's bar has no room for."""
    request: HttpRequest | None = context.get("request")
    links = menu.links_for(request) if request else []
    return {"links": links if bar else links[menu.IN_THE_BAR :], "room": menu.IN_THE_BAR, "bar": bar}


@register.simple_tag(takes_context=True)
def place(context: Context) -> menu.Place | None:
    """Where the reader works, or None."""
    request: HttpRequest | None = context.get("request")
    return menu.place_for(request) if request else None


@register.inclusion_tag("ui/parts/notices.html", takes_context=True)
def notices(context: Context) -> dict[str, object]:
    """Reminders of the apps, for the home page."""
    request: HttpRequest | None = context.get("request")
    return {"notices": notices_for(request) if request else []}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside a word; it says nothing that the word does not."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("ui/icons.svg"), name)


@register.simple_tag
def deadline(
    due_on: date | None,
    *,
    finished: bool = False,
    text: str = "",
    vague: bool = False,
    past: bool = False,
    today: date | None = None,
) -> SafeString:
    """The date first, the distance second and only while it matters. ``text`` stands in where there is no date, and
    first where the words leave the date open (``vague``). ``past``: a day gone by is over, and nobody is late."""
    days = (due_on - (today or timezone.localdate())).days if due_on else None
    distance = SafeString("")
    if days is not None and not finished and days <= NEAR and not (past and days < 0):
        tone = "late" if days < 0 else "soon" if days <= SOON else ""
        distance = format_html(' <span class="distance {}">{}</span>', tone, words.distance_words(days))
    return format_html('<span class="deadline">{}{}</span>', _day(due_on, text, vague), distance)


def _day(due_on: date | None, text: str, vague: bool) -> SafeString:
    if text and (vague or not due_on):
        return words.unbroken(text)
    if due_on:
        return format_html('<time datetime="{}">{}</time>', due_on.isoformat(), words.day_words(due_on))
    return format_html('<span class="quiet">{}</span>', _("No deadline"))


@register.simple_tag
def state(key: str, label: str) -> SafeString:
    """A word with a shape. Keys: waiting, open, done, late, stopped."""
    return format_html('<span class="state state-{}">{}</span>', key, label)


@register.filter
def vndate(value: date | datetime | None) -> str:
    """05/01/2026; a point in time adds its hour: 05/01/2026 14:30."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    return words.day_words(value) if value else ""


@register.filter
def daterange(start: date | None, end: date | None) -> SafeString:
    """13-15/4/2026, on one line."""
    return format_html('<span class="nowrap">{}</span>', words.span_words(start, end))


@register.filter
def vnd(amount: int | None, form: str = "") -> SafeString:
    """1.070 triệu đồng; with "full" 1.070.000.000 đ."""
    if amount is None:
        return SafeString("")
    return format_html('<span class="nowrap">{}</span>', words.money_words(amount, full=form == "full"))


@register.filter
def count(number: int) -> str:
    """1.070"""
    return words.number_words(number)


@register.filter
def unbroken(text: str | None) -> SafeString:
    """Text whose document numbers, dates and sums stay whole at the end of a line."""
    return words.unbroken(text or "")


@register.filter
def described(field: BoundField) -> BoundField:
    """The field with its hint and its errors tied to the input for screen readers."""
    names = [f"{field.auto_id}_hint"] if field.help_text else []
    names += [f"{field.auto_id}_error"] if field.errors else []
    field.field.widget.attrs |= {"aria-describedby": " ".join(names)} if names else {}
    return field


@register.simple_tag
def seen(form: BaseForm) -> str:
    """What an edit form showed when it was opened; a form that comes back keeps what it brought."""
    brought = str(getattr(form, "seen", "") or form.data.get(races.FIELD, ""))
    return brought or races.token(races.shown(form))
