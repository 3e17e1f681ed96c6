"""What an event hands on one by one, and its undoing hands back: each is told in the log where it belongs."""

from __future__ import annotations

from datetime import date

from nhipcau.accounts.models import User
from nhipcau.history.actions import labelled, log
from nhipcau.organizations.models import Agency, Appointment, Delegation, Province
from nhipcau.succession.models import Event


def post_until(
    post: Appointment, last_day: date | None, action: str, event: Event, by: User | None, **data: object
) -> None:
    """Set the last day of a post, and tell it with its person. Have the post's user and agency loaded."""
    before = labelled(Appointment, valid_to=post.valid_to)
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    told = {"person": str(post.user), "old": post.agency.name, **data}
    told |= {"before": before, "after": labelled(Appointment, valid_to=last_day)}
    log(action=action, user=by, target=post.user, province=event.province, data=told)


def delegation_to(delegation: Delegation, post: Appointment, event: Event, by: User | None) -> None:
    """Whoever acts in the one post acts in the other from now on."""
    old, new = delegation.appointment.agency.name, post.agency.name
    delegation.appointment = post
    delegation.save(update_fields=["appointment"])
    data = {"person": str(delegation.user), "holder": str(post.user), "old": old, "new": new}
    data |= {"before": labelled(Delegation, appointment=old), "after": labelled(Delegation, appointment=new)}  # type: ignore[dict-item]
    log(action="succession.delegation_moved", user=by, target=delegation.user, province=event.province, data=data)


def lead_to(province: Province, department: Agency, event: Event, by: User | None) -> None:
    """Another department leads this work in the province. It is told with the event, where everybody may read it."""
    old = province.lead_department
    province.lead_department = department
    province.save(update_fields=["lead_department"])
    before = labelled(Province, lead_department=old.name if old else "")
    data = {"new": department.name, "before": before, "after": labelled(Province, lead_department=department.name)}
    log(action="succession.lead_changed", user=by, target=event, province=province, data=data)
