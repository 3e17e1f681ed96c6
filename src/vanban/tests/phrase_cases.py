"""Cases of the phrase readers: tests/cases/<reader>.json, one line a case, in four drawers.

``wild`` phrases stand in issued plans, ``synthetic`` ones were made for a rule, ``negative`` ones must be left alone,
``known_failures`` are wrong today: their tests fail strictly, so that a repair has to be written down.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

SOME = settings(max_examples=40, deadline=None)  # of each property; a busy machine is no failure
FOLDER = Path(__file__).parent / "cases"


def phrases(reader: str) -> list[Any]:
    """The cases of a reader as pytest parameters, named by their text."""
    drawers = json.loads((FOLDER / f"{reader}.json").read_text("utf-8"))
    return [
        pytest.param(
            case,
            id=f"{drawer}: {case['text'][:60]!r}",
            marks=[pytest.mark.xfail(strict=True)] if drawer == "known_failures" else [],
        )
        for drawer, cases in drawers.items()
        for case in cases
    ]
