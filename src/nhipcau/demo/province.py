"""The invented province Lam Hải: its agencies, groups and people, from data/*.csv, through the actions people use."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from nhipcau.accounts.models import User
from nhipcau.organizations import actions
from nhipcau.organizations.models import Agency, Appointment, Province
from nhipcau.succession.actions import bodies_load
from vanban.text import sort_key

DATA = Path(__file__).parent / "data"
NAME = "tỉnh Lam Hải"
LEAD_DEPARTMENT = "Sở Văn hóa, Thể thao và Du lịch"
PASSWORD = "Lam-Hai-2026"  # noqa: S105 - printed on purpose; load_demo refuses to run in production
SINCE = date(2025, 7, 1)  # two-level local government


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build() -> Province:
    """The province with everything in it but plans."""
    province = actions.province_add(name=NAME, lead_department=LEAD_DEPARTMENT)
    agencies = {LEAD_DEPARTMENT: province.lead_department}
    _add_agencies(province, agencies)
    add_groups(province)
    bodies_load(province=province, former_only=True)
    for row in rows("people.csv"):
        _add_person(row, Agency.objects.get(province=province, name=row["agency"]))
    return province


def _add_agencies(province: Province, agencies: dict[str, Agency | None]) -> None:
    waiting = rows("agencies.csv")
    while waiting:  # a parent comes before its children
        ready = [row for row in waiting if not row["parent"] or row["parent"] in agencies]
        if not ready:
            names = ", ".join(row["name"] for row in waiting)
            raise ValueError(f"agencies.csv names parents that it does not hold, for: {names}")
        for row in sorted(ready, key=lambda row: sort_key(row["name"])):
            agencies[row["name"]] = _add_agency(province, row, agencies)
        waiting = [row for row in waiting if row not in ready]


def _add_agency(province: Province, row: dict[str, str], agencies: dict[str, Agency | None]) -> Agency:
    parent = agencies.get(row["parent"])
    values = {"short_name": row["short_name"], "kind": row["kind"], "parent": parent}
    agency = agencies.get(row["name"])
    if agency:
        actions.agency_change(agency=agency, by=None, **values)
    else:
        agency = actions.agency_add(province=province, by=None, name=row["name"], **values)
    for text in filter(None, row["aliases"].split("|")):
        actions.alias_learn(agency=agency, text=text, by=None)
    return agency


def add_groups(province: Province) -> None:
    for row in rows("groups.csv"):
        actions.group_add(
            province=province,
            by=None,
            name=row["name"],
            kinds=filter(None, row["kinds"].split("|")),
            open_ended=row["open_ended"] == "yes",
            aliases=filter(None, row["aliases"].split("|")),
        )


def _add_person(row: dict[str, str], agency: Agency) -> User:
    appointed = Appointment(agency=agency, role=row["role"], post=row["post"], valid_from=SINCE)
    values = {name: row[name] for name in ("username", "last_name", "first_name", "language")}
    return actions.person_add(password=PASSWORD, appointed=appointed, by=None, **values)
