from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.register.filters import TaskFilter, read_day, window_days

NAMES = st.sampled_from([*TaskFilter.__dataclass_fields__, "trang", "theo", "thang"])


def read(query):
    return TaskFilter.read(QueryDict(query))


def test_the_address_of_a_filter_reads_back_as_the_same_filter():
    wanted = TaskFilter(
        q="hoà bình", nam="2026", ke_hoach=3, nhom="0a1b2c3d4e", chu_tri="7", phoi_hop=9, han="quy",
        tu=date(2026, 1, 5), den=date(2026, 2, 1), trang_thai="qua-han", cua="toi", xep="-han", so_dong=100,
    )  # fmt: skip
    assert read(wanted.query()[1:]) == wanted


def test_only_what_differs_stands_in_the_address():
    assert TaskFilter(nam="2026").query() == "?nam=2026"
    assert TaskFilter().query(cua="toi") == "?cua=toi"


@pytest.mark.parametrize(
    "query",
    [
        "ke_hoach=9999999999999999999999", "ke_hoach=-1", "ke_hoach=%00", "ke_hoach=²", "nam=abc", "nam=99999",
        "tu=31/02/2026", "tu=1/1/1/1", "tu=%00", "den=٣/٤/2026", "xep=;drop", "xep=--han", "so_dong=7", "chu_tri=x",
        "nhom=%27%22", "trang_thai=late", "han=x", "cua=all",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(query):
    assert read(query) == TaskFilter()


@given(st.lists(st.tuples(NAMES, st.text(max_size=30)), max_size=6))
def test_no_address_is_an_error(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    wanted = TaskFilter.read(query)
    assert read(wanted.query()[1:]) == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/1/2026", date(2026, 1, 5)),
        ("05-01-2026", date(2026, 1, 5)),
        ("5.1.2026", date(2026, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
        ("", None),
        ("hôm nay", None),
        ("0/0/0000", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ("thang", (date(2026, 11, 1), date(2026, 11, 30))),
        ("thang-sau", (date(2026, 12, 1), date(2026, 12, 31))),
        ("quy", (date(2026, 10, 1), date(2026, 12, 31))),
        ("khong-ngay", None),
        ("", None),
    ],
)
def test_a_window_has_a_first_and_a_last_day(window, days):
    assert window_days(window, date(2026, 11, 20)) == days


def test_the_month_after_january_is_february():
    assert window_days("thang-sau", date(2026, 1, 31)) == (date(2026, 2, 1), date(2026, 2, 28))
