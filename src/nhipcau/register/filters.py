"""The state of a list, as it stands in its address. Whatever cannot be read there is left out, never an error."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Self

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from vanban.text import clean

SIZES = (25, 50, 100)
ALL_YEARS = "tat-ca"
NO_LEAD = "chua-co"

STATES = {
    "qua-han": _("Late"),
    "sap-den-han": _("Due within 14 days"),
    "chua": _("Not started"),
    "dang": _("In progress"),
    "xong": _("Finished"),
    "khong": _("Not carried out"),
}
WHOSE = {
    "toi": _("My agency's"),
    "chu-tri": _("Led by my agency"),
}
WINDOWS = {
    "thang": _("This month"),
    "thang-sau": _("Next month"),
    "quy": _("This quarter"),
    "khong-ngay": _("Without a deadline"),
}
SORTS = {
    "han": _("Nearest deadline"),
    "ke-hoach": _("Order in the plan"),
    "chu-tri": _("Lead agency"),
    "trang-thai": _("State"),
}


def group_key(group: str) -> str:
    """A short name for a group heading, which may be a paragraph long, in an address."""
    return hashlib.sha256(group.encode()).hexdigest()[:10]


@dataclass(frozen=True)
class TaskFilter:
    """Field names are the parameters of the address."""

    q: str = ""
    nam: str = ""  # a year, ALL_YEARS, or "" for the year that the page chooses
    ke_hoach: int | None = None
    nhom: str = ""
    chu_tri: str = ""  # an agency's pk or NO_LEAD
    phoi_hop: int | None = None
    han: str = ""
    tu: date | None = None
    den: date | None = None
    trang_thai: str = ""
    cua: str = ""  # whose: see WHOSE
    xep: str = ""
    so_dong: int = SIZES[0]

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        lead = query.get("chu_tri", "")
        size = _number(query.get("so_dong"))
        return cls(
            q=clean(query.get("q", "").replace("\0", ""))[:200],
            nam=query.get("nam", "") if query.get("nam") == ALL_YEARS else str(_year(query.get("nam")) or ""),
            ke_hoach=_number(query.get("ke_hoach")),
            nhom=_word(query.get("nhom")),
            chu_tri=NO_LEAD if lead == NO_LEAD else str(_number(lead) or ""),
            phoi_hop=_number(query.get("phoi_hop")),
            han=_one_of(WINDOWS, query.get("han")),
            tu=read_day(query.get("tu")),
            den=read_day(query.get("den")),
            trang_thai=_one_of(STATES, query.get("trang_thai")),
            cua=_one_of(WHOSE, query.get("cua")),
            xep=_one_of(SORTS, query.get("xep", "").removeprefix("-"), query.get("xep")),
            so_dong=size if size in SIZES else SIZES[0],
        )

    def query(self, **changes: Any) -> str:
        """The address of this state with some fields changed: "?nam=2026&cua=toi"."""
        changed = replace(self, **changes)
        pairs = {f.name: getattr(changed, f.name) for f in fields(self) if getattr(changed, f.name) != f.default}
        return "?" + urlencode({name: _written(value) for name, value in pairs.items() if value is not None})

    def narrowed(self) -> bool:
        """Whether anything but the year, the order and the size of a page differs from the whole list."""
        return self != TaskFilter(nam=self.nam, xep=self.xep, so_dong=self.so_dong)

    @property
    def year(self) -> int | None:
        return int(self.nam) if self.nam.isdecimal() else None


def window_days(window: str, today: date) -> tuple[date, date] | None:
    """First and last day of a named window."""
    first = today.replace(day=1)
    if window == "thang-sau":
        first = (first + timedelta(days=32)).replace(day=1)
    elif window == "quy":
        first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    elif window != "thang":
        return None
    months = 3 if window == "quy" else 1
    return first, (first + timedelta(days=31 * months)).replace(day=1) - timedelta(days=1)


def read_day(text: str | None) -> date | None:
    """A day as a person writes it (5/1/2026) or as a date input sends it (2026-01-05)."""
    numbers = (text or "").strip().replace("-", "/").replace(".", "/").split("/")
    if len(numbers) != 3 or not all(number.isascii() and number.isdecimal() and len(number) < 5 for number in numbers):
        return None
    day, month, year = (int(number) for number in (numbers if len(numbers[0]) < 3 else reversed(numbers)))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _written(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _number(text: str | None) -> int | None:
    """A row's number, small enough for every database."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else None


def _year(text: str | None) -> int | None:
    number = _number(text)
    return number if number and 1900 <= number <= 2200 else None


def _word(text: str | None) -> str:
    return text if text and text.isascii() and text.isalnum() and len(text) <= 20 else ""


def _one_of(known: dict[str, Any], text: str | None, written: str | None = None) -> str:
    return (written or text or "") if text in known else ""
