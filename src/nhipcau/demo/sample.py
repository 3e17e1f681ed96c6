"""The invented plan of the year 2026 of the province Lam Hải: words in data/ke-hoach-2026.json, file beside it.

`python -m nhipcau.demo.sample` writes the file anew. The plan carries a few slips on purpose, as real ones do, so that
the review screen has something to show: a number turned round in the annex, a total that does not add up, an event that
the annex forgot, a department that no longer exists, a date before the plan, a word said twice, a decree out of force.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from vanban.writing import Annex, Cell, Grid, Line, OfficialDocument, Signature, write_docx
from vanban.writing.blocks import roman

DATA = Path(__file__).parent / "data"
WORDS = DATA / "ke-hoach-2026.json"
FILE = DATA / "ke-hoach-2026.docx"


def sample_plan(words_file: Path = WORDS) -> OfficialDocument:
    words = json.loads(words_file.read_text("utf-8"))
    return OfficialDocument(
        authority=tuple(words["authority"]),
        type=words["type"],
        number=words["number"],
        notation=words["notation"],
        place=words["place"],
        issued=date.fromisoformat(words["issued"]),
        subject=words["subject"],
        issuer=words["issuer"],
        signature=Signature(
            tuple(words["signature"]["capacity"]), words["signature"]["position"], words["signature"]["name"]
        ),
        recipients=tuple(words["recipients"]),
        file_copy=words["file_copy"],
        legal_bases=tuple(words["legal_bases"]),
        body=tuple(Line(text, kind) for kind, text in words["body"]),
        annexes=(_annex(words["annex"]),),
    )


def _annex(words: dict[str, Any]) -> Annex:
    """Roman groups; the rows count from 1 in each."""
    columns = len(words["columns"])
    rows: list[tuple[Cell, ...]] = []
    for position, (group, tasks) in enumerate(words["groups"], 1):
        rows.append((Cell(roman(position), bold=True, align="center"), Cell(group, bold=True, span=columns - 1)))
        for number, (*texts, money) in enumerate(tasks, 1):
            middle = tuple(Cell(text) for text in texts)
            rows.append((Cell(str(number), align="center"), *middle, Cell(money, align="right")))
    label, total = words["total"]
    rows.append((Cell(label, bold=True, align="center", span=columns - 1), Cell(total, bold=True, align="right")))
    grid = Grid(tuple(words["columns"]), tuple(words["widths"]), tuple(rows), words["unit"])
    return Annex(words["title"], (grid,), reference=words["reference"])


if __name__ == "__main__":
    FILE.write_bytes(write_docx(sample_plan()))
