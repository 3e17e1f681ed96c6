"""What a line can be in a table whose cells stand one a line, and how well it fits the column it would stand in."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vanban.rules import field_of
from vanban.tables import rows
from vanban.text import flat

from .markers import MARKER

NUMBER = re.compile(r"\(?(?:\d{1,3}|[IVXLC]{1,7}|[a-zđA-ZĐ])(?:[.\-]\d{1,2}(?!\d))*[.)]*")
COUNTING = re.compile(r"[(\[]\d{1,2}[)\]]|\(?[A-H]\)")
GROUP = re.compile(r"(?:[IVX]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+\S")
TOTAL = re.compile(r"tổng|cộng", re.IGNORECASE)
AMOUNT = re.compile(r"[\d.,\s]{1,20}\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*đồng|đ|triệu|tr|tỷ)?\.?", re.IGNORECASE)
TIME = re.compile(
    r"[-+•\s]*(?:(?:xong |hoan thanh |bat dau |ket thuc |du kien |cham nhat |trong |ca |suot |tu |den |truoc |sau |"
    r"vao |dau |giua |cuoi |ngay |het |khoang |thuc hien )*"
    r"(?:thang|quy|nam|tuan|ngay|dip|6 thang|\d{1,2}\s*[/.-]\s*\d{1,4}|20\d\d|t\d{1,2}/\d)\b|"
    r"(?:cong viec )?thuong xuyen|lien tuc|hang |hang$|dinh ky|dot xuat|"
    r"theo (?:ke hoach|tien do|quy dinh|yeu cau)|ngay sau)"
)
PERSON = re.compile(r"(?:Đ/c|Đồng chí|Ông|Bà|Phó [A-ZĐ]|Chủ tịch|Giám đốc|Bí thư)(?!\w)")
LONGEST_TIME = 90

FITS: dict[str, dict[str, int]] = {  # kind of column, kind of cell
    "title": {"": -4, "number": -5, "amount": -5, "time": -2, "agency": 0, "person": -2, "text": 2},
    "time": {"": 0, "number": -3, "amount": -2, "time": 3, "agency": -3, "person": -3, "text": -1},
    "agency": {"": 0, "number": -4, "amount": -4, "time": -3, "agency": 3, "person": -2, "text": 0},
    "person": {"": 0, "number": -4, "amount": -4, "time": -3, "agency": -3, "person": 3, "text": 2},
    "money": {"": 0, "number": 2, "amount": 3, "time": -3, "agency": -4, "person": -4, "text": -2},
    "": {"": 0, "number": -1, "amount": -1, "time": -1, "agency": -1, "person": 0, "text": 0},
}  # fmt: skip
KINDS = {
    "title": "title", "lead": "agency", "coordinating": "agency", "roles": "agency", "agencies": "agency",
    "person": "person",
    "time": "time", "start": "time", "end": "time", "budget": "money",
}  # fmt: skip


@cache
def _agencies() -> re.Pattern[str]:
    heads = sorted((row["head"] for row in rows("agency_heads")), key=len, reverse=True)
    names = "|".join(map(re.escape, heads))
    many = r"(?:các|những|toàn thể)\s(?:sở|ban|ngành|cơ quan|đơn vị|địa phương|phòng|xã|phường|huyện|đoàn thể|tổ chức)"
    return re.compile(rf"(?:[-+•]\s*)?(?:(?:chủ trì|phối hợp)\s*:\s*)?(?:(?i:{many})|{names})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def kind_of_cell(text: str) -> str:
    """ "number", "amount", "time", "person", "agency", "text", or "" for an empty cell.

    >>> [kind_of_cell(text) for text in ("2.1", "5.000 triệu đồng", "Quý III", "Sở Y tế", "Họp báo", "")]
    ['number', 'amount', 'time', 'agency', 'text', '']
    """
    if not text:
        return ""
    if NUMBER.fullmatch(text):
        return "number"
    if AMOUNT.fullmatch(text):
        return "time" if re.fullmatch(r"\d{1,2}\.\d{1,2}\.20\d\d|20\d\d", text) else "amount"
    if len(text) <= LONGEST_TIME and TIME.match(flat(text)):
        return "time"
    if PERSON.match(text):
        return "person"
    return "agency" if _agencies().match(text) else "text"


def kind_of_column(label: str) -> str:
    """What a column with this label holds, as far as it can be told from a single line.

    >>> [kind_of_column(label) for label in ("Nội dung", "Cơ quan chủ trì", "Tiến độ", "Ngân sách", "Ghi chú")]
    ['title', 'agency', 'time', 'money', '']
    """
    return KINDS.get(field_of(label), "money" if MONEY.search(label) else "")


MONEY = re.compile(r"^(?:tổng|ngân sách|nguồn khác|trung ương|địa phương|xã hội h)", re.IGNORECASE)


def fit(columns: list[str], cells: list[str]) -> int:
    """How well cells fit the kinds of their columns."""
    return sum(FITS[column][kind_of_cell(cell)] for column, cell in zip(columns, cells, strict=True))


def begins_group(text: str) -> bool:
    """A heading between rows: numbered on the same line, in capitals."""
    return bool(GROUP.match(text)) or (text.isupper() and len(text) > 8)


def spread(columns: list[str], lines: list[str]) -> tuple[int, list[str]]:
    """Lines put into columns, in order, where cells have several lines or none: how well they fit, and the cells.

    >>> spread(["title", "agency", "agency", "time"], ["Họp", "Sở Y tế", "- Sở Nội vụ", "- Sở Tài chính", "Quý II"])[1]
    ['Họp', 'Sở Y tế', '- Sở Nội vụ\\n- Sở Tài chính', 'Quý II']
    """
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for number, column in enumerate(columns):
        after: dict[int, tuple[float, list[str]]] = {}
        for start, (worth, cells) in best.items():
            # Of two columns of a kind the first is filled: who leads before who coordinates.
            gain = FITS[column][""] - 1 - 0.01 * (len(columns) - number)
            for end in range(start, len(lines) + 1):
                if end > start:
                    gain = (
                        _goes_on(lines[end - 1]) + gain if end > start + 1 else FITS[column][kind_of_cell(lines[start])]
                    )
                if worth + gain > after.get(end, (float("-inf"), []))[0]:
                    after[end] = worth + gain, [*cells, "\n".join(lines[start:end])]
        best = after
    worth, cells = best[len(lines)]
    return int(worth), cells


def _goes_on(line: str) -> int:
    """How well a line goes on with the cell above it."""
    if MARKER.match(line) or line[:1].islower():
        return 1
    return -2 if kind_of_cell(line) in ("text", "agency", "person") else -4
