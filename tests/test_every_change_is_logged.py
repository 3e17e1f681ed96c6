"""Whatever is done at an address is told in the log: each that takes a form is used with success, and adds an entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from nhipcau.accounts import second_factor
from nhipcau.accounts.models import User
from nhipcau.history.actions import READ_SUFFIX
from nhipcau.history.models import Entry
from tests.forms import form_of
from tests.rows_to_try import browser_or_program
from tests.test_lost_updates import HOW, RACES
from tests.test_sent_twice import CASES, Case
from tests.test_who_may_do_what import Rows, everyone, office, rows  # noqa: F401 - fixtures


def proof(at: Rows) -> dict[str, Any]:
    code = second_factor.recovery_codes(User.objects.get(username="lan"))[0]
    return {"password": "lan-mật-khẩu", "code": code}


OWN = {
    "set_language": Case("lan", {"language": "en"}),
    "accounts:logout": Case("lan"),
    "accounts:password": Case("lan", {"password": "lan-mật-khẩu", "new_password": "một-mật-khẩu-dài"}),
    "accounts:second_factor_off": Case("lan", proof),
    "accounts:recovery_codes_new": Case("lan", proof),
}
AT_THE_DOOR = {
    "accounts:login": "test_signing_in_is_told",
    "accounts:code": "accounts/tests/test_second_factor.py: signed_in_code",
    "accounts:second_factor_on": "test_turning_the_second_step_on_is_told",
    "accounts:common_return": "accounts/tests/test_oidc.py: signed_in_oidc",
}
NOTHING_DONE = {
    "accounts:common": "leads to the common sign-in",
    "accounts:second_factor": "a page",
    "accounts:recovery_codes": "the codes are no longer shown in this browser",
    "accounts:recovery_codes_file": "a page",
    "accounts:devices": "a page",
}


def test_every_address_that_takes_a_form_is_used_here_or_named():
    assert {*CASES, *RACES, *OWN, *AT_THE_DOOR, *NOTHING_DONE, "v1:task"} == set(HOW)


def use(name: str, at: Rows, everyone: dict[str, User | None], client_of: Callable[[User], Client]) -> list[Entry]:  # noqa: F811
    """Do what the address is for; the entries that tell of it, by whoever did it."""
    case = (CASES | OWN).get(name)
    person = everyone[case.person if case else RACES[name].person if name in RACES else "lan"]
    assert person
    client, fields = client_of(person), {}
    if case:
        case.before(at)
        fields = case.fields(at) if callable(case.fields) else case.fields
    address = reverse(name, kwargs=at[name])  # a case may have put another row there
    if name in RACES:
        page = RACES[name].page
        shown = form_of(client.get(reverse(page, kwargs=at[page])), address)[1]
        fields = {**shown, RACES[name].first[0]: RACES[name].first[1]}
    before = Entry.objects.count()
    if name == "v1:task":
        program = browser_or_program(person, address)
        before, match = Entry.objects.count(), program.get(address)["ETag"]
        program.patch(address, {"note": "x"}, content_type="application/json", headers={"If-Match": match})
    else:
        client.post(address, fields)
    told = Entry.objects.filter(user=person).exclude(action__endswith=READ_SUFFIX).order_by("-pk")
    return list(told[: Entry.objects.count() - before])


def test_whatever_is_done_is_told(rows, everyone, client_of):  # noqa: F811
    silent = []
    for name in {*HOW} - {*AT_THE_DOOR, *NOTHING_DONE}:
        with transaction.atomic():
            if not use(name, {**rows, name: {**rows[name]}}, everyone, client_of):
                silent.append(name)
            transaction.set_rollback(True)
    assert not silent, "\n".join(sorted(silent))


def test_signing_in_is_told(client, minh):
    client.post(reverse("accounts:login"), {"username": "minh", "password": "minh-mật-khẩu"})
    assert Entry.objects.filter(user=minh, action__startswith="accounts.signed_in").count() == 1


def test_turning_the_second_step_on_is_told(client_of, minh):
    client, address = client_of(minh), reverse("accounts:second_factor_on")
    secret = client.get(address).context["secret"].replace(" ", "")
    code = second_factor.code_at(secret, second_factor.counter_now())
    client.post(address, {"code": code, "password": "minh-mật-khẩu"})
    assert Entry.objects.filter(user=minh, action="accounts.second_factor_on").count() == 1
