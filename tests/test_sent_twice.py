"""A form that is sent twice, as by a double click or a second try after a lost answer, does not do its work twice.

Every address of test_lost_updates that works `once`, is `seen` or `makes` something is sent the same form two times.
What may be made twice says here why that is right; everything else leaves the whole database as the first left it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import account_close, second_factor_set_up
from nhipcau.accounts.models import User
from nhipcau.exchange.actions import reimport_take
from nhipcau.exchange.queries import comparison_of
from nhipcau.history.models import Entry
from nhipcau.organizations.models import AccessReview, AccessReviewItem, Agency
from nhipcau.plans.models import Plan, PlanTask, Upload
from nhipcau.plans.queries import review_token
from nhipcau.register.export import workbook
from nhipcau.register.queries import with_agencies
from nhipcau.register.rows import Row
from nhipcau.reviews.rules import CERTAIN
from nhipcau.succession.actions import succession_plan
from nhipcau.succession.forms import EventForm
from tests.rows_to_try import token_for_test
from tests.test_lost_updates import HOW
from tests.test_who_may_do_what import Rows, everyone, office, rows  # noqa: F401 - fixtures

Fields = dict[str, Any]
NOTHING: Fields = {}
PROOF = {"password": "an-mật-khẩu"}


@dataclass(frozen=True)
class Case:
    """Who sends what; ``before`` makes the row such that it can be done. ``twice``: why a second one is right."""

    person: str
    fields: Fields | Callable[[Rows], Fields] = lambda at: {}
    before: Callable[[Rows], object] = lambda at: None
    twice: str = ""


def minh() -> User:
    return User.objects.get(username="minh")


def trade() -> Agency:
    return Agency.objects.get(name="Sở Công Thương")


def upload_of(at: Rows) -> Upload:
    return Upload.objects.get(pk=at["plans:review_confirm"]["pk"])


def row_of_review(at: Rows) -> Fields:
    item = upload_of(at).items.get(pk=at["plans:review_item"]["item_pk"])
    return {"lam": "drop", "version": str(item.version)}


def plan_reviewed(at: Rows) -> Fields:
    return {"token": review_token(list(upload_of(at).items.order_by("position", "pk"))), "with_open": "1"}


def file_of(at: Rows) -> Fields:
    return {"files": SimpleUploadedFile("ke-hoach.txt", "KẾ HOẠCH\nCông tác thông tin đối ngoại năm 2026".encode())}


def failed(at: Rows) -> None:
    Upload.objects.filter(pk=at["plans:upload_retry"]["pk"]).update(state=Upload.State.FAILED)


def decided(at: Rows) -> None:
    AccessReviewItem.objects.filter(review=at["organizations:access_close"]["pk"]).update(decision="confirmed")


def last_confirmation(at: Rows) -> Fields:
    return {"lan": str(Plan.objects.get(pk=at["plans:unconfirm"]["pk"]).confirmations.latest("pk").pk), "force": "1"}


def doubtful(at: Rows) -> None:
    """A row whose only doubt tells of what is certain."""
    doubts = [{"code": next(iter(CERTAIN))}]
    upload_of(at).items.filter(pk=at["plans:review_item"]["item_pk"]).update(state="doubt", doubts=doubts)


def event(at: Rows) -> Fields:
    fields = {"effective_on": "01/03/2026", "old": str(trade().pk), "new_name": "Sở Công nghiệp", "buoc": "ap-dung"}
    fields |= {"certainty": "sure"}
    form = EventForm(trade().province, "rename", fields)
    assert form.is_valid(), form.errors
    return fields | {"da_xem": succession_plan(form.draft).token}


def workbook_of(at: Rows) -> io.BytesIO:
    """The list of tasks as Lan exported it, with one task reported on."""
    tasks = [Row(task, timezone.localdate()) for task in with_agencies(PlanTask.objects.order_by("pk"))]
    book = load_workbook(io.BytesIO(workbook(tasks, "Nhiệm vụ", "")))
    book.active.cell(4, 15).value = "Đã làm"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def brought_back(at: Rows) -> Fields:
    reimport = reimport_take(user=User.objects.get(username="lan"), name="a.xlsx", size=1, file=workbook_of(at))
    at["exchange:reimport"]["pk"] = reimport.pk  # a copy of the case's own
    return {"thay": comparison_of(reimport).token}


def with_second_factor(at: Rows) -> None:
    second_factor_set_up(user=minh(), secret=second_factor.new_secret(), counter=0)


def bound(at: Rows) -> None:
    SocialAccount.objects.create(user=minh(), provider="office", uid="minh")


# The form of each address. Where nothing else is said, the second one changes nothing.
CASES = {
    "accounts:session_revoke": Case("lan"),
    "accounts:sessions_end": Case("lan"),
    "organizations:agency_add": Case("lan", {"name": "Sở Nội vụ", "kind": "department"}),
    "organizations:alias_learn": Case("lan", {"text": "Ngành Công"}),
    "organizations:alias_forget": Case("lan"),
    "organizations:group_add": Case("lan", {"name": "Các ban", "kinds": "department"}),
    "organizations:person_add": Case("an", lambda at: {
        "last_name": "Bùi", "first_name": "Mai", "username": "mai", "password": "một-mật-khẩu-dài",
        "post-agency": str(trade().pk), "post-role": "officer"}),
    "organizations:person_close": Case("an"),
    "organizations:person_reopen": Case("an", before=lambda at: account_close(user=minh(), by=None)),
    "organizations:person_second_factor": Case("an", PROOF, with_second_factor),
    "organizations:person_password": Case("an", PROOF | {"new_password": "một-mật-khẩu-dài"},
        twice="the same password is set again; nobody has more or less than after the first"),
    "organizations:person_email": Case("an", {"email": "minh@example.gov.vn"},
        lambda at: User.objects.update(email_confirmed=False)),
    "organizations:person_unbind": Case("an", before=bound),
    "organizations:appoint": Case("an", lambda at: {"agency": str(trade().pk), "role": "leader"}),
    "organizations:delegate": Case("an", lambda at: {
        "user": str(User.objects.get(username="thu").pk), "valid_to": "31/12/2026", "decided_by": "Giám đốc"}),
    "organizations:delegation_end": Case("an"),
    "organizations:access_open": Case("an", {"year": "2027"},
        lambda at: AccessReview.objects.update(closed_at=timezone.now())),
    "organizations:access_decide": Case("an", {"quyet_dinh": "confirmed", "da_thay": ""}),
    "organizations:access_close": Case("an", before=decided),
    "succession:record": Case("an", event),
    "succession:undo": Case("an"),
    "plans:upload": Case("lan", file_of),
    "plans:corrected": Case("lan", file_of),
    "plans:upload_retry": Case("lan", before=failed),
    "plans:upload_discard": Case("lan"),
    "plans:unconfirm": Case("lan", last_confirmation),
    "plans:close": Case("lan", {"closed": "1"}),
    "plans:review_item": Case("lan", row_of_review),
    "plans:review_add": Case("lan", {"title": "Tổ chức họp báo quý IV"}),
    "plans:review_accept": Case("lan", before=doubtful),
    "plans:review_agency": Case("lan", {"ten": "Sở X", "nghia": "moi", "name": "Sở Xây dựng", "kind": "department"}),
    "plans:review_compare": Case("lan", lambda at: {"plan": str(at["plans:detail"]["pk"])}),
    "plans:review_confirm": Case("lan", plan_reviewed),
    "exchange:reimport_take": Case("lan", lambda at: {"file": SimpleUploadedFile("a.xlsx", workbook_of(at).read())},
        twice="it is only compared; nothing is taken over before its own page is confirmed, which works once"),
    "exchange:reimport": Case("lan", brought_back),
    "exchange:feeds": Case("lan", {"agency": "tat-ca"},
        twice="each device may have an address of its own; an unused one stands in the list and can be withdrawn"),
    "exchange:feed_revoke": Case("lan"),
    "exchange:webhook_add": Case("an", {
        "name": "Hệ thống Y", "address": "https://y.example.gov.vn/", "events": "plan.closed"}),
    "exchange:webhook_new_key": Case("an", 
        twice="the key shown last is the one that holds, and each answer shows its own"),
    "exchange:webhook_pause": Case("an", {"nghi": "0"}),
    "exchange:webhook_ping": Case("an", twice="a trial tells nothing but that the connection works"),
    "exchange:webhook_replay": Case("an", {"first": "1"},
        twice="events keep their numbers, by which a receiver knows what it has"),
    "exchange:webhook_remove": Case("an"),
    "api:tokens": Case("lan", {"name": "Báo cáo tuần", "scope": "read", "expires_on": "31/12/2026",
                               "password": "lan-mật-khẩu"}),
    "api:token_revoke": Case("lan"),
    "api:keys_end": Case("an", before=lambda at: token_for_test(minh())),
}  # fmt: skip
TRIED_ELSEWHERE = {"v1:task": "with If-Match: api/tests/test_write.py"}
TRACES = {"sessions.session", "contenttypes.contenttype"}


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the database, without what any request leaves behind."""
    found = {}
    for model in apps.get_models():
        kept = model._base_manager.order_by("pk")
        if model is Entry:
            kept = kept.exclude(action__endswith="_read")
        if model._meta.label_lower not in TRACES and model._meta.app_label != "axes" and model._meta.managed:
            found[model._meta.label_lower] = list(kept.values_list())
    return found


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [label for label in after if after[label] != before[label]]


def test_every_address_of_these_kinds_is_sent_twice():
    wanted = {name for name, how in HOW.items() if how in ("once", "makes", "seen")}
    assert wanted - set(TRIED_ELSEWHERE) == set(CASES)


def sent_twice(name: str, at: Rows, client: Client) -> str:
    """What is wrong with it."""
    case = CASES[name]
    case.before(at)
    fields = case.fields(at) if callable(case.fields) else case.fields
    states, address = [everything()], reverse(name, kwargs=at[name])
    for _time in range(2):
        for file in fields.values():
            if isinstance(file, SimpleUploadedFile):
                file.seek(0)
        if client.post(address, fields).status_code >= 500:
            return "broken"
        states.append(everything())
    if not differing(*states[:2]):
        return "the first did nothing"
    again = differing(*states[1:])
    if again and not case.twice:
        return f"the second changed {again}"
    return "" if again or not case.twice else "the second did nothing, but its case says that it may"


def test_what_is_sent_twice_is_done_once_unless_its_case_says_why_not(rows, everyone, client_of):  # noqa: F811
    wrong = []
    for name, case in CASES.items():
        person = everyone[case.person]
        assert person
        with transaction.atomic():
            if fault := sent_twice(name, {**rows, name: {**rows[name]}}, client_of(person)):
                wrong.append(f"{name}: {fault}")
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)
