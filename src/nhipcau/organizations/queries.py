"""Reading the agencies of a province: lists for screens, and what a name in a document means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from rapidfuzz import fuzz, process

from nhipcau.accounts.models import User
from vanban.text import fold, name_key, sort_key

from .models import Agency, AgencyAlias, AgencyGroup, Appointment, GroupAlias, Province

T = TypeVar("T")

LIKELY = 72  # of 100: below this a suggestion is a guess that costs more than it saves


@dataclass(frozen=True)
class Suggestion:
    """An agency that a name in a document may mean, and how alike they are (0 to 100)."""

    agency: Agency
    score: int


class Names:
    """All names by which the agencies and groups of a province are written on a day. Two queries, however many names
    are looked up; for one name ``match_agency`` and ``match_group`` are shorter."""

    def __init__(self, province: Province, on: date | None = None) -> None:
        self._agencies: dict[str, dict[int, Agency]] = {}
        self._groups: dict[str, dict[int, AgencyGroup]] = {}
        day = on or timezone.localdate()
        for agency in Agency.objects.valid_on(day).filter(province=province):
            self._agencies.setdefault(agency.key, {})[agency.pk] = agency
        known = {agency.pk: agency for named in self._agencies.values() for agency in named.values()}
        for alias in AgencyAlias.objects.filter(agency__in=known):
            self._agencies.setdefault(alias.key, {})[alias.agency_id] = known[alias.agency_id]
        for group in AgencyGroup.objects.filter(province=province).prefetch_related("aliases"):
            for key in {name_key(group.name)} | {alias.key for alias in group.aliases.all()}:
                self._groups.setdefault(key, {})[group.pk] = group

    def agency(self, key: str) -> Agency | None:
        """The one agency with this key (``vanban.text.name_key``); None when there is none, or more than one."""
        return _only(self._agencies.get(key))

    def group(self, key: str) -> AgencyGroup | None:
        return _only(self._groups.get(key))

    def suggest(self, text: str, limit: int = 3) -> list[Suggestion]:
        """Agencies whose name or other spelling is most like this text, the likeliest first."""
        best: dict[int, Suggestion] = {}
        found = process.extract(name_key(text), self._agencies.keys(), scorer=fuzz.token_set_ratio, limit=limit * 4)
        for key, score, _index in found:
            for agency in self._agencies[key].values() if score >= LIKELY else ():
                best.setdefault(agency.pk, Suggestion(agency, round(score)))
        return list(best.values())[:limit]


def _only(found: dict[int, T] | None) -> T | None:
    return next(iter(found.values())) if found and len(found) == 1 else None


def match_agency(province: Province, mention_key: str, on: date | None = None) -> Agency | None:
    return Names(province, on).agency(mention_key)


def match_group(province: Province, mention_key: str, on: date | None = None) -> AgencyGroup | None:
    return Names(province, on).group(mention_key)


def expand_group(group: AgencyGroup, on: date | None = None) -> list[Agency]:
    """The members of a group on a day, in the order of the alphabet. An open-ended group has none of its own."""
    if group.open_ended:
        return []
    valid = Agency.objects.valid_on(on or timezone.localdate())
    members = valid.filter(province=group.province_id, kind__in=group.kinds) | valid.filter(pk__in=group.named.all())
    return in_order(members)


def in_order(agencies: Iterable[Agency]) -> list[Agency]:
    """By the Vietnamese alphabet, which neither database knows without help."""
    return sorted(agencies, key=lambda agency: sort_key(agency.name))


def agencies_list(
    province: Province, *, kind: str = "", words: str = "", ended: bool = False, on: date | None = None
) -> list[Agency]:
    """Agencies for the list: of a kind, with these words (typed with or without accents) in a name or spelling."""
    agencies = Agency.objects.filter(province=province).select_related("parent").prefetch_related("aliases")
    if not ended:
        agencies = agencies.valid_on(on or timezone.localdate())
    if kind:
        agencies = agencies.filter(kind=kind)
    return in_order(agency for agency in agencies if not words or _has_words(agency, words))


def _has_words(agency: Agency, words: str) -> bool:
    """Compared twice: as typed, and spelled out, so that "vhttdl" finds the words that it stands for."""
    spellings = [agency.name, agency.short_name, *(alias.text for alias in agency.aliases.all())]
    spelled_out = name_key(words.upper())  # only capitals are taken for an abbreviation
    return any(fold(words) in fold(text) for text in spellings) or (bool(spelled_out) and spelled_out in agency.key)


def people_of(agency: Agency, *, former: bool) -> tuple[list[Appointment], list[Appointment]]:
    """Who holds a post at the agency today; and, with ``former``, who did before or will later."""
    today = timezone.localdate()
    posts = Appointment.objects.filter(agency=agency).select_related("user")
    held = sorted(posts if former else posts.valid_on(today), key=lambda post: sort_key(post.user.first_name))
    return [post for post in held if post.is_valid_on(today)], [post for post in held if not post.is_valid_on(today)]


def people_list(province: Province) -> list[User]:
    """Everyone who has or had a post in the province, by given name, as Vietnamese lists of people are."""
    of_province = Appointment.objects.filter(agency__province=province).select_related("agency")
    people = User.objects.filter(appointments__agency__province=province).distinct()
    people = people.prefetch_related(Prefetch("appointments", of_province))
    return sorted(people, key=lambda person: (sort_key(person.first_name), sort_key(person.last_name)))


def groups_list(province: Province) -> QuerySet[AgencyGroup]:
    return AgencyGroup.objects.filter(province=province).prefetch_related("aliases", "named")


def group_names(keys: Iterable[str]) -> list[str]:
    """The words for the kinds that a group takes in."""
    return [str(Agency.Kind(key).label) for key in keys if key in Agency.Kind.values]


def known_elsewhere(agency: Agency, key: str) -> Agency | None:
    """Another agency of the province, existing at the same time, that is written so."""
    others = Agency.objects.filter(province=agency.province_id).exclude(pk=agency.pk)
    others = others.filter(Q(key=key) | Q(aliases__key=key)).distinct()
    return next((other for other in others if overlap(other, agency)), None)


def group_alias_elsewhere(group: AgencyGroup, key: str) -> GroupAlias | None:
    others = GroupAlias.objects.filter(group__province=group.province_id, key=key).exclude(group=group)
    return others.select_related("group").first()


def overlap(one: Agency | Appointment, other: Agency | Appointment) -> bool:
    """Whether two rows are true on a common day."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends
