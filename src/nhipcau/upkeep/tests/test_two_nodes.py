"""Two web processes and two workers on one PostgreSQL, as production runs them: real processes, real kills."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from tests.maker import make_plan, render

from nhipcau.demo.province import PASSWORD

from .processes import Browser, answers, free_port, running, until, worker

pytestmark = pytest.mark.postgres
LONG = 600  # rows of a plan that takes some seconds to read


@pytest.fixture
def office(of_demo, copy_of):
    return copy_of(of_demo)


@pytest.fixture
def sites(office):
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    with ExitStack() as stack:
        found = []
        for port in (free_port(), free_port()):
            stack.enter_context(running(office, gunicorn, "--bind", f"127.0.0.1:{port}", "nhipcau.config.wsgi"))
            found.append(f"http://127.0.0.1:{port}")
        for site in found:
            until(lambda site=site: answers(f"{site}/song/"))
        yield found


def row(office, statement, *values):
    with psycopg.connect(office.database) as connection:
        return connection.execute(statement, values).fetchone()


def test_what_comes_in_through_one_is_seen_through_the_other_and_a_killed_worker_is_replaced(office, sites):
    first, second = sites
    lan = Browser()
    lan.sign_in(first, "lan", PASSWORD)
    with worker(office) as one:
        lan.post(first, "/ke-hoach/nhap/", {}, ("long.docx", render(make_plan(7, rows=LONG), "docx")))
        assert "long.docx" in lan.get(second, "/ke-hoach/nhap/"), "the other web process, the same session and file"
        state = "SELECT state, claimed_at FROM plans_upload WHERE name = 'long.docx'"
        until(lambda: row(office, state)[0] == "reading")
        one.send_signal(signal.SIGKILL)
        one.wait()
    assert row(office, state)[0] == "reading", "the claim of the dead worker stands for some minutes"
    row(office, "UPDATE plans_upload SET claimed_at = claimed_at - interval '5 minutes' RETURNING 1")
    with worker(office):
        until(lambda: row(office, state)[0] == "ready", 180)
    assert row(office, "SELECT count(*) FROM plans_reviewitem i JOIN plans_upload u ON u.id = upload_id "
                       "WHERE u.name = 'long.docx' AND kind = 'task'") == (LONG,)  # fmt: skip
    assert "long.docx" in lan.get(second, "/ke-hoach/nhap/")


def test_two_workers_share_the_work_and_read_nothing_twice(office, sites):
    lan = Browser()
    lan.sign_in(sites[0], "lan", PASSWORD)
    for seed in range(6):
        name = f"plan-{seed}.docx"
        lan.post(sites[seed % 2], "/ke-hoach/nhap/", {}, (name, render(make_plan(seed, rows=5), "docx")))
    waiting = "SELECT count(*) FROM plans_upload WHERE state IN ('waiting', 'reading')"
    assert row(office, waiting) == (6,)
    with worker(office), worker(office):
        until(lambda: row(office, "SELECT count(*) FROM upkeep_heartbeat") == (2,))
        until(lambda: row(office, waiting) == (0,))
    assert row(office, "SELECT count(*) FROM plans_upload WHERE name LIKE 'plan-%%' AND state = 'ready'") == (6,)
    same = "SELECT count(*) FROM plans_reviewitem GROUP BY upload_id, position, kind ORDER BY 1 DESC"
    assert row(office, same) == (1,)
