"""A paragraph, a row of a table or a selection of the document becomes the draft of a task."""

from __future__ import annotations

from typing import Any

from nhipcau.plans.models import ReviewItem, Upload
from nhipcau.plans.reading.paper import words_at
from nhipcau.plans.reading.phrases import mentions_of, money_of, time_of
from nhipcau.plans.values import TaskValues, empty_task
from nhipcau.reviews.rules import columns_of_fields

Found = tuple[TaskValues, dict[str, Any], int | None]


def values_from_place(upload: Upload, block: int | None, row: int | None, chosen: str = "") -> Found:
    """Values, what to remember as read, and the position of the row behind which the new one belongs.

    In a table whose other rows were understood, each cell goes to the field that its column holds there.
    """
    values = empty_task()
    items = list(ReviewItem.objects.filter(upload=upload).order_by("position"))
    if block is None:
        values["title"] = chosen
        return values, {"values": dict(values), "places": {}}, None
    cells = words_at(upload.document or {}, block, row)
    places = {"": [[block, row, None if row is None else column, 0, len(text)] for column, text in cells.items()]}
    columns = columns_of_fields((item.read.get("places", {}) for item in items), block) if row is not None else {}
    year = next((item.values.get("year") for item in items if item.kind == ReviewItem.Kind.HEADER), None)
    _fill(values, cells, columns, year)
    values["title"] = chosen or values["title"] or max(cells.values(), key=len, default="")
    read = {"values": dict(values), "places": places, "quote": "\n".join(cells.values())}
    return values, read, _behind(items, block, row)


def _fill(values: TaskValues, cells: dict[int, str], columns: dict[str, int], year: int | None) -> None:
    for name, column in columns.items():
        text = cells.get(column, "")
        if name in ("lead", "coordinating"):
            values[name] = mentions_of(text)  # type: ignore[literal-required]
        elif name == "time_text":
            values["time_text"], values["time"] = text, time_of(text, year)
        elif name == "budget_text":
            values["budget_text"], values["budget_vnd"] = text, money_of(text)
        elif name != "sub_items" and name in values:
            values[name] = text  # type: ignore[literal-required]


def _behind(items: list[ReviewItem], block: int, row: int | None) -> int | None:
    """The last task that stands before this place in the document."""
    before = None
    for item in items:
        places = item.read.get("places", {}).get("", [])
        if item.kind == ReviewItem.Kind.TASK and places and (places[0][0], places[0][1] or 0) <= (block, row or 0):
            before = item.position
    return before
