"""The rule files of reading: in order, NFC, with sources; every pattern compiles and finds what it should."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from vanban.messages import sentences
from vanban.reading.labels import label_field
from vanban.rules import field_of

DATA = Path(__file__).parents[1] / "data"
RULES = ["columns", "labels", "words_layout"]
FACTS = ["agency_periods", "laws"]


def rows(name: str) -> list[list[str]]:
    return list(csv.reader((DATA / f"{name}.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("name", RULES + FACTS)
def test_a_file_is_sorted_unique_and_sourced(name: str) -> None:
    text = (DATA / f"{name}.csv").read_text("utf-8")
    header, *body = rows(name)
    assert unicodedata.is_normalized("NFC", text)
    assert header[-1] == "source"
    assert all(row[-1] and len(row) == len(header) for row in body)
    assert body == sorted(body)
    assert len({row[0] for row in body}) == len(body)


@pytest.mark.parametrize("name", [*RULES, "agency_periods"])
def test_every_pattern_compiles_and_is_for_words_without_marks(name: str) -> None:
    header, *body = rows(name)
    for row in body:
        pattern = row[header.index("pattern")]
        re.compile(pattern)
        assert pattern.isascii()


def test_periods_of_agencies_and_laws_are_dates() -> None:
    for name, columns in (("agency_periods", ("valid_from", "valid_to")), ("laws", ("ends",))):
        header, *body = rows(name)
        for row in body:
            for column in columns:
                if text := row[header.index(column)]:
                    date.fromisoformat(text)


def test_every_sentence_has_both_languages_and_the_same_values() -> None:
    for code, spoken in sentences().items():
        values = [set(re.findall(r"{(\w+)}", spoken[language])) for language in ("vi", "en")]
        assert all(spoken.values()), code
        assert values[0] == values[1], code


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nội dung công việc", "title"),
        ("Nhiệm vụ, giải pháp chủ yếu", "title"),
        ("Nội dung thực hiện", "title"),
        ("Tên đề án, văn bản", "title"),
        ("Cơ quan, đơn vị chủ trì thực hiện", "lead"),
        ("Đơn vị chịu trách nhiệm chính", "lead"),
        ("Cơ quan chủ trì soạn thảo", "lead"),
        ("Cơ quan, đơn vị phối hợp", "coordinating"),
        ("Lực lượng hỗ trợ", "coordinating"),
        ("Đơn vị phối hợp, cung cấp số liệu", "coordinating"),
        ("Chủ trì/Phối hợp", "roles"),
        ("Đơn vị thực hiện", "agencies"),
        ("Phân công thực hiện", "agencies"),
        ("Thời gian thực hiện", "time"),
        ("Tiến độ thời gian", "time"),
        ("Hạn hoàn thành", "time"),
        ("Thời gian hoàn thành", "end"),
        ("Bắt đầu", "start"),
        ("Dự kiến kinh phí", "budget"),
        ("Nguồn kinh phí", "funding_source"),
        ("Sản phẩm/Kết quả đầu ra", "output"),
        ("Chỉ tiêu, mục tiêu", "indicator"),
        ("Lãnh đạo UBND phụ trách", "person"),
        ("Người thực hiện", "person"),
        ("Địa điểm tổ chức", "detail"),
        ("Đơn vị tính", "unit"),
        ("Tháng 3", "month"),
        ("Quý II", "quarter"),
        ("STT", "ordinal"),
        ("Mã nhiệm vụ (NV)", "ordinal"),
        ("Chỉ số liên quan", "indicator"),
        ("Ghi chú", "note"),
        ("Điện thoại liên hệ", "phone"),
        ("Họ và tên", "person_name"),
        ("Ý kiến góp ý", "opinion"),
        ("Giải trình, tiếp thu", "disposition"),
        ("Số, ký hiệu văn bản", "legal_number"),
        ("Đơn vị được kiểm tra", "inspected"),
        ("", ""),
        ("Xyz", ""),
    ],
)
def test_a_header_says_what_its_column_holds(header: str, field: str) -> None:
    assert field_of(header) == field


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị chủ trì thực hiện", "lead"),
        ("Chủ trì", "lead"),
        ("Đơn vị, địa phương phối hợp", "coordinating"),
        ("Cơ quan phối hợp thực hiện", "coordinating"),
        ("Cơ quan chủ trì, phối hợp", "roles"),
        ("Đơn vị thực hiện", "agencies"),
        ("Phân công thực hiện", "agencies"),
        ("Thời gian tổ chức", "time"),
        ("Thời hạn hoàn thành", "time"),
        ("Tiến độ", "time"),
        ("Kinh phí thực hiện", "budget"),
        ("Nguồn kinh phí", "funding_source"),
        ("Sản phẩm", "output"),
        ("Kết quả dự kiến", "output"),
        ("Chỉ tiêu", "indicator"),
        ("Địa điểm", "detail"),
        ("Thành phần tham dự", "detail"),
        ("Số lượng, địa điểm", "detail"),
        ("Nội dung trọng tâm", "content"),
        ("Nhiệm vụ", "title"),
        ("Đối với các sở, ngành", ""),
        ("Tuyên truyền về các nội dung", ""),
        ("Một số hoạt động như", ""),
    ],
)
def test_a_label_says_what_follows_it(label: str, field: str) -> None:
    assert label_field(label) == field
