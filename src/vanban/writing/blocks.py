"""The parts of an official document as values, and the fixed wordings of its lines (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

Kind = Literal["part", "clause", "text"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the body, number or dash typed in front: "I. MỤC ĐÍCH" is a part, "1. Mục đích" a clause."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: "\\n" parts its paragraphs; ``span`` columns are merged to the right."""

    text: str = ""
    bold: bool = False
    align: Align = "left"
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. ``widths`` are relative; ``unit`` stands above it ("Đơn vị tính: triệu đồng")."""

    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unit: str = ""


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Signature:
    """``capacity`` holds the lines above the position: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")."""

    capacity: tuple[str, ...]
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class Annex:
    """``reference`` overrides the line under the title, which otherwise names the document it goes with."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True
    reference: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document with a type name (form 1.4 of annex III). ``number`` is None while it waits for one."""

    authority: tuple[str, ...]
    type: str
    notation: str
    place: str
    issued: date
    subject: str
    issuer: str
    signature: Signature
    recipients: tuple[str, ...]
    file_copy: str
    number: int | None = None
    parent: str = ""
    legal_bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()


def full_number(document: OfficialDocument) -> str:
    """Number and symbol: below 10 with a leading 0, a slash between, no spaces (annex I, II.3)."""
    number = f"{document.number:02}" if document.number else "     "
    return f"{number}/{document.notation}"


def long_date(day: date) -> str:
    """A date in words: days below 10 and the months January and February have a leading 0 (annex I, II.4).

    >>> long_date(date(2026, 1, 5)), long_date(date(2026, 3, 15))
    ('ngày 05 tháng 01 năm 2026', 'ngày 15 tháng 3 năm 2026')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date) -> str:
    """
    >>> place_and_date("Hà Nội", date(2026, 2, 3))
    'Hà Nội, ngày 03 tháng 02 năm 2026'
    """
    return f"{place}, {long_date(day)}"


def closed_list(lines: Sequence[str], dash: str = "") -> list[str]:
    """A list as legal bases and recipients are written: each line ends ";", the last one ".".

    >>> closed_list(["Bộ Ngoại giao", "Lưu: VT"], dash="- ")
    ['- Bộ Ngoại giao;', '- Lưu: VT.']
    """
    last = len(lines) - 1
    return [f"{dash}{line}{'.' if number == last else ';'}" for number, line in enumerate(lines)]


def annex_label(position: int, count: int) -> str:
    """An annex has a number only where there are two or more (annex I, II.3 of part II).

    >>> annex_label(0, 1), annex_label(1, 2)
    ('Phụ lục', 'Phụ lục II')
    """
    return "Phụ lục" if count == 1 else f"Phụ lục {roman(position + 1)}"


def annex_reference(document: OfficialDocument) -> str:
    """The line under an annex's title that names the document it goes with."""
    return f"(Kèm theo {document.type} số {full_number(document)} {long_date(document.issued)} của {document.issuer})"


def roman(number: int) -> str:
    """
    >>> roman(4), roman(9), roman(14)
    ('IV', 'IX', 'XIV')
    """
    steps = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    letters = ""
    for value, sign in steps:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters
