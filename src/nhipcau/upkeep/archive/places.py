"""Addresses of databases, and this software started on another one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from .errors import Refused

# Of the running process; the other one gets its own.
NOT_INHERITED = ("DATABASE_URL", "DATABASE_URL_FILE", "DATA_DIR", "DATA_DIR_FILE", "TEST_DATABASE_URL")


def url(connection: BaseDatabaseWrapper, name: str) -> str:
    """The address of a database beside this one."""
    known = {key: str(connection.settings_dict.get(key) or "") for key in ("USER", "PASSWORD", "HOST", "PORT")}
    user, password, host = (quote(known[key], safe="") for key in ("USER", "PASSWORD", "HOST"))
    who = f"{user}:{password}" if password else user
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgresql://{who}@{host}{port}/{quote(name, safe='')}"


def manage(
    command: Sequence[str], *, database: str, data_dir: Path | None = None, **more: Any
) -> subprocess.Popen[bytes]:
    """``manage.py`` in a process of its own, whose only database is that one: nothing in it can reach ours."""
    kept = {key: value for key, value in os.environ.items() if key not in NOT_INHERITED}
    own = {
        "DATABASE_URL": database,
        "DATA_DIR": str(data_dir or settings.VAR),
        "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings",
        "NHIPCAU_MODE": settings.MODE,
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": str(settings.BASE_DIR / "src"),
    }
    kept.pop("SECRET_KEY_FILE", None)
    program = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
    silent: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(program, env=kept | own, **silent, **more)  # noqa: S603


def finish(process: subprocess.Popen[bytes], what: str) -> None:
    """Waits for its end; its last sentence is a refusal when it failed."""
    _out, errors = process.communicate()
    if process.returncode:
        lines = [line for line in errors.decode("utf-8", "replace").splitlines() if line.strip()]
        sentence = lines[-1].removeprefix("CommandError: ") if lines else f"it ended with {process.returncode}."
        raise Refused(f"{what}: {sentence}")
