"""Search over 100,000 texts of 300 words beside bare FTS5 and bare tsvector on the same rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from scripts.suite import postgres_folder, private_postgres

from .figures import Figure, figure

TARGET = 3.0


@figure("search-sqlite")
def sqlite() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _figures("sqlite", f"sqlite://{folder}/search.sqlite3", "FTS5")


@figure("search-postgres")
def postgres() -> Iterator[Figure]:
    """Where PostgreSQL is installed; on a private cluster with its usual settings but for what makes writes safe."""
    if programs := postgres_folder():
        with private_postgres(programs) as url:
            yield from _figures("postgres", url, "tsvector")
    else:
        print("search-postgres: left out, PostgreSQL is not installed", file=sys.stderr)


def _figures(kind: str, url: str, yardstick: str) -> Iterator[Figure]:
    """``bench.search_child`` does the work in a process that has this database."""
    told = os.environ | {"DATABASE_URL": url, "NHIPCAU_MODE": "demo", "PYTHONPATH": "src", "LOG_LEVEL": "ERROR"}
    told |= {"DJANGO_SETTINGS_MODULE": "nhipcau.config.settings", "PYTHONWARNINGS": "default"}
    done = subprocess.run([sys.executable, "-m", "bench.search_child"], env=told, stdout=subprocess.PIPE, check=True)
    for row in json.loads(done.stdout):
        name = f"search-{kind}/{row['name']}"
        if "bare" in row:
            bare = f"{yardstick} {row['bare']:.2f} {row['unit']}"
            target = TARGET if name.endswith("find") else None
            yield Figure(name, row["value"], row["unit"], bare, row["value"] / row["bare"], target)
        else:
            yield Figure(name, row["value"], row["unit"])
