"""A workbook that comes back: what its rows say, compared with what they said when they were exported. No database.

State, day and result may be filled in; all else belongs to the plan. A row is taken only when its mark is ours and the
number, plan and task beside it are those that it was exported with, so that a sheet sorted without its hidden column
cannot write one task's state to another.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from typing import IO, Any, Self

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from nhipcau.plans.models import PlanTask
from nhipcau.register.export import workbook_headings
from nhipcau.register.filters import read_day
from nhipcau.register.marks import KEYS, Mark, digests
from nhipcau.register.rows import STATE_WORDS
from vanban.text import fold

Status = PlanTask.Status
COLUMNS = (*KEYS, "result", "mark")
UNPACKED = 60_000_000  # bytes of all that lies in the file
STREAMED = ("xl/worksheets/", "xl/sharedStrings.xml")  # read piece by piece; all else becomes a tree in memory
TREE = 2_000_000  # bytes of such a part
MOST_COLUMNS = 100
MOST_ROWS = 20_000
HEAD_WITHIN = 30  # rows
LONGEST_RESULT = 500
Cells = dict[str, Any]


class BadWorkbook(Exception):
    """The file cannot be taken; its text is the sentence for the person."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person made of a row: its number in the sheet, the task, what it said before and says now."""

    row: int
    task: int
    status_before: str
    finished_before: date | None
    status: str
    finished_on: date | None
    note: str

    def as_data(self) -> dict[str, Any]:
        days = ("finished_before", "finished_on")
        return {name: str(value or "") if name in days else value for name, value in asdict(self).items()}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        days = {name: date.fromisoformat(data[name]) if data[name] else None for name in _DAYS}
        return cls(**(data | days))


_DAYS = ("finished_before", "finished_on")


@dataclass(frozen=True, slots=True)
class Refusal:
    row: int
    sentence: str


class RowRefused(Exception):
    """One row cannot be taken; its text is the sentence."""


def read_workbook(file: IO[bytes]) -> tuple[list[Edit], list[Refusal]]:
    """The rows that differ from what was exported, and those that cannot be taken."""
    edits: list[Edit] = []
    refused: list[Refusal] = []
    for number, cells in _rows(file):
        try:
            edit = _edit(number, cells)
        except RowRefused as refusal:
            refused.append(Refusal(number, str(refusal)))
            continue
        if edit:
            edits.append(edit)
    return _without_doubles(edits, refused)


def _rows(file: IO[bytes]) -> Iterator[tuple[int, Cells]]:
    """The cells of each row under the headings, by the names of their columns."""
    sheet = iter(_values(file))
    places: dict[str, int] = {}
    for number, values in sheet:
        places = _places(values)
        if places or number > HEAD_WITHIN:
            break
    if not {"mark", "number", "plan", "title", "state", "finished_on"} <= set(places):
        raise BadWorkbook(
            _("This workbook was not exported from the list of tasks, or columns were removed. Export it once more.")
        )
    for number, values in sheet:
        if number > MOST_ROWS:
            raise BadWorkbook(_("The workbook has more than %(most)s rows. Split it.") % {"most": MOST_ROWS})
        if any(value not in (None, "") for value in values):
            yield number, {key: values[place] if place < len(values) else None for key, place in places.items()}


def _values(file: IO[bytes]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """All rows of the first sheet; a formula stands as its text and is never worked out."""
    _refuse_what_is_no_workbook(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write wrong ones
        yield from enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1)
        book.close()
    except BadWorkbook:
        raise
    except Exception as error:  # openpyxl answers a spoiled file with errors of every kind
        raise BadWorkbook(_spoiled()) from error


def _spoiled() -> str:
    return _("This file cannot be read as an Excel workbook (.xlsx). Save it again as .xlsx and bring that file.")


def _refuse_what_is_no_workbook(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > UNPACKED:
                raise BadWorkbook(_("Unpacked, this workbook is too large. Export fewer tasks."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_hostile(package.read(part), streamed=part.filename.startswith(STREAMED))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise BadWorkbook(_spoiled()) from error
    file.seek(0)


def _refuse_hostile(part: bytes, *, streamed: bool) -> None:
    """A part in an encoding that would hide what it holds, with a DTD, or of very many elements."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part[:64] or b"<!DOCTYPE" in part.upper():
        raise BadWorkbook(_spoiled())
    if not streamed and (len(part) > TREE or part.count(b"<") > TREE // 40):
        raise BadWorkbook(_("Unpacked, this workbook is too large. Export fewer tasks."))


def _places(values: tuple[Any, ...]) -> dict[str, int]:
    """Where each column stands, when this is the row of headings, in any of our languages."""
    said = {_same(value): place for place, value in enumerate(values) if isinstance(value, str)}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            headings = [_same(words) for words in workbook_headings()]
        if headings[-1] in said:
            return {key: said[words] for key, words in zip(COLUMNS, headings, strict=True) if words in said}
    return {}


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _edit(number: int, cells: Cells) -> Edit | None:
    mark = Mark.read(str(cells["mark"] or ""))
    if mark is None:
        raise RowRefused(
            _("This row has no valid row code. New tasks come only from a plan; leave the codes as they are.")
        )
    _refuse_other_changes(cells, mark)
    status = _status(cells["state"], mark)
    day = _day(cells["finished_on"])
    note = str(cells.get("result") or "").strip()
    if len(note) > LONGEST_RESULT:
        raise RowRefused(_("The result is longer than %(most)s characters. Shorten it.") % {"most": LONGEST_RESULT})
    day = _settled(status, day, mark)
    if (status, day) == (mark.status, mark.finished_on) and not note:
        return None
    return Edit(number, mark.task, mark.status, mark.finished_on, status, day, note)


def _refuse_other_changes(cells: Cells, mark: Mark) -> None:
    if set(KEYS) <= set(cells):
        identity, rest = digests(cells)
        same = rest == mark.rest
    else:  # columns were left out: only those that say what row it is must be here
        identity, _rest = digests(dict.fromkeys(KEYS) | cells)
        same = True
    if identity != mark.identity:
        raise RowRefused(
            _("Number, plan or task are not those of this row code: the rows were sorted without it, or edited.")
        )
    if not same:
        raise RowRefused(_("Only state, day of finishing and result can be changed here; put the other columns back."))


@cache
def _state_words() -> dict[str, str]:
    """What the state column may hold, in every language of the site."""
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {fold(str(word)): key for key, word in STATE_WORDS.items()}
    return words


def _status(value: Any, mark: Mark) -> str:
    """ "Late" is a standing and no state: whoever leaves it there changes nothing."""
    found = _state_words().get(fold(str(value or "")))
    if found:
        return mark.status if found == "late" else found
    known = ", ".join(str(word) for key, word in STATE_WORDS.items() if key != "late")
    said = str(value or "")[:40]
    raise RowRefused(_("“%(said)s” is not a state. Choose one of: %(known)s.") % {"said": said, "known": known})


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    day = None
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, int | float) and 30_000 < value < 80_000:  # a date whose cell lost its format
        found = from_excel(value)
        day = found.date() if isinstance(found, datetime) else None
    elif isinstance(value, str):
        day = read_day(value)
    if day is None:
        raise RowRefused(_("“%(said)s” is not a day. Write it as in 25/11/2026.") % {"said": str(value)[:40]})
    return day


def _settled(status: str, day: date | None, mark: Mark) -> date | None:
    """The day that goes with the state. One left beside a state that was set back goes with it; a new one is a slip."""
    if status != Status.DONE:
        if day not in (None, mark.finished_on):
            raise RowRefused(
                _("A day of finishing stands beside a task that is not finished. Set the state, or remove the day.")
            )
        return None
    if day is None:
        raise RowRefused(_("A finished task needs the day on which it was finished."))
    if day > timezone.localdate() and day != mark.finished_on:
        raise RowRefused(_("The day of finishing is still to come. Give the day on which it was finished."))
    return day


def _without_doubles(edits: list[Edit], refused: list[Refusal]) -> tuple[list[Edit], list[Refusal]]:
    """A task that stands in two changed rows is taken from neither."""
    count: dict[int, int] = {}
    for edit in edits:
        count[edit.task] = count.get(edit.task, 0) + 1
    sentence = _("This task stands in the workbook twice, with changes. Keep one of the rows.")
    doubles = [Refusal(edit.row, sentence) for edit in edits if count[edit.task] > 1]
    kept = [edit for edit in edits if count[edit.task] == 1]
    return kept, sorted([*refused, *doubles], key=lambda refusal: refusal.row)
