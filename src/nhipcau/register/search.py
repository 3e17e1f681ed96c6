"""Search over plans and tasks: words with or without accents, document numbers exactly, in every spelling."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from nhipcau.plans.models import Plan, PlanTask
from nhipcau.plans.permissions import plans_visible_to
from vanban.text import fold

from .queries import found, tasks_of, with_agencies
from .reader import Reader

MOST_PLANS = 10

# "235/KH-UBND", "235 / KH - UBND", "số 235-KH/UBND" (the party's way), "12/2026/QĐ-UBND", "kế hoạch 235"
NUMBER = re.compile(
    r"(?:\bso\b\s*:?\s*)?(?P<number>\d{1,5})\s*(?P<rest>[/-]\s*(?:\d{4}\s*/\s*)?[a-z]+(?:\s*[-/&.]\s*[a-z]+)*)"
)
BARE_NUMBER = re.compile(r"(?:so|ke hoach|kh|quyet dinh|qd)\s*:?\s*(?P<number>\d{1,5})\b|^(?P<alone>\d{1,5})$")


def number_key(text: str) -> str:
    """A document number without what its writers do differently: spaces, the kind of stroke, case, accents.

    >>> number_key("Số: 235 / KH – UBND") == number_key("235/KH-UBND") == "235/kh/ubnd"
    True
    """
    bare = re.sub(r"^so\b[\s:]*", "", fold(text))
    return re.sub(r"\s*[-–/]\s*", "/", bare).replace(" ", "").lstrip("0")


def numbers_sought(text: str) -> tuple[set[str], set[str]]:
    """Whole document numbers in what was typed (as keys), and bare ones ("kế hoạch 235").

    >>> numbers_sought("kế hoạch số 235/KH-UBND")
    ({'235/kh/ubnd'}, set())
    >>> numbers_sought("kh 235")
    (set(), {'235'})
    """
    folded = re.sub("[–—]", "-", fold(text))
    whole = {number_key(match["number"] + match["rest"]) for match in NUMBER.finditer(folded)}
    bare = {(match["number"] or match["alone"]).lstrip("0") for match in BARE_NUMBER.finditer(folded)}
    return whole, set() if whole else bare


def plans_found(reader: Reader, text: str) -> list[Plan]:
    """Plans with this number, then plans that hold every word; for a whole number only those that bear it."""
    words = fold(text).split()
    if not words:
        return []
    visible = plans_visible_to(reader.user)
    whole, bare = numbers_sought(text)
    numbered = _numbered(visible, whole, bare) if whole or bare else []
    held = Q()
    for word in words:
        held &= Q(folded__contains=word)
    wanted = Q(pk__in=numbered) if whole else held | Q(pk__in=numbered)
    order = Case(When(pk__in=numbered, then=0), When(subject__contains=text, then=1), default=2)
    return list(visible.filter(wanted).order_by(order, "-year", "-issued_on")[:MOST_PLANS])


def _numbered(plans: QuerySet[Plan], whole: set[str], bare: set[str]) -> list[int]:
    """A province has some hundred plans in its lifetime, so their numbers are compared here, spelling by spelling."""
    keys = {pk: number_key(number) for pk, number in plans.exclude(number="").values_list("pk", "number")}
    return [pk for pk, key in keys.items() if key in whole or key.split("/")[0] in bare]


def tasks_found(reader: Reader, text: str) -> QuerySet[PlanTask]:
    """Tasks that hold every word; those whose title has them as typed come first."""
    if not fold(text):
        return PlanTask.objects.none()
    whole_numbers = NUMBER.sub(lambda match: match[0].replace(" ", ""), fold(text)) if numbers_sought(text)[0] else text
    ranked: QuerySet[Any] = found(tasks_of(reader), whole_numbers)
    return with_agencies(ranked.order_by("rank", "-plan__year", "plan", "position"))
