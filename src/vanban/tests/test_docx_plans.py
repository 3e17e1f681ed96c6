"""The real plans: every label stands in the text that was found with them, every table in its grid."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from vanban.document import Document, Paragraph, Table
from vanban.opening.docx import open_docx
from vanban.opening.limits import Limits

PLANS = Path(os.environ.get("PLANS_DIR") or Path(__file__).parents[4] / "shared" / "plans")
pytestmark = [
    pytest.mark.plans,
    pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans (../shared/plans) are not here"),
]


@cache
def document(name: str) -> Document:
    return open_docx((PLANS / f"{name}.docx").read_bytes(), Limits())


def flat(text: str) -> str:
    """Without the Markdown and HTML that the text versions hold."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|[*|]", " ", text)).replace(" :", ":").strip()


def tables(name: str) -> list[Table]:
    return [block for block in document(name).blocks if isinstance(block, Table) and block.bordered]


def body(name: str) -> list[Paragraph]:
    return [block for block in document(name).blocks if isinstance(block, Paragraph)]


def test_every_automatic_number_is_printed_in_the_text() -> None:
    text = flat((PLANS / "tuyenquang-2022.txt").read_text("utf-8"))
    numbered = [one for one in body("tuyenquang-2022") if one.generated]
    # Two lines stand on both sides of a page break in the text.
    missing = [one.text for one in numbered if flat(one.text) not in text]
    assert len(numbered) == 62
    assert len(missing) <= 1


def test_numbers_restart_in_the_last_section() -> None:
    labels = [one.text[: one.generated].strip() for one in body("tuyenquang-2022") if one.generated > 2]
    assert " ".join(labels) == "1. 2. 2.1. a) b) 2.2. a) b) c) d) 2.3. 2.4. 1. 2. 3. 4. 5. 6. 7. 8."


@pytest.mark.parametrize(
    ("name", "sizes"),
    [("tuyenquang-2022", []), ("hcmc-2022", [(16, 5, 1)]), ("hanoi-2023", [(60, 5, 1), (49, 5, 1)])],
)
def test_task_tables_have_their_rows_and_layout_tables_are_none(name: str, sizes: list[tuple[int, int, int]]) -> None:
    assert [(len(table.rows), table.width, table.header_rows) for table in tables(name)] == sizes
    assert sum(isinstance(block, Table) for block in document(name).blocks) == len(sizes) + 2


def test_group_rows_of_the_annex_span_all_columns() -> None:
    groups = [row for row in tables("hanoi-2023")[0].rows if len(row) < 5]
    assert len(groups) == 10
    assert {sum(cell.colspan for cell in row) for row in groups} == {5}


def test_headings_come_from_the_built_in_styles() -> None:
    headings = [(one.heading, one.text) for one in body("hcmc-2022") if one.heading]
    assert headings[0] == (1, "I. MỤC ĐÍCH, YÊU CẦU")
    assert {level for level, _ in headings} == {1, 2, 3, 4}


def test_text_split_over_thousands_of_runs_is_whole() -> None:
    text = flat((PLANS / "hanoi-2023.txt").read_text("utf-8"))
    lines = [flat(one.text) for one in body("hanoi-2023")]
    assert sum(line in text for line in lines) / len(lines) > 0.98
