"""Decisions on rows, without a database."""

from __future__ import annotations

from typing import cast

from nhipcau.plans.rules import in_words
from nhipcau.plans.values import Mention, TaskValues, empty_task
from nhipcau.reviews import rules


def agency(text: str) -> Mention:
    return {"text": text, "key": text.casefold(), "kind": "agency", "open_ended": False, "agency": None}


def task(**changes: object) -> TaskValues:
    return cast("TaskValues", {**empty_task(), "title": "Tổ chức họp báo", "time_text": "Quý II", **changes})


def test_merging_two_rows_loses_nothing():
    first = task(lead=[agency("Sở Ngoại vụ")], sub_items=["a"])
    second = task(title="In tờ rơi", lead=[agency("Sở Ngoại vụ"), agency("Sở Tài chính")], budget_text="40 triệu đồng")
    merged = rules.merged_rows(first, second)
    assert merged["sub_items"] == ["a", "In tờ rơi"]
    assert in_words(merged["lead"]) == "Sở Ngoại vụ; Sở Tài chính"
    assert merged["budget_text"] == "40 triệu đồng"


def test_splitting_a_row_does_not_double_its_money():
    rows = rules.split_row(task(budget_text="40", budget_vnd=40_000_000), ["Họp báo", "Tờ rơi"])
    assert [row["title"] for row in rows] == ["Họp báo", "Tờ rơi"]
    assert [row["budget_vnd"] for row in rows] == [40_000_000, None]


def test_columns_are_learnt_from_the_rows_that_were_understood():
    rows = [{"lead": [[6, row, 2, 0, 5]], "title": [[6, row, 1, 0, 5]], "": [[6, row, 0, 0, 1]]} for row in (1, 2)]
    odd = {"lead": [[6, 3, 4, 0, 5]]}
    elsewhere = {"time_text": [[9, 1, 4, 0, 5]], "group": [[6, None, None, 0, 3]]}
    assert rules.columns_of_fields([*rows, odd, elsewhere], 6) == {"lead": 2, "title": 1}


def test_only_plain_news_of_a_corrected_file_is_certain():
    added, removed = (
        {"field": "", "code": code, "values": {}, "places": [], "choices": []} for code in ("added", "removed")
    )
    assert rules.certain_doubts([added])
    assert not rules.certain_doubts([added, removed])
    assert not rules.certain_doubts([])
