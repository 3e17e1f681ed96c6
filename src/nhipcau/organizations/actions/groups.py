from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.models import Agency, AgencyGroup, GroupAlias, Province
from nhipcau.organizations.queries import group_alias_elsewhere
from vanban.text import clean, name_key


@transaction.atomic
def group_add(  # noqa: PLR0913 - keyword-only, one for each field of the form
    *,
    province: Province,
    by: User | None,
    name: str,
    kinds: Iterable[str] = (),
    named: Iterable[Agency] = (),
    open_ended: bool = False,
    aliases: Iterable[str] = (),
) -> AgencyGroup:
    group = AgencyGroup(province=province, name=clean(name), kinds=sorted(kinds), open_ended=open_ended)
    _save(group, named, aliases)
    log(action="organizations.group_added", user=by, target=group, data={"name": group.name})
    return group


@transaction.atomic
def group_change(  # noqa: PLR0913 - keyword-only, one for each field of the form
    *,
    group: AgencyGroup,
    by: User | None,
    name: str,
    kinds: Iterable[str] = (),
    named: Iterable[Agency] = (),
    open_ended: bool = False,
    aliases: Iterable[str] = (),
) -> AgencyGroup:
    before = _as_read(AgencyGroup.objects.get(pk=group.pk))
    group.name, group.kinds, group.open_ended = clean(name), sorted(kinds), open_ended
    _save(group, named, aliases)
    _tell_change(group, before, by)
    return group


@transaction.atomic
def group_name(*, group: AgencyGroup, agency: Agency, named: bool, by: User | None) -> None:
    """Name one more agency of the group, or no longer."""
    before = _as_read(group)
    if named:
        group.named.add(agency)
    else:
        group.named.remove(agency)
    _tell_change(group, before, by)


def _tell_change(group: AgencyGroup, before: dict[str, object], by: User | None) -> None:
    after = _as_read(group)
    if after != before:
        data = {"name": group.name, "before": before, "after": after}
        log(action="organizations.group_changed", user=by, target=group, data=data)


def _as_read(group: AgencyGroup) -> dict[str, object]:
    kinds = dict(Agency.Kind.choices)
    return {
        "name": group.name,
        "kinds": [str(kinds.get(kind, kind)) for kind in group.kinds],
        "named": sorted(agency.name for agency in group.named.all()),
        "open_ended": _("yes") if group.open_ended else _("no"),
        "aliases": sorted(group.aliases.values_list("text", flat=True)),
    }


def _save(group: AgencyGroup, named: Iterable[Agency], aliases: Iterable[str]) -> None:
    group.full_clean()
    named = list(named)
    if not group.open_ended and not group.kinds and not named:
        raise ValidationError(
            _("Say who belongs to the group: kinds of agency, agencies by name, or left to judgement.")
        )
    if any(agency.province_id != group.province_id for agency in named):
        raise ValidationError(_("A group holds only agencies of its own province."))
    group.save()
    group.named.set(named)
    _set_aliases(group, aliases)


def _set_aliases(group: AgencyGroup, texts: Iterable[str]) -> None:
    wanted = {name_key(text): clean(text) for text in texts if name_key(text)}
    wanted.pop(name_key(group.name), None)
    others = AgencyGroup.objects.filter(province=group.province_id).exclude(pk=group.pk)
    names = {name_key(other.name): other.name for other in others}
    for key in {name_key(group.name), *wanted}:
        if key in names:
            params = {"text": wanted.get(key, group.name), "group": names[key]}
            raise ValidationError(_("“%(text)s” already stands for %(group)s."), params=params)
        if elsewhere := group_alias_elsewhere(group, key):
            raise ValidationError(
                _("“%(text)s” already stands for %(group)s."),
                params={"text": elsewhere.text, "group": elsewhere.group.name},
            )
    group.aliases.exclude(key__in=wanted).delete()
    for key, text in wanted.items():
        GroupAlias.objects.get_or_create(group=group, key=key, defaults={"text": text})
