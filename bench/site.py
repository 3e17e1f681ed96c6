"""The screens of a full-size province, on SQLite and PostgreSQL, beside a bare Django view; and thirty-four of them.

Databases are seeded anew, which takes a minute for a province. One that is there already is named by BENCH_SQLITE,
BENCH_POSTGRESQL or BENCH_COUNTRY (a DATABASE_URL); it must be seeded by `manage.py seed_province`.

``work`` is processor time, of the site and of PostgreSQL's own process: what the screen takes on an idle machine. On a
machine with other work the median tells mostly of the queue for a core.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.suite import postgres_folder, private_postgres

from . import load
from .figures import Figure, figure

MOST_MS = 60
TIMES_BARE = 3.0
TIMES_ONE = 1.5
PROVINCES = 34
CLIENTS = (2, 8)
Costs = dict[str, dict[str, float]]


@figure("site")
def site() -> Iterator[Figure]:
    """One province: each screen at most 60 ms at the median, the list at most three times the bare view."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="site")))
        databases = {"sqlite": os.environ.get("BENCH_SQLITE") or f"sqlite:///{folder}/site.sqlite3"}
        if url := stack.enter_context(_postgresql("BENCH_POSTGRESQL")):
            databases["postgresql"] = url
        for name, url in databases.items():
            with _site(folder / name, url) as environment:
                if not os.environ.get(f"BENCH_{name.upper()}"):
                    _manage(environment, "migrate", "--verbosity=0")
                    _manage(environment, "seed_province")
                costs = _costs(environment)
                yield from _told(name, costs)
                for clients in CLIENTS:
                    rate, tool = load.requests_per_second(environment, "/nhiem-vu/", clients)
                    yield Figure(f"site/{name}/list-{clients}-clients", rate, "req/s", f"gunicorn, 2 workers, {tool}")


@figure("country")
def country() -> Iterator[Figure]:
    """Thirty-four provinces in one PostgreSQL: each screen at most 1.5 times what it takes with one."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="country")))
        one, many = (stack.enter_context(_postgresql(name)) for name in ("BENCH_POSTGRESQL", "BENCH_COUNTRY"))
        if not one or not many:
            return
        costs: list[Costs] = []
        for name, url, provinces in (("BENCH_POSTGRESQL", one, 1), ("BENCH_COUNTRY", many, PROVINCES)):
            with _site(folder / name, url) as environment:
                if not os.environ.get(name):
                    _manage(environment, "migrate", "--verbosity=0")
                    _manage(environment, "seed_province", f"--provinces={provinces}")
                costs.append(_costs(environment))
        for screen, cost in costs[1].items():
            alone = costs[0][screen]
            told = f"one: {alone['median']:.0f}, work {alone['work']:.0f}, now {cost['work']:.0f}"
            yield Figure(f"country/{screen}", cost["median"], "ms", told, cost["median"] / alone["median"], TIMES_ONE)


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
def _site(folder: Path, url: str) -> Iterator[dict[str, str]]:
    """The environment of a site as in production but for HTTPS: templates compiled, DEBUG off."""
    folder.mkdir()
    environment = os.environ | {
        "NHIPCAU_MODE": "demo",
        "DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "SECRET_KEY": "only-for-the-bench",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings",
        "PYTHONPATH": "src",
        "PYTHONWARNINGS": "default",
    }
    _manage(environment, "collectstatic", "--noinput", "--verbosity=0")
    yield environment
    shutil.rmtree(folder)


def _manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)


def _costs(environment: dict[str, str]) -> Costs:
    command = [sys.executable, "-m", "bench.site_child"]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    costs: Costs = json.loads(done.stdout)
    return costs
