"""The list of tasks as an annex in the form of Nghị định 30/2020/NĐ-CP, to go with a report or another document.

Its words are part of a Vietnamese official document and are the same in every language of the screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count, groupby, pairwise

from django.utils import translation

from nhipcau.plans.models import Plan
from nhipcau.register.export import cleaned
from nhipcau.register.rows import Row, names
from nhipcau.ui.words import day_words, number_words, span_words
from vanban.writing import Annex, Cell, Grid, write_annex
from vanban.writing.blocks import long_date, roman

MOST = 1500  # tasks; nobody reads a longer annex, and Word opens it slowly
HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm", "Tình trạng")
WIDTHS = (5, 31, 17, 20, 13, 14, 13)


def annex_of(rows: Iterable[Row], *, year: int | None, filters: str, today: date, author: str) -> bytes:
    """``rows`` in the order of their plans are put under the headings that they have there, in another order not."""
    rows = list(rows)
    with translation.override("vi"):
        grid = Grid(HEADER, WIDTHS, tuple(_lines(rows)))
        title = f"Danh mục nhiệm vụ năm {year}" if year else "Danh mục nhiệm vụ"
        return write_annex(Annex(title, (grid,), reference=_reference(rows, filters, today)), author=author)


def _reference(rows: list[Row], filters: str, today: date) -> str:
    plans = {row.task.plan_id: row.task.plan for row in rows}
    from_plan = f"Trích {_plan(next(iter(plans.values())))}; " if len(plans) == 1 else ""
    narrowed = f"lọc theo: {filters}; " if filters else ""
    text = f"{from_plan}{narrowed}số liệu đến {long_date(today)}"
    return _clean(f"({text[0].upper()}{text[1:]})")


def _plan(plan: Plan) -> str:
    words = f"{plan.type} số {plan.number}" if plan.number else plan.type
    return f"{words} {long_date(plan.issued_on)}" if plan.issued_on else words


def _lines(rows: list[Row]) -> Iterator[tuple[Cell, ...]]:
    numbers, parts = count(1), count(1)
    headed = _in_plan_order(rows)
    several = headed and len({row.task.plan_id for row in rows}) > 1
    plan, group = 0, ""
    for row in rows:
        if several and row.task.plan_id != plan:
            yield _heading(f"{roman(next(parts))}. {_plan(row.task.plan)}")
        if headed and row.task.group and (row.task.plan_id, row.task.group) != (plan, group):
            yield _heading(row.task.group)
        plan, group = row.task.plan_id, row.task.group
        yield _line(next(numbers), row)


def _in_plan_order(rows: list[Row]) -> bool:
    """Each plan stands together, its tasks as it lists them."""
    places = [(row.task.plan_id, row.task.position) for row in rows]
    together = len(list(groupby(places, key=lambda place: place[0]))) == len({plan for plan, _position in places})
    return together and all(one < two for one, two in pairwise(places) if one[0] == two[0])


def _heading(text: str) -> tuple[Cell, ...]:
    return (Cell(_clean(text), bold=True, span=len(HEADER)),)


def _line(number: int, row: Row) -> tuple[Cell, ...]:
    task = row.task
    what = "\n".join([task.title, *(f"- {item}" for item in task.sub_items)])
    texts = (what, names(row.leads), names(row.coordinating), _time(row), task.output, _state(row))
    return (Cell(number_words(number), align="center"), *(Cell(_clean(text)) for text in texts))


def _time(row: Row) -> str:
    """The days where the plan names them, else its words."""
    task = row.task
    if row.soft and task.time_text:
        return task.time_text
    return span_words(task.starts_on, task.due_on) or task.time_text


def _state(row: Row) -> str:
    finished = row.task.finished_on
    return f"{row.state[1]}\n({day_words(finished)})" if finished else row.state[1]


def _clean(text: str) -> str:
    return str(cleaned(text))  # XML takes the same letters in Word as in Excel
