"""A line, or lines, of the same words a megabyte long: work grows with the text, not with its square."""

from __future__ import annotations

import time

import pytest

import vanban

SECONDS = 20  # on a slow machine that does other things too; the square of these texts would take minutes
SIZE = 150_000
HEAD = "TỈNH A\nSố: 12/KH-UBND\nKẾ HOẠCH\nVề việc B năm 2026\nI. NHIỆM VỤ\n1. Việc\n"

ONE_LINE = (
    "Chủ trì: ",
    "Cơ quan chủ trì: Sở Y tế. ",
    "A. ",
    "Giao Sở Y tế chủ trì. ",
    "phối hợp với ",
    "chủ trì (",
    "- , ",
)
MANY_LINES = ("và", "Nơi nhận:", "- Sở Y tế;", "+", "tháng 3, ", "TM. ỦY BAN")


def read(text: str) -> float:
    start = time.monotonic()
    vanban.read(text.encode(), name="x.txt")
    return time.monotonic() - start


@pytest.mark.parametrize("words", ONE_LINE)
def test_a_line_without_end_is_read_soon(words: str) -> None:
    assert read(HEAD + words * (SIZE // len(words))) < SECONDS


@pytest.mark.parametrize("words", MANY_LINES)
def test_the_same_line_again_and_again_is_read_soon(words: str) -> None:
    assert read(HEAD + f"{words}\n" * min(8_000, SIZE // len(words))) < SECONDS


def test_a_word_without_end_under_the_signature_is_no_name_and_read_soon() -> None:
    assert read(HEAD + "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n" + "Xyzxy" * 300 + "1\nx\n") < SECONDS
