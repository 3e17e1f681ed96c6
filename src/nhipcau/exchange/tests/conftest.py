"""The small register of the register's own tests, and ways to get its files."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from nhipcau.register.tests.conftest import commune, plan, reader_for, tasks, xuan

__all__ = ["commune", "plan", "reader_for", "tasks", "xuan"]
HEADING_ROW = 3


@pytest.fixture
def exported(client_of):
    """The workbook of a person's list, as openpyxl opens it: exported(lan, "?nam=2026")."""

    def export(user, query=""):
        return load_workbook(BytesIO(client_of(user).get(f"/nhiem-vu/xuat.xlsx{query}").getvalue()))

    return export


class Sheet:
    """Cells by the task's title and the Vietnamese heading, as a person finds them."""

    def __init__(self, book):
        self.book, self.cells = book, book.active
        self.columns = {cell.value: cell.column for cell in self.cells[HEADING_ROW]}

    def row(self, title):
        column = self.columns["Nhiệm vụ"]
        return next(
            row for row in range(HEADING_ROW + 1, self.cells.max_row + 1) if self.cells.cell(row, column).value == title
        )

    def set(self, title, heading, value):
        self.cells.cell(self.row(title), self.columns[heading]).value = value

    def file(self):
        data = BytesIO()
        self.book.save(data)
        data.seek(0)
        data.name = "nhiem-vu.xlsx"
        return data
