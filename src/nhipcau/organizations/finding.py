"""What can be found of agencies, and the names by which a search may mean one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q, QuerySet

from nhipcau.search.expansion import register_names
from nhipcau.search.rights import Readers
from nhipcau.search.sources import Document, Source, register
from vanban.text import name_key

from .models import Agency

AGENCY = "agency"


def register_source() -> None:
    register(Source(AGENCY, Agency, _agencies))
    register_names("organizations", other_names)


def _agencies(agencies: QuerySet[Agency]) -> Iterator[Document]:
    for agency in agencies.prefetch_related("aliases"):
        spellings = dict.fromkeys([agency.short_name, *(alias.text for alias in agency.aliases.all())])
        yield Document(
            object_id=agency.pk,
            province=agency.province_id,
            title=agency.name,
            body="\n".join(filter(None, spellings)),
            readers=Readers(everyone=True),
        )


def other_names(provinces: Sequence[int], texts: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """For texts that name an agency: its other names. Those before and after it are known to ``succession``."""
    return {
        text: list(dict.fromkeys(name for agency in agencies for name in names_of(agency)))
        for text, agencies in named(provinces, texts).items()
    }


def named(provinces: Sequence[int], texts: Sequence[str]) -> dict[str, list[Agency]]:
    """Which agencies of these provinces the texts name, of whatever time; two queries."""
    keys = {text: {name_key(text), name_key(text.upper())} - {""} for text in texts}
    wanted = set().union(*keys.values())
    known = Q(key__in=wanted) | Q(aliases__key__in=wanted)
    found = Agency.objects.filter(known, province__in=provinces).distinct().prefetch_related("aliases")
    meant: dict[str, list[Agency]] = defaultdict(list)
    for agency in found:
        for key in {agency.key, *(alias.key for alias in agency.aliases.all())} & wanted:
            meant[key].append(agency)
    return {
        text: list({agency.pk: agency for key in sorted(own) for agency in meant[key]}.values())
        for text, own in keys.items()
        if own & meant.keys()
    }


def names_of(agency: Agency) -> Iterator[str]:
    yield agency.name
    if agency.short_name:
        yield agency.short_name
    yield from (alias.text for alias in agency.aliases.all())
