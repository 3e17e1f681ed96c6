"""schemathesis asks all that the OpenAPI document allows and much that it forbids, and checks every answer against it.

A short run here; the long one is ``SCHEMATHESIS_EXAMPLES=300 make test ARGS="-k schemathesis"``.
"""

from __future__ import annotations

import os
from datetime import date

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from nhipcau.config.wsgi import application
from nhipcau.plans.models import ReportDeadline

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES") or 8)
CONFIG = {
    # An extra parameter may be an empty list, of which nothing reaches the address; test_access.py tries those.
    "generation": {"allow-extra-parameters": False},
    # A change that the document allows may still come too late, name no version, or want a day for what is done.
    "operations": [
        {
            "include-operation-id": "task_change",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "403", "404", "412", "422", "428"]}},
        }
    ],
}


def document(**generation):
    config = schemathesis.Config.from_dict(CONFIG | {"generation": CONFIG["generation"] | generation})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


schema, valid = document(), document(mode="positive")


@pytest.fixture
def token(tasks, plan, minh, token_of, settings):
    """A program of Minh's, in a register that holds some of everything."""
    settings.API_TOKEN_LIMIT = settings.API_ADDRESS_LIMIT = 10**9
    ReportDeadline.objects.create(plan=plan, what="Báo cáo", due_on=date(2026, 3, 20), recurrence="monthly", text="x")
    return token_of(minh)[1]


@pytest.fixture(autouse=True)
def one_connection():
    """Each request would end the database connection that holds the test's transaction; Django's own client does the
    same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_the_document_says(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


class Programs(valid.as_state_machine()):
    """Programs that go on from what they were told: from a list to a task, with its ETag to a change and on."""

    headers: dict[str, str] = {}
    seen: list[tuple[str, int]] = []

    def before_call(self, case):
        case.headers.pop("Authorization", None)  # what it made up itself; the other test tries those

    def get_call_kwargs(self, case):
        return {"headers": self.headers}

    def validate_response(self, response, case, additional_checks=None, **kwargs):
        self.seen.append((case.method, response.status_code))
        case.validate_response(response, headers=self.headers, transport_kwargs=kwargs)


def test_what_one_answer_leads_to_is_as_the_document_says(token, monkeypatch):
    monkeypatch.setattr(Programs, "seen", [])
    monkeypatch.setattr(Programs, "headers", {"Authorization": f"Bearer {token}"})
    few = settings(
        max_examples=max(EXAMPLES, 20),
        derandomize=EXAMPLES < 20,
        stateful_step_count=8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    Programs.run(settings=few)
    assert ("PATCH", 200) in Programs.seen  # some came as far as a change
