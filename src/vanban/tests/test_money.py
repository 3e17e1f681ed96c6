"""Sums of money: the cases, and what must hold for any number."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.reading.money import read_money, read_unit

from .phrase_cases import SOME, phrases


@pytest.mark.parametrize("case", phrases("money"))
def test_a_sum_is_read(case: dict[str, Any]) -> None:
    money = read_money(case["text"], unit=case.get("unit", ""))
    assert (money and money.amount_vnd) == case["amount"]


@pytest.mark.parametrize("case", phrases("units"))
def test_a_declared_unit_is_read(case: dict[str, Any]) -> None:
    assert read_unit(case["text"]) == case["unit"]


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@SOME
@given(st.integers(1000, 10**13))
def test_a_printed_sum_comes_back(amount: int) -> None:
    for printed in (f"{grouped(amount)} đồng", f"{grouped(amount)}đ", grouped(amount), f"{amount} VNĐ"):
        money = read_money(printed)
        assert money and (money.amount_vnd, money.text) == (amount, printed)


@SOME
@given(st.integers(1, 10**6), st.integers(0, 9))
def test_a_decimal_comes_back_in_any_declared_unit(whole: int, tenth: int) -> None:
    for unit, scale in (("triệu đồng", 10**6), ("1.000 đồng", 10**3), ("tỷ đồng", 10**9), ("tr.đ", 10**6)):
        money = read_money(f"{grouped(whole)},{tenth}", unit=unit)
        assert money and money.amount_vnd == (whole * 10 + tenth) * scale // 10


@SOME
@given(
    st.text("0123456789., -tỷriệunghđồVNUSD()/", max_size=40) | st.text(max_size=40),
    st.sampled_from(["", "triệu đồng"]),
)
def test_any_text_is_read_without_error(text: str, unit: str) -> None:
    money = read_money(text, unit=unit)
    assert money is None or money.amount_vnd >= 0
    read_unit(text)
