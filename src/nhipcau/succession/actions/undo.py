from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.actions.versions import version_note
from nhipcau.organizations.models import Agency, AgencyGroup, Appointment, Delegation, Province
from nhipcau.search.index import index
from nhipcau.succession.models import Event, Transfer
from nhipcau.succession.queries import later_events
from nhipcau.succession.rules import ONE_DAY
from nhipcau.succession.telling import event_words


@transaction.atomic
def succession_undo(*, event: Event, by: User | None) -> Event:
    """Put everything back as it was before the event. Refused while something later builds on it."""
    province = Province.objects.select_for_update().get(pk=event.province_id)
    event = Event.objects.get(pk=event.pk)
    if refusals := obstacles(event):
        raise ValidationError(refusals)
    effects = event.effects
    Transfer.objects.filter(event=event).update(withdrawn=True)
    _people_back(effects)
    _rest_back(effects, province)
    _agencies_back(effects)
    event.withdrawn_at, event.withdrawn_by = timezone.now(), by
    event.save(update_fields=["withdrawn_at", "withdrawn_by"])
    Province.objects.filter(pk=province.pk).update(has_successions=Event.objects.filter(province=province).exists())
    data = {"what": event_words(event), "on": event.effective_on}
    log(action="succession.undone", user=by, target=event, province=province, data=data)
    return event


def obstacles(event: Event) -> list[str]:
    """Why an event cannot be taken back, in sentences."""
    if event.withdrawn_at:
        return [_("This event was undone already.")]
    return [*_events_since(event), *_changes_since(event, event.effects), *_uses_since(event.effects)]


def _events_since(event: Event) -> Iterator[str]:
    for later in later_events(event):
        yield _("A later event builds on it: %(event)s. Undo that one first.") % {"event": event_words(later)}


def _changes_since(event: Event, effects: dict[str, Any]) -> Iterator[str]:
    ended = Agency.objects.filter(pk__in=[pk for pk, _day_before in effects["ended"]])
    for agency in ended.exclude(valid_to=event.effective_on - ONE_DAY):
        yield _("The dates of %(agency)s were changed since.") % {"agency": agency.name}
    for moved in effects["posts"]:
        for pk, valid_to in ((moved["old"], moved["set"]), (moved["new"], moved.get("until", moved["was"]))):
            post = Appointment.objects.filter(pk=pk).select_related("user", "agency").first()
            if pk and (post is None or post.valid_to != _day(valid_to)):
                yield _("A post of %(person)s was changed since.") % {"person": post.user if post else "?"}
    if effects["lead"] and not Province.objects.filter(lead_department=effects["lead"][1]).exists():
        yield _("The lead department was changed since.")


def _uses_since(effects: dict[str, Any]) -> Iterator[str]:
    """What points at the agencies that the event made, and at the posts that it gave, and was not made by it."""
    posts = [moved["new"] for moved in effects["posts"] if moved["new"]]
    ours = {
        "Appointment": set(posts),
        "AgencyAlias": set(effects["aliases"]),
        "AgencyGroup": {group for group, _agency in effects["groups"]},
        "Agency": {child for child, _parent in effects["children"]},
        "Delegation": {pk for pk, _post in effects["delegations"]},
    }
    for model, numbers in ((Agency, effects["made"]), (Appointment, posts)):
        for user_model, found in _pointing_at(model, numbers):
            if found - ours.get(user_model.__name__, set()):
                known = str(user_model._meta.verbose_name_plural)
                yield _("The new agencies or posts are in use already: %(what)s.") % {"what": known}


def _pointing_at(model: type[Model], numbers: list[int]) -> Iterator[tuple[type[Model], set[int]]]:
    """All rows of all apps with a foreign key or list that holds one of these rows."""
    kept = {"AgencyVersion", "Transfer", "Province"}  # the first two tell of it; the lead department goes back
    for relation in model._meta.get_fields(include_hidden=True):
        if not numbers or not isinstance(relation, ForeignObjectRel) or isinstance(relation.related_model, str):
            continue
        user_model: type[Model] = relation.related_model
        if not user_model._meta.auto_created and user_model.__name__ not in kept:
            rows = user_model._base_manager.filter(**{f"{relation.field.name}__in": numbers})
            yield user_model, set(rows.values_list("pk", flat=True))


def _people_back(effects: dict[str, Any]) -> None:
    for pk, post in effects["delegations"]:
        Delegation.objects.filter(pk=pk).update(appointment=post)
    for moved in effects["posts"]:
        Appointment.objects.filter(pk=moved["old"]).update(valid_to=_day(moved["was"]))
    Appointment.objects.filter(pk__in=[moved["new"] for moved in effects["posts"] if moved["new"]]).delete()


def _rest_back(effects: dict[str, Any], province: Province) -> None:
    for group, agency in effects["groups"]:
        AgencyGroup.objects.get(pk=group).named.remove(agency)
    for child, parent in effects["children"]:
        Agency.objects.filter(pk=child).update(parent=parent)
        version_note(Agency.objects.get(pk=child))
    if effects["lead"]:
        Province.objects.filter(pk=province.pk).update(lead_department=effects["lead"][0])


def _agencies_back(effects: dict[str, Any]) -> None:
    for pk, valid_to in effects["ended"]:
        Agency.objects.filter(pk=pk).update(valid_to=_day(valid_to))
    for pk in effects["made"]:
        Agency.objects.filter(pk=pk).update(withdrawn_at=timezone.now())
    touched = Agency.ever.filter(pk__in=[*effects["made"], *(pk for pk, _day_before in effects["ended"])])
    for agency in touched:
        version_note(agency)
    index.put(*touched)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
