"""Writing to the log. Every change of the site passes here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.functional import Promise

from .models import Entry

if TYPE_CHECKING:
    from nhipcau.accounts.models import User
    from nhipcau.organizations.models import Province

_sentences: dict[str, str | Promise] = {}


def register_action(code: str, sentence: str | Promise) -> None:
    """Make a code known, with the words that follow the person's name: ``_("finished the task on %(finished_on)s")``.

    Called from ``ready()`` of the app that logs it. The placeholders are keys of the entry's ``data``.
    """
    if code in _sentences:
        raise ValueError(f"The log action {code} is registered twice.")
    _sentences[code] = sentence


def sentence_of(code: str) -> str:
    """The words of a code; of a code that no app knows any more, the code itself."""
    return str(_sentences.get(code, code))


def registered_actions() -> list[str]:
    return sorted(_sentences)


def log(
    *,
    action: str,
    user: User | None,
    target: Model | None = None,
    province: Province | None = None,
    data: Mapping[str, object] | None = None,
) -> Entry:
    """Add one entry. ``data`` may hold dates; ``before`` and ``after`` in it are shown as changed fields."""
    if action not in _sentences:
        raise LookupError(f"The log action {action} is not registered (history.actions.register_action).")
    return Entry.objects.create(
        action=action,
        user=user,
        province=province or getattr(target, "province", None),
        target_type=target._meta.label_lower if target else "",
        target_id=target.pk if target else None,
        data=json.loads(DjangoJSONEncoder().encode(data or {})),
    )
