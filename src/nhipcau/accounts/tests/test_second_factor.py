"""Signing in in two steps: the code at the door, recovery codes, turning it on and off."""

import json
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from nhipcau.accounts import second_factor
from nhipcau.accounts.actions import second_factor_take
from nhipcau.accounts.second_factor import Taken
from nhipcau.history.models import Entry

from .conftest import Phone, sign_in

CODE = "/dang-nhap/ma/"
OWN = "/tai-khoan/hai-buoc/"
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # “12345678901234567890”, RFC 6238 appendix B


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds, code):
    assert second_factor.code_at(RFC_SECRET, seconds // 30) == code


def test_the_password_alone_opens_nothing(client, lan, phone):
    answer = sign_in(client, lan, next="/lich/")
    assert answer["Location"] == CODE
    assert client.get("/tai-khoan/")["Location"].startswith("/dang-nhap/")


def test_password_and_code_lead_where_one_wanted_to_go(client, lan, phone):
    sign_in(client, lan, next="/lich/")
    assert client.post(CODE, {"code": phone.code()})["Location"] == "/lich/"
    assert client.get("/tai-khoan/").status_code == 200
    assert Entry.objects.get(action="accounts.signed_in_code").user == lan


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"])
def test_the_way_leads_nowhere_else(client, lan, phone, target):
    sign_in(client, lan, next=target)
    assert client.post(CODE, {"code": phone.code()})["Location"] == "/"


@pytest.mark.parametrize("written", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_a_code_may_be_written_in_two_groups(client, lan, phone, written):
    sign_in(client, lan)
    code = phone.code()
    assert client.post(CODE, {"code": written.format(code[:3], code[3:])}).status_code == 302


def test_a_code_opens_once(client, lan, phone, later):
    code = phone.code()
    sign_in(client, lan)
    assert client.post(CODE, {"code": code}).status_code == 302
    again = Client()
    sign_in(again, lan)
    page = again.post(CODE, {"code": code})
    assert page.status_code == 200
    assert "đã được dùng" in page.content.decode()
    later(30)
    assert again.post(CODE, {"code": phone.code()}).status_code == 302


def test_a_code_before_the_one_used_last_opens_nothing(lan, phone):
    assert second_factor_take(user=lan, code=phone.code()) is Taken.RIGHT
    assert second_factor_take(user=lan, code=phone.code(-1)) is Taken.WRONG


@pytest.mark.parametrize(("ahead", "taken"), [(-2, "wrong"), (-1, "right"), (1, "right"), (2, "wrong")])
def test_the_clock_of_a_phone_may_be_half_a_minute_off(lan, phone, ahead, taken):
    assert second_factor_take(user=lan, code=phone.code(ahead)).value == taken


@pytest.mark.parametrize(
    "code", ["", "000000", "12345678", "١٢٣٤٥٦", "a" * 20, "\0", "\uff10\uff10\uff10\uff10\uff10\uff10"]
)
def test_what_is_no_code_opens_nothing(client, lan, phone, code):
    sign_in(client, lan)
    assert client.post(CODE, {"code": code}).status_code == 200


def test_five_wrong_codes_close_the_second_step_from_everywhere(client, lan, phone, later):
    sign_in(client, lan)
    for _attempt in range(5):
        client.post(CODE, {"code": "000000"})
    elsewhere = Client(REMOTE_ADDR="10.9.9.9")
    sign_in(elsewhere, lan)
    page = elsewhere.post(CODE, {"code": phone.code()})
    assert "sau 15 phút" in page.content.decode()
    later(15 * 60 + 1)
    sign_in(elsewhere, lan)
    assert elsewhere.post(CODE, {"code": phone.code()}).status_code == 302


def test_the_second_step_waits_ten_minutes(client, lan, phone, later):
    sign_in(client, lan)
    later(601)
    assert client.post(CODE, {"code": phone.code()})["Location"] == "/dang-nhap/"
    assert "Hãy đăng nhập lại" in client.get("/dang-nhap/").content.decode()


@pytest.mark.parametrize("change", ["password", "closed"])
def test_who_was_changed_meanwhile_begins_anew(client, lan, phone, change):
    sign_in(client, lan)
    lan.set_password("một mật khẩu khác hẳn")
    lan.is_active = change != "closed"
    lan.save()
    assert client.post(CODE, {"code": phone.code()})["Location"] == "/dang-nhap/"


def test_nothing_that_lay_in_the_browser_before_goes_on(client, lan, phone):
    """Session fixation: the key that somebody knew before is worth nothing at any step."""
    keys = set()
    client.get("/dang-nhap/")
    session = client.session
    session["laid"] = "by somebody"
    session.save()
    client.cookies["nhipcau_session"] = session.session_key
    keys.add(session.session_key)
    sign_in(client, lan)
    keys.add(client.session.session_key)
    assert "laid" not in client.session
    client.post(CODE, {"code": phone.code()})
    keys.add(client.session.session_key)
    assert len(keys) == 3
    assert set(Session.objects.values_list("pk", flat=True)) & keys == {client.session.session_key}


def test_a_recovery_code_opens_once_and_tells_how_many_are_left(client, lan, phone):
    code = second_factor.recovery_codes(lan)[0]
    sign_in(client, lan)
    client.post(CODE, {"code": code})
    assert "Còn 9 mã dự phòng" in client.get("/tai-khoan/").content.decode()
    again = Client()
    sign_in(again, lan)
    assert again.post(CODE, {"code": code}).status_code == 200
    assert Entry.objects.get(action="accounts.recovery_code_used").data == {"left": 9}


def test_secrets_are_nowhere_to_be_read(client_of, lan, phone, an):
    stored = json.dumps(list(Authenticator.objects.values("data")))
    log = json.dumps(list(Entry.objects.values("data")))
    code = second_factor.recovery_codes(lan)[0].replace(" ", "")
    page = client_of(an).get(f"/can-bo/{lan.pk}/").content.decode()
    for text in (stored, log, page):
        assert phone.secret not in text
        assert code not in text


def test_after_a_change_of_the_key_the_old_one_still_reads(lan, phone, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 60
    assert second_factor_take(user=lan, code=phone.code()) is Taken.RIGHT


def test_with_a_lost_key_no_code_opens_and_the_page_still_stands(lan, phone, client_of, settings):
    settings.SECRET_KEY = "x" * 60
    assert second_factor_take(user=lan, code=phone.code()) is Taken.WRONG
    assert client_of(lan).get(OWN).status_code == 200


def set_up(client: Client, **values: str):
    page = client.get(f"{OWN}bat/").content.decode()
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found
    phone = Phone(found.group(1).replace(" ", ""))
    return phone, client.post(f"{OWN}bat/", {"code": phone.code()} | values)


def test_it_is_set_up_with_a_first_code_and_gives_ten_recovery_codes_once(client, lan):
    sign_in(client, lan)
    elsewhere = Client()
    sign_in(elsewhere, lan)
    _phone, answer = set_up(client)
    page = client.get(answer["Location"]).content.decode()
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", page)
    assert len(set(codes)) == 10
    file = client.get(f"{OWN}ma-du-phong/tep/")
    assert all(code in file.content.decode() for code in codes)
    assert "no-store" in file["Cache-Control"]
    assert elsewhere.get("/tai-khoan/").status_code == 302  # it had come in with one step
    client.post(f"{OWN}ma-du-phong/")
    assert client.get(f"{OWN}ma-du-phong/")["Location"] == OWN
    assert client.get(f"{OWN}ma-du-phong/tep/").status_code == 404


def test_the_picture_is_an_image_that_the_security_policy_lets_in(client, lan):
    sign_in(client, lan)
    answer = client.get(f"{OWN}bat/")
    assert 'src="data:image/svg+xml;base64,' in answer.content.decode()
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_the_first_code_is_used_up_by_setting_up(client, lan):
    sign_in(client, lan)
    phone, _answer = set_up(client)
    assert second_factor_take(user=lan, code=phone.code()) is Taken.WRONG


def test_a_wrong_first_code_sets_nothing_up(client, lan):
    sign_in(client, lan)
    _phone, answer = set_up(client, code="000000")
    assert answer.status_code == 200
    assert not second_factor.has(lan)


def test_an_old_session_is_asked_for_the_password_before_it_sets_up(client, lan, later):
    sign_in(client, lan)
    later(601)
    _phone, answer = set_up(client)
    assert answer.status_code == 200
    assert not second_factor.has(lan)
    _phone, answer = set_up(client, password="lan-mật-khẩu")
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("password", "code", "off"),
    [("lan-mật-khẩu", "right", True), ("sai", "right", False), ("lan-mật-khẩu", "x", False)],
)
def test_turning_off_asks_password_and_code(client_of, lan, phone, password, code, off):
    client = client_of(lan)
    code = phone.code() if code == "right" else "000000"
    client.post(f"{OWN}tat/", {"password": password, "code": code})
    assert second_factor.has(lan) is not off


def test_turning_off_signs_out_the_other_browsers(client_of, lan, phone):
    """One of them may have been let in by the step that is gone, and would not be asked to set up a new one."""
    here, elsewhere = client_of(lan), client_of(lan)
    here.post(f"{OWN}tat/", {"password": "lan-mật-khẩu", "code": phone.code()})
    assert here.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_a_wrong_password_uses_up_no_code(client_of, lan, phone):
    client_of(lan).post(f"{OWN}tat/", {"password": "sai", "code": phone.code()})
    assert second_factor_take(user=lan, code=phone.code()) is Taken.RIGHT


def test_new_recovery_codes_end_the_old_ones(client_of, lan, phone):
    before = second_factor.recovery_codes(lan)
    client_of(lan).post(f"{OWN}ma-du-phong/moi/", {"password": "lan-mật-khẩu", "code": phone.code()})
    assert not set(before) & set(second_factor.recovery_codes(lan))
    assert second_factor_take(user=lan, code=before[0]) is Taken.WRONG


def test_an_administrator_takes_the_second_step_from_somebody_who_lost_the_phone(client, client_of, lan, an, phone):
    inside = client_of(lan)
    client_of(an).post(f"/can-bo/{lan.pk}/bo-hai-buoc/", {"password": "an-mật-khẩu"})
    assert not second_factor.has(lan)
    assert inside.get("/tai-khoan/").status_code == 302
    assert sign_in(client, lan)["Location"] == "/"
    entry = Entry.objects.get(action="accounts.second_factor_reset")
    assert (entry.user, entry.target_id) == (an, lan.pk)


def test_nobody_takes_the_own_second_step_away_without_showing_who_they_are(client_of, an):
    assert client_of(an).post(f"/can-bo/{an.pk}/bo-hai-buoc/").status_code == 404
    assert client_of(an).post(f"/can-bo/{an.pk}/dong/").status_code == 404


def test_the_command_takes_it_away_and_tells_the_log(lan, phone):
    out = StringIO()
    call_command("reset_second_factor", "lan", stdout=out)
    assert "Nguyễn Thị Lan now signs in with the password alone." in out.getvalue()
    assert Entry.objects.get(action="accounts.second_factor_reset").user is None
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "lan")
    with pytest.raises(CommandError, match="Nobody here signs in as x"):
        call_command("reset_second_factor", "x")
