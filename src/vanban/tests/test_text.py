"""Cleaning, keys and order of Vietnamese text."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.tables import rows
from vanban.text import clean, flat, fold, name_key, same_name, sort_key

from .phrase_cases import phrases

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
ANY_TEXT = st.text(max_size=60) | st.text("ĐÐđðUỷyủòaoà\u00a0\u200b\u0301\u0323\t\r\n &,.-TTSở", max_size=40)


@pytest.mark.parametrize("case", phrases("names"))
def test_spellings_of_one_name_have_one_key(case: dict[str, Any]) -> None:
    assert [name for name in case["same"] if not same_name(case["text"], name)] == []
    assert [name for name in case["other"] if same_name(case["text"], name)] == []


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\u00a0\u200b\ufeff\tÐð")


@given(ANY_TEXT)
def test_keys_are_keys_of_themselves_and_flat_text_keeps_its_length(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(flat(text)) == len(text)
    assert flat(flat(text)) == flat(text)
    sort_key(text)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("vowel", VOWELS)
def test_every_vowel_with_every_tone_is_found_without_its_marks(vowel: str, tone: str) -> None:
    composed = unicodedata.normalize("NFC", vowel + tone)
    decomposed = unicodedata.normalize("NFD", composed)
    base = unicodedata.normalize("NFD", vowel)[0]
    for letter in (composed, composed.upper(), decomposed, vowel + tone):
        assert fold(letter) == base
        assert clean(letter) in (composed, composed.upper())
    assert flat(composed) == base


def test_the_alphabet_sorts_as_in_a_dictionary() -> None:
    assert sorted("yxvưutsrqpơôonmlkihgêeđdcbâăa", key=sort_key) == list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["Ứng Hòa", "Uông Bí", "Đồng Nai", "Dĩ An", "Ân Thi", "An Giang"], key=sort_key) == [
        "An Giang", "Ân Thi", "Dĩ An", "Đồng Nai", "Uông Bí", "Ứng Hòa",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row", [row for row in rows("abbreviations") if not row["after"]], ids=lambda row: row["short"]
)
def test_every_abbreviation_is_spelled_out_in_a_name(row: dict[str, str]) -> None:
    assert name_key(f"Phụ trách {row['short']} tỉnh") == name_key(f"Phụ trách {row['long']} tỉnh")
