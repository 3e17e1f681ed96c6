"""The JSON of a plan: it is what the schema says, it comes back whole, and every place holds its value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from vanban import Document, Plan, read_plan
from vanban.json_schema import json_schema
from vanban.plan import AgencyMention, Found
from vanban.schema import document_from_json, document_to_json, from_json, to_json

from .plan_cases import PLANS, load

PUBLISHED = Path(__file__).parents[1] / "data" / "plan.schema.json"


@pytest.fixture(params=PLANS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Document:
    return load(request.param)[0]


@pytest.fixture
def plan(document: Document) -> Plan:
    return read_plan(document)


def test_the_published_schema_is_the_one_of_the_values() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == json_schema()


def test_a_plan_in_json_keeps_to_the_schema(plan: Plan, document: Document) -> None:
    jsonschema.validate(json.loads(json.dumps(to_json(plan, document))), json_schema())


def test_a_plan_comes_back_from_json_whole(plan: Plan, document: Document) -> None:
    assert from_json(json.loads(json.dumps(to_json(plan, document, "en")))) == plan


def test_a_document_comes_back_from_json_whole(document: Document) -> None:
    assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document


def test_every_place_holds_its_value(plan: Plan, document: Document) -> None:
    for value, printed in _printed(plan, document):
        assert set(_words(value)) <= set(_words(printed)), (value, printed)


def _printed(plan: Plan, document: Document) -> Iterator[tuple[str, str]]:
    """(value, the text at its places) of all that is printed as it is read."""
    found: list[Found[str] | AgencyMention | None] = [
        plan.header.place,
        plan.header.subject,
        plan.header.issuing_authority,
    ]
    for task in plan.tasks:
        found += [task.title, task.group, task.lead_text, task.output, task.note, *task.sub_items, *task.lead_agencies]
    for entry in plan.responsibilities:
        found += [entry.heading, *entry.items]
    found += [*plan.recipients, *plan.closing, *plan.preamble]
    for one in found:
        if one is not None:
            value = one.text if isinstance(one, AgencyMention) else one.value
            yield value, " ".join(document.text_at(place) for place in one.places)


def _words(text: str) -> list[str]:
    return text.replace(";", " ").replace(".", " ").replace(",", " ").split()
