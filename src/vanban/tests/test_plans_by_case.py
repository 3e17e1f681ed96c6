"""Plans of other fields and provinces, laid out in other ways: cases/plans/*.txt and, as text
that was copied from a page, cases/copied/*.txt; written for this test.

A case states facts; of the kinds of fact that it states (tasks, items, duties ...), it states all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban import read_plan

from .plan_cases import PLANS, facts, load


def _kind(line: str) -> str:
    return line.split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0]


def by_kind(lines: list[str]) -> dict[str, list[str]]:
    """Facts by kind, in their order within a kind."""
    found: dict[str, list[str]] = {}
    for line in lines:
        kind = line.removeprefix("no ") if line.startswith("no ") else _kind(line)
        found.setdefault(kind, []).extend([] if line.startswith("no ") else [line])
    return found


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_says_what_its_case_states(path: Path) -> None:
    document, lines = load(path)
    stated = by_kind(lines)
    read = by_kind(facts(read_plan(document)))
    assert {kind: read.get(kind, []) for kind in stated} == stated
