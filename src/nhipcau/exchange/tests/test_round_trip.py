"""Whatever tasks hold, the exported workbook comes back and says that nothing was changed."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from nhipcau.exchange.workbook import BadWorkbook, read_workbook
from nhipcau.organizations.models import Agency
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from nhipcau.register.export import workbook
from nhipcau.register.rows import Row

TODAY = date(2026, 11, 20)
LETTERS = st.characters(exclude_categories=["Cs"])
FORMULAS = st.sampled_from(
    [
        "=1+1",
        "+84 24",
        "-",
        "@SUM(A1)",
        '=HYPERLINK("x")',
        "\t=1",
        "_x000D_",
        "'",
        "#REF!",
        "1.10",
        "01/02",
        "TRUE",
        "1e5",
    ]
)
TEXTS = st.one_of(
    st.text(LETTERS, max_size=60), FORMULAS, st.lists(st.text(LETTERS, max_size=20), max_size=3).map("\n".join)
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


@st.composite
def rows(draw):
    plan = Plan(pk=1, number=draw(TEXTS)[:60], state=draw(st.sampled_from(Plan.State.values)), type=draw(TEXTS)[:60])
    status = draw(st.sampled_from(PlanTask.Status.values))
    task = PlanTask(
        pk=draw(st.integers(1, 2**60)),
        plan=plan,
        number=draw(TEXTS)[:30],
        group=draw(TEXTS),
        title=draw(TEXTS),
        sub_items=draw(st.lists(TEXTS, max_size=3)),
        time_text=draw(TEXTS),
        starts_on=draw(DAYS),
        due_on=draw(DAYS),
        status=status,
        finished_on=draw(st.dates(date(1990, 1, 1), TODAY)) if status == "done" else None,
        budget_vnd=draw(st.none() | st.integers(0, 10**15)),
        output=draw(TEXTS),
        source_label=draw(TEXTS)[:150],
    )
    lead = TaskAgency(role="lead", text="x", agency=Agency(name=draw(TEXTS)[:250]))
    task._prefetched_objects_cache = {"parts": [lead]}
    return Row(task, TODAY)


@settings(max_examples=150, deadline=None)
@given(st.lists(rows(), max_size=4, unique_by=lambda row: row.task.pk))
def test_an_unchanged_workbook_says_that_nothing_was_changed(listed):
    data = workbook(listed, "Nhiệm vụ", "Năm 2026")
    assert read_workbook(BytesIO(data)) == ([], [])


@settings(max_examples=60, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=3, unique_by=lambda row: row.task.pk), TEXTS)
def test_a_result_written_beside_any_task_is_the_only_change(listed, result):
    book = load_workbook(BytesIO(workbook(listed, "Nhiệm vụ", "")))
    try:
        cell = book.active.cell(4, 15)
        cell.value = result
    except IllegalCharacterError:  # letters that no workbook holds
        return
    data = BytesIO()
    book.save(data)
    edits, refused = read_workbook(data)
    assert refused == []
    assert [edit.task for edit in edits] == ([listed[0].task.pk] if result.strip() else [])


SPOILED = [b"", b"x", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"<html></html>", b"\xd0\xcf\x11\xe0" + b"\0" * 600]


@pytest.mark.parametrize("data", SPOILED, ids=range(len(SPOILED)))
def test_a_file_of_another_kind_is_refused_in_one_sentence(data):
    with pytest.raises(BadWorkbook, match=r"\.$"):
        read_workbook(BytesIO(data))


@cache
def empty_workbook():
    return workbook([], "Nhiệm vụ", "")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), max_size=8), st.floats(0.2, 1))
def test_a_spoiled_workbook_is_read_or_refused_and_never_an_error(letters, kept):
    whole = bytearray(empty_workbook())
    for place, letter in letters:
        whole[int(place * len(whole))] = letter
    try:
        read_workbook(BytesIO(bytes(whole[: int(kept * len(whole))])))
    except BadWorkbook as error:
        assert str(error).endswith(".")
