"""The real plans: every agency list, time phrase and document number is read as the verified answers say."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vanban.reading.agencies import split_agencies
from vanban.reading.citations import find_citations
from vanban.reading.deadlines import find_due_dates, read_time
from vanban.text import clean

PLANS = Path(os.environ.get("PLANS_DIR") or Path(__file__).parents[4] / "shared" / "plans")
NAMES = ["hcmc-2022", "hanoi-2023", "tuyenquang-2022"]
# Cut in two by a page break in the text: the table has to be put together first.
CUT_NUMBERS = {"234/UBND-VHTT"}
pytestmark = [
    pytest.mark.plans,
    pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans (../shared/plans) are not here"),
    pytest.mark.parametrize("name", NAMES),
]


@cache
def gold(name: str) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((PLANS / "gold" / f"{name}.json").read_text("utf-8"))
    return answers


@cache
def text(name: str) -> str:
    return clean((PLANS / f"{name}.txt").read_text("utf-8"))


def test_every_list_of_agencies_is_split_into_the_same_units(name: str) -> None:
    tasks = [*gold(name)["tasks"], *gold(name)["optional_tasks"]]
    cells = [(task["lead_text"], task["lead_agencies"]) for task in tasks]
    cells += [(task["coordinating_text"], task["coordinating_agencies"]) for task in tasks]
    cells += [(block["heading"], block["agencies"]) for block in gold(name)["responsibilities"]]
    for cell, units in cells:
        assert [unit.text for unit in split_agencies(cell or "")] == units


def test_every_time_phrase_means_the_same(name: str) -> None:
    for task in gold(name)["tasks"]:
        time, answer = read_time(task["time_text"] or "", year=gold(name)["header"]["year"]), task["time"]
        read = [time.kind, time.start and time.start.isoformat(), time.end and time.end.isoformat(), time.recurrence]
        assert read == [answer["kind"], answer["start"], answer["end"], answer["recurrence"]]
        assert list(time.also_kinds) == answer["also_kinds"]


def test_every_legal_basis_and_no_other_number_is_found(name: str) -> None:
    answers = gold(name)
    cited = find_citations(text(name))
    for basis in answers["legal_bases"]:
        found = next(c for c in cited if c.number == basis["number"])
        assert [found.type, found.date and found.date.isoformat(), found.issuer, found.subject] == [
            basis["type"], basis["date"], basis["issuer"], basis["subject"],
        ]  # fmt: skip
    own = {answers["header"]["number"], *answers["header"]["number_variants"]}
    letters = {row["letter_number"] for row in answers["comments"]} - CUT_NUMBERS
    numbers = {c["number"] if isinstance(c, dict) else c for c in answers["citations"]}
    assert numbers | letters <= {c.number for c in cited}
    assert {c.number for c in cited if c.number} <= numbers | letters | own


def test_every_day_by_which_a_report_is_due_is_found(name: str) -> None:
    for duty in gold(name)["reporting_deadlines"]:
        dues = find_due_dates(clean(duty["text"]), year=gold(name)["header"]["year"])
        assert (duty["due"], duty["recurrence"]) in [(d.date and d.date.isoformat(), d.recurrence) for d in dues]
