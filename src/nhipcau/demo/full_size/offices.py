"""Agencies, groups and one person in each agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, count, islice, product
from random import Random

from django.contrib.auth.hashers import make_password

from nhipcau.accounts.models import User
from nhipcau.demo import province as demo
from nhipcau.demo.vocabulary import lines
from nhipcau.organizations import actions
from nhipcau.organizations.models import Agency, AgencyGroup, Appointment, Province
from vanban.text import fold, name_key

Role = Appointment.Role
POSTS = {
    Role.ADMINISTRATOR: "Phó Chánh Văn phòng Sở",
    Role.SPECIALIST: "Chuyên viên",
    Role.LEADER: "Phó Chủ tịch Ủy ban nhân dân tỉnh",
    Role.OFFICER: "Chuyên viên Văn phòng",
}


@dataclass(frozen=True)
class Offices:
    province: Province
    committee: Agency
    departments: list[Agency]
    communes: list[Agency]
    groups: list[AgencyGroup]
    specialist: User
    officers: dict[int, User]  # by agency

    @property
    def place(self) -> str:
        return self.province.name.removeprefix("tỉnh ")


def build_offices(luck: Random, name: str, departments: int, communes: int, password: str) -> Offices:
    province = actions.province_add(name=name, lead_department=demo.LEAD_DEPARTMENT)
    assert province.lead_department  # noqa: S101 - province_add makes it; this tells the type checker
    made = [province.lead_department]
    for row in islice(_department_rows(name.removeprefix("tỉnh ")), departments - 1):
        made.append(actions.agency_add(province=province, by=None, **row))
    wards = [
        actions.agency_add(province=province, by=None, name=f"UBND {commune}", kind="commune")
        for commune in _communes(luck, communes)
    ]
    demo.add_groups(province)
    committee = next((agency for agency in made if agency.kind == Agency.Kind.COMMITTEE), made[0])
    people = _people(luck, province, [*made, *wards], committee, password)
    return Offices(
        province=province,
        committee=committee,
        departments=[agency for agency in made if agency is not committee],
        communes=wards,
        groups=list(AgencyGroup.objects.filter(province=province)),
        specialist=people[Role.SPECIALIST, made[0].pk],
        officers={agency: user for (role, agency), user in people.items() if role == Role.OFFICER},
    )


def _department_rows(place: str) -> Iterator[dict[str, str]]:
    """The committee and the agencies of the demo, then those that other plans name, then as many as are wanted."""
    known = [row for row in demo.rows("agencies.csv") if row["kind"] != "commune"]
    known.sort(key=lambda row: row["kind"] != "committee")
    written = (line.split(" | ")[0] for line in lines("agencies", "p new"))
    more = ({"name": name, "short_name": "", "kind": "other"} for name in written)
    projects = ({"name": f"Ban Quản lý dự án số {n}", "short_name": "", "kind": "public_unit"} for n in count(1))
    seen = {name_key(demo.LEAD_DEPARTMENT)}
    for row in chain(known, more, projects):
        fields = {field: row[field].replace("Lam Hải", place) for field in ("name", "short_name", "kind")}
        fields["name"] = fields["name"].replace(" X", f" {place}")
        if (key := name_key(fields["name"])) not in seen:
            seen.add(key)
            yield fields


def _communes(luck: Random, wanted: int) -> list[str]:
    pairs = [f"{a} {b}" for a, b in product(lines("places", "first"), lines("places", "second"))]
    luck.shuffle(pairs)
    rounds = (pair if n == 0 else f"{pair} {n + 1}" for n in count() for pair in pairs)
    return [f"{'phường' if n % 4 == 0 else 'xã'} {pair}" for n, pair in enumerate(islice(rounds, wanted))]


def _people(
    luck: Random, province: Province, agencies: list[Agency], committee: Agency, password: str
) -> dict[tuple[str, int], User]:
    """An officer in each agency; an administrator, a specialist and a leader where they belong."""
    secret = make_password(password or None)  # one for all: hashing hundreds takes minutes
    slug = fold(province.name.removeprefix("tỉnh ")).replace(" ", "-")
    lead = agencies[0]
    seats = [(Role.ADMINISTRATOR, lead), (Role.SPECIALIST, lead), (Role.LEADER, committee)]
    seats += [(Role.OFFICER, agency) for agency in agencies if agency not in (lead, committee)]
    users = User.objects.bulk_create(
        User(
            username=f"{slug}-{number:03}",
            last_name=f"{luck.choice(lines('people', 'family'))} {luck.choice(lines('people', 'middle'))}",
            first_name=luck.choice(lines("people", "given")),
            password=secret,
        )
        for number in range(1, len(seats) + 1)
    )
    Appointment.objects.bulk_create(
        Appointment(user=user, agency=agency, role=role, post=POSTS[role], valid_from=date(2025, 7, 1))
        for user, (role, agency) in zip(users, seats, strict=True)
    )
    return {(role, agency.pk): user for user, (role, agency) in zip(users, seats, strict=True)}
