"""A seeded province holds what was asked for, and keeps what the actions of people keep: rights, search, the log."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from nhipcau.accounts.models import User
from nhipcau.demo.full_size import Size, counts, seed
from nhipcau.history.models import Entry
from nhipcau.organizations.models import Agency, Appointment, Province
from nhipcau.organizations.queries import expand_group
from nhipcau.plans.models import Plan, PlanTask, TaskAgency
from nhipcau.plans.permissions import tasks_visible_to
from nhipcau.search.index import index

SMALL = Size(departments=12, communes=9, years=2, tasks=60, log=150)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def seeded(db):
    return seed("tỉnh Phong Sa", SMALL, last_year=2026)


def told(province):
    tasks = PlanTask.objects.filter(plan__province=province).order_by("pk")
    return list(tasks.values_list("plan__number", "title", "status", "due_on", "budget_vnd"))


def test_it_holds_as_many_as_was_asked_for(seeded):
    assert counts(seeded) == {"agencies": 21, "plans": 2, "tasks": 60, "log entries": 150}
    assert Agency.objects.filter(province=seeded, kind="commune").count() == 9
    assert set(Plan.objects.values_list("year", "state")) == {(2025, "closed"), (2026, "confirmed")}


def test_the_same_seed_gives_the_same_province(seeded):
    first = told(seeded)
    Province.objects.filter(pk=seeded.pk).update(name="tỉnh Khác")
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(username=f"cũ-{user.pk}")
    assert told(seed("tỉnh Phong Sa", SMALL, last_year=2026)) == first


def test_a_group_stands_for_the_agencies_that_it_has(seeded):
    for part in TaskAgency.objects.exclude(group=None).select_related("group", "task__plan"):
        assert set(part.members.all()) == set(expand_group(part.group, part.task.plan.issued_on))
    for part in TaskAgency.objects.exclude(agency=None):
        assert list(part.members.all()) == [part.agency]


def test_the_search_index_is_true_to_it(seeded):
    assert index.faults() == []


def test_an_officer_sees_the_tasks_of_the_own_agency_only(seeded):
    officer = Appointment.objects.filter(role="officer", agency__kind="commune").first()
    seen = set(tasks_visible_to(officer.user))
    assert seen == set(PlanTask.objects.filter(parts__members=officer.agency))
    assert 0 < len(seen) < 60


def test_the_log_tells_of_tasks_that_there_are(seeded):
    tasks = set(PlanTask.objects.values_list("pk", flat=True))
    entries = Entry.objects.filter(province=seeded, target_type="plans.plantask")
    assert entries and set(entries.values_list("target_id", flat=True)) <= tasks


def test_nobody_can_sign_in_without_a_password(seeded):
    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.fixture
def command(db):
    def run(*arguments):
        out = StringIO()
        call_command(
            "seed_province", "--departments=5", "--communes=2", "--tasks=4", "--log=30", *arguments, stdout=out
        )
        return out.getvalue()

    return run


def test_the_command_makes_as_many_provinces_as_asked(command):
    assert command("--provinces=2").count("4 tasks") == Province.objects.count() == 2
    assert command().count("4 tasks") == 1 and Province.objects.count() == 3


@pytest.mark.parametrize(
    "arguments", [["--provinces=99"], ["--name=x", "--provinces=2"], ["--years=0"], ["--tasks=-1"]]
)
def test_what_cannot_be_seeded_is_refused(command, arguments):
    with pytest.raises(CommandError):
        command(*arguments)
    assert not Province.objects.exists()


def test_a_name_that_is_taken_is_refused(command):
    command("--name=tỉnh Phong Sa")
    with pytest.raises(CommandError, match="already"):
        command("--name=tỉnh Phong Sa")


def test_production_with_other_provinces_asks_to_be_sure(command, settings):
    settings.PRODUCTION = True
    command()
    with pytest.raises(CommandError, match="--yes"):
        command()
    command("--yes")
    assert Province.objects.count() == 2


def test_the_planner_of_postgresql_knows_what_came_in(command):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans without")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_plantask")  # of none
        command()
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'plans_plantask'")
        assert cursor.fetchone()[0] == 4
