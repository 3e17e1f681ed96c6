from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.actions import agency_add, agency_change, group_name
from nhipcau.organizations.models import Agency, AgencyAlias, Appointment, Province
from nhipcau.succession.drafts import Body, Draft
from nhipcau.succession.models import Event, Transfer
from nhipcau.succession.outlook import Move, Outlook, delegations_of, handover_words, succession_plan
from nhipcau.succession.rules import ONE_DAY, WHOLE, Life, open_days

from .handing import delegation_to, lead_to, post_until


class Stale(Exception):
    """What the event would do is no longer what the person saw."""


@dataclass
class Effects:
    """What was changed, by numbers, with what stood there before (dates as ISO)."""

    made: list[int] = field(default_factory=list)
    aliases: list[int] = field(default_factory=list)
    ended: list[tuple[int, str | None]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    delegations: list[tuple[int, int]] = field(default_factory=list)
    groups: list[tuple[int, int]] = field(default_factory=list)
    children: list[tuple[int, int]] = field(default_factory=list)
    lead: tuple[int, int] | None = None


@transaction.atomic
def succession_apply(*, draft: Draft, by: User | None, seen: str = "") -> Event:
    """Make the event true. ``seen`` is the token of the outlook that the person looked at."""
    Province.objects.select_for_update().get(pk=draft.province.pk)
    outlook = succession_plan(draft)
    if outlook.faults:
        raise ValidationError(outlook.faults)
    if seen and seen != outlook.token:
        raise Stale
    event = _event(draft, by)
    effects = Effects()
    agencies = _agencies(draft, effects, by)
    _end(outlook, effects, by)
    _transfers(event, draft, agencies)
    _move_people(event, outlook, agencies, effects, by)
    _move_the_rest(event, outlook, agencies, effects, by)
    Event.objects.filter(pk=event.pk).update(effects=vars(effects))
    Province.objects.filter(pk=draft.province.pk).update(has_successions=True)
    draft.province.has_successions = True
    what = "; ".join(handover_words(draft))
    log(
        action="succession.applied", user=by, target=event, province=draft.province, data={"what": what, "on": draft.on}
    )
    return Event.objects.get(pk=event.pk)


def _event(draft: Draft, by: User | None) -> Event:
    event = Event(
        province=draft.province,
        kind=draft.kind,
        effective_on=draft.on,
        instrument_type=draft.instrument.type,
        instrument_number=draft.instrument.number,
        instrument_date=draft.instrument.date,
        instrument_issuer=draft.instrument.issuer,
        instrument_link=draft.instrument.link,
        certainty=draft.certainty,
        note=draft.note,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    event.full_clean()
    event.save()
    return event


def _agencies(draft: Draft, effects: Effects, by: User | None) -> Mapping[Body, Agency]:
    """The new agencies, made. They stand where the first agency before them stood."""
    made: dict[Body, Agency] = {}
    for body in draft.bodies:
        old = next(handover.old for handover in draft.handovers if handover.new == body)
        made[body] = agency_add(
            province=draft.province,
            by=by,
            name=body.name,
            short_name=body.short_name,
            kind=body.kind or old.kind,
            parent=old.parent,
            unit=old.unit,
            valid_from=draft.on,
        )
        effects.made.append(made[body].pk)
    effects.aliases = list(AgencyAlias.objects.filter(agency__in=effects.made).values_list("pk", flat=True))
    return made


def _end(outlook: Outlook, effects: Effects, by: User | None) -> None:
    last_day = outlook.draft.on - ONE_DAY
    for old in outlook.ends:
        effects.ended.append((old.pk, _iso(old.valid_to)))
        if old.valid_to != last_day:
            agency_change(agency=old, by=by, valid_to=last_day)


def _transfers(event: Event, draft: Draft, made: Mapping[Body, Agency]) -> None:
    Transfer.objects.bulk_create(
        Transfer(
            event=event,
            position=position,
            old=handover.old,
            new=_real(handover.new, made),
            function=handover.function,
            effective_on=draft.on,
        )
        for position, handover in enumerate(draft.handovers)
    )


def _real(new: Agency | Body | None, made: Mapping[Body, Agency]) -> Agency | None:
    return made[new] if isinstance(new, Body) else new


def _move_people(
    event: Event, outlook: Outlook, made: Mapping[Body, Agency], effects: Effects, by: User | None
) -> None:
    for move in outlook.moves:
        new = _real(move.new, made)
        post, was = move.appointment, move.appointment.valid_to
        held, added = _followers(move, new) if new else ([], [])
        action = "succession.post_moved" if new else "succession.post_ended"
        post_until(post, move.on - ONE_DAY, action, event, by, new=new.name if new else "", on=move.on)
        followers: list[Appointment | None] = [*added] or [None]
        for follower in followers:
            until = {"new": follower.pk, "until": _iso(follower.valid_to)} if follower else {"new": None}
            effects.posts.append({"old": post.pk, "was": _iso(was), "set": _iso(post.valid_to), **until})
        heir = next(iter([*held, *added]), None)
        for delegation in delegations_of(move) if heir else ():
            effects.delegations.append((delegation.pk, post.pk))
            delegation_to(delegation, heir, event, by)  # type: ignore[arg-type]  # not None inside this loop


def _followers(move: Move, new: Agency) -> tuple[list[Appointment], list[Appointment]]:
    """The posts at the new agency in the same role: those that the person holds there already, and those added for
    the days that they leave open."""
    post = move.appointment
    same = Appointment.objects.filter(user=post.user, agency=new, role=post.role).exclude(valid_to__lt=move.on)
    held = sorted(same, key=lambda other: other.valid_from or date.min)
    lives = [Life(other.valid_from, other.valid_to) for other in held]
    added = [
        Appointment.objects.create(
            user=post.user, agency=new, role=post.role, post=post.post, valid_from=begins, valid_to=ends
        )
        for begins, ends in open_days(move.on, post.valid_to, lives)
    ]
    return held, added


def _move_the_rest(
    event: Event, outlook: Outlook, made: Mapping[Body, Agency], effects: Effects, by: User | None
) -> None:
    draft = outlook.draft
    for group, old in outlook.groups:
        new = _real(draft.successor(old, WHOLE), made)
        if new and not group.named.filter(pk=new.pk).exists():
            group_name(group=group, agency=new, named=True, by=by)
            effects.groups.append((group.pk, new.pk))
    for child in outlook.children:
        parent = _real(draft.successor(child.parent, WHOLE), made) if child.parent else None
        if parent and child.parent_id:
            effects.children.append((child.pk, child.parent_id))
            agency_change(agency=child, by=by, parent=parent)
    lead = _real(outlook.new_lead, made)
    if lead and draft.province.lead_department_id:
        effects.lead = (draft.province.lead_department_id, lead.pk)
        lead_to(draft.province, lead, event, by)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def stale_words() -> str:
    return _("Something changed since you looked at it. Look at it again, then apply.")
