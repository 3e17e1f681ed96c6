"""Words about uploads."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.plans.actions.reading import OURS
from nhipcau.plans.models import Upload
from nhipcau.plans.reading import opening

register = template.Library()


@register.filter
def step_words(upload: Upload) -> str:
    """How far the reading has come."""
    if upload.state == Upload.State.WAITING:
        return _("Waiting its turn …")
    total = upload.steps_total
    known = {
        "pages": ngettext("Reading %(count)s page …", "Reading %(count)s pages …", total) % {"count": total},
        "recognition": _("Recognising the letters of the scan; this takes some minutes …"),
        "conversion": _("Converting the file …"),
        "tasks": _("Looking for tasks …"),
        "saving": _("Putting the rows together …"),
    }
    return known.get(upload.step) or _("Opening the file …")


@register.filter
def outcome_words(upload: Upload) -> str:
    """As in “49 nhiệm vụ · 5 chỗ cần xem lại”; the upload has passed queries.with_outcomes."""
    tasks, doubts = upload.task_count, upload.open_count  # type: ignore[attr-defined]
    words = ngettext("%(count)s task", "%(count)s tasks", tasks) % {"count": tasks}
    if not doubts:
        return _("%(tasks)s · nothing in doubt") % {"tasks": words}
    more = ngettext("%(count)s place to look at", "%(count)s places to look at", doubts) % {"count": doubts}
    return f"{words} · {more}"


@register.filter
def why_failed(upload: Upload) -> str:
    if upload.error_code == OURS:
        return _("Something went wrong on our side while reading this file. Try again; if it stays, tell the operator.")
    return opening.sentence(upload.error_code, upload.error_values)
