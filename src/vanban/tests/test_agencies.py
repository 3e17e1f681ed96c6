"""Lists of agencies: the cases, and what must hold for any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.document import Place
from vanban.reading.agencies import split_agencies
from vanban.reading.roles import split_roles
from vanban.tables import rows
from vanban.text import clean, name_key

from .phrase_cases import SOME, phrases

UNITS = [
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường", "Sở Tài chính", "Công an tỉnh", "UBND tỉnh",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Bộ Chỉ huy Quân sự tỉnh", "Báo và Đài Phát thanh và Truyền hình tỉnh",
    "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch", "các cơ quan, đơn vị liên quan", "các sở, ban, ngành",
    "UBND các xã, phường, đặc khu", "Chi cục Chăn nuôi và Thú y", "Hội Liên hiệp Phụ nữ tỉnh", "Tỉnh đoàn",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Sở Dân tộc và Tôn giáo", "VNPT", "Văn phòng UBND tỉnh", "Sở TT&TT",
]  # fmt: skip
LIST_WORDS = st.lists(st.sampled_from([*UNITS, "và", ",", ";", "\n- ", "Các Sở:", "(chủ trì)", "phối hợp với", "("]))


def shown(text: str) -> list[object]:
    """Units as the case files write them: the name alone, or with what is special about it."""
    units: list[object] = []
    for unit in split_agencies(text):
        special: dict[str, object] = {"unit": unit.text}
        special |= {} if unit.kind == "agency" else {"kind": unit.kind}
        special |= {"parent": unit.parent} if unit.parent else {}
        special |= {"open": True} if unit.open_ended else {}
        special |= {"role": unit.role} if unit.role else {}
        units.append(special if len(special) > 1 else unit.text)
    return units


@pytest.mark.parametrize("case", phrases("agencies"))
def test_a_list_of_agencies_is_split(case: dict[str, Any]) -> None:
    assert shown(case["text"]) == case["units"]


@pytest.mark.parametrize("case", phrases("roles"))
def test_leading_and_coordinating_agencies_are_told_apart(case: dict[str, Any]) -> None:
    roles = split_roles(case["text"])
    assert [unit.text for unit in roles.lead] == case["lead"]
    assert [unit.text for unit in roles.coordinating] == case["coordinating"]


@SOME
@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=8), st.sampled_from(["; ", ", ", "\n- ", ";\n", ", và "]))
def test_units_joined_in_any_way_come_apart_again(units: list[str], sign: str) -> None:
    assert [unit.text for unit in split_agencies(sign.join(units))] == units


@SOME
@given(LIST_WORDS | st.text(max_size=80).map(lambda text: [text]))
def test_spans_point_to_what_they_claim_and_stand_in_order(words: list[str]) -> None:
    text = clean(" ".join(words))
    at = 0
    for unit in split_agencies(text):
        assert at <= unit.start < unit.end <= len(text)
        assert " ".join(text[unit.start : unit.end].split()) in unit.text
        assert unit.key == name_key(unit.text)
        at = unit.end
    roles = split_roles(text)
    assert all(0 <= unit.start < unit.end <= len(text) for unit in (*roles.lead, *roles.coordinating))


@pytest.mark.parametrize("row", rows("department_names"), ids=lambda row: f"{row['head']} {row['name']}")
def test_the_name_of_every_department_stays_whole(row: dict[str, str]) -> None:
    name = f"{row['head']} {row['name']}"
    assert [unit.text for unit in split_agencies(name)] == [name]
    assert [unit.text for unit in split_agencies(f"Công an tỉnh, {name} và các đơn vị liên quan")][1] == name


def test_a_mention_knows_its_place_in_the_cell() -> None:
    second = split_agencies("Sở Nội vụ; Công an tỉnh")[1]
    assert second.mention(Place(4, (2, 3), 10, 40)).places == (Place(4, (2, 3), 21, 33),)
