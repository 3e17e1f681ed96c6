"""What can be found of agencies, and the names by which a search may mean one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db.models import F, Q, QuerySet

from nhipcau.search.expansion import register_names
from nhipcau.search.rights import Readers
from nhipcau.search.sources import Document, Source, register
from vanban.names import spelled_out
from vanban.text import name_key

from .models import Agency, AgencyVersion

AGENCY = "agency"
# By number: the agencies before and after each of these.
Relatives = Callable[[Sequence[Agency]], Mapping[int, Sequence[Agency]]]

_relatives: list[Relatives] = []


def register_relatives(function: Relatives) -> None:
    """Called from ``ready()`` of the app that knows successions."""
    _relatives[:] = [function]


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
    """For texts that name an agency: all names under which it, those before and those after it are known."""
    found = _named(provinces, texts)
    meant = list({agency.pk: agency for agencies in found.values() for agency in agencies}.values())
    relatives = _relatives[0](meant) if _relatives and meant else {}
    return {
        text: list(dict.fromkeys(name for one in agencies for name in _names(one, *relatives.get(one.pk, ()))))
        for text, agencies in found.items()
    }


def _named(provinces: Sequence[int], texts: Sequence[str]) -> dict[str, list[Agency]]:
    """Which agencies of these provinces the texts name or named once, of whatever time."""
    keys = {text: {name_key(text), name_key(text.upper())} - {""} for text in texts}
    wanted = set().union(*keys.values())
    renamed = AgencyVersion.objects.filter(agency__province__in=provinces).exclude(name=F("agency__name"))
    once = {pk: name_key(name) for pk, name in renamed.values_list("agency", "name") if name_key(name) in wanted}
    known = Q(key__in=wanted) | Q(aliases__key__in=wanted) | Q(pk__in=once)
    found = Agency.objects.filter(known, province__in=provinces).distinct().prefetch_related("aliases", "versions")
    meant: dict[str, list[Agency]] = defaultdict(list)
    for agency in found:
        for key in {agency.key, once.get(agency.pk, ""), *(alias.key for alias in agency.aliases.all())} & wanted:
            meant[key].append(agency)
    return {
        text: list({agency.pk: agency for key in sorted(own) for agency in meant[key]}.values())
        for text, own in keys.items()
        if own & meant.keys()
    }


def _names(*agencies: Agency) -> Iterator[str]:
    """All ways in which they are written, abbreviations also spelled out."""
    for agency in agencies:
        versions = [version.name for version in agency.versions.all()]
        spellings = [agency.name, agency.short_name, *(alias.text for alias in agency.aliases.all()), *versions]
        for text in filter(None, spellings):
            yield text
            yield " ".join(spelled_out(tuple(text.split())))
