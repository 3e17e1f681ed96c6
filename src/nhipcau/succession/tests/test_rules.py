"""Who holds what after whom, without any database."""

from datetime import date

import pytest

from nhipcau.succession.rules import WHOLE, Fault, Inherited, Life, Lineage, Step, faults

MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
TTTT, KHCN, VHTTDL, TOURISM, LATER = 1, 2, 3, 4, 5
REFORM = [Step(TTTT, KHCN, WHOLE, MARCH), Step(TTTT, VHTTDL, "information", MARCH)]
BEFORE = date(2022, 4, 26)


def test_each_function_of_a_split_agency_has_its_own_successor():
    lineage = Lineage(REFORM)
    assert lineage.holder(TTTT, "information", BEFORE) == VHTTDL
    assert lineage.holder(TTTT, "digital", BEFORE) == KHCN
    assert lineage.holder(TTTT, WHOLE, BEFORE) == KHCN


def test_on_the_day_itself_the_agency_still_held_it_the_day_before():
    lineage = Lineage(REFORM)
    assert lineage.holder(TTTT, "information", BEFORE, until=date(2025, 2, 28)) == TTTT
    assert lineage.holder(TTTT, "information", BEFORE, until=MARCH) == VHTTDL


def test_a_plan_that_names_an_agency_after_its_end_means_its_successor():
    assert Lineage(REFORM).holder(TTTT, "information", date(2026, 1, 1)) == VHTTDL


def test_successions_are_followed_to_the_end():
    lineage = Lineage([*REFORM, Step(VHTTDL, LATER, WHOLE, JULY)])
    assert lineage.holder(TTTT, "information", BEFORE) == LATER
    assert [step.on for step in lineage.path(TTTT, "information", BEFORE)] == [MARCH, JULY]


def test_a_function_that_goes_and_comes_back_is_followed_by_the_date_of_the_plan():
    lineage = Lineage([Step(VHTTDL, TOURISM, "information", MARCH), Step(TOURISM, VHTTDL, "information", JULY)])
    assert lineage.holder(VHTTDL, "information", BEFORE) == VHTTDL
    assert lineage.holder(TOURISM, "information", date(2025, 5, 1)) == VHTTDL
    assert lineage.holder(TOURISM, "information", date(2025, 8, 1)) == TOURISM


def test_what_ended_without_successor_is_held_by_nobody():
    lineage = Lineage([Step(TTTT, None, WHOLE, JULY)])
    assert lineage.holder(TTTT, "information", BEFORE) is None


def test_an_agency_inherits_through_all_its_predecessors():
    lineage = Lineage([*REFORM, Step(VHTTDL, LATER, WHOLE, JULY)])
    assert lineage.inherited([LATER], "information") == [Inherited(TTTT, None, None), Inherited(VHTTDL, None, None)]
    assert lineage.inherited([VHTTDL], "information") == []
    assert lineage.inherited([VHTTDL], "information", until=date(2025, 4, 1)) == [Inherited(TTTT, None, None)]


def test_from_an_agency_that_goes_on_only_earlier_plans_are_inherited():
    lineage = Lineage([Step(VHTTDL, TOURISM, "information", MARCH)])
    assert lineage.inherited([TOURISM], "information") == [Inherited(VHTTDL, None, MARCH)]
    assert lineage.inherited([TOURISM], "digital") == []


def test_nobody_inherits_where_nothing_happened():
    assert Lineage([]).inherited([TTTT], "information") == []
    assert not Lineage([])


ALIVE = {number: Life() for number in range(1, 6)}
CASES = [
    ("a split with its rest", "split", REFORM, []),
    ("a split without a rest", "split", REFORM[1:], ["rest", "two_new"]),
    ("a rename to a new name", "rename", [Step(TTTT, -1, WHOLE, MARCH)], []),
    ("a rename to an agency that exists", "rename", [Step(TTTT, KHCN, WHOLE, MARCH)], ["new_body"]),
    ("a merger of two into one", "merge", [Step(TTTT, KHCN, WHOLE, MARCH), Step(TOURISM, KHCN, WHOLE, MARCH)], []),
    (
        "a merger into two",
        "merge",
        [Step(TTTT, KHCN, WHOLE, MARCH), Step(TOURISM, VHTTDL, WHOLE, MARCH)],
        ["one_new"],
    ),
    ("a transfer of everything", "transfer", [Step(TTTT, KHCN, WHOLE, MARCH)], ["function"]),
    ("a transfer of one function", "transfer", [Step(TTTT, KHCN, "digital", MARCH)], []),
    ("an agency after itself", "merge", [Step(TTTT, TTTT, WHOLE, MARCH)], ["old_and_new"]),
    ("an end of several", "end", [Step(TTTT, None, WHOLE, JULY), Step(KHCN, None, WHOLE, JULY)], []),
    ("nothing", "merge", [], ["no_old"]),
    ("one function to two", "split", [*REFORM, Step(TTTT, TOURISM, "information", MARCH)], ["function_twice"]),
]


@pytest.mark.parametrize(("kind", "steps", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_event_has_the_shape_of_its_kind(kind, steps, expected):
    assert [fault.code for fault in faults(kind, steps, ALIVE, [])] == expected


def test_an_agency_that_ended_before_hands_nothing_on():
    lives = ALIVE | {TTTT: Life(None, date(2024, 12, 31))}
    assert faults("merge", [Step(TTTT, KHCN, WHOLE, MARCH)], lives, []) == [Fault("old_not_there", TTTT)]


def test_an_agency_that_is_not_there_yet_takes_nothing_over():
    lives = ALIVE | {KHCN: Life(JULY, None)}
    assert faults("merge", [Step(TTTT, KHCN, WHOLE, MARCH)], lives, []) == [Fault("new_not_there", KHCN)]


def test_an_agency_ends_once():
    assert faults("merge", [Step(TTTT, KHCN, WHOLE, MARCH)], ALIVE, [Step(TTTT, VHTTDL, WHOLE, JULY)]) == [
        Fault("later", TTTT)
    ]


def test_an_agency_does_not_end_before_it_took_something_over():
    known = [Step(TOURISM, TTTT, "tourism", JULY)]
    assert faults("merge", [Step(TTTT, KHCN, WHOLE, MARCH)], ALIVE, known) == [Fault("later", TTTT)]


def test_a_function_does_not_go_on_to_a_third_agency_on_the_same_day():
    known = [Step(TTTT, KHCN, "digital", MARCH)]
    assert faults("transfer", [Step(KHCN, VHTTDL, "digital", MARCH)], ALIVE, known) == [Fault("same_day", KHCN)]
    assert faults("transfer", [Step(VHTTDL, TTTT, "digital", MARCH)], ALIVE, known) == [Fault("same_day", TTTT)]
    assert faults("merge", [Step(KHCN, VHTTDL, WHOLE, MARCH)], ALIVE, known) == [Fault("same_day", KHCN)]


def test_on_one_day_an_agency_may_take_one_function_over_and_hand_another_on():
    known = [Step(TTTT, KHCN, "digital", MARCH)]
    assert faults("transfer", [Step(KHCN, VHTTDL, "culture", MARCH)], ALIVE, known) == []


def test_two_functions_may_go_on_one_day_by_two_events():
    known = [Step(TTTT, KHCN, "digital", MARCH)]
    assert faults("transfer", [Step(TTTT, VHTTDL, "information", MARCH)], ALIVE, known) == []
