from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.models import Agency, AgencyAlias, Province
from nhipcau.organizations.queries import known_elsewhere, overlap
from nhipcau.search.index import index
from vanban.text import clean, name_key

from .versions import version_note

FIELDS = ("name", "short_name", "kind", "parent", "unit", "organ_id", "valid_from", "valid_to")


@transaction.atomic
def agency_add(*, province: Province, by: User | None, **values: object) -> Agency:
    """A new agency; ``values`` are of FIELDS."""
    agency = Agency(province=province)
    _take(agency, values)
    agency.save()
    _learn_short_name(agency)
    version_note(agency)
    index.put(agency)
    log(action="organizations.agency_added", user=by, target=agency, data={"name": agency.name})
    return agency


@transaction.atomic
def agency_change(*, agency: Agency, by: User | None, **values: object) -> Agency:
    before = _as_read(agency)
    _take(agency, values)
    agency.save()
    _learn_short_name(agency)
    _tell_change(agency, before, by)
    return agency


@transaction.atomic
def agency_put_back(*, agency: Agency, by: User | None, **values: object) -> None:
    """As it stood before an event that is undone: nothing is refused. With ``withdrawn_at`` it never was."""
    before = _as_read(agency)
    for name, value in values.items():
        setattr(agency, name, value)
    agency.save(update_fields=list(values))
    _tell_change(agency, before, by)
    if agency.withdrawn_at:
        log(action="organizations.agency_withdrawn", user=by, target=agency, data={"name": agency.name})


@transaction.atomic
def alias_learn(*, agency: Agency, text: str, by: User | None, learnt_from: str = "") -> AgencyAlias | None:
    """Remember another way in which documents write the agency. None when the name itself says it already."""
    text, key = clean(text), name_key(text)
    if not key:
        raise ValidationError(_("Write the other spelling."))
    if key == agency.key:
        return None
    if elsewhere := known_elsewhere(agency, key):
        raise ValidationError(
            _("“%(text)s” already stands for %(agency)s. Remove it there first."),
            params={"text": text, "agency": elsewhere.name},
        )
    alias, created = AgencyAlias.objects.get_or_create(
        agency=agency, key=key, defaults={"text": text, "learnt_from": learnt_from}
    )
    if created:
        index.put(agency)
        data = {"name": agency.name, "text": text, "from": learnt_from}
        log(action="organizations.alias_learnt", user=by, target=agency, data=data)
    return alias


@transaction.atomic
def alias_forget(*, alias: AgencyAlias, by: User | None) -> None:
    data = {"name": alias.agency.name, "text": alias.text}
    log(action="organizations.alias_forgotten", user=by, target=alias.agency, data=data)
    alias.delete()
    index.put(alias.agency)


def _take(agency: Agency, values: dict[str, object]) -> None:
    for name, value in values.items():
        if name not in FIELDS:
            raise TypeError(f"An agency has no {name}.")
        setattr(agency, name, clean(value) if isinstance(value, str) else value)
    agency.key = name_key(agency.name)
    agency.full_clean(validate_constraints=False)  # said below in sentences
    _refuse_stranger(agency)
    _refuse_backwards(agency)
    _refuse_namesake(agency)


def _refuse_stranger(agency: Agency) -> None:
    above = agency.parent
    while above is not None:
        if above.province_id != agency.province_id or above == agency:
            raise ValidationError({"parent": _("An agency cannot stand above itself, nor in another province.")})
        above = above.parent


def _refuse_backwards(agency: Agency) -> None:
    if agency.valid_from and agency.valid_to and agency.valid_to < agency.valid_from:
        raise ValidationError({"valid_to": _("The last day lies before the first.")})


def _refuse_namesake(agency: Agency) -> None:
    """The database cannot say it: two agencies of one name may follow each other, but not exist together."""
    namesakes = Agency.objects.filter(province=agency.province, key=agency.key).exclude(pk=agency.pk)
    if any(overlap(other, agency) for other in namesakes):
        raise ValidationError({"name": _("An agency of this name already exists at that time.")})


def _learn_short_name(agency: Agency) -> None:
    """The short name is a spelling too, unless another agency has it already: then it stays ambiguous and unlearnt."""
    key = name_key(agency.short_name)
    if key and key != agency.key and not known_elsewhere(agency, key):
        AgencyAlias.objects.get_or_create(agency=agency, key=key, defaults={"text": agency.short_name})


def _tell_change(agency: Agency, before: dict[str, object], by: User | None) -> None:
    version_note(agency)
    index.put(agency)
    after = _as_read(agency)
    if after != before:
        data = {"name": agency.name, "before": before, "after": after}
        log(action="organizations.agency_changed", user=by, target=agency, data=data)


def _as_read(agency: Agency) -> dict[str, object]:
    words = {name: getattr(agency, name) for name in FIELDS}
    return words | {
        "kind": agency.get_kind_display(),
        "parent": str(agency.parent or ""),
        "unit": str(agency.unit or ""),
    }
