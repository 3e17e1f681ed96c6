"""Documents that a text names: the cases, and what must hold for any text."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.reading.citations import find_citations, read_date_line
from vanban.tables import rows

from .phrase_cases import SOME, phrases

CODES = sorted({row["code"] for row in rows("document_types") if row["code"]})
PLAIN_CODES = [code for code in CODES if code not in ("QH", "L")]


@pytest.mark.parametrize("case", phrases("citations"))
def test_documents_are_found(case: dict[str, Any]) -> None:
    found = [
        {
            "type": cited.type,
            "number": cited.number,
            "date": cited.date and cited.date.isoformat(),
            "issuer": cited.issuer,
            "subject": cited.subject,
            "span": case["text"][cited.start : cited.end],
        }
        for cited in find_citations(case["text"])
    ]
    assert [{name: value for name, value in cited.items() if value} for cited in found] == case["found"]


@pytest.mark.parametrize("case", phrases("date_lines"))
def test_a_date_line_is_read(case: dict[str, Any]) -> None:
    line = read_date_line(case["text"])
    assert [line[0], line[1] and line[1].isoformat()] == case["line"] if line else case["line"] is None


@pytest.mark.parametrize("code", CODES)
def test_every_document_type_is_known_by_its_code(code: str) -> None:
    number = {"QH": "15/2026/QH16", "L": "15/2026/L-CTN"}.get(code, f"15/{code}-UBND")
    [cited] = find_citations(f"tại {number}")
    assert cited.type in {row["name"] for row in rows("document_types") if row["code"] == code}


@SOME
@given(
    st.integers(1, 99999),
    st.none() | st.integers(1990, 2030),
    st.sampled_from(PLAIN_CODES),
    st.sampled_from(["UBND", "CP", "TTg", "BVHTTDL", "SKH&ĐT", "UBND-VX"]),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
)
def test_a_printed_citation_comes_back(number: int, year: int | None, code: str, issuer: str, day: date) -> None:
    printed = f"{number}/{year}/{code}-{issuer}" if year else f"{number}/{code}-{issuer}"
    text = f"theo số {printed} ngày {day:%d/%m/%Y} của Chính phủ; ngày 12/10/2026"
    [cited] = find_citations(text)
    assert (cited.number, cited.date, cited.issuer) == (printed, day, "Chính phủ")
    [party] = find_citations(f"{number}-{code}/TU")
    assert party.number == f"{number}-{code}/TU"


@SOME
@given(st.text("0123456789/-. ABCĐKHNQUTsốngàycủavề,;\n", max_size=80) | st.text(max_size=60))
def test_any_text_is_searched_and_spans_hold_what_they_claim(text: str) -> None:
    for cited in find_citations(text):
        assert 0 <= cited.start < cited.end <= len(text)
        assert cited.number or cited.type in ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
        digits = re.match(r"\d*", cited.number)
        assert digits and digits.group() in text[cited.start : cited.end]
    read_date_line(text)
