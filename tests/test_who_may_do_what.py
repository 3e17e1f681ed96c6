"""One table for the whole site: who gets in at which address, and that no address is missing from it.

`in` is any answer that shows or does something. Whoever may not gets 404, so that nothing is learnt from the answer;
a visitor is sent to the sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.accounts.tests.openid import Service, switch_on
from nhipcau.demo.plans import plan_in_review, plan_of_the_year
from nhipcau.organizations.actions import (
    access_review_open,
    agency_add,
    alias_learn,
    appointment_begin,
    delegation_begin,
    group_add,
    person_change,
)
from nhipcau.organizations.models import Agency, Province
from nhipcau.plans.models import PlanTask, TaskAgency
from nhipcau.succession.actions import succession_apply
from nhipcau.succession.drafts import Draft, Handover
from tests.rows_to_try import (
    Rows,
    addresses,
    browser_or_program,
    found_in_addresses,
    rows_of_exchange,
    second_factor_for_test,
    session_for_test,
)

PEOPLE = ("lan", "an", "son", "minh", "thu", "tam", "hoa", "visitor")
EVERYONE = "in in in in in in in in"
SIGNED_IN = "in in in in in in in login"
OWN = "in in in in in in in login"  # everybody's own: what is shown is only theirs
IN_PROVINCE = "in in in in in 404 in login"  # a list of the reader's own province
OF_PROVINCE = "in in in in in 404 404 login"  # a row of this province
READERS = "in in in 404 404 404 404 login"
MANAGERS_OWN = "in in 404 404 404 404 in login"
MANAGERS = "in in 404 404 404 404 404 login"
PROGRAMS = "in in in in in 401 in 401"  # of the person's own; a token ends with the post
LANS = "in 404 404 404 404 404 404 login"  # what Lan made for herself
ADMINISTRATORS = "404 in 404 404 404 404 404 login"
HEADS = "404 in in 404 404 404 404 login"  # who confirms posts in the yearly review
NOBODY = "404 404 404 404 404 404 404 404"
MACHINE_TOKEN = "the one of the machine"

# Lan keeps the plans, An administers, Sơn reads, Minh leads the task, Thu has no part in it, Tâm has left his post,
# Hoa keeps the plans of another province.
TABLE = {
    #                                  lan an son minh thu tam hoa visitor
    "set_language": EVERYONE,
    "accounts:login": EVERYONE,
    "accounts:code": EVERYONE,  # sends back whoever has not shown the first factor
    "accounts:common": EVERYONE,
    "accounts:common_return": EVERYONE,  # sends back whoever does not bring an answer to a question of this browser
    "accounts:logout": SIGNED_IN,
    "accounts:profile": SIGNED_IN,
    "accounts:password": SIGNED_IN,
    "accounts:second_factor": OWN,
    "accounts:second_factor_on": OWN,
    "accounts:second_factor_off": LANS,
    "accounts:recovery_codes": OWN,
    "accounts:recovery_codes_file": LANS,
    "accounts:recovery_codes_new": LANS,
    "accounts:devices": OWN,
    "accounts:sessions_end": OWN,
    "accounts:session_revoke": LANS,
    "organizations:agencies": IN_PROVINCE,
    "organizations:agency_add": MANAGERS_OWN,
    "organizations:agency": OF_PROVINCE,
    "organizations:agency_edit": MANAGERS,
    "organizations:alias_learn": MANAGERS,
    "organizations:alias_forget": MANAGERS,
    "organizations:groups": IN_PROVINCE,
    "organizations:group_add": MANAGERS_OWN,
    "organizations:group": OF_PROVINCE,
    "organizations:group_edit": MANAGERS,
    "organizations:people": ADMINISTRATORS,
    "organizations:person_add": ADMINISTRATORS,
    "organizations:person": ADMINISTRATORS,
    "organizations:person_close": ADMINISTRATORS,
    "organizations:person_reopen": ADMINISTRATORS,
    "organizations:person_second_factor": ADMINISTRATORS,
    "organizations:person_password": ADMINISTRATORS,
    "organizations:person_email": ADMINISTRATORS,
    "organizations:person_unbind": ADMINISTRATORS,
    "organizations:appoint": ADMINISTRATORS,
    "organizations:appointment_end": ADMINISTRATORS,
    "organizations:delegate": ADMINISTRATORS,
    "organizations:delegation_end": ADMINISTRATORS,
    "organizations:access_reviews": HEADS,
    "organizations:access_open": ADMINISTRATORS,
    "organizations:access_review": HEADS,
    "organizations:access_decide": ADMINISTRATORS,  # Sơn decides on the posts of his own agency only
    "organizations:access_close": ADMINISTRATORS,
    "organizations:access_record": ADMINISTRATORS,
    "succession:events": IN_PROVINCE,
    "succession:add": ADMINISTRATORS,
    "succession:record": ADMINISTRATORS,
    "succession:event": OF_PROVINCE,
    "succession:undo": ADMINISTRATORS,
    "plans:list": OWN,
    "plans:detail": OF_PROVINCE,
    "plans:corrected": MANAGERS,
    "plans:unconfirm": MANAGERS,
    "plans:close": MANAGERS,
    "plans:upload": MANAGERS_OWN,
    "plans:upload_status": MANAGERS,
    "plans:upload_retry": MANAGERS,
    "plans:upload_discard": MANAGERS,
    "plans:original": MANAGERS,
    "plans:review": MANAGERS,
    "plans:review_item": MANAGERS,
    "plans:review_add": MANAGERS,
    "plans:review_accept": MANAGERS,
    "plans:review_agency": MANAGERS,
    "plans:review_compare": MANAGERS,
    "plans:review_confirm": MANAGERS,
    "plans:review_phrase": MANAGERS,
    "register:home": OWN,
    "register:tasks": OWN,
    "register:export_xlsx": OWN,
    "register:export_csv": OWN,
    "register:task": "in in in in 404 404 404 login",
    "register:source": "in in in in 404 404 404 login",
    "register:task_status": "in in 404 in 404 404 404 login",
    "register:calendar": OWN,
    "register:timeline": OWN,
    "register:search": OWN,
    "register:suggest": OWN,
    "api:tokens": OWN,
    "api:token_revoke": LANS,
    "api:keys_end": ADMINISTRATORS,
    "v1:document": EVERYONE,
    "v1:nothing": NOBODY,  # tells programs in their own words that there is nothing
    "v1:me": PROGRAMS,
    "v1:tasks": PROGRAMS,
    "v1:task": "in in in in 404 401 404 401",
    "v1:task_history": "in in in in 404 401 404 401",
    "v1:plans": PROGRAMS,
    "v1:plan": "in in in in in 401 404 401",
    "v1:report_deadlines": PROGRAMS,
    "v1:agencies": PROGRAMS,
    "v1:agency": "in in in in in 401 404 401",
    "v1:events": PROGRAMS,
    "journal:log": OWN,
    "journal:export_csv": OWN,
    "journal:export_xlsx": OWN,
    "exchange:annex": OWN,
    "exchange:reimport_take": OWN,
    "exchange:reimport": LANS,
    "exchange:feeds": OWN,
    "exchange:feed_revoke": LANS,
    "exchange:calendar": EVERYONE,  # whoever knows the secret in the address
    "exchange:webhooks": ADMINISTRATORS,
    "exchange:webhook_add": ADMINISTRATORS,
    "exchange:webhook": ADMINISTRATORS,
    "exchange:webhook_change": ADMINISTRATORS,
    "exchange:webhook_new_key": ADMINISTRATORS,
    "exchange:webhook_pause": ADMINISTRATORS,
    "exchange:webhook_ping": ADMINISTRATORS,
    "exchange:webhook_replay": ADMINISTRATORS,
    "exchange:webhook_remove": ADMINISTRATORS,
    "upkeep:alive": EVERYONE,
    "upkeep:health": ADMINISTRATORS,
    "upkeep:machine": NOBODY,  # machines come with a token
}


@pytest.fixture
def everyone(lan, an, son, minh, tam, hoa, lead_department) -> dict[str, User | None]:
    thu = User.objects.create(username="thu")
    press = Agency.objects.create(province=lead_department.province, name="Báo Lam Hải", key="bao lam hai")
    appointment_begin(user=thu, agency=press, role="officer", by=None)
    return dict(zip(PEOPLE, (lan, an, son, minh, thu, tam, hoa, None), strict=True))


@pytest.fixture
def office(settings, monkeypatch) -> Service:
    """The common sign-in of the office, and what it says of Minh."""
    service = switch_on(settings, monkeypatch)
    service.claims = {"email": "minh@example.gov.vn", "sub": "minh"}
    return service


@pytest.fixture
def rows(province: Province, trade: Agency, lan: User, minh: User, office, settings, tmp_path) -> Rows:
    """For each address with a number in it, the row of our province that it is tried on. The office has a common
    sign-in, machines have a token, and Lan has a second factor: else some addresses would be there for nobody."""
    settings.MEDIA_ROOT, settings.HEALTH_TOKEN = tmp_path, MACHINE_TOKEN
    person_change(person=minh, email="minh@example.gov.vn", by=None)
    second_factor_for_test(lan)
    plan = plan_of_the_year(province, lan)
    task = plan.tasks.all()[0]
    PlanTask.objects.filter(pk=task.pk).update(title="Bản tin", due_on=date(2026, 11, 25), status="not_started")
    task.parts.all().delete()
    TaskAgency.objects.create(task=task, role="lead", text=trade.name, agency=trade).members.add(trade)
    upload = plan_in_review(province, lan)
    alias = alias_learn(agency=trade, text="Ngành Công thương", by=lan)
    group = group_add(province=province, name="Các sở", kinds=["department"], by=lan)
    item = upload.items.filter(kind="task").first()
    delegation = delegation_begin(
        appointment=minh.appointments.get(), user=lan, decided_by="Giám đốc Sở", ends=date(2026, 12, 31), by=None
    )
    review = access_review_open(province=province, year=2026, by=lan)
    culture = agency_add(province=province, name="Sở Văn hóa", kind="department", by=None)
    transfer = Draft(province, "transfer", date(2025, 3, 1), (Handover(culture, trade, "tourism"),))
    event = succession_apply(draft=transfer, by=None)
    assert alias
    assert item
    by_prefix = {
        "accounts:session": {"pk": session_for_test(lan).pk},
        "organizations:agency": {"pk": trade.pk},
        "organizations:alias": {"pk": trade.pk, "alias_pk": alias.pk},
        "organizations:group": {"pk": group.pk},
        "organizations:person": {"pk": minh.pk},
        "api:keys": {"pk": minh.pk},
        "organizations:appoint": {"pk": minh.pk},
        "organizations:appointment_end": {"pk": minh.appointments.get().pk},
        "organizations:delegate": {"pk": minh.appointments.get().pk},
        "organizations:delegation_end": {"pk": delegation.pk},
        "organizations:access": {"pk": review.pk, "item_pk": review.items.get(person=str(minh)).pk},
        "succession:record": {"kind": "rename"},
        "succession:": {"pk": event.pk},
        "plans:upload": {"pk": upload.pk},
        "plans:original": {"pk": upload.pk},
        "plans:review": {"pk": upload.pk},
        "plans:review_item": {"pk": upload.pk, "item_pk": item.pk},
        "plans:": {"pk": plan.pk},
        "register:": {"pk": task.pk},
        "v1:task": {"task_id": task.pk},
        "v1:plan": {"plan_id": plan.pk},
        "v1:agency": {"agency_id": trade.pk},
    } | rows_of_exchange(province, lan)
    return found_in_addresses(by_prefix)


def filled_in(rows: Rows) -> dict[str, dict[str, object]]:
    """Forms that mean nothing when they are empty."""
    return {
        "plans:review_agency": {"ten": "Sở X", "nghia": "chu"},
        "plans:review_compare": {"plan": rows["plans:detail"]["pk"]},
    }


def answer(user: User | None, address: str, data: dict[str, object]) -> str:
    """What the person gets there, by reading or by sending an empty form; whatever it did is undone."""
    answers = []
    for method in ("get", "post"):
        with transaction.atomic():
            response = getattr(browser_or_program(user, address), method)(address, data)
            response.getvalue()  # to the end, or a file stays open
            sent_away = response.headers.get("Location", "").startswith("/dang-nhap/?")
            answers.append("login" if sent_away else str(response.status_code))
            transaction.set_rollback(True)
    given = [status for status in answers if status != "405"]
    return given[0] if set(given) <= {"login", "404", "403", "401"} else "in"


def test_everyone_gets_in_where_the_table_says_and_nowhere_else(everyone, rows):
    wrong = []
    for name, expected in TABLE.items():
        address = reverse(name, kwargs=rows[name])
        for person, allowed in zip(PEOPLE, expected.split(), strict=True):
            got = answer(everyone[person], address, filled_in(rows).get(name, {}))
            if got != allowed:
                wrong.append(f"{name}: {person} got {got}, not {allowed}")
    assert not wrong, "\n".join(wrong)


def test_no_address_is_missing_from_the_table():
    assert {name for name, _pattern in addresses()} == set(TABLE)


@pytest.mark.parametrize("name", ["register:tasks", "register:home", "register:calendar", "register:timeline"])
def test_a_list_shows_nothing_of_another_province(client_of: Callable[[User], Client], rows, hoa, minh, name):
    assert "Bản tin" in client_of(minh).get(reverse(name)).content.decode()
    assert "Bản tin" not in client_of(hoa).get(reverse(name)).content.decode()
