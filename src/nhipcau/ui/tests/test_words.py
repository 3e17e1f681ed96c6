from datetime import date

import pytest
from django.utils import translation

from nhipcau.ui import words


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 4, 13), date(2026, 4, 15), "13-15/4/2026"),
        (date(2026, 1, 5), date(2026, 1, 7), "05-07/01/2026"),
        (date(2026, 4, 28), date(2026, 5, 3), "28/4-03/5/2026"),
        (date(2025, 12, 20), date(2026, 1, 10), "20/12/2025-10/01/2026"),
        (date(2026, 10, 1), date(2026, 10, 31), "Tháng 10/2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "Tháng 02/2026"),
        (date(2028, 2, 1), date(2028, 2, 28), "01-28/02/2028"),
        (date(2026, 10, 1), date(2026, 12, 31), "Quý IV/2026"),
        (date(2026, 2, 1), date(2026, 4, 30), "01/02-30/4/2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "Năm 2026"),
        (date(2026, 1, 5), date(2026, 1, 5), "05/01/2026"),
        (None, date(2026, 1, 5), "05/01/2026"),
        (None, None, ""),
    ],
)
def test_a_span_of_days_is_said_as_offices_write_it(start, end, said):
    assert words.span_words(start, end) == said


@pytest.mark.parametrize(
    ("amount", "short", "full"),
    [
        (1_070_000_000, "1.070 triệu đồng", "1.070.000.000 đ"),
        (250_500, "250.500 đ", "250.500 đ"),
        (0, "0 đ", "0 đ"),
    ],
)
def test_money_is_said_in_millions_when_it_is_whole_millions(amount, short, full):
    assert words.money_words(amount) == short
    assert words.money_words(amount, full=True) == full


def test_english_groups_digits_with_commas():
    with translation.override("en"):
        assert words.money_words(1_070_000_000, full=True) == "1,070,000,000 đ"


@pytest.mark.parametrize(("days", "said"), [(0, "hôm nay"), (4, "còn 4 ngày"), (-144, "quá 144 ngày")])
def test_the_distance_of_a_deadline(days, said):
    assert words.distance_words(days) == said


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kế hoạch số 101/KH-UBND ngày", ["101/KH-UBND"]),
        ("Nghị định số 72/2015/NĐ-CP ngày 07/9/2015", ["72/2015/NĐ-CP", "07/9/2015"]),
        ("từ 13-15/4/2026, kinh phí 1.070 triệu đồng", ["13-15/4/2026", "1.070 triệu"]),
        ("01 chuyến/năm và 24/7", ["24/7"]),
        ("không có gì", []),
    ],
)
def test_numbers_and_dates_do_not_break(text, whole):
    html = words.unbroken(text)
    assert [part.split("</span>")[0] for part in html.split('<span class="nowrap">')[1:]] == whole


def test_the_text_between_is_escaped():
    assert words.unbroken("<b>5/4/2026</b>") == '&lt;b&gt;<span class="nowrap">5/4/2026</span>&lt;/b&gt;'
