"""Time phrases: the cases, every month and quarter in every form, and what must hold for any text."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.plan import TaskTime
from vanban.reading.deadlines import find_due_dates, read_time

from .phrase_cases import SOME, phrases

ROMAN = ["I", "II", "III", "IV"]
TIME_WORDS = st.text("QuýThángnămtừđếnrướcgàyIVXl|0123456789 /.-–,;()\n", max_size=60)


def shown(time: TaskTime) -> dict[str, object]:
    """A TaskTime as the case files write it: what is empty is left out."""
    flags = [name for name in ("deadline", "exclusive", "vague") if getattr(time, name)]
    values: dict[str, object] = {
        "kind": time.kind,
        "start": time.start and time.start.isoformat(),
        "end": time.end and time.end.isoformat(),
        "recurrence": time.recurrence,
        "also": list(time.also_kinds),
        "flags": flags,
        "parts": [part.text for part in time.parts],
    }
    return {name: value for name, value in values.items() if value}


@pytest.mark.parametrize("case", phrases("deadlines"))
def test_a_time_phrase_is_read(case: dict[str, Any]) -> None:
    expected = {name: value for name, value in case.items() if name not in ("text", "year")}
    assert shown(read_time(case["text"], year=case.get("year", 2026))) == expected


@pytest.mark.parametrize("case", phrases("due_dates"))
def test_days_by_which_reports_are_due_are_found(case: dict[str, Any]) -> None:
    found = find_due_dates(case["text"], year=2026)
    assert [
        [due.date and due.date.isoformat(), due.recurrence, case["text"][due.start : due.end], due.exclusive]
        for due in found
    ] == case["due"]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "form",
    ["Quý {r}", "quý {n}", "QUÝ {r}/2026", "Quý {r} năm 2026", "Quy {r} nam 2026", "Quý {r}/năm 2026", "Q{n}/2026",
     "Quý {r}, năm 2026", "(quý {r}.2026)", "Dự kiến quý {r}-2026", "Trong Quý {r}\nnăm 2026.", "Quí {r}"],
)  # fmt: skip
def test_every_quarter_in_every_form(form: str, number: int) -> None:
    time = read_time(form.format(r=ROMAN[number - 1], n=number), year=2026)
    assert (time.kind, time.start) == ("quarter", date(2026, number * 3 - 2, 1))
    assert time.end == date(2026, number * 3, monthrange(2026, number * 3)[1])


@pytest.mark.parametrize("slip", ["l", "|", "1", "I"])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_quarter_survives_what_ocr_makes_of_its_numeral(slip: str, number: int) -> None:
    assert read_time(f"Quý {ROMAN[number - 1].replace('I', slip)}/2026", year=2026).start == date(
        2026, number * 3 - 2, 1
    )


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    "form",
    ["Tháng {m}", "tháng {m:02}/2026", "THÁNG {m} NĂM 2026", "T{m}/2026", "{m:02}/2026", "thang {m} / 2026",
     "Trong tháng {m}/2026", "tháng{m}/2026", "Tháng {m}.2026", "Hoàn thành trong tháng {m}"],
)  # fmt: skip
def test_every_month_in_every_form(form: str, month: int) -> None:
    time = read_time(form.format(m=month), year=2026)
    assert (time.kind, time.start) == ("month", date(2026, month, 1))
    assert time.end == date(2026, month, monthrange(2026, month)[1])


@pytest.mark.parametrize("first", range(1, 13))
def test_every_range_of_months_goes_over_the_year_end_when_it_must(first: int) -> None:
    for last in (month for month in range(1, 13) if month != first):
        time = read_time(f"Từ tháng {first} đến tháng {last}", year=2026)
        assert time.start == date(2026, first, 1)
        assert time.end and (time.end.year, time.end.month) == (2026 if last > first else 2027, last)


@SOME
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_printed_day_comes_back(day: date) -> None:
    long = f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
    for printed in (f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}", long):
        assert (read_time(printed, year=2026).start, read_time(printed, year=None).end) == (day, day)
        before = read_time(f"Trước {printed}", year=2026)
        assert (before.start, before.end, before.deadline, before.exclusive) == (None, day, True, True)


@SOME
@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.integers(1, 400))
def test_a_printed_range_comes_back(start: date, days: int) -> None:
    end = start + timedelta(days)
    for printed in (f"Từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}", f"{start:%d/%m/%Y} - {end:%d/%m/%Y}"):
        time = read_time(printed, year=None)
        assert (time.kind, time.start, time.end) == ("range", start, end)


@SOME
@given(TIME_WORDS, st.none() | st.integers(1990, 2090))
def test_any_text_is_read_without_error_and_in_order(text: str, year: int | None) -> None:
    time = read_time(text, year=year)
    assert not (time.start and time.end) or time.start <= time.end
    assert time.kind in ("none", "range") or time.text
    for due in find_due_dates(text, year=year):
        assert 0 <= due.start < due.end <= len(text)


@pytest.mark.parametrize("text", ["Quý IV", "Tháng 5", "Trước ngày 15/11", "13-15/4", "Trong năm"])
def test_without_any_year_the_kind_stays_and_no_date_is_invented(text: str) -> None:
    time = read_time(text, year=None)
    assert (time.kind != "none", time.start, time.end) == (True, None, None)
