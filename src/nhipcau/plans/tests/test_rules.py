"""Decisions on values, without a database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from nhipcau.plans import rules
from nhipcau.plans.pairing import Entry, pair
from nhipcau.plans.values import TaskValues, empty_task

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def task(**changes: object) -> TaskValues:
    return cast("TaskValues", {**empty_task(), "title": "Tổ chức họp báo", "time_text": "Quý II", **changes})


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "wanted", "changed", "conflicts"),
    [
        pytest.param("Quý II", "Quý II", "Quý II", "Quý II", [], [], id="nothing changed"),
        pytest.param("Quý II", "Quý II", "Quý III", "Quý III", ["time_text"], [], id="the office changed it"),
        pytest.param("Quý II", "Tháng 5", "Quý II", "Tháng 5", [], [], id="what was entered by hand stays"),
        pytest.param("Quý II", "Tháng 5", "Tháng 5", "Tháng 5", [], [], id="both say the same now"),
        pytest.param("Quý II", "Tháng 5", "Quý III", "Tháng 5", [], ["time_text"], id="both changed it"),
        pytest.param("Quý II", "Quý II", "quý  ii", "Quý II", [], [], id="spacing and case are no change"),
    ],
)
def test_a_corrected_file_is_merged_three_ways(base, mine, theirs, wanted, changed, conflicts):
    merged = rules.merge(task(time_text=base), task(time_text=mine), task(time_text=theirs))
    assert merged.values["time_text"] == wanted
    assert (merged.changed, merged.conflicts) == (changed, conflicts)


def test_what_was_read_from_a_phrase_goes_with_the_phrase():
    theirs = task(time_text="Quý III", time={"kind": "quarter", "start": "2026-07-01", "end": "2026-09-30"})
    assert rules.merge(task(), task(), theirs).values["time"]["end"] == "2026-09-30"


@pytest.mark.parametrize(
    ("theirs", "kind"),
    [({}, "same"), ({"number": "IV.2"}, "moved"), ({"number": "IV.2", "title": "Tổ chức hội thảo"}, "changed")],
)
def test_a_change_of_number_alone_is_a_move(theirs, kind):
    assert rules.kind_of_change(rules.merge(task(), task(), task(**theirs))) == kind


@pytest.mark.parametrize(("minutes", "over"), [(0, False), (2, False), (4, True)])
def test_a_silent_worker_loses_its_claim(minutes, over):
    assert rules.lease_is_over(NOW - timedelta(minutes=minutes), NOW) is over
    assert rules.lease_is_over(None, NOW)


def test_equal_titles_meet_in_order_and_by_group():
    old = [Entry("Họp báo", "I.1", "Nhóm A"), Entry("Họp báo", "II.1", "Nhóm B")]
    assert pair(old, [Entry("Họp báo", "1", "Nhóm B"), Entry("Họp báo", "2", "Nhóm A")]) == {0: 1, 1: 0}


def test_a_reworded_title_is_still_the_same_work():
    old = [Entry("Xây dựng chuyên trang tiếng Anh trên Cổng Thông tin", "3"), Entry("Tổ chức họp báo quý", "4")]
    new = [
        Entry("Tổ chức các cuộc họp báo quý", "3"),
        Entry("Xây dựng chuyên trang tiếng Anh, tiếng Trung trên Cổng", "4"),
    ]
    assert pair(old, new) == {0: 1, 1: 0}


def test_an_equal_number_alone_pairs_nothing():
    assert pair([Entry("Tổ chức họp báo quý", "3")], [Entry("Biên soạn cẩm nang đầu tư đa ngữ", "3")]) == {}
