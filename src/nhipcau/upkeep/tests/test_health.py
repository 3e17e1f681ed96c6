"""What administrators and machines are told about the installation."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from nhipcau.upkeep import checks, rules, tools
from nhipcau.upkeep.actions import heartbeat, run_record
from nhipcau.upkeep.models import Heartbeat, Run
from nhipcau.upkeep.rules import Level

HEALTH, MACHINE = reverse("upkeep:health"), reverse("upkeep:machine")
TOKEN = "a-long-token"
ALL = {"fonts": True, "office": True, "ocr": True}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(checks, "_own_tools", lambda: ALL)
    disk_has(monkeypatch, free=50)


def disk_has(monkeypatch, free):
    """Of a hundred gigabytes; that of the machine that tests may be full."""
    usage = SimpleNamespace(total=100 * 10**9, used=(100 - free) * 10**9, free=free * 10**9)
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda path: usage)


def level(key):
    return next(line.level for line in checks.lines() if line.key == key)


def worker_lives(**changes):
    heartbeat(worker="w1", machine="may-1", since=timezone.now(), tools=ALL | changes)


def job_waits(minutes):
    job = DBTaskResult.objects.create(
        args_kwargs={}, task_path="x", backend_name="default", run_after=timezone.now(), exception_class_path=""
    )
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("age", "good", "expected"),
    [(None, True, "look"), (1, True, "well"), (40, True, "look"), (1, False, "broken"), (40, False, "broken")],
)
def test_a_backup_is_old_after_a_day_and_a_half(age, good, expected):
    hours = None if age is None else timedelta(hours=age)
    assert rules.age_level(hours, good, rules.BACKUP_OLD) == expected


@pytest.mark.parametrize(
    ("free", "total", "expected"),
    [
        (50, 100, "well"),
        (10, 100, "look"),
        (3, 100, "broken"),
        (0.4, 1, "broken"),
        (300, 4000, "look"),
        (0, 0, "broken"),
    ],
)
def test_a_disk_is_full_by_share_or_by_what_is_left(free, total, expected):
    assert rules.disk_level(int(free * 10**9), int(total * 10**9)) == expected


def test_the_page_says_how_each_part_stands_and_what_to_do(an, client_of):
    worker_lives()
    run_record(kind=Run.Kind.BACKUP, seconds=3, data={"rows": 1070, "files": 3, "size": 1_500_000})
    run_record(kind=Run.Kind.LOG, seconds=1, data={"rows": 1234})
    page = client_of(an).get(HEALTH).content.decode()
    for words in (
        "1.234 bản ghi.",
        "Cơ sở dữ liệu",
        "1 tiến trình đang chạy, trên máy may-1",
        "1.070 dòng dữ liệu, 3 tệp, 1,5 MB",
    ):
        assert words in page
    assert "Chưa lần nào diễn tập khôi phục" in page
    assert "manage.py restore --drill" in page


def test_the_page_costs_the_same_whatever_there_is(an, client_of, django_assert_num_queries):
    client = client_of(an)
    worker_lives()
    client.get(HEALTH)
    with django_assert_num_queries(9):  # session, person, seats; workers, queue, runs, the log; migrations (2)
        client.get(HEALTH)
    for number in range(20):
        heartbeat(worker=f"w{number}", machine="may-2", since=timezone.now(), tools=ALL)
        run_record(kind="backup", seconds=1, data={"rows": 1})
        job_waits(number)
    with django_assert_num_queries(9):
        client.get(HEALTH)


@pytest.mark.django_db
def test_a_silent_worker_is_no_worker(on_day):
    assert level("worker") == Level.BROKEN
    worker_lives()
    assert level("worker") == Level.WELL
    Heartbeat.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert level("worker") == Level.BROKEN


@pytest.mark.django_db
def test_a_job_that_waits_long_wants_a_look():
    assert level("jobs") == Level.WELL
    job_waits(5)
    assert level("jobs") == Level.WELL
    job_waits(15)
    assert level("jobs") == Level.LOOK


@pytest.mark.django_db
def test_tools_are_those_of_the_machines_that_work():
    assert level("office") == Level.WELL
    worker_lives(office=False)
    assert (level("office"), level("fonts")) == (Level.LOOK, Level.WELL)


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_broken(monkeypatch):
    assert level("files") == Level.WELL
    monkeypatch.setattr(checks.os, "access", lambda path, mode: False)
    assert level("files") == Level.BROKEN


@pytest.mark.django_db
def test_a_full_disk_is_broken_and_says_what_to_do(monkeypatch):
    disk_has(monkeypatch, free=2)
    line = next(line for line in checks.lines() if line.key == "files")
    assert (line.level, line.told) == (Level.BROKEN, "Còn trống 2,0 GB trên 100,0 GB.")
    assert str(checks.settings.MEDIA_ROOT) in line.remedy


@pytest.mark.django_db
def test_a_failed_backup_is_broken_though_an_older_one_went_well():
    run_record(kind="backup", seconds=1, data={"rows": 1})
    assert level("backup") == Level.WELL
    run_record(kind="backup", seconds=1, data={"sentence": "No room."}, good=False)
    assert level("backup") == Level.BROKEN


def test_upkeep_is_in_the_log_once_there_are_people(an):
    from nhipcau.history.models import Entry

    run_record(kind="drill", seconds=1, data={"rows": 5, "files": 1})
    assert Entry.objects.get(action="upkeep.drill").data == {"rows": 5, "files": 1}


@pytest.fixture
def machine(db, client, settings):
    settings.HEALTH_TOKEN = TOKEN

    def get(token=TOKEN, accept="application/json", **query):
        return client.get(MACHINE, query, headers={"Authorization": f"Bearer {token}", "Accept": accept})

    return get


def test_without_the_token_there_is_no_machine_endpoint(machine, settings):
    assert machine(token="another").status_code == 404
    assert machine(token="").status_code == 404
    settings.HEALTH_TOKEN = ""
    assert machine(token="").status_code == 404


def test_a_machine_gets_figures(machine, province, django_assert_num_queries):
    worker_lives()
    job_waits(3)
    run_record(kind="backup", seconds=1, data={"rows": 1})
    machine()
    with django_assert_num_queries(12):  # workers, queue, runs, the log, migrations (2); six counts
        response = machine()
    found = response.json()
    assert response.status_code == 200
    assert found["queue"] == {"waiting": 1, "running": 0, "failed_today": 0, "oldest_seconds": 180}
    assert found["counts"]["provinces"] == 1
    assert found["workers"] == 1
    assert found["age_seconds"]["backup"] == 0
    assert found["checks"]["worker"] == "well"


def test_what_is_broken_is_an_answer_of_503(machine):
    assert machine().status_code == 503
    assert machine().json()["checks"]["worker"] == "broken"


def test_a_database_that_is_away_is_told(machine, monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(checks.queries, "workers", away)
    response = machine()
    assert (response.status_code, response.json()["checks"]) == (503, {"database": "broken"})


@pytest.mark.parametrize("how", [{"accept": "text/plain"}, {"format": "prometheus"}])
def test_prometheus_gets_its_own_form(machine, how):
    response = machine(**how)
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = response.content.decode().splitlines()
    assert 'nhipcau_check{name="worker"} 2' in lines
    assert "nhipcau_workers 0" in lines
    assert 'nhipcau_queue{state="waiting"} 0' in lines


def test_liveness_asks_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("upkeep:alive"))
    assert response.content == b"ok\n"


def test_tools_are_found_by_asking_the_programs(monkeypatch):
    said = {"tesseract": "List:\neng\nvie", "fc-match": "Tinos", "fc-list": "/fonts/Tinos.ttf"}
    monkeypatch.setattr(tools, "_output", lambda program, *rest: said.get(program, ""))
    monkeypatch.setattr(tools.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert tools.tools() == ALL
    said |= {"fc-match": "DejaVu Serif", "tesseract": "eng"}
    assert tools.tools() == ALL | {"fonts": False, "ocr": False}


def test_a_program_that_is_not_there_says_nothing():
    assert tools._output("no-such-program-here") == ""


@pytest.mark.django_db(transaction=True)
def test_a_worker_says_that_it_is_alive_and_leaves_quietly(monkeypatch, caplog):
    from nhipcau.upkeep.management.commands import worker

    pulse = worker.Pulse("w-test")
    monkeypatch.setattr(pulse.ended, "wait", lambda seconds: True)
    monkeypatch.setattr(worker, "queue_what_was_left", lambda: seen.extend(Heartbeat.objects.values_list("worker")))
    seen = []
    pulse.run()
    assert caplog.messages == [], "what it does not let hold it up, it tells"
    assert seen == [("w-test",)]
    assert not Heartbeat.objects.exists()


def test_commands_say_what_will_happen(capsys):
    for command in ("backup", "restore", "move", "worker"):
        with pytest.raises(SystemExit):
            call_command(command, "--help")
    assert "empty" in capsys.readouterr().out
