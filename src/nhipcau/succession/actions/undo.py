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
from nhipcau.organizations.actions import agency_put_back, group_name
from nhipcau.organizations.models import Agency, AgencyGroup, Appointment, Delegation, Province
from nhipcau.succession.models import Event, Transfer
from nhipcau.succession.queries import later_events
from nhipcau.succession.rules import ONE_DAY
from nhipcau.succession.telling import event_words

from .handing import delegation_to, lead_to, post_until


@transaction.atomic
def succession_undo(*, event: Event, by: User | None) -> Event:
    """Put everything back as it was before the event. Refused while something later builds on it."""
    province = Province.objects.select_for_update().get(pk=event.province_id)
    event = Event.objects.get(pk=event.pk)
    if refusals := obstacles(event):
        raise ValidationError(refusals)
    effects = event.effects
    Transfer.objects.filter(event=event).update(withdrawn=True)
    _people_back(event, by)
    _rest_back(event, province, by)
    _agencies_back(effects, by)
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


def _people_back(event: Event, by: User | None) -> None:
    effects, posts = event.effects, Appointment.objects.select_related("user", "agency")
    for pk, post in effects["delegations"]:
        delegation_to(Delegation.objects.get(pk=pk), posts.get(pk=post), event, by)
    for pk, was in {moved["old"]: moved["was"] for moved in effects["posts"]}.items():
        post_until(posts.get(pk=pk), _day(was), "succession.post_returned", event, by, on=event.effective_on)
    Appointment.objects.filter(pk__in=[moved["new"] for moved in effects["posts"] if moved["new"]]).delete()


def _rest_back(event: Event, province: Province, by: User | None) -> None:
    effects = event.effects
    for group, agency in effects["groups"]:
        group_name(group=AgencyGroup.objects.get(pk=group), agency=Agency.ever.get(pk=agency), named=False, by=by)
    for child, parent in effects["children"]:
        agency_put_back(agency=Agency.objects.get(pk=child), by=by, parent=Agency.ever.get(pk=parent))
    if effects["lead"]:
        lead_to(province, Agency.ever.get(pk=effects["lead"][0]), event, by)


def _agencies_back(effects: dict[str, Any], by: User | None) -> None:
    for pk, valid_to in effects["ended"]:
        agency_put_back(agency=Agency.ever.get(pk=pk), by=by, valid_to=_day(valid_to))
    for pk in effects["made"]:
        agency_put_back(agency=Agency.ever.get(pk=pk), by=by, withdrawn_at=timezone.now())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
