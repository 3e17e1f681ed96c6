"""Writing to the log. Every change of the site passes here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise

from .chain import storable
from .models import Entry
from .sealing import seal_after_commit

if TYPE_CHECKING:
    from nhipcau.accounts.models import User
    from nhipcau.organizations.models import Province

READ_SUFFIX = "_read"  # ends the code of an action that only looked at something

_sentences: dict[str, str | Promise] = {}
_places: list[Callable[[User], Province | None]] = []


def register_action(code: str, sentence: str | Promise) -> None:
    """Make a code known, with the words that follow the person's name: ``_("finished the task on %(finished_on)s")``.

    Called from ``ready()`` of the app that logs it. The placeholders are keys of the entry's ``data``.
    """
    if code in _sentences:
        raise ValueError(f"The log action {code} is registered twice.")
    _sentences[code] = sentence


def tell_place(place: Callable[[User], Province | None]) -> None:
    """Who asks where a person works: an entry without a province of its own belongs to the province of its person."""
    _places[:] = [place]


def place_of(user: User | None) -> Province | None:
    return next((place(user) for place in _places if user), None)


def sentence_of(code: str) -> str:
    """The words of a code; of a code that no app knows any more, the code itself."""
    return str(_sentences.get(code, code))


def registered_actions() -> list[str]:
    return sorted(_sentences)


def labelled(model: type[Model], **values: object) -> dict[str, object]:
    """Values for ``before`` and ``after`` of a row other than the target: its fields by their names in words."""
    return {str(model._meta.get_field(name).verbose_name): value for name, value in values.items()}  # type: ignore[union-attr]


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
    if province is None:
        province = getattr(target, "province", None) or place_of(user)
    entry = Entry.objects.create(
        action=action,
        user=user,
        province=province,
        target_type=target._meta.label_lower if target else "",
        target_id=target.pk if target else None,
        data=storable(json.loads(DjangoJSONEncoder(allow_nan=False).encode(data or {}))),
    )
    seal_after_commit()
    return entry


def log_read(
    *, action: str, user: User, target: Model | None = None, province: Province | None = None, **data: object
) -> None:
    """Add that somebody looked at personal data: once a day for each reader and object, or the log would hold little
    else. Looking at one's own is nobody's business."""
    if not action.endswith(READ_SUFFIX):
        raise ValueError(f"The code of a read ends in {READ_SUFFIX}: {action}.")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    told = Entry.objects.filter(action=action, user=user, at__gte=midnight)
    if target:
        told = told.filter(target_type=target._meta.label_lower, target_id=target.pk)
    if target != user and not told.exists():
        log(action=action, user=user, target=target, province=province, data=data)
