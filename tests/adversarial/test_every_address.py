"""Every address of the site, attacked by whoever may not, with what nobody should send."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from tests.test_who_may_do_what import TABLE, filled_in

from .conftest import allowed, is_broken, text_of
from .odd import NAMES, ODD

REFUSED = {302, 400, 401, 403, 404, 405, 422, 429}
METHODS = ("get", "post", "put", "patch", "delete", "options", "head")
OURS = ("Lam Hải", "Sở Công Thương", "Trần Văn Minh", "Nguyễn Thị Lan", "Bản tin")
NEVER = {"v1:nothing"}  # where it tells programs that there is nothing, there is nothing to get into
NUMBERS = (0, 2, 2**63 - 1, 2**63, 10**30)


def addresses(rows):
    return [(name, reverse(name, kwargs=rows[name])) for name in TABLE]


def test_every_address_is_walked_by_somebody_who_gets_in(rows, insider):
    """So that no attack below goes past a closed door and finds nothing behind it."""
    outside = []
    for name in set(TABLE) - NEVER:
        client, address = insider(name)
        with transaction.atomic():
            answers = [client.get(address), client.post(address, filled_in(rows).get(name, {}))]
            if not any(is_inside(answer) for answer in answers):
                outside.append(
                    f"{name}: {[(answer.status_code, answer.headers.get('Location')) for answer in answers]}"
                )
            for answer in answers:
                text_of(answer)
            transaction.set_rollback(True)
    assert outside == [], "\n".join(outside)


def is_inside(answer):
    """It shows or does something, or says what is wrong with an empty form; it does not send back to the door."""
    if answer.wsgi_request.path == "/dang-xuat/":
        return answer.status_code == 302
    at_the_door = answer.headers.get("Location", "").startswith("/dang-nhap/")
    return answer.status_code in (200, 302, 422, 503) and not at_the_door


@pytest.mark.parametrize("person", ["thu", "tam", "hoa", "visitor"])
def test_a_stranger_is_refused_by_every_method_and_changes_nothing(person, rows, everyone, attacker, untouched):
    """An officer of another agency, one who left, one of another province, somebody who did not sign in."""
    wrong = []
    browser = attacker(everyone[person])
    for name, address in addresses(rows):
        if allowed(name, person):
            continue
        client = attacker(everyone[person], address) if address.startswith("/api/") and everyone[person] else browser
        for method in METHODS:
            answer = getattr(client, method)(address)
            if answer.status_code not in REFUSED and not (method == "options" and answer.status_code == 200):
                wrong.append(f"{method} {name}: {answer.status_code}")
            if any(name_of_ours in text_of(answer) for name_of_ours in OURS) and person != "thu":
                wrong.append(f"{method} {name} tells of us")
    assert wrong == []
    untouched()


def test_what_another_province_is_shown_holds_nothing_of_ours(rows, everyone, attacker):
    wrong = []
    for name, address in addresses(rows):
        if allowed(name, "hoa") and name != "exchange:calendar":  # whoever knows its secret reads it
            text = text_of(attacker(everyone["hoa"], address).get(address, {"q": "Lam Hai", "nam": "tat-ca"}))
            wrong += [f"{name}: {ours}" for ours in OURS if ours in text]
    assert wrong == []


@pytest.mark.parametrize("number", NUMBERS)
def test_guessed_numbers_lead_nowhere(number, rows, everyone, attacker, untouched):
    """As a specialist of another province, and as an officer: whatever they guess, it is theirs or nothing."""
    wrong = []
    for person in ("hoa", "thu"):
        for name in TABLE:
            if not rows[name] or name == "exchange:calendar":
                continue
            guessed = {key: number if isinstance(value, int) else value for key, value in rows[name].items()}
            address = reverse(name, kwargs=guessed)
            client = attacker(everyone[person], address)
            for method in ("get", "post"):
                answer = getattr(client, method)(address)
                text = text_of(answer)
                if answer.status_code >= 500:
                    wrong.append(f"{person} {method} {address}: {answer.status_code}")
                if person == "hoa" and any(ours in text for ours in OURS):
                    wrong.append(f"{person} {method} {address} tells of us")
    assert wrong == []
    untouched()


def test_no_form_is_taken_without_its_token(rows, everyone, attacker, untouched):
    wrong = []
    for person in ("lan", "an"):
        client = attacker(everyone[person], enforce_csrf_checks=True)
        for name, address in addresses(rows):
            if address.startswith("/api/"):
                continue
            status = client.post(address, {"x": "y"}).status_code
            if status not in (403, 404, 405):
                wrong.append(f"{person} {name}: {status}")
    assert wrong == []
    untouched()


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_never_break_anything(odd, insider):
    """Every parameter of the site at once, in the address and in a form, for those who may."""
    body = "&".join(f"{name}={ODD[odd]}" for name in NAMES)
    check_all(insider, body)


def test_a_parameter_given_many_times_or_as_a_list_never_breaks_anything(insider):
    body = "&".join(f"{name}=1&{name}=x&{name}[]=2&{name}[a]=3" for name in NAMES)
    check_all(insider, body)


def test_a_megabyte_in_a_field_never_breaks_anything(insider):
    long = "ầ" * 350_000
    body = "&".join(f"{name}={long}" for name in ("q", "name", "text", "title"))
    check_all(insider, body, methods=("post",))


def check_all(insider, body, methods=("get", "post")):
    wrong = []
    for name in TABLE:
        for method in methods:
            client, address = insider(name)
            with transaction.atomic():
                if method == "get":
                    path, _mark, own = address.partition("?")
                    answer = client.get(f"{path}?{body}&{own}")
                else:
                    answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
                text_of(answer)
                if is_broken(name, answer):
                    wrong.append(f"{method} {name}: {answer.status_code}")
                transaction.set_rollback(True)
    assert wrong == []


JSON = [
    "",
    "{",
    "[]",
    "null",
    "1",
    '"x"',
    '{"status": []}',
    '{"status": {"a": 1}}',
    '{"finished_on": 1e400}',
    '{"x": 1}',
]


@pytest.mark.parametrize(
    "body", [*JSON, "[" * 5000, '{"note": "\\ud800"}', '{"note": "\\u0000"}', '{"status": "late"}']
)
def test_a_program_s_odd_json_is_refused(body, rows, everyone, attacker, untouched):
    address = reverse("v1:task", kwargs=rows["v1:task"])
    client = attacker(everyone["lan"], address)
    etag = client.get(address)["ETag"]
    answer = client.patch(address, body, content_type="application/json", headers={"If-Match": etag})
    assert answer.status_code in (400, 422) or (body in ('{"note": "\\ud800"}', "{}") and answer.status_code < 500)
    untouched()


@pytest.mark.parametrize("person", ["hoa", "tam", "thu"])
def test_a_token_of_elsewhere_changes_no_task(person, rows, everyone, attacker, untouched):
    address = reverse("v1:task", kwargs=rows["v1:task"])
    client = attacker(everyone[person], address)
    answer = client.patch(address, '{"status": "stopped"}', content_type="application/json", headers={"If-Match": "*"})
    assert answer.status_code in (401, 403, 404)
    untouched()
