"""Laying the standard bodies of a province: what is missing is added, what is there is kept. May be repeated."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from nhipcau.accounts.models import User
from nhipcau.history.actions import log
from nhipcau.organizations.actions import agency_add, agency_change, alias_learn, group_add
from nhipcau.organizations.models import AdministrativeUnit, Agency, Province
from nhipcau.organizations.queries import Names
from nhipcau.succession.bodies import Going, Locality, Standard, bodies, district_police, districts, goings, joined
from nhipcau.succession.drafts import Body, Draft, Handover, Instrument
from nhipcau.succession.functions import rows
from nhipcau.succession.models import Transfer
from nhipcau.succession.rules import ONE_DAY
from vanban.text import name_key

from .apply import succession_apply

TWO_LEVELS = date(2025, 7, 1)


@dataclass(frozen=True)
class Ending:
    """Bodies of a kind that ended on one day, into a body of the province or without a successor."""

    bodies: Callable[[Locality], list[Standard]]
    on: date
    instrument: Instrument
    into: str = ""


ENDINGS = (
    Ending(districts, TWO_LEVELS, Instrument("Nghị quyết", "203/2025/QH15", date(2025, 6, 16), "Quốc hội")),
    Ending(
        district_police,
        date(2025, 3, 1),
        Instrument("Nghị định", "02/2025/NĐ-CP", date(2025, 2, 18), "Chính phủ"),
        "police",
    ),
    Ending(joined, TWO_LEVELS, Instrument("Nghị quyết", "202/2025/QH15", date(2025, 6, 12), "Quốc hội"), "committee"),
)


@dataclass
class Laid:
    """What was added, and what could not be, in words."""

    agencies: int = 0
    events: int = 0
    skipped: list[str] = field(default_factory=list)


@transaction.atomic
def bodies_load(
    *,
    province: Province,
    by: User | None = None,
    sure_only: bool = False,
    former_only: bool = False,
    communes: bool = False,
) -> Laid:
    """The departments, party and other bodies with their successions, the districts that ended, groups of them.

    ``sure_only`` leaves out what the sources leave unsure, ``former_only`` the bodies that still stand: the province
    has its own list. With ``communes`` also the communes of today, where their official units are in the database.
    """
    laid, locality = Laid(), Locality.of(province.name)
    ends = {old: going for going in goings(locality) if going.kind != "transfer" for old, _work, _new in going.steps}
    unsure = {key for key, going in ends.items() if going.certainty != "sure"} if sure_only else set()
    wanted = [body for body in bodies(locality) if body.key not in unsure and (body.sure or not sure_only)]
    known: dict[str, Agency] = {}
    for body in wanted:
        if not body.by_event and (body.key in ends or not former_only):
            known[body.key] = _lay(province, body, known, laid, by, stands=body.key not in ends)
    ended = [[_lay(province, body, {}, laid, by) for body in ending.bodies(locality)] for ending in ENDINGS]
    _lay_groups(province, locality, by)
    standards = {body.key: body for body in wanted}
    for going in goings(locality):
        if going.certainty == "sure" or not sure_only:
            _let_go(province, going, standards, laid, by)
    for ending, olds in zip(ENDINGS, ended, strict=True):
        _end(province, ending, olds, standards, laid, by)
    if communes:
        _lay_communes(province, locality, laid, by)
    data = {"name": province.name, "agencies": laid.agencies, "events": laid.events}
    log(action="succession.bodies_loaded", user=by, target=province, province=province, data=data)
    return laid


def _lay(
    province: Province, body: Standard, known: dict[str, Agency], laid: Laid, by: User | None, *, stands: bool = False
) -> Agency:
    """The body as it is known, or added; with the spellings that are still free. One that ``stands`` today may be
    known by any of its spellings; the spellings of one that ended are often its successor's."""
    key = name_key(body.name)
    agency = Agency.objects.filter(province=province, key=key).order_by("valid_from").first()
    agency = agency or (Names(province).agency(key) if stands else None)
    if agency is None:
        values = {"name": body.name, "short_name": body.short_name, "kind": body.kind}
        agency = agency_add(province=province, by=by, parent=known.get(body.parent), **values)
        laid.agencies += 1
    _learn(agency, body, by)
    return agency


def _learn(agency: Agency, body: Standard, by: User | None) -> None:
    for text in body.aliases:
        with suppress(ValidationError):  # the spelling is another agency's already, and stays with it
            alias_learn(agency=agency, text=text, by=by)


def _lay_groups(province: Province, locality: Locality, by: User | None) -> None:
    names = Names(province)
    for row in rows("groups.csv"):
        if names.group(name_key(row["name"])):
            continue
        kinds = [kind for kind in row["kinds"].split("|") if kind]
        aliases = [locality.written(text) for text in row["aliases"].split("|")]
        free = [text for text in aliases if not names.group(name_key(text))]
        values = {"kinds": kinds, "open_ended": row["open_ended"] == "yes", "aliases": free}
        group_add(province=province, by=by, name=row["name"], **values)  # type: ignore[arg-type]


def _let_go(province: Province, going: Going, standards: dict[str, Standard], laid: Laid, by: User | None) -> None:
    """One event of the data between what there is. Where something of it is missing, or was recorded otherwise, the
    province's own record stands."""
    handovers = []
    for old_key, function, new_key in going.steps:
        old = _there(province, standards.get(old_key), going.on - ONE_DAY)
        if old and new_key in standards:
            new = _taking(province, standards[new_key], going.on)
            handovers.append(Handover(old, new, function))
    draft = Draft(province, going.kind, going.on, tuple(handovers), going.instrument, going.certainty, going.note)
    if going.certainty == "sure":
        for body in (standards[key] for _old, _function, key in going.steps if key in standards):
            _date(_taking(province, body, going.on), body, going.on, by)
    _apply(draft, laid, by)
    for new_key in {new_key for _old, _function, new_key in going.steps if new_key in standards}:
        if made := _there(province, standards[new_key], going.on):
            _learn(made, standards[new_key], by)


def _date(agency: Agency | Body, body: Standard, on: date, by: User | None) -> None:
    """A body that only an event makes was not there before, also where the province listed it without a day."""
    if body.by_event and isinstance(agency, Agency) and agency.valid_from is None:
        agency_change(agency=agency, by=by, valid_from=on)


def _apply(draft: Draft, laid: Laid, by: User | None) -> None:
    done = Transfer.objects.filter(old__in=draft.olds, effective_on=draft.on, event__kind=draft.kind, withdrawn=False)
    if not draft.handovers or done.exists():
        return
    try:
        succession_apply(draft=draft, by=by)
    except ValidationError as refusal:
        laid.skipped.append(f"{', '.join(old.name for old in draft.olds)}: {' '.join(refusal.messages)}")
    else:
        laid.events += 1
        laid.agencies += len(draft.bodies)


def _there(province: Province, body: Standard | None, day: date) -> Agency | None:
    if body is None:
        return None
    found: Agency | None = Agency.objects.filter(province=province, key=name_key(body.name)).valid_on(day).first()
    return found


def _taking(province: Province, body: Standard, day: date) -> Agency | Body:
    """The agency that takes over, under its standard name or the one it goes by here; or one to be made."""
    found = _there(province, body, day) or Names(province, day).agency(name_key(body.name))
    return found or Body(body.name, body.short_name, body.kind)


def _end(
    province: Province,
    ending: Ending,
    olds: list[Agency],
    standards: dict[str, Standard],
    laid: Laid,
    by: User | None,
) -> None:
    into = _taking(province, standards[ending.into], ending.on) if ending.into in standards else None
    new = into if isinstance(into, Agency) else None
    handovers = tuple(Handover(agency, new) for agency in olds if agency.valid_to is None)
    _apply(Draft(province, "merge" if new else "end", ending.on, handovers, ending.instrument), laid, by)


def _lay_communes(province: Province, locality: Locality, laid: Laid, by: User | None) -> None:
    words = {"commune": "xã", "ward": "phường", "special_zone": "đặc khu"}
    for unit in AdministrativeUnit.objects.filter(parent__code=locality.code, kind__in=words):
        name = f"{words[unit.kind]} {unit.name}"
        if Agency.objects.filter(province=province, unit=unit).exists():
            continue
        values = {"name": f"Ủy ban nhân dân {name}", "short_name": f"UBND {name}", "kind": "commune", "unit": unit}
        with suppress(ValidationError):  # the name is there already, of another time or without its unit
            agency_add(province=province, by=by, valid_from=TWO_LEVELS, **values)
            laid.agencies += 1
