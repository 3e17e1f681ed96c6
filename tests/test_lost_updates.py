"""Two people who edit the same thing do not overwrite each other: for every address that takes a form, how.

`carries`: the form brings back what it showed (nhipcau.history.races); raced below, form by form. `seen`: another mark
of what the person saw comes back with the form. `makes`: something new, nothing is overwritten. `once`: works only in
the state in which it was offered; a second time changes nothing. `own`: nobody else has it. `once`, `seen` and `makes`
are sent twice in test_sent_twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.exchange.actions import webhook_change
from nhipcau.exchange.models import Webhook
from nhipcau.organizations.actions import access_decide
from nhipcau.organizations.models import AccessReviewItem, Agency, AgencyGroup, Appointment, Delegation
from nhipcau.plans.actions import Refused, plan_confirm, plan_unconfirm
from nhipcau.plans.models import Plan, PlanTask, Upload
from nhipcau.plans.queries import review_token
from nhipcau.ui.races import token
from tests.forms import form_of
from tests.test_who_may_do_what import TABLE, Rows, everyone, office, rows  # noqa: F401 - fixtures

HOW = {
    "accounts:login": "own",
    "accounts:logout": "own",
    "accounts:profile": "carries",  # the administrator changes it too
    "accounts:password": "own",
    "accounts:code": "own",
    "accounts:common": "own",
    "accounts:common_return": "own",
    "accounts:second_factor": "own",
    "accounts:second_factor_on": "own",
    "accounts:second_factor_off": "own",
    "accounts:recovery_codes": "own",
    "accounts:recovery_codes_file": "own",
    "accounts:recovery_codes_new": "own",
    "accounts:devices": "own",
    "accounts:session_revoke": "once",
    "accounts:sessions_end": "once",
    "set_language": "own",
    "organizations:agency_add": "makes",
    "organizations:agency_edit": "carries",
    "organizations:alias_learn": "makes",
    "organizations:alias_forget": "once",
    "organizations:group_add": "makes",
    "organizations:group_edit": "carries",
    "organizations:person": "carries",
    "organizations:person_add": "makes",
    "organizations:person_close": "once",
    "organizations:person_reopen": "once",
    "organizations:person_second_factor": "once",
    "organizations:person_password": "makes",
    "organizations:person_email": "seen",
    "organizations:person_unbind": "once",
    "organizations:appoint": "makes",
    "organizations:appointment_end": "carries",
    "organizations:delegate": "makes",
    "organizations:delegation_end": "once",
    "organizations:access_open": "makes",
    "organizations:access_decide": "seen",
    "organizations:access_close": "once",
    "succession:record": "seen",
    "succession:undo": "once",
    "plans:upload": "makes",
    "plans:corrected": "makes",
    "plans:upload_retry": "once",
    "plans:upload_discard": "once",
    "plans:unconfirm": "seen",
    "plans:close": "once",
    "plans:review_item": "seen",
    "plans:review_add": "makes",
    "plans:review_accept": "once",
    "plans:review_agency": "makes",
    "plans:review_compare": "once",
    "plans:review_confirm": "seen",
    "register:task_status": "carries",
    "exchange:reimport_take": "makes",
    "exchange:reimport": "seen",
    "exchange:feeds": "makes",
    "exchange:feed_revoke": "once",
    "exchange:webhook_add": "makes",
    "exchange:webhook_change": "carries",
    "exchange:webhook_new_key": "makes",
    "exchange:webhook_pause": "once",
    "exchange:webhook_ping": "makes",
    "exchange:webhook_replay": "makes",
    "exchange:webhook_remove": "once",
    "api:tokens": "makes",
    "api:token_revoke": "once",
    "api:keys_end": "once",
    "v1:task": "seen",  # PATCH with If-Match: api/tests
}


@dataclass(frozen=True)
class Race:
    """Two people open ``page`` and change a field each; what the second is told of the first one's change."""

    person: str
    page: str
    first: tuple[str, str]
    second: tuple[str, str]
    told: str


RACES = {
    "accounts:profile": Race(
        "lan", "accounts:profile", ("phone", "0912 345 678"), ("email", "lan@example.vn"), "0912 345 678"
    ),
    "organizations:agency_edit": Race(
        "lan", "organizations:agency_edit", ("short_name", "Sở C.Thương"), ("organ_id", "G01.02"), "Sở C.Thương"
    ),
    "organizations:group_edit": Race(
        "lan", "organizations:group_edit", ("aliases", "các sở, ngành"), ("name", "Các sở của tỉnh"), "các sở, ngành"
    ),
    "organizations:person": Race(
        "an", "organizations:person", ("phone", "0912 345 678"), ("email", "m@example.vn"), "0912 345 678"
    ),
    "organizations:appointment_end": Race(
        "an", "organizations:appointment_end", ("last_day", "31/12/2026"), ("last_day", "30/11/2026"), "31/12/2026"
    ),
    "register:task_status": Race(
        "lan", "register:task", ("status", "in_progress"), ("note", "Đã gửi báo cáo"), "Đang thực hiện"
    ),
    "exchange:webhook_change": Race(
        "an", "exchange:webhook_change", ("name", "Trục liên"), ("address", "https://x.gov.vn/"), "Trục liên"
    ),
}


@pytest.fixture
def raced(rows: Rows, everyone: dict[str, User | None], client_of: Callable[[User], Client], settings):  # noqa: F811
    """Both open the page, the first saves, the second saves: the second one's answer and how to send it again."""
    settings.COMMON_SIGN_IN = None  # with it nobody changes the own address

    def race(name: str):
        case = RACES[name]
        person = everyone[case.person]
        assert person
        client = client_of(person)
        page, action = reverse(case.page, kwargs=rows[case.page]), reverse(name, kwargs=rows[name])
        (_, one), (_, two) = (form_of(client.get(page), action) for _person in range(2))
        assert one["da_thay"]
        assert client.post(action, {**one, case.first[0]: case.first[1]}).status_code == 302
        answer = client.post(action, {**two, case.second[0]: case.second[1]})
        return client, action, answer

    return race


def test_every_address_that_takes_a_form_says_how_it_keeps_from_overwriting(rows, everyone, client_of):  # noqa: F811
    taking = set()
    for name, allowed in TABLE.items():
        person = next((who for who, may in zip(everyone, allowed.split(), strict=True) if may == "in"), None)
        user = everyone[person] if person else None
        if user is None or name.startswith("v1:"):
            continue
        with transaction.atomic():
            if client_of(user).post(reverse(name, kwargs=rows[name])).status_code != 405:
                taking.add(name)
            transaction.set_rollback(True)
    assert (taking | {"v1:task"}) ^ set(HOW) == set()


def test_every_form_that_carries_what_it_showed_is_raced():
    assert set(RACES) == {name for name, how in HOW.items() if how == "carries"}


@pytest.mark.parametrize("name", RACES)
def test_the_second_is_told_what_the_first_changed_and_keeps_what_was_typed(raced, name):
    case = RACES[name]
    _client, _action, answer = raced(name)
    assert answer.status_code in (200, 422)
    page = answer.content.decode()
    assert "trong khi bạn đang nhập" in page
    assert "đã sửa mục này lúc" in page
    assert case.told in page
    assert case.second[1] in page


@pytest.mark.parametrize("name", RACES)
def test_sent_once_more_both_changes_stand(raced, rows, name):  # noqa: F811
    case = RACES[name]
    client, action, answer = raced(name)
    _action, values = form_of(answer, action)
    assert values[case.second[0]] == case.second[1]
    if case.first[0] != case.second[0]:
        assert values[case.first[0]] == case.first[1]
    assert client.post(action, values).status_code == 302


def test_what_the_second_did_not_touch_is_not_set_back(raced, trade):
    client, action, answer = raced("organizations:agency_edit")
    client.post(action, form_of(answer, action)[1])
    trade.refresh_from_db()
    assert (trade.short_name, trade.organ_id) == ("Sở C.Thương", "G01.02")


def test_the_first_one_s_change_stands_while_the_second_has_not_decided(raced, trade, province):
    raced("organizations:agency_edit")
    trade.refresh_from_db()
    assert (trade.short_name, trade.organ_id) == ("Sở C.Thương", "")
    raced("organizations:group_edit")
    group = AgencyGroup.objects.get(province=province)
    assert (group.name, [alias.text for alias in group.aliases.all()]) == ("Các sở", ["các sở, ngành"])


def test_a_form_that_nobody_raced_is_saved_at_once(rows, client_of, lan, trade):  # noqa: F811
    client, address = client_of(lan), reverse("organizations:agency_edit", args=[trade.pk])
    _action, values = form_of(client.get(address), address)
    assert client.post(address, {**values, "short_name": "Sở Công thương"}).status_code == 302
    assert Agency.objects.get(pk=trade.pk).short_name == "Sở Công thương"


@pytest.mark.parametrize("forged", [None, "", "x", "eyJhIjoxfQ:1abc:xyz", "\0", "of another form"])
def test_without_a_mark_of_what_was_seen_nothing_is_saved_and_nothing_lost(rows, client_of, lan, trade, forged):  # noqa: F811
    client, address = client_of(lan), reverse("organizations:agency_edit", args=[trade.pk])
    _action, values = form_of(client.get(address), address)
    values |= {"name": "Sở Khác", "da_thay": token({"ten": "x"}) if forged == "of another form" else forged or ""}
    if forged is None:
        del values["da_thay"]
    answer = client.post(address, values)
    page = answer.content.decode()
    assert "Những gì bạn nhập vẫn còn nguyên" in page
    assert "Sở Khác → <strong>Sở Công Thương</strong>" in page
    assert Agency.objects.get(pk=trade.pk).name == "Sở Công Thương"
    _action, again = form_of(answer, address)
    assert client.post(address, again).status_code == 302
    assert Agency.objects.get(pk=trade.pk).name == "Sở Khác"


@pytest.mark.parametrize("name", RACES)
def test_no_form_is_saved_that_does_not_say_what_it_showed(name, rows, everyone, client_of, settings):  # noqa: F811
    settings.COMMON_SIGN_IN = None
    case, action = RACES[name], reverse(name, kwargs=rows[name])
    client = client_of(everyone[case.person])
    _action, values = form_of(client.get(reverse(case.page, kwargs=rows[case.page])), action)
    del values["da_thay"]
    answer = client.post(action, {**values, case.first[0]: case.first[1]})
    assert answer.status_code in (200, 422)
    assert "Những gì bạn nhập vẫn còn nguyên" in answer.content.decode()
    assert case.first[1] in answer.content.decode()


def test_a_decision_on_a_post_is_not_turned_over_by_somebody_who_has_not_seen_it(rows, client_of, an, son):  # noqa: F811
    where = rows["organizations:access_decide"]
    item = AccessReviewItem.objects.get(pk=where["item_pk"])
    access_decide(item=item, decision="confirmed", by=son)
    address = reverse("organizations:access_decide", kwargs=where)
    page = client_of(an).post(address, {"quyet_dinh": "removed", "da_thay": ""}, follow=True).content.decode()
    assert "Lê Hồng Sơn vừa quyết định" in page
    client_of(an).post(address, {"quyet_dinh": "removed"})
    assert AccessReviewItem.objects.get(pk=item.pk).decision == "confirmed"
    assert Appointment.objects.get(pk=item.appointment_id).valid_to is None


def test_a_delegation_that_ended_keeps_its_last_day(rows, client_of, an):  # noqa: F811
    where = rows["organizations:delegation_end"]
    Delegation.objects.filter(pk=where["pk"]).update(valid_from="2026-01-01", valid_to="2026-02-28")
    client_of(an).post(reverse("organizations:delegation_end", kwargs=where))
    assert str(Delegation.objects.get(pk=where["pk"]).valid_to) == "2026-02-28"


def test_a_confirmation_that_the_person_has_not_seen_is_not_undone(rows, lan):  # noqa: F811
    plan = Plan.objects.get(pk=rows["plans:unconfirm"]["pk"])
    with pytest.raises(Refused):
        plan_unconfirm(plan=plan, by=lan, seen="999")
    assert plan.confirmations.filter(undone_at=None).exists()


def test_a_review_that_changed_is_not_confirmed_unseen(rows, lan):  # noqa: F811
    upload = Upload.objects.get(pk=rows["plans:review_confirm"]["pk"])
    token = review_token(list(upload.items.order_by("position", "pk")))
    upload.items.filter(kind="task").update(version=7)
    with pytest.raises(Refused):
        plan_confirm(upload=upload, by=lan, token=token, with_open=True)


def test_a_change_of_the_same_moment_is_seen_too(rows, client_of, an):  # noqa: F811
    """What was saved between opening and sending by a program, not by a form."""
    where = rows["exchange:webhook_change"]
    webhook, address = Webhook.objects.get(pk=where["pk"]), reverse("exchange:webhook_change", kwargs=where)
    _action, values = form_of(client_of(an).get(address), address)
    webhook_change(webhook=webhook, name="Tên mới", address=webhook.address, events=webhook.events, by=an)
    assert "Tên mới" in client_of(an).post(address, {**values, "name": "Tên khác"}).content.decode()
    assert Webhook.objects.get(pk=webhook.pk).name == "Tên mới"


def test_the_task_s_state_is_what_the_first_reported(raced, rows):  # noqa: F811
    raced("register:task_status")
    assert PlanTask.objects.get(pk=rows["register:task"]["pk"]).status == "in_progress"
