"""The standard bodies of a province before and after 2025, and what they handed on, from ``data/``.

Names hold {level} (tỉnh, thành phố), {name} and {party} (Tỉnh ủy, Thành ủy). ``where`` is "all", "province", "city",
codes of provinces, "not" and codes, or "event" for what only an event makes. Rows say how sure they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from nhipcau.organizations.models import Agency
from vanban.text import fold, name_key

from .drafts import Instrument
from .functions import rows

DISTRICTS = {"district": "huyện", "urban_district": "quận", "city": "thành phố", "town": "thị xã"}
COMMUNES = {"ward": "phường", "commune": "xã", "township": "thị trấn", "district": "huyện"}


@dataclass(frozen=True)
class Locality:
    """A province as the data needs it. ``code`` is empty for one that the official list does not hold."""

    name: str
    level: str
    code: str = ""

    @classmethod
    def of(cls, province: str) -> Locality:
        """By the name with its kind, as in “tỉnh Hà Tĩnh”."""
        kind = next((kind for kind in ("thành phố", "tỉnh") if province.casefold().startswith(f"{kind} ")), "")
        name = province[len(kind) :].strip()
        codes = {fold(row["name"]): row["new_code"] for row in rows("provinces_before.csv")}
        today = codes.get(fold(name), "")
        return cls(name, kind or "tỉnh", today)

    def has(self, where: str) -> bool:
        if where in ("all", "province", "city"):
            return where == "all" or (where == "city") == (self.level == "thành phố")
        codes = where.split()
        return self.code not in codes[1:] if codes[0] == "not" else self.code in codes

    def written(self, text: str) -> str:
        party = "Thành ủy" if self.level == "thành phố" else "Tỉnh ủy"
        return text.format(level=self.level, name=self.name, party=party)


@dataclass(frozen=True)
class Standard:
    """A body as it is to be laid."""

    key: str
    name: str
    short_name: str
    kind: str
    parent: str
    aliases: tuple[str, ...]
    by_event: bool
    sure: bool
    source: str = ""


def bodies(locality: Locality) -> list[Standard]:
    """Those of a province, superior ones first."""
    found = []
    for row in rows("bodies.csv"):
        if row["where"] == "event" or locality.has(row["where"]):
            aliases = tuple(locality.written(text) for text in row["aliases"].split("|") if text)
            name, short = locality.written(row["name"]), locality.written(row["short_name"])
            by_event = row["where"] == "event"
            sure = row["certainty"] == "sure"
            rest = (row["parent"], aliases, by_event, sure, row["source"])
            found.append(Standard(row["key"], name, short, row["kind"], *rest))
    return sorted(found, key=lambda body: bool(body.parent))


def standard_of(agency: Agency) -> Standard | None:
    """The row of the data that an agency of this name stands in, for its source."""
    known = bodies(Locality.of(agency.province.name))
    return next((body for body in known if name_key(body.name) == agency.key), None)


def districts(locality: Locality) -> list[Standard]:
    """The districts of the province of this name until 30/6/2025. Those of provinces that joined it are not laid:
    its plans of earlier years do not mean them."""
    return [
        Standard(f"district_{code}", f"Ủy ban nhân dân {name}", f"UBND {name}", "district", "", (), False, True)
        for code, name in _district_units(locality)
    ]


def district_police(locality: Locality) -> list[Standard]:
    """The police of the same districts, which ended four months before them."""
    return [
        Standard(f"police_{code}", f"Công an {name}", f"CA {name}", "force", "", (), False, True)
        for code, name in _district_units(locality)
    ]


def _district_units(locality: Locality) -> Iterator[tuple[str, str]]:
    """Codes, and names with their kind."""
    provinces = {row["code"] for row in rows("provinces_before.csv") if fold(row["name"]) == fold(locality.name)}
    for row in rows("districts_before.csv"):
        if row["province"] in provinces and row["kind"] in DISTRICTS:
            yield row["code"], f"{DISTRICTS[row['kind']]} {row['name']}"


def joined(locality: Locality) -> list[Standard]:
    """The committees of the provinces that this one took in on 01/7/2025."""
    found = []
    for row in rows("provinces_before.csv"):
        of_it = row["new_code"] == locality.code and row["valid_to"] == "2025-06-30"
        if of_it and fold(row["name"]) != fold(locality.name):
            name = f"{'thành phố' if row['kind'] == 'city' else 'tỉnh'} {row['name']}"
            key, short = f"joined_{row['code']}", f"UBND {name}"
            found.append(Standard(key, f"Ủy ban nhân dân {name}", short, "committee", "", (), False, True))
    return found


@dataclass(frozen=True)
class Going:
    """One event of the data: (old, function, new) by keys of bodies."""

    kind: str
    on: date
    steps: tuple[tuple[str, str, str], ...]
    instrument: Instrument
    certainty: str
    note: str


def goings(locality: Locality) -> Iterator[Going]:
    """The events of a province, the earliest first; those that make a body before those that hand it something."""
    grouped: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows("handovers.csv"):
        if locality.has(row["where"]):
            grouped.setdefault((row["on"], row["event"]), []).append(row)
    for (on, _event), steps in sorted(grouped.items(), key=lambda item: (item[0][0], item[1][0]["kind"] == "transfer")):
        first = steps[0]
        day = date.fromisoformat(first["instrument_date"]) if first["instrument_date"] else None
        instrument = Instrument(
            first["instrument_type"], first["instrument_number"], day, locality.written(first["issuer"]), first["link"]
        )
        note = f"{first['note']} Nguồn: {first['source']}".strip()
        named = tuple((step["old"], step["function"], step["new"]) for step in steps)
        yield Going(first["kind"], date.fromisoformat(on), named, instrument, first["certainty"], note)


@cache
def communes_before() -> dict[str, list[dict[str, str]]]:
    """The commune-level units until 30/6/2025, by the code of the unit that took them in."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("communes_before.csv"):
        found.setdefault(row["new_code"], []).append(row)
    return found


@cache
def district_names() -> dict[str, str]:
    return {
        row["code"]: f"{DISTRICTS.get(row['kind'], '')} {row['name']}".strip() for row in rows("districts_before.csv")
    }


def formed_from(code: str) -> list[str]:
    """From which units a commune of today was formed, in words."""
    lines = []
    for row in communes_before().get(code, []):
        name = f"{COMMUNES.get(row['kind'], '')} {row['name']}".strip()
        if row["kind"] != "district":
            name = f"{name} ({district_names().get(row['district'], '')})"
        name = _("part of %(unit)s") % {"unit": name} if row["extent"] == "part" else name
        lines.append(_("%(unit)s (unsure)") % {"unit": name} if row["certainty"] == "unsure" else name)
    return lines
