"""Rarer time phrases, each with what it means and with the answers that are as good."""

from __future__ import annotations

from datetime import date

from .luck import Luck
from .times import ROMAN, Answer, Time, last_of, quarter_of


def months_listed(luck: Luck, year: int) -> Time:
    a, b, c = sorted(luck.some(range(1, 13), 3))
    text = luck.one(("Tháng {}, {} và {}/{y}", "Tháng {}, {}, {}", "Tháng {}, tháng {} và tháng {} năm {y}"))
    return Time(text.format(a, b, c, y=year), "range", date(year, a, 1), last_of(year, c), also_kinds=("month",))


def short_quarter(luck: Luck, year: int) -> Time:
    quarter = luck.number(1, 4)
    text = luck.one(("Quý {r} - {y}", "Quý {r}.{y}", "QUÝ {r}", "Quí {r}/{y}", "Quý {r} / {y}"))
    return Time(text.format(r=ROMAN[quarter - 1], y=year), "quarter", *quarter_of(year, quarter))


def short_month(luck: Luck, year: int) -> Time:
    month = luck.number(1, 12)
    text = luck.one(("T{m}/{y}", "T{m:02}/{y}", "Tháng {m}-{y}", "Tháng {m}.{y}", "THÁNG {m}/{y}"))
    return Time(text.format(m=month, y=year), "month", date(year, month, 1), last_of(year, month))


def done_within(luck: Luck, year: int) -> Time:
    """Words of completion before a period: the period is the answer, its end alone is as good."""
    quarter, month = luck.number(1, 4), luck.number(1, 12)
    kind, text, start, end = luck.one(
        (("quarter", f"Hoàn thành trong quý {ROMAN[quarter - 1]}/{year}", *quarter_of(year, quarter)),
         ("month", f"Hoàn thành trong tháng {month}/{year}", date(year, month, 1), last_of(year, month)),
         ("year", f"Hoàn thành trong năm {year}", date(year, 1, 1), date(year, 12, 31)))
    )  # fmt: skip
    return Time(text, kind, start, end, others=((kind, None, end), ("range", None, end)))


def recurring_day(luck: Luck, year: int) -> Time:
    """A day of every month or year: when exactly the next one falls is not asked."""
    day, month, quarter = luck.number(2, 27), luck.number(1, 12), luck.number(1, 4)
    text, often = luck.one(
        ((f"Trước ngày {day} hằng tháng", "monthly"), (f"Ngày {day} hàng tháng", "monthly"),
         (f"Trước ngày {day:02}/{month:02} hằng năm", "annual"), (f"Tháng {month} hằng năm", "annual"),
         (f"Quý {ROMAN[quarter - 1]} hằng năm", "annual"))
    )  # fmt: skip
    spans = [(date(year, month, 1), last_of(year, month)), quarter_of(year, quarter), (None, date(year, month, day))]
    kinds = ("recurring", "month", "quarter", "range")
    others = tuple((kind, start, end) for start, end in spans for kind in kinds)
    return Time(text, "recurring", recurrence=often, others=others)


def two_years(luck: Luck, year: int) -> Time:
    text = luck.one(("Năm {a} - {b}", "Năm {a}-{b}", "{a} - {b}", "Từ năm {a} đến năm {b}"))
    written = text.format(a=year, b=year + 1)
    return Time(written, "range", date(year, 1, 1), date(year + 1, 12, 31), also_kinds=("year",))


def months_of_two_years(luck: Luck, year: int) -> Time:
    first, last = luck.number(1, 12), luck.number(1, 12)
    text = luck.one(("Từ tháng {a}/{y} đến tháng {b}/{z}", "Tháng {a}/{y} - tháng {b}/{z}", "Tháng {a}/{y} - {b}/{z}"))
    written = text.format(a=first, b=last, y=year, z=year + 1)
    return Time(written, "range", date(year, first, 1), last_of(year + 1, last), also_kinds=("month",))


def soft(luck: Luck, year: int) -> Time:
    """Nothing that a calendar could hold: inventing a day is the only mistake."""
    text = luck.one(
        ("Dịp Tết Nguyên đán", "Theo lịch của Trung ương", "Theo tiến độ dự án", "Sau khi Kế hoạch được ban hành",
         "Theo quy định", "Ngay sau khi có văn bản của Bộ", "Khi có văn bản hướng dẫn", "Theo Kế hoạch riêng", "-")
    )  # fmt: skip
    return Time(text, "none", also_kinds=("adhoc", "ongoing", "recurring"))


def with_words(luck: Luck, year: int) -> Time:
    """A period with more words around it."""
    month, quarter = luck.number(1, 12), luck.number(1, 4)
    a_month, a_quarter, whole = (date(year, month, 1), last_of(year, month)), quarter_of(year, quarter), (
        date(year, 1, 1), date(year, 12, 31))  # fmt: skip
    sign = ROMAN[quarter - 1]
    choices: tuple[tuple[str, Answer, tuple[Answer, ...]], ...] = (
        (f"Thường xuyên, trọng tâm quý {sign}", ("ongoing", None, None),
         (("ongoing", *a_quarter), ("quarter", *a_quarter), ("ongoing", *whole))),
        (f"Dự kiến tháng {month}/{year}", ("month", *a_month), ()),
        (f"Trong quý {sign} năm {year} (dự kiến)", ("quarter", *a_quarter), ()),
        (f"Bắt đầu từ tháng {month}/{year}", ("range", a_month[0], None),
         (("range", a_month[0], whole[1]), ("month", *a_month), ("month", a_month[0], None),
          ("ongoing", a_month[0], None))),
        (f"Cả năm {year}, cao điểm tháng {month}", ("year", *whole), (("month", *a_month), ("range", *whole))),
        (f"Trong năm {year} và các năm tiếp theo", ("year", *whole),
         (("year", whole[0], None), ("range", whole[0], None), ("ongoing", None, None))),
    )  # fmt: skip
    text, answer, others = luck.one(choices)
    return Time(text, *answer, others=others)


RARE = (
    months_listed,
    short_quarter,
    short_month,
    done_within,
    recurring_day,
    two_years,
    months_of_two_years,
    soft,
    with_words,
)
