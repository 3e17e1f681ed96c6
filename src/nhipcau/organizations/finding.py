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
    register_names(other_names)


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
    """For texts that name an agency: all names under which it, its predecessors and its successors are known."""
    keys = {text: {name_key(text), name_key(text.upper())} - {""} for text in texts}
    wanted = set().union(*keys.values())
    named = Q(key__in=wanted) | Q(aliases__key__in=wanted)
    found = Agency.objects.filter(named, province__in=provinces).distinct().prefetch_related("aliases")
    meant: dict[str, list[Agency]] = defaultdict(list)
    for agency in found:
        for key in {agency.key, *(alias.key for alias in agency.aliases.all())} & wanted:
            meant[key].append(agency)
    return {
        text: list(dict.fromkeys(name for key in sorted(own) for agency in meant[key] for name in _names(agency)))
        for text, own in keys.items()
        if own & meant.keys()
    }


def _names(agency: Agency) -> Iterator[str]:
    yield agency.name
    if agency.short_name:
        yield agency.short_name
    yield from (alias.text for alias in agency.aliases.all())
