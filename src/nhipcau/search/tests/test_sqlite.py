"""What only the index in SQLite has."""

from __future__ import annotations

import pytest
from django.db import connection

from nhipcau.search.index import index

pytestmark = pytest.mark.django_db


def test_it_looks_for_the_marks_of_a_reader_once_when_few_bear_the_words(shelf, counting):
    if connection.vendor != "sqlite":
        pytest.skip("another database, another index")
    shelf.add_all("Đối ngoại", "đội ngoài")
    with counting() as counted:
        assert len(index.search("đối ngoại", readable=shelf.everything, kinds=["task"]).hits("task")) == 2
    assert [f"#e{shelf.province}" in query["sql"] for query in counted].count(True) == 1
