"""Real plans beside the checkout, read in every format and scored by their own scorer; the floors only rise."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

from vanban import open_document, read_plan
from vanban.schema import to_json

PLANS = Path(os.environ.get("PLANS_DIR", Path(__file__).parents[4] / "shared" / "plans"))
FLOORS = {"txt": 0.998, "docx": 0.998, "pdf": 0.998}
EXTRAS = {"txt": 0.998, "docx": 0.998, "pdf": 0.998}  # with header, sections, sub-items, exact sets of agencies
NAMES = ("hanoi-2023", "hcmc-2022", "tuyenquang-2022")

pytestmark = [
    pytest.mark.plans,
    pytest.mark.skipif(not PLANS.is_dir(), reason=f"the real plans are not beside the checkout ({PLANS})"),
]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", PLANS / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", FLOORS)
@pytest.mark.parametrize("name", NAMES)
def test_a_real_plan_is_read_as_people_read_it(scorer: ModuleType, name: str, kind: str) -> None:
    gold = json.loads((PLANS / "gold" / f"{name}.json").read_text("utf-8"))
    document = open_document(PLANS / f"{name}.{kind}")
    scores = scorer.score(gold, to_json(read_plan(document), document))
    poor = {field: round(value["f1"], 3) for field, value in scores["fields"].items() if value["f1"] < 1}
    assert scores["overall"] >= FLOORS[kind], poor
    assert scores["overall_with_extras"] >= EXTRAS[kind], scores["extras"]


def test_the_plan_itself_is_doubted_where_it_contradicts_itself() -> None:
    plan = read_plan(open_document(PLANS / "hanoi-2023.docx"))
    assert [finding.message.code for finding in plan.findings] == ["number_differs"]
    doubted = {task.number: doubt.choices for task in plan.tasks for doubt in task.doubts if doubt.field == "time"}
    assert doubted["III.9"] == ("Tháng 10/2023", "cuối tháng 10/2023")
    assert plan.unread == ()
