"""The judge is judged: made plans are whole, vary as they should, and the scorer sees what is wrong."""

import copy
from collections import Counter
from io import BytesIO

import pytest
from docx import Document

from tests.maker import FORMATS, make_plan, render, score
from tests.maker.page import Grid

SEEDS = range(60)


def a_plan_with(**manner):
    return next(
        made for made in map(make_plan, range(500)) if manner.items() <= made.manner.items() and made.truth["tasks"]
    )


def lowered(truth, spoil):
    got = copy.deepcopy(truth)
    spoil(got)
    return {name for name, tally in score(truth, got).tallies.items() if tally.f1 < 1}


def test_made_tables_have_no_holes():
    for seed in SEEDS:
        for block in make_plan(seed).blocks:
            if isinstance(block, Grid):
                assert len(block.places()) == len(block.rows)


def test_word_opens_made_plans_and_finds_their_titles():
    made = a_plan_with(**{"tasks in": "table", "numbering": "flat"})
    written = Document(BytesIO(render(made, "docx")))
    cells = " ".join(cell.text for table in written.tables for row in table.rows for cell in row.cells)
    assert made.truth["tasks"][-1]["title"].split(" ")[0] in cells


def test_plans_vary_in_every_way_that_counts():
    manners = [make_plan(seed).manner for seed in range(150)]
    for name, least in (("tasks in", 4), ("level", 4), ("field", 12), ("numbering", 8), ("group form", 3)):
        assert len(Counter(manner.get(name) for manner in manners if name in manner)) >= least, name


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_seed_makes_the_same_file(kind):
    assert render(make_plan(8), kind) == render(make_plan(8), kind)


def test_the_truth_scores_full_marks_against_itself():
    assert all(lowered(make_plan(seed).truth, lambda got: None) == set() for seed in SEEDS)


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (lambda plan: plan["tasks"].pop(), "tasks_found"),
        (lambda plan: plan["tasks"][0].update(title="Một việc hoàn toàn khác với việc trên"), "tasks_found"),
        (lambda plan: plan["tasks"][0].update(title=plan["tasks"][0]["title"] + " <p>"), "title"),
        (lambda plan: plan["tasks"][0]["lead_agencies"].append("Sở Y tế"), "lead"),
        (lambda plan: plan["tasks"][0]["lead_agencies"].clear(), "lead"),
        (lambda plan: plan["tasks"][0]["time"].update(kind="range", start="1999-01-01"), "time"),
        (lambda plan: plan["citations"].append("1/NQ-CP"), "citations"),
        (lambda plan: plan["legal_bases"][0].update(date="1999-01-01"), "legal_bases"),
        (lambda plan: plan["responsibilities"][0]["items"].clear(), "duty_items"),
        (lambda plan: plan["recipients"].pop(), "recipients"),
        (lambda plan: plan["header"].update(year=1999), "header"),
    ],
)
def test_a_mistake_lowers_its_field(what, field):
    assert field in lowered(a_plan_with(**{"tasks in": "table", "numbering": "restart"}).truth, what)
