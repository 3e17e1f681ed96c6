"""Before and after each other, for the search: who looks for "Sở TTTT" means also whoever does its work today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from nhipcau.organizations.finding import register_relatives
from nhipcau.organizations.models import Agency

from .functions import THIS_WORK
from .models import Transfer
from .rules import Lineage, Step


def register() -> None:
    register_relatives(relatives)


def relatives(agencies: Sequence[Agency]) -> Mapping[int, Sequence[Agency]]:
    """By number: all who held this work before each of them, and all who hold it after."""
    provinces = {agency.province_id for agency in agencies}
    transfers = Transfer.objects.filter(event__province__in=provinces, withdrawn=False)
    lineage = Lineage(Step(*row) for row in transfers.values_list("old", "new", "function", "effective_on"))
    numbers = {agency.pk: _before_and_after(lineage, agency.pk) for agency in agencies} if lineage else {}
    wanted = {pk for found in numbers.values() for pk in found}
    known = Agency.objects.prefetch_related("aliases", "versions").in_bulk(wanted) if wanted else {}
    return {pk: [known[other] for other in found if other in known] for pk, found in numbers.items()}


def _before_and_after(lineage: Lineage, agency: int) -> list[int]:
    after = [step.new for step in lineage.path(agency, THIS_WORK, date.min) if step.new]
    before = [one.agency for one in lineage.inherited([agency], THIS_WORK)]
    return list(dict.fromkeys([*after, *before]))
