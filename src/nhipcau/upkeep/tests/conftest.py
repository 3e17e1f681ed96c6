from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from .installation import Installation, copied, database

# Processes of their own write and read real files here: what they make is shared by the tests of a run.


@pytest.fixture(scope="session")
def of_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """With the demo in it; nobody changes it."""
    with database() as address:
        made = Installation(tmp_path_factory.mktemp("upkeep") / "demo", address)
        for command in ("migrate", "load_demo"):
            done = made.manage(command, "--verbosity", "0")
            assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Migrated and empty; nobody changes it."""
    with database() as address:
        made = Installation(tmp_path_factory.mktemp("upkeep") / "empty", address)
        assert made.manage("migrate", "--verbosity", "0").returncode == 0
        yield made


@pytest.fixture(scope="session")
def backup(of_demo: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("upkeep") / "backup.tar.gz"
    done = of_demo.manage("backup", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def copy_of(tmp_path: Path) -> Iterator[Callable[[Installation], Installation]]:
    with ExitStack() as stack:
        yield lambda original: stack.enter_context(copied(original, tmp_path / original.folder.name))
