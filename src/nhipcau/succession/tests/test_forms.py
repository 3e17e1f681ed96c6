"""What is wrong with an event is told at the field that it is about."""

from datetime import date

import pytest

from nhipcau.organizations.actions import agency_change
from nhipcau.succession.actions import succession_apply
from nhipcau.succession.drafts import Body
from nhipcau.succession.forms import EventForm
from nhipcau.succession.functions import functions_in_order

from .events import MARCH, move

pytestmark = pytest.mark.django_db

COMMON = {"effective_on": "01/03/2025", "certainty": "sure", "buoc": "xem"}


def wrong(client, kind, values):
    """The names of the fields with a message, on the page that comes back."""
    return set(client.post(f"/dien-bien/them/{kind}/", COMMON | values).context["form"].errors)


def test_a_successor_is_one_that_exists_or_a_new_one(client_of, an, tttt, khcn):
    client = client_of(an)
    assert wrong(client, "merge", {"olds": [tttt.pk]}) == {"new"}
    assert wrong(client, "merge", {"olds": [tttt.pk], "new": khcn.pk, "new_name": "Sở mới"}) == {"new_name"}
    assert wrong(client, "split", {"old": tttt.pk, "new_0": khcn.pk, "function_1": "information"}) == {"new_1"}


def test_a_line_of_a_split_names_what_goes_there(client_of, an, tttt, khcn, vhttdl):
    values = {"old": tttt.pk, "new_0": khcn.pk, "new_1": vhttdl.pk}
    assert wrong(client_of(an), "split", values) == {"function_1"}


def test_the_same_function_twice_is_told_in_the_form(client_of, an, tttt, khcn, vhttdl):
    lines = {"function_1": "information", "new_1": vhttdl.pk, "function_2": "information", "new_2": khcn.pk}
    assert wrong(client_of(an), "split", {"old": tttt.pk, "new_0": khcn.pk, **lines}) == {"function_1"}


def test_what_other_events_say_against_it_stands_at_the_agency(client_of, an, province, tttt, khcn):
    succession_apply(draft=move(province, "rename", MARCH, (tttt, Body("Sở Truyền thông"), "")), by=None)
    assert wrong(client_of(an), "merge", {"olds": [tttt.pk], "new": khcn.pk}) == {"olds"}


def test_agencies_that_ended_are_offered_apart(province, tttt, khcn):
    agency_change(agency=tttt, by=None, valid_to=date(2025, 2, 28))
    choices = dict(EventForm(province, "rename").fields["old"].choices[1:])
    assert str(khcn.pk) in dict(choices["Đang hoạt động"])
    assert dict(choices["Đã kết thúc"])[str(tttt.pk)] == "Sở Thông tin và Truyền thông (đến 28/02/2025)"


def test_this_work_is_the_first_function_to_choose():
    assert [code for code, _name in functions_in_order()][:2] == ["information", "child_care"]


def test_a_day_ahead_is_told_before_it_is_recorded(client_of, an, tttt):
    values = COMMON | {"old": tttt.pk, "new_name": "Sở Truyền thông", "effective_on": "01/12/2026"}
    page = client_of(an).post("/dien-bien/them/rename/", values).content.decode()
    assert "chưa đến" in page
    page = client_of(an).post("/dien-bien/them/rename/", values | {"effective_on": "01/03/2025"}).content.decode()
    assert "chưa đến" not in page
