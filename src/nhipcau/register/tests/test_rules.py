from datetime import date

import pytest

from nhipcau.register import rules
from nhipcau.register.rules import Bar, Work

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("work", "standing"),
    [
        (Work("not_started", date(2026, 11, 19)), "late"),
        (Work("in_progress", date(2026, 11, 19)), "late"),
        (Work("not_started", date(2026, 11, 20)), "soon"),
        (Work("in_progress", date(2026, 12, 4)), "soon"),
        (Work("in_progress", date(2026, 12, 5)), "open"),
        (Work("not_started", date(2026, 12, 5)), "waiting"),
        (Work("not_started", None), "waiting"),
        (Work("not_started", None, "ongoing"), "ongoing"),
        (Work("not_started", None, "recurring"), "ongoing"),
        (Work("not_started", date(2026, 12, 31), "recurring"), "waiting"),
        (Work("not_started", date(2026, 10, 31), "recurring"), "late"),
        (Work("in_progress", None, "ongoing"), "open"),
        (Work("done", date(2026, 1, 1)), "done"),
        (Work("stopped", date(2026, 1, 1)), "stopped"),
        (Work("not_started", date(2026, 1, 1), withdrawn=True), "stopped"),
    ],
)
def test_where_a_task_stands(work, standing):
    assert rules.standing_of(work, TODAY) == standing


@pytest.mark.parametrize(
    ("recurrence", "due_on", "ends"),
    [
        ("weekly", None, date(2026, 11, 22)),
        ("monthly", None, date(2026, 11, 30)),
        ("bimonthly", None, date(2026, 12, 31)),
        ("quarterly", None, date(2026, 12, 31)),
        ("semiannual", None, date(2026, 12, 31)),
        ("annual", date(2026, 12, 15), date(2026, 12, 15)),
        ("monthly", date(2026, 10, 31), None),
        ("periodic", None, None),
        ("", None, None),
    ],
)
def test_the_round_under_way_ends_with_its_period(recurrence, due_on, ends):
    assert rules.current_round_ends(recurrence, due_on, TODAY) == ends


@pytest.mark.parametrize(
    ("first", "recurrence", "following"),
    [
        (date(2026, 12, 1), "", date(2026, 12, 1)),
        (date(2026, 11, 20), "annual", date(2026, 11, 20)),
        (date(2026, 11, 15), "annual", date(2027, 11, 15)),
        (date(2026, 1, 31), "monthly", date(2026, 11, 30)),
        (date(2026, 3, 25), "quarterly", date(2026, 12, 25)),
        (date(2026, 6, 15), "semiannual", None),
        (date(2024, 2, 29), "annual", date(2027, 2, 28)),
        (date(2026, 11, 18), "weekly", date(2026, 11, 25)),
        (date(2026, 11, 13), "weekly", date(2026, 11, 20)),
        (date(2026, 11, 1), "", None),
        (date(2026, 11, 1), "periodic", None),
    ],
)
def test_the_next_round_of_a_duty(first, recurrence, following):
    assert rules.next_round(first, recurrence, TODAY) == following


def test_rounds_of_a_year():
    days = list(rules.rounds_between(date(2026, 3, 31), "quarterly", date(2026, 1, 1), date(2026, 12, 31)))
    assert days == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]


def test_a_short_exact_time_stands_on_each_of_its_days():
    days = rules.calendar_days(date(2026, 4, 13), date(2026, 4, 15), vague=False)
    assert days == [date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)]


@pytest.mark.parametrize(
    ("starts_on", "vague"),
    [(date(2026, 4, 1), False), (date(2026, 4, 13), True), (None, False), (date(2026, 5, 1), False)],
)
def test_any_other_time_stands_on_its_last_day_only(starts_on, vague):
    assert rules.calendar_days(starts_on, date(2026, 4, 15), vague=vague) == [date(2026, 4, 15)]


@pytest.mark.parametrize(
    ("starts_on", "due_on", "soft", "bar"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), False, Bar(0, 300, "bar")),
        (date(2026, 1, 1), date(2026, 12, 31), True, Bar(0, 1200, "band")),
        (None, None, True, Bar(0, 1200, "band")),
        (date(2025, 7, 1), date(2026, 2, 28), False, Bar(0, 200, "bar")),
        (date(2026, 11, 1), date(2027, 3, 31), False, Bar(1000, 200, "bar")),
        (date(2026, 6, 1), None, False, Bar(500, 700, "band")),
        (None, date(2026, 12, 31), False, Bar(1188, 12, "point")),
        (date(2025, 1, 1), date(2025, 12, 31), False, None),
        (date(2027, 1, 1), None, False, None),
    ],
)
def test_a_task_lies_in_the_year(starts_on, due_on, soft, bar):
    assert rules.bar_in_year(starts_on, due_on, 2026, soft=soft) == bar


def test_today_is_a_line_only_in_its_own_year():
    assert rules.today_unit(TODAY, 2026) == 1063
    assert rules.today_unit(TODAY, 2025) is None
