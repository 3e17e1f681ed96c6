"""Sums of money as plans print them, in đồng. A dot groups thousands and a comma begins decimals ("1.070,5")."""

from __future__ import annotations

import re
from decimal import Decimal

from vanban.plan import Money
from vanban.text import clean, flat

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?)"
_UNIT = (
    r"(?P<unit>(?:ngan|nghin|tram|chuc)?\s*(?:(?:ty|ti|trieu|nghin|ngan)\b|tr|ng|k)?\.?\s*"
    r"(?:vn\s*)?(?:dong|vnd|d)?)(?!\w)"
)
_AMOUNT = re.compile(rf"(?<![\w.,/]){_NUMBER}\s*{_UNIT}")
_FOREIGN = re.compile(r"\b(?:usd|eur|euro|jpy|cny|krw|dollars?|do la|yen|nhan dan te|kip)\b|[$€¥%]|phan tram")
# "350.000 đồng/người", "3 lớp x 20 triệu": a rate, and no sum before it is multiplied.
_RATE = re.compile(
    r"(?:dong|vnd|trieu|nghin|ngan|tr|d)\s*/\s*(?!nam\b|quy\b|thang\b)[a-z]|\d\s*[a-z ]{0,15}\s?[x*×]\s?\d"
)
_SOFT = r"(?:vnd|vn dong|khoang|du kien|tong|tong cong|tong so|uoc|toi da|khong qua|kinh phi|so tien|la|:|~|≈|\s)*"
_BARE = re.compile(rf"{_SOFT}{_NUMBER}\s*(?:\(.*\))?[.*]*")


def read_money(text: str, *, unit: str = "") -> Money | None:
    """The one sum that a cell names, None where it names none, several, or another currency.

    ``unit`` is the one declared above the table; a unit in the cell itself wins. A bare number without any unit is
    taken for đồng only from a thousand on.

    >>> read_money("1.070", unit="triệu đồng").amount_vnd
    1070000000
    >>> read_money("2 tỷ 500 triệu đồng").amount_vnd
    2500000000
    >>> read_money("Lồng ghép"), read_money("1.500 USD"), read_money("-", unit="triệu đồng")
    (None, None, None)
    """
    printed = clean(text)
    even = flat(printed).replace("₫", "d")
    if _FOREIGN.search(even) or _FOREIGN.search(flat(unit)) or _RATE.search(even):
        return None
    amounts = [m for m in _AMOUNT.finditer(even) if _scale(m["unit"])]
    if amounts:
        return _spoken(printed, even, amounts)
    bare = _BARE.fullmatch(even)
    if bare is None:
        return None
    scale = _scale(flat(unit)) if unit else 1
    value = _value(bare["number"], scale) * scale if scale else Decimal(0)
    if value <= 0 or (not unit and value < 1000):
        return None
    return Money(int(value), printed, unit)


def _spoken(printed: str, even: str, amounts: list[re.Match[str]]) -> Money | None:
    """ "2 tỷ 500 triệu" is one sum of falling units; words or brackets between two amounts make them two."""
    total = Decimal(0)
    last_scale, end = 0, 0
    outside = [m for m in amounts if even.count("(", 0, m.start()) == even.count(")", 0, m.start())] or amounts
    for match in outside:
        scale = _scale(match["unit"])
        if last_scale and not (scale < last_scale and not even[end : match.start()].strip(" ,")):
            return None
        total += _value(match["number"], scale) * scale
        last_scale, end = scale, match.end()
    first = outside[0]
    if total <= 0 or re.search(r"\d\s*[-–]\s*$|\btu\s+[\d.,]+\s+den\s+$", even[: first.start()]):
        return None
    return Money(int(total), printed, printed[first.start("unit") : first.end("unit")].strip(" ."))


def _value(number: str, scale: int) -> Decimal:
    thousands = number.count(",") > 1 or (scale == 1 and re.fullmatch(r"\d{1,3},\d{3}", number))
    if thousands:
        number = number.replace(",", "")
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", number):
        number = re.sub(r"[. ]", "", number)
    return Decimal(number.replace(",", "."))


def _scale(unit: str) -> int:
    """How many đồng one of a flat unit is, 0 where it is none: "trieu dong", "1.000 dong", "tr.d", "nghin ty"."""
    digits_together = re.sub(r"(?<=\d)[., ](?=\d)", "", unit)
    words = re.findall(r"[a-z]+|\d+", digits_together)
    named = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "ng": 10**3}
    named |= {"k": 10**3, "tram": 100, "chuc": 10, "dong": 1, "vnd": 1, "d": 1, "vn": 1, "trd": 10**6, "1": 1}
    named |= {"1000": 10**3, "1000000": 10**6}
    scale = 1
    for word in words:
        if word not in named:
            return 0
        scale *= named[word]
    return scale if words else 0


_UNIT_WORDS = r"(?:1[.,]?000[.,]?000|1[.,]?000|ty|ti|trieu|tr|nghin|ngan)?\.?\s*(?:vn\s*)?(?:dong|vnd|vn|d|usd)"
_DECLARED = re.compile(
    rf"(?:don vi tinh|don vi|dvt|dv tinh|dv)\s*:?\s*\(?\s*(?P<said>{_UNIT_WORDS})(?!\w)|"
    rf"[(\[]\s*(?P<bracket>{_UNIT_WORDS})\s*[)\]]|"
    rf"\b(?:kinh phi|du toan|so tien|thanh tien|tong cong|ngan sach)[^\n]{{0,40}}?[\s\-–:,]+"
    rf"(?P<trailing>{_UNIT_WORDS})\s*$"
)


def read_unit(text: str) -> str:
    """The unit that a line above a table or a column head declares, as printed; "" where it declares none.

    >>> read_unit("Đơn vị tính: triệu đồng"), read_unit("Kinh phí (tr.đ)"), read_unit("Đơn vị tính: người")
    ('triệu đồng', 'tr.đ', '')
    """
    printed = clean(text)
    match = _DECLARED.search(flat(printed).replace("₫", "d"))
    if match is None:
        return ""
    name = next(name for name, value in match.groupdict().items() if value)
    return printed[match.start(name) : match.end(name)].strip()
