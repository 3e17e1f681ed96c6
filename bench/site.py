"""The screens of a full-size province, on SQLite and PostgreSQL, beside a bare Django view; and thirty-four of them.

Databases are seeded anew, which takes a minute for a province. One that is there already is named by BENCH_SQLITE,
BENCH_POSTGRESQL or BENCH_COUNTRY (a DATABASE_URL); it must be seeded by `manage.py seed_province`.

Databases that are compared are measured in turn, in several rounds, so that what else the machine does in a minute
falls on all of them. ``work`` is processor time, of the site and of PostgreSQL's own process: what the screen takes on
an idle machine. On a machine with other work the median tells mostly of the queue for a core.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from scripts.suite import postgres_folder, private_postgres

from . import load
from .figures import Figure, figure

MOST_MS = 60
TIMES_BARE = 3.0
TIMES_ONE = 1.5
PROVINCES = 34
CLIENTS = (2, 8)
ROUNDS = 3
Costs = dict[str, dict[str, float]]


@figure("site")
def site() -> Iterator[Figure]:
    """One province: each screen at most 60 ms at the median, the list at most three times the bare view."""
    with ExitStack() as stack:
        sites = {"sqlite": stack.enter_context(_site("BENCH_SQLITE", "sqlite:///{folder}/site.sqlite3"))}
        if url := stack.enter_context(_postgresql("BENCH_POSTGRESQL")):
            sites["postgresql"] = stack.enter_context(_site("BENCH_POSTGRESQL", url))
        for name, costs in zip(sites, _costs(*sites.values()), strict=True):
            yield from _told(name, costs)
        for name, environment in sites.items():
            for clients in CLIENTS:
                bare, __ = load.requests_per_second(environment, "/bare/", clients)
                rate, tool = load.requests_per_second(environment, "/nhiem-vu/", clients)
                told = f"bare view {bare:.0f}; gunicorn, {load.WORKERS} workers, {tool}"
                yield Figure(f"site/{name}/list-{clients}-clients", rate, "req/s", told)


@figure("country")
def country() -> Iterator[Figure]:
    """Thirty-four provinces in one PostgreSQL: each screen at most 1.5 times what it takes with one."""
    with ExitStack() as stack:
        one, many = (stack.enter_context(_postgresql(name)) for name in ("BENCH_POSTGRESQL", "BENCH_COUNTRY"))
        if not one or not many:
            return
        alone = stack.enter_context(_site("BENCH_POSTGRESQL", one))
        together = stack.enter_context(_site("BENCH_COUNTRY", many, PROVINCES))
        before, now = _costs(alone, together)
        for screen, cost in now.items():
            told = f"one: {before[screen]['median']:.0f}, work {before[screen]['work']:.0f}, now {cost['work']:.0f}"
            ratio = cost["median"] / before[screen]["median"]
            yield Figure(f"country/{screen}", cost["median"], "ms", told, ratio, TIMES_ONE)


def _told(name: str, costs: Costs) -> Iterator[Figure]:
    for screen, cost in costs.items():
        told = f"p95 {cost['p95']:.0f}, work {cost['work']:.0f}, {cost['queries']:.0f} queries"
        yield Figure(f"site/{name}/{screen}", cost["median"], "ms", told, cost["median"] / MOST_MS, 1.0)
    bare, ours = costs["bare"]["median"], costs["list"]["median"]
    yield Figure(f"site/{name}/list-to-bare", ours, "ms", f"bare view {bare:.1f} ms", ours / bare, TIMES_BARE)


@contextmanager
def _postgresql(variable: str) -> Iterator[str]:
    """A private cluster, the one that was named, or "" where PostgreSQL is not installed."""
    programs = postgres_folder()
    if url := os.environ.get(variable):
        yield url
    elif programs is None:
        yield ""
    else:
        with private_postgres(programs) as url:
            yield url


@contextmanager
def _site(variable: str, url: str, provinces: int = 1) -> Iterator[dict[str, str]]:
    """The environment of a site as in production but for HTTPS: templates compiled, DEBUG off. With its provinces in
    the database, unless the variable names one that has them."""
    with tempfile.TemporaryDirectory(prefix="site") as folder:
        environment = os.environ | {
            "NHIPCAU_MODE": "demo",
            "DATA_DIR": folder,
            "DATABASE_URL": os.environ.get(variable) or url.format(folder=folder),
            "SECRET_KEY": "only-for-the-bench",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings",
            "PYTHONPATH": "src",
            "PYTHONWARNINGS": "default",
        }
        _manage(environment, "collectstatic", "--noinput", "--verbosity=0")
        if not os.environ.get(variable):
            _manage(environment, "migrate", "--verbosity=0")
            _manage(environment, "seed_province", f"--provinces={provinces}")
        _child(environment, "--settle")
        yield environment


def _manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)


def _child(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "bench.site_child", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _costs(*environments: dict[str, str]) -> list[Costs]:
    rounds = [[json.loads(_child(environment)) for environment in environments] for __ in range(ROUNDS)]
    return [
        {screen: _summed([told[place][screen] for told in rounds]) for screen in rounds[0][place]}
        for place in range(len(environments))
    ]


def _summed(told: list[dict[str, Any]]) -> dict[str, float]:
    times = [milliseconds for once in told for milliseconds in once["times"]]
    return {
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "work": statistics.mean(once["work"] for once in told),
        "queries": max(once["queries"] for once in told),
    }
