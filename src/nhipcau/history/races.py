"""Two people who edit one thing: the second is told what the first changed, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.ui import races

from .actions import READ_SUFFIX
from .models import Entry
from .queries import Changed

T = TypeVar("T")


class LostRace(ValidationError):
    """Somebody else has saved this since its reader opened it."""


def alone(form: forms.BaseForm, *, target: Model, fresh: Callable[[], forms.BaseForm], action: Callable[[], T]) -> T:
    """Do it while nobody else can, if the form brings back what it showed and that still stands there. ``fresh`` makes
    the form that is shown now. If it does not: the form keeps what was typed, takes over what was not touched, lists
    the rest in ``newer``, and LostRace is raised; sent once more, it is saved."""
    with transaction.atomic():
        if not target.__class__._base_manager.select_for_update(of=("self",)).filter(pk=target.pk).first():
            raise Http404
        _refuse_lost_race(form, fresh(), target)
        return action()


def _refuse_lost_race(form: forms.BaseForm, fresh: forms.BaseForm, target: Model) -> None:
    now = races.shown(fresh)
    seen = races.read(form.data.get(races.FIELD, ""))
    if seen is None or not now.keys() <= seen.keys():
        raise _unknown(form, fresh, now)
    differ = [name for name in now if seen[name] != now[name]]
    if not differ:
        return
    sent = races.typed(form)
    races.put(form, {name: now[name] for name in differ if sent[name] == seen[name]})
    _compare(form, fresh, now, {name: seen[name] for name in differ})
    raise LostRace(_told(target))


def _unknown(form: forms.BaseForm, fresh: forms.BaseForm, now: races.Values) -> LostRace:
    """Nobody knows what this person saw: all that was typed is laid beside what stands there."""
    sent = races.typed(form)
    _compare(form, fresh, now, {name: sent[name] for name in now if sent[name] != now[name]})
    form.unknown = True  # type: ignore[attr-defined]  # read by ui/form_errors.html
    return LostRace(
        _(
            "It cannot be told what stood here when you opened this form. Nothing of yours was lost: compare it with "
            "what stands there now, then save again."
        )
    )


def _compare(form: forms.BaseForm, fresh: forms.BaseForm, now: races.Values, others: races.Values) -> None:
    form.seen = races.token(now)  # type: ignore[attr-defined]  # read by ui/seen.html and ui/form_errors.html
    form.newer = [  # type: ignore[attr-defined]
        Changed(str(fresh[name].label), *(races.in_words(fresh[name], value) for value in (other, now[name])))
        for name, other in others.items()
    ]


def _told(target: Model) -> str:
    entries = Entry.objects.filter(target_type=target._meta.label_lower, target_id=target.pk)
    last = entries.exclude(action__endswith=READ_SUFFIX).select_related("user").first()
    return _(
        "%(who)s changed this at %(at)s, while you were typing. Nothing of yours was lost: compare it with what stands "
        "there now, then save again."
    ) % {
        "who": (last and last.user) or _("Somebody else"),
        "at": f"{timezone.localtime(last.at if last else None):%H:%M %d/%m/%Y}",
    }
