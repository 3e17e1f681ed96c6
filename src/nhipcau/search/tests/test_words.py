"""Words, document numbers, queries and marks without a database."""

from __future__ import annotations

import unicodedata
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nhipcau.search import numbers
from nhipcau.search.expansion import expand
from nhipcau.search.highlight import SUGGESTION, marked, marked_beginnings, snippet
from nhipcau.search.query import parse
from nhipcau.search.words import channels, key_of, keys, words

VIETNAMESE = st.text(
    st.sampled_from('aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậéèẻẽẹếềểễệóòỏõọốứừửữựýỳ ,.-–/"0123456789'), max_size=80
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("uỷ", "ủy"),
        ("lí", "lý"),
        ("quí", "quý"),
        ("ÐỒNG", "đồng"),
        ("toàn", "tòan"),
    ],
)
def test_spellings_of_one_word_have_one_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hằng", "hàng"), ("đối", "dối"), ("quý", "quỷ"), ("tin", "tín"), ("ly", "li ti")]
)
def test_different_words_have_different_exact_keys(one, other):
    assert key_of(one).exact != key_of(other).exact


@given(st.text(max_size=80))
@example("\u0622b")  # an Arabic letter with its madda
@example("\u0929\u0958 \u1112\u1161\u11ab \u09cb")  # letters of India, of which one never composes; Korean
@example("=\u0338a \u0301 a\u200b\u0301b")  # marks on signs, alone, and behind what is not seen
def test_keys_are_the_same_for_every_coding_of_the_letters(text):
    assert channels(unicodedata.normalize("NFD", text)) == channels(unicodedata.normalize("NFC", text))


@given(st.text(max_size=80))
def test_both_channels_have_the_same_number_of_words_and_hold_nothing_but_letters_and_digits(text):
    exact, folded = channels(text)
    assert len(exact.split()) == len(folded.split())
    assert all(letter.isalnum() or letter == " " for letter in exact + folded)


@given(VIETNAMESE, VIETNAMESE)
def test_marking_changes_no_letter_and_marks_whole_words(text, typed):
    for channel in ("exact", "folded"):
        told = str(marked(text, parse(typed), channel))
        assert unescape(told.replace("<mark>", "").replace("</mark>", "")) == text
        starts, ends = ({getattr(word, name) for word in words(text)} for name in ("start", "end"))
        for piece in told.split("<mark>")[1:]:
            assert unescape(piece.split("</mark>")[0])[0].isalnum()
        assert told.count("<mark>") == told.count("</mark>") <= min(len(starts), len(ends))


@given(VIETNAMESE)
def test_every_word_of_a_text_is_marked_in_it(text):
    for word in words(text):
        typed = text[word.start : word.end]
        assert "<mark>" in marked(text, parse(typed)) or not parse(typed)


def test_a_snippet_shows_the_place_with_the_hits():
    text = "Mở đầu. " * 60 + "Tổ chức hội chợ ở biên giới. " + "Kết thúc. " * 60
    shown = str(snippet(text, parse("hội chợ biên giới")))
    assert "<mark>hội chợ</mark> ở <mark>biên giới</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 320


def test_a_name_is_marked_as_a_whole_where_it_stands_and_by_its_words_where_it_does_not():
    query = expand(parse("uỷ ban nhân dân"), ())
    assert marked("UBND xã, Ủy ban nhân dân tỉnh và ban", query) == (
        "<mark>UBND</mark> xã, <mark>Ủy ban nhân dân</mark> tỉnh và ban"
    )
    assert marked("nhân dân và ban", query) == "<mark>nhân dân</mark> và <mark>ban</mark>"


@pytest.mark.parametrize("text", ["", "không có gì ở đây"])
def test_without_hits_there_is_no_snippet(text):
    assert snippet(text, parse("biên giới")) == ""


@pytest.mark.parametrize(
    ("text", "keys_"),
    [
        ("Kế hoạch số 235/KH-UBND ngày 15/9/2026", ["235khubnd"]),
        ("Kết luận số 57-KL/TW", ["57kltw"]),
        ("Luật số 64/2025/QH15; Nghị quyết 1660/NQ-UBTVQH15", ["64y2025qh", "1660nqubtvqh"]),
        ("12 / 2026 / QĐ – UBND", ["12y2026qdubnd"]),
        ("từ 10/10/2026 đến 15/10/2026", []),
        ("tháng 10/2026, quý IV/2026", []),
        ("giá 12-15 triệu, 2/3 số xã, km/h, 24/24 giờ", []),
        ("10 - biên giới", []),
    ],
)
def test_numbers_that_are_printed(text, keys_):
    assert [number.key() for _start, _end, number in numbers.printed(text)] == keys_


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("biên giới", ["biên", "giới"], []),
        ('"biên giới" chợ', ["biên giới", "chợ"], []),
        ("chợ -rượu", ["chợ"], ["rượu"]),
        ('-"hội nghị" chợ', ["chợ"], ["hội nghị"]),
        ("2026-2027", ["2026", "2027"], []),
        ("kinh tế - xã hội", ["kinh", "tế", "xã", "hội"], []),
        ("kh 41 hội chợ", ["kh 41", "hội", "chợ"], []),
        ("!? … -", [], []),
        ("-", [], []),
        ("", [], []),
    ],
)
def test_a_query_is_read_as_it_is_meant(typed, wanted, unwanted):
    query = parse(typed)
    assert [term.typed for term in query.wanted] == wanted
    assert [term.typed for term in query.unwanted] == unwanted


def test_a_long_query_is_cut():
    assert len(parse("a " * 10_000).wanted) <= 24
    assert len(keys(parse("ệ" * 10_000).text)) == 1


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("UBND xã", ["Ủy ban nhân dân"]),
        ("ubnd", ["Ủy ban nhân dân"]),
        ("uỷ ban nhân dân", ["UBND"]),
        ("ủy bán nhàn dần", []),
        ("ca múa nhạc", []),
        ("CA tỉnh", ["Công an"]),
        ("CA MÚA NHẠC", []),
        ("đầu tư", ["ĐT"]),
        ("trung ương", ["TW"]),
        ('"UBND"', []),
    ],
)
def test_abbreviations_are_spelled_out_and_long_forms_shortened(typed, also):
    assert list(expand(parse(typed), ()).also) == also


@pytest.mark.parametrize("before", [0, 3, 40])
def test_a_long_suggestion_is_cut_about_its_hit(before):
    text = "Phối hợp tuyên truyền " * before + "về hội chợ" + " với các cơ quan" * 20
    shown = marked_beginnings(text, keys("hoi ch"))
    assert "<mark>hội chợ</mark>" in shown
    plain = shown.replace("<mark>", "").replace("</mark>", "")
    assert len(plain) <= SUGGESTION + 4
    assert plain.strip("… ") in text
    assert (plain.startswith("… "), plain.endswith(" …")) == (before > 2, True)
