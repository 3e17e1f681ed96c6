from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.accounts import doors
from nhipcau.accounts.actions import account_close, binding_drop, sessions_end
from nhipcau.accounts.models import User
from nhipcau.history.actions import labelled, log
from nhipcau.organizations.models import Agency, Appointment, Province
from nhipcau.organizations.permissions import only_acts
from nhipcau.organizations.queries import overlap
from vanban.text import clean

Role = Appointment.Role
FIELDS = ("username", "last_name", "first_name", "email", "phone", "language")


@transaction.atomic
def person_add(*, password: str, appointed: Appointment, by: User | None, **values: str) -> User:
    """A new person with a first post: ``appointed`` is an Appointment not yet saved, without its user."""
    person = User()
    _take(person, values)
    _set_password(person, password, by)
    person.email_confirmed = bool(person.email)
    person.full_clean()
    person.save()
    data = {"name": str(person)}
    log(action="organizations.person_added", user=by, target=person, province=appointed.agency.province, data=data)
    appointment_begin(
        user=person,
        agency=appointed.agency,
        role=appointed.role,
        post=appointed.post,
        begins=appointed.valid_from,
        ends=appointed.valid_to,
        by=by,
    )
    return person


@transaction.atomic
def person_change(*, person: User, by: User | None, **values: str) -> User:
    """Change who someone is. An address that was not the person's own choice may be what they are known by."""
    person.refresh_from_db(from_queryset=User.objects.select_for_update())
    before = {name: getattr(person, name) for name in FIELDS}
    _take(person, values)
    if person.email != before["email"]:
        person.email_confirmed = bool(person.email)
    person.full_clean()
    person.save(update_fields=[*FIELDS, "email_confirmed"])
    data = {"name": str(person), "before": before, "after": {name: getattr(person, name) for name in FIELDS}}
    log(action="organizations.person_changed", user=by, target=person, data=data)
    return person


@transaction.atomic
def email_confirm(*, person: User, email: str, by: User | None) -> None:
    """``email``: what the administrator saw; the person may have typed another one since."""
    person.refresh_from_db(from_queryset=User.objects.select_for_update())
    if not email or person.email != email:
        raise ValidationError(_("The address was changed meanwhile. Look at it once more."))
    if person.email_confirmed:
        return
    person.email_confirmed = True
    person.save(update_fields=["email_confirmed"])
    data = {"name": str(person), "email": email}
    log(action="organizations.email_confirmed", user=by, target=person, data=data)


@transaction.atomic
def password_give(*, person: User, password: str, by: User | None) -> None:
    """A new one for somebody who forgot it. Whoever was in with the old one is out."""
    person.refresh_from_db(from_queryset=User.objects.select_for_update())
    _set_password(person, password, by)
    person.save(update_fields=["password", "must_change_password"])
    sessions_end(user=person)
    doors.shut(user=person, by=by)
    binding_drop(user=person, by=by)
    log(action="organizations.password_given", user=by, target=person, data={"name": str(person)})


@transaction.atomic
def appointment_begin(  # noqa: PLR0913 - keyword-only, one for each field of the form
    *,
    user: User,
    agency: Agency,
    role: str,
    by: User | None,
    post: str = "",
    begins: date | None = None,
    ends: date | None = None,
) -> Appointment:
    begins = begins or timezone.localdate()
    begun = Appointment(user=user, agency=agency, role=role, post=clean(post), valid_from=begins, valid_to=ends)
    begun.full_clean()
    if role == Role.ADMINISTRATOR and by and only_acts(by, Role.ADMINISTRATOR):
        raise ValidationError(_("You act for the administrator. Only the administrator can give this post."))
    if ends and ends < begins:
        raise ValidationError({"valid_to": _("The last day lies before the first.")})
    _refuse_second(begun)
    begun.save()
    data = {"person": str(user), "agency": agency.name, "role": begun.get_role_display(), "on": begins}
    log(action="organizations.appointed", user=by, target=user, province=agency.province, data=data)
    return begun


@transaction.atomic
def appointment_end(*, appointment: Appointment, by: User | None, last_day: date | None = None) -> Appointment:
    """End a post. Without a last day it was yesterday: the rights are gone at once. One ahead never begins."""
    never = (appointment.valid_from or date(1, 1, 2)) - timedelta(days=1)
    last_day = last_day or max(timezone.localdate() - timedelta(days=1), never)
    if appointment.valid_from and last_day < appointment.valid_from - timedelta(days=1):
        raise ValidationError(_("The last day lies before the first."))
    _refuse_leaving_none(appointment, last_day)
    before = labelled(Appointment, valid_to=appointment.valid_to)
    appointment.valid_to = last_day
    appointment.save(update_fields=["valid_to"])
    data = {"person": str(appointment.user), "agency": appointment.agency.name, "on": last_day}
    data |= {"before": before, "after": labelled(Appointment, valid_to=last_day)}
    province = appointment.agency.province
    log(action="organizations.post_ended", user=by, target=appointment.user, province=province, data=data)
    if not Appointment.objects.valid_on(timezone.localdate()).filter(user=appointment.user_id).exists():
        sessions_end(user=appointment.user)
    return appointment


@transaction.atomic
def person_close(*, person: User, by: User | None) -> None:
    """Nobody signs in as this person any more. The posts stay until they are ended."""
    for post in person.appointments.filter(role=Role.ADMINISTRATOR):
        _refuse_leaving_none(post, timezone.localdate() - timedelta(days=1))
    account_close(user=person, by=by)


def _set_password(person: User, password: str, by: User | None) -> None:
    """One that somebody else knows opens only its own change; on the command line people choose their own."""
    validate_password(password, person)
    person.set_password(password)
    person.must_change_password = by is not None


def _take(person: User, values: dict[str, str]) -> None:
    for name, value in values.items():
        if name not in FIELDS:
            raise TypeError(f"A person has no {name}.")
        if name == "username" and "@" in value and value != person.username:
            raise ValidationError({name: _("A user name has no @: it could be somebody's email address.")})
        setattr(person, name, clean(value))


def _refuse_second(begun: Appointment) -> None:
    """One province at a time, and not the same post twice at a time. One after the other, when two appoint at once."""
    User.objects.select_for_update().get(pk=begun.user_id)
    for held in begun.user.appointments.select_related("agency"):
        if not overlap(held, begun):
            continue
        if held.agency.province_id != begun.agency.province_id:
            raise ValidationError(_("This person has a post in another province at that time. It must end first."))
        if (held.agency_id, held.role) == (begun.agency_id, begun.role):
            raise ValidationError(_("This person already holds this post at that time."))


def _refuse_leaving_none(appointment: Appointment, last_day: date) -> None:
    """A province keeps an administrator, or nobody could appoint the next one."""
    if appointment.role != Role.ADMINISTRATOR:
        return
    Province.objects.select_for_update().get(pk=appointment.agency.province_id)  # two may end each other's post at once
    others = Appointment.objects.valid_on(max(last_day + timedelta(days=1), timezone.localdate()))
    others = others.filter(agency__province=appointment.agency.province_id, role=Role.ADMINISTRATOR)
    if not others.exclude(pk=appointment.pk).filter(user__is_active=True).exists():
        raise ValidationError(_("A province needs an administrator. Appoint the next one first."))
