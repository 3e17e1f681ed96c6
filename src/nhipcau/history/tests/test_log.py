from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.history import actions
from nhipcau.history.actions import log, register_action
from nhipcau.history.models import Entry
from nhipcau.history.queries import in_words, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def actions_of_this_test(monkeypatch):
    monkeypatch.setattr(actions, "_sentences", {})
    register_action("test.moved", _("moved the deadline to %(to)s"))


@pytest.fixture
def lan():
    return User.objects.create(username="lan", last_name="Nguyễn Thị", first_name="Lan")


def test_a_change_is_told_with_the_person_and_the_date_as_read_here(lan):
    log(action="test.moved", user=lan, target=lan, data={"to": date(2026, 11, 5)})
    assert [str(line) for line in sentences(lan)] == ["Nguyễn Thị Lan moved the deadline to 05/11/2026"]


def test_changed_fields_are_told_with_their_labels_and_unchanged_ones_are_not(lan):
    data = {"to": "x", "before": {"phone": "", "language": "vi"}, "after": {"phone": "0912", "language": "vi"}}
    log(action="test.moved", user=lan, target=lan, data=data)
    with translation.override("en"):
        (line,) = sentences(lan)
    assert [(c.label, c.before, c.after) for c in line.changes] == [("phone", "(empty)", "0912")]


def test_an_entry_of_another_time_without_its_data_is_still_told(lan):
    log(action="test.moved", user=None, target=lan)
    assert "(empty)" in sentences(lan)[0].what or "(trống)" in sentences(lan)[0].what


def test_history_costs_one_query_however_long(lan, django_assert_num_queries):
    for _number in range(5):
        log(action="test.moved", user=lan, target=lan, data={"to": "x"})
    with django_assert_num_queries(1):
        sentences(lan)


def test_an_action_that_nobody_registered_is_refused(lan):
    with pytest.raises(LookupError, match=r"test\.other"):
        log(action="test.other", user=lan, target=lan)


def test_a_code_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        register_action("test.moved", "again")


def test_the_log_is_only_added_to(lan):
    entry = log(action="test.moved", user=lan, target=lan, data={"to": "x"})
    entry.action = "test.other"
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(action="test.other"),
    ):
        with pytest.raises(TypeError, match="only ever added"):
            attempt()
    assert Entry.objects.get().action == "test.moved"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-11-05", "05/11/2026"),
        (["a", "b"], "a, b"),
        ("2026-13-45", "2026-13-45"),
        (12, "12"),
        ("0123456789", "0123456789"),
    ],
)
def test_values_are_told_in_words(value, words):
    assert in_words(value) == words
