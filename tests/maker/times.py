"""Time phrases as offices write them, each with what it means. Rules: plans/gold README; what the rules leave open
(a soft end, a date that only bounds) is listed with every answer that is as good."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .luck import Luck

Answer = tuple[str, date | None, date | None]
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Time:
    text: str
    kind: str
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None
    also_kinds: tuple[str, ...] = ()
    others: tuple[Answer, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "start": self.start and self.start.isoformat(),
            "end": self.end and self.end.isoformat(),
            "recurrence": self.recurrence,
            "also_kinds": list(self.also_kinds),
        }


NO_TIME = Time("", "none")
Maker = Callable[[Luck, int], Time]


def make_time(luck: Luck, year: int) -> Time:
    from .rare_times import RARE

    return luck.one(RARE)(luck, year) if luck.often(0.12) else luck.weighted(WEIGHTS)(luck, year)


def last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def quarter_of(year: int, quarter: int) -> tuple[date, date]:
    return date(year, quarter * 3 - 2, 1), last_of(year, quarter * 3)


def _day(day: date, luck: Luck, *, year: bool) -> str:
    style = luck.number(0, 3)
    if style == 0:
        return f"ngày {day.day:02} tháng {day.month:02}" + (f" năm {day.year}" if year else "")
    written = f"{day.day}/{day.month}" if style == 1 else f"{day.day:02}/{day.month:02}"
    return ("ngày " if style != 3 else "") + written + (f"/{day.year}" if year else "")


def a_year(luck: Luck, year: int) -> Time:
    text = luck.one(
        ("Năm {y}", "Trong năm {y}", "Cả năm {y}", "Cả năm", "Trong năm", "{y}", "năm {y}", "Trong năm {y}.")
    )
    return Time(text.format(y=year), "year", date(year, 1, 1), date(year, 12, 31))


def a_quarter(luck: Luck, year: int) -> Time:
    quarter = luck.number(1, 4)
    text = luck.one(
        ("Quý {q}", "Quý {q}/{y}", "quý {q} năm {y}", "Quý {q}/năm {y}", "Trong quý {q}/{y}", "Quý {q}-{y}")
    )
    sign = str(quarter) if luck.often(0.15) else ROMAN[quarter - 1]
    return Time(text.format(q=sign, y=year), "quarter", date(year, quarter * 3 - 2, 1), last_of(year, quarter * 3))


def some_quarters(luck: Luck, year: int) -> Time:
    first, last = sorted(luck.some((1, 2, 3, 4), 2))
    text = luck.one(
        ("Quý {a}, {b}/{y}", "Quý {a} và quý {b}", "Quý {a} - Quý {b}/{y}", "Từ quý {a} đến quý {b}/{y}",
         "Quý {a}-{b}/{y}", "Quý {a} và {b} năm {y}")
    )  # fmt: skip
    return Time(
        text.format(a=ROMAN[first - 1], b=ROMAN[last - 1], y=year),
        "quarter",
        date(year, first * 3 - 2, 1),
        last_of(year, last * 3),
        also_kinds=("range",),
    )


def a_month(luck: Luck, year: int) -> Time:
    month = luck.number(1, 12)
    text = luck.one(
        ("Tháng {m}", "Tháng {m}/{y}", "tháng {m:02}/{y}", "Tháng {m} năm {y}", "Trong tháng {m}", "{m:02}/{y}")
    )
    return Time(text.format(m=month, y=year), "month", date(year, month, 1), last_of(year, month))


def some_months(luck: Luck, year: int) -> Time:
    first, last = sorted(luck.some(range(1, 13), 2))
    text = luck.one(
        ("Từ tháng {a} đến tháng {b}/{y}", "Tháng {a} - tháng {b}", "Tháng {a}-{b}/{y}", "Tháng {a} và tháng {b}/{y}",
         "Tháng {a}, {b}", "Từ tháng {a}/{y} đến tháng {b}/{y}", "Tháng {a:02} đến tháng {b:02} năm {y}")
    )  # fmt: skip
    return Time(
        text.format(a=first, b=last, y=year), "range", date(year, first, 1), last_of(year, last), also_kinds=("month",)
    )


def days(luck: Luck, year: int) -> Time:
    month = luck.number(1, 12)
    start, end = sorted(luck.some(range(1, 28), 2))
    first, last = date(year, month, start), date(year, month, end)
    text = luck.one(
        (f"Từ {_day(first, luck, year=False)} đến {_day(last, luck, year=True)}",
         f"Từ ngày {start}-{end}/{month}/{year}", f"{start:02} - {end:02}/{month:02}/{year}",
         f"Từ {start}/{month} - {end}/{month}/{year}",
         f"Từ ngày {start:02}/{month}/{year} đến hết ngày {end:02}/{month}/{year}")
    )  # fmt: skip
    return Time(text, "range", first, last)


def a_day(luck: Luck, year: int) -> Time:
    day = date(year, luck.number(1, 12), luck.number(1, 28))
    written = _day(day, luck, year=luck.often(0.8))
    return Time(written[0].upper() + written[1:], "range", day, day)


def a_deadline(luck: Luck, year: int) -> Time:
    day = date(year, luck.number(2, 12), luck.number(1, 28))
    text = luck.one(
        ("Trước {d}", "trước {d}", "Hoàn thành trước {d}", "Xong trước {d}", "Chậm nhất {d}", "Đến hết {d}",
         "Hoàn thành chậm nhất {d}", "Trước {d}.")
    )  # fmt: skip
    written = text.format(d=_day(day, luck, year=luck.often(0.8)))
    return Time(written, "range", None, day, others=(("range", date(year, 1, 1), day),))


def half_a_year(luck: Luck, year: int) -> Time:
    first = luck.often(0.6)
    text = luck.one(("6 tháng đầu năm", "6 tháng đầu năm {y}")) if first else luck.one(("6 tháng cuối năm {y}",))
    start, end = (date(year, 1, 1), date(year, 6, 30)) if first else (date(year, 7, 1), date(year, 12, 31))
    return Time(text.format(y=year), "range", start, end)


def ongoing(luck: Luck, year: int) -> Time:
    text = luck.one(
        ("Thường xuyên", "Thường xuyên", "Thường xuyên trong năm", "Thường xuyên, liên tục", "Thường xuyên, cả năm",
         "thường xuyên")
    )  # fmt: skip
    whole = ("year", date(year, 1, 1), date(year, 12, 31))
    return Time(text, "ongoing", others=(whole,) if "năm" in text else ())


def recurring(luck: Luck, year: int) -> Time:
    text, often = luck.one(
        (("Hàng tháng", "monthly"), ("Hằng tháng", "monthly"), ("Hàng quý", "quarterly"), ("Hằng quý", "quarterly"),
         ("Hằng tuần", "weekly"), ("Hàng năm", "annual"), ("Hằng năm", "annual"), ("Định kỳ hằng quý", "quarterly"),
         ("Định kỳ 6 tháng", "semiannual"), ("Định kỳ hàng tháng", "monthly"),
         ("Định kỳ 6 tháng, 01 năm", "semiannual"),
         ("Mỗi quý 01 lần", "quarterly"), ("01 lần/tháng", "monthly"), ("Định kỳ", "periodic"))
    )  # fmt: skip
    return Time(text, "recurring", recurrence=often)


def on_demand(luck: Luck, year: int) -> Time:
    text = luck.one(("Khi có yêu cầu", "Theo yêu cầu", "Đột xuất", "Khi có phát sinh", "Khi có chỉ đạo của cấp trên"))
    return Time(text, "adhoc", others=(("none", None, None),) if "phát sinh" in text or "chỉ đạo" in text else ())


def periodic_or_sudden(luck: Luck, year: int) -> Time:
    text = luck.one(("Định kỳ hoặc đột xuất", "Định kỳ, đột xuất", "Thường xuyên, đột xuất", "Định kỳ và đột xuất"))
    kind, recurrence = ("ongoing", None) if text.startswith("Thường") else ("recurring", "periodic")
    return Time(text, kind, recurrence=recurrence, also_kinds=("adhoc", "recurring"))


def vague(luck: Luck, year: int) -> Time:
    """Words without a date, or with a soft one: any of the answers will do as long as nothing is made up beyond it."""
    month = luck.number(1, 12)
    text = luck.one(
        ("Theo kế hoạch", "Theo Kế hoạch của Trung ương", "Sau khi có hướng dẫn", "Đầu tháng {m}/{y}",
         "Cuối tháng {m}/{y}", "Giữa tháng {m}")
    )  # fmt: skip
    if "{m}" not in text:
        return Time(text, "none", also_kinds=("adhoc", "ongoing"))
    first, last = date(year, month, 1), last_of(year, month)
    start, end = {"Đ": (first, date(year, month, 10)), "G": (date(year, month, 11), date(year, month, 20))}.get(
        text[0], (date(year, month, 21), last)
    )
    others = (("range", start, end), ("month", start, end), ("range", first, last))
    return Time(text.format(m=month, y=year), "month", first, last, others=others)


def nothing(luck: Luck, year: int) -> Time:
    return NO_TIME


WEIGHTS: dict[Maker, int] = {
    a_year: 20, a_quarter: 20, some_quarters: 6, a_month: 18, some_months: 6, days: 6, a_day: 4, a_deadline: 10,
    half_a_year: 2, ongoing: 16, recurring: 12, on_demand: 3, periodic_or_sudden: 2, vague: 3, nothing: 2,
}  # fmt: skip
