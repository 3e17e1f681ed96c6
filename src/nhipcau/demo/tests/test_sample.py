"""The sample plan in the repository is the one that its words give, and its province does not exist."""

import csv
from io import BytesIO
from zipfile import ZipFile

from nhipcau.demo.sample import DATA, FILE, sample_plan
from nhipcau.organizations.models import Agency
from vanban.writing import write_docx


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_is_what_its_words_give():
    """Run `python -m nhipcau.demo.sample` after changing the words."""
    kept, fresh = ZipFile(FILE), ZipFile(BytesIO(write_docx(sample_plan())))
    assert kept.read("word/document.xml") == fresh.read("word/document.xml")


def test_the_annex_says_another_number_than_the_head():
    plan = sample_plan()
    assert plan.number == 38 and "số 83/KH-UBND" in plan.annexes[0].reference


def test_the_printed_total_does_not_add_up():
    *tasks, total = sample_plan().annexes[0].blocks[0].rows
    amounts = [int(row[-1].text) for row in tasks if row[-1].text.isdigit()]
    assert sum(amounts) == 5265 and total[-1].text == "5.385"


def test_every_agency_has_a_known_kind_and_a_known_parent():
    agencies = rows("agencies.csv")
    names = {agency["name"] for agency in agencies}
    assert {agency["kind"] for agency in agencies} <= set(Agency.Kind.values)
    assert {agency["parent"] for agency in agencies} <= names | {""}


def test_the_province_has_twelve_departments_and_twenty_communes():
    kinds = [agency["kind"] for agency in rows("agencies.csv")]
    assert kinds.count("department") == 12 and kinds.count("commune") == 20


def test_groups_expand_to_kinds_or_are_left_to_judgement():
    for group in rows("groups.csv"):
        kinds = set(filter(None, group["kinds"].split("|")))
        assert kinds <= set(Agency.Kind.values)
        assert bool(kinds) != (group["open_ended"] == "yes")
