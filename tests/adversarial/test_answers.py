"""What every answer of the site says of itself: who may keep it, what a browser may do with it, what a sheet holds."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.accounts.models import User
from nhipcau.organizations.models import Agency, AgencyGroup
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from tests.test_who_may_do_what import TABLE

from .conftest import text_of

OPEN = {  # for everybody, or with a secret of its own
    *("accounts:login", "accounts:code", "accounts:common", "accounts:common_return", "set_language"),
    *("v1:document", "v1:nothing", "upkeep:alive", "upkeep:machine", "exchange:calendar", "accounts:logout"),
}
XLSX, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
BEGIN = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def answers(insider):
    """What whoever gets in is answered at each address, with its name; undone at once."""

    def ask(method: str):
        for name in TABLE:
            client, address = insider(name)
            with transaction.atomic():
                answer = getattr(client, method)(address)
                yield name, answer
                text_of(answer)
                transaction.set_rollback(True)

    return ask


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_that_is_somebody_s_is_kept_for_others(method, answers):
    wrong = []
    for name, answer in answers(method):
        kept = answer.headers.get("Cache-Control", "")
        if name not in OPEN and not ({"private", "no-store"} & set(kept.replace(" ", "").split(","))):
            wrong.append(f"{name}: {kept}")
    assert wrong == []


def test_every_answer_tells_the_browser_what_it_may_do_with_it(answers):
    wrong = []
    for name, answer in answers("get"):
        policy = answer.headers.get("Content-Security-Policy", "")
        frames = (
            answer.headers.get("X-Frame-Options") == "DENY" and answer.headers["X-Content-Type-Options"] == "nosniff"
        )
        if not frames or "default-src 'none'" not in policy or "unsafe" in policy:
            wrong.append(f"{name}: {policy}")
        if answer.headers.get("Access-Control-Allow-Origin"):
            wrong.append(f"{name} lets other sites read it")
        if answer.headers.get("Referrer-Policy") != "same-origin":
            wrong.append(f"{name}: {answer.headers.get('Referrer-Policy')}")
    assert wrong == []


def test_signing_out_leaves_nothing_to_go_back_to(rows, everyone, attacker):
    answer = attacker(everyone["lan"]).post(reverse("accounts:logout"))
    assert answer["Clear-Site-Data"] == '"cache"'


def cells_of(answer) -> list[str]:
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith(XLSX):
        sheets = load_workbook(BytesIO(answer.getvalue())).worksheets
        cells = [cell for sheet in sheets for line in sheet.iter_rows() for cell in line]
        assert "f" not in {cell.data_type for cell in cells}
        assert not any(cell.hyperlink for cell in cells)
        return [str(cell.value) for cell in cells if cell.value]
    if kind.startswith(CSV):
        return [cell for line in csv.reader(StringIO(text_of(answer).removeprefix("\ufeff"))) for cell in line]
    return []


@pytest.mark.parametrize("sign", BEGIN)
def test_no_sheet_of_any_address_holds_a_formula(sign, answers, rows):
    """Tasks, the log, the record of posts: whatever name or text somebody gave."""
    words = f"{sign}cmd|' /C calc'!A0"
    PlanTask.objects.update(title=words, number=words[:30], group=words, time_text=words, output=words)
    TaskAgency.objects.update(text=words)
    for model, names in ((Agency, ["name", "short_name"]), (AgencyGroup, ["name"]), (Plan, ["subject"])):
        model.objects.update(**dict.fromkeys(names, words))
    User.objects.update(last_name=words, first_name=words)
    found = {name: cells_of(answer) for name, answer in answers("get")}
    sheets = {name: cells for name, cells in found.items() if cells}
    assert {"register:export_xlsx", "register:export_csv", "journal:export_csv", "organizations:access_record"} <= set(
        sheets
    )
    for name, cells in sheets.items():
        if name.endswith("_csv"):
            assert [cell for cell in cells if cell.startswith(sign)] == [], name
