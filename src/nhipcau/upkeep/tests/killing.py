"""`python -m nhipcau.upkeep.tests.killing EVERY SCENARIO...`: does a thing again and again, and is killed each time at
another place; prints a JSON line a scenario.

A place is what comes before a statement of the database, before and after a commit, and before anything is done to a
file or in the middle of writing one. Of statements every EVERYth is tried, of the other places each. An attempt is a
fork of this process, which has done it all once and closed the database: so everything is loaded. The clock stands
still, so that what is written is the same each time and can be compared whole.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import psycopg

if TYPE_CHECKING:
    from .killed_actions import Scenario

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LATER = NOW + timedelta(hours=1)  # when every claim of a dead process has run out
State = dict[str, Any]


class Places:
    """Notes the places of a run, and ends it at one of them."""

    def __init__(self, last: int = 0) -> None:
        self.kinds: list[str] = []
        self.last = last

    def reach(self, kind: str) -> None:
        self.kinds.append(kind)
        if len(self.kinds) == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        from django.conf import settings
        from django.core.files.base import ContentFile
        from django.db import connection

        reach, root = self.reach, str(settings.MEDIA_ROOT)

        def statement(execute: Callable[..., Any], *arguments: Any) -> Any:
            reach("statement")
            return execute(*arguments)

        def commit(original: Callable[[], None] = connection._commit) -> None:
            reach("commit")
            original()
            reach("committed")

        def halves(file: ContentFile[bytes], chunk_size: int | None = None) -> Any:
            data = file.read()
            yield data[: len(data) // 2]
            reach("half a file")
            yield data[len(data) // 2 :]

        def touched(event: str, arguments: tuple[Any, ...]) -> None:
            opened = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            changed = opened or event in {"os.rename", "os.remove", "os.mkdir", "os.chmod"}
            if changed and str(arguments[0]).startswith(root):
                reach(event)

        connection.execute_wrappers.append(statement)
        connection._commit = commit
        ContentFile.chunks = halves
        sys.addaudithook(touched)


@dataclass
class Report:
    scenario: str
    places: int = 0
    tried: int = 0
    before: int = 0
    after: int = 0
    faults: list[str] = field(default_factory=list)
    carried_on: list[tuple[bool, list[Any]]] = field(default_factory=list)  # from here it was brought to its end


class Desk:
    """The installation at work, and states of it that are kept aside to begin with anew."""

    def __init__(self) -> None:
        self.folder = Path(os.environ["DATA_DIR"])
        self.server = os.environ["KILLING_SERVER"]
        self.database = os.environ["DATABASE_URL"].rsplit("/", 1)[1]
        self.kept: set[str] = set()

    def keep(self, state: str) -> None:
        self._copy(self.folder, self._aside(state))
        if self.server:
            self._make(f"{self.database}_{state}", self.database)
        self.kept.add(state)

    def put_back(self, state: str) -> None:
        self._copy(self._aside(state), self.folder)
        if self.server:
            self._make(self.database, f"{self.database}_{state}")

    def clear(self) -> None:
        for state in self.kept if self.server else ():
            self._sql(f"DROP DATABASE {self.database}_{state}")

    def _aside(self, state: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}-{state}")

    def _make(self, name: str, original: str) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {original}")

    def _sql(self, *statements: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _copy(self, source: Path, target: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)


def here(work: Callable[[], object]) -> None:
    """In this process, so that what is loaded on the way is there for all attempts."""
    from django.db import connections
    from django.utils import timezone

    timezone.now = lambda: NOW
    work()
    connections.close_all()


def forked(work: Callable[[], Any], at: datetime = NOW) -> Any:
    """What the work gives, done in a process of its own; SIGKILL as a number when that ended it."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _in_child(work, into, at)
    os.close(into)
    with open(out, "rb") as answer:
        told = answer.read()
    _child, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status)
    answered = json.loads(told)
    if "error" in answered:
        raise RuntimeError(answered["error"])
    return answered["given"]


def _in_child(work: Callable[[], Any], into: int, at: datetime) -> None:
    import traceback

    from django.db import connections
    from django.utils import timezone

    timezone.now = lambda: at
    try:
        answer = {"given": work()}
        connections.close_all()
    except BaseException:
        answer = {"error": traceback.format_exc()}
    with open(into, "wb") as pipe:
        pipe.write(json.dumps(answer).encode())
    os._exit(0)


def places_of(work: Callable[[], object]) -> list[str]:
    places = Places()
    places.watch()
    work()
    return places.kinds


def killed_at(place: int, work: Callable[[], None]) -> None:
    Places(place).watch()
    work()


def run(name: str, every: int, desk: Desk) -> Report:
    from .killed_actions import SCENARIOS
    from .sound import found

    scenario, report = SCENARIOS[name], Report(name)
    desk.put_back("prepared")
    here(scenario.set_up)
    desk.keep("begin")
    for work in (found, scenario.act, found):
        here(work)
    desk.put_back("begin")
    before = forked(found, LATER)["rows"]
    desk.put_back("begin")
    kinds = forked(lambda: places_of(scenario.act))
    report.places = len(kinds)
    after = forked(found, LATER)["rows"]
    if before == after:
        report.faults.append("It does nothing.")
    wanted = {"before": before, "after": after, "ends": forked(lambda: ended(scenario), LATER)["counts"]}
    for place, kind in enumerate(kinds, start=1):
        if kind != "statement" or place % every == 0:
            desk.put_back("begin")
            try_at(place, scenario, report, wanted)
    return report


def try_at(place: int, scenario: Scenario, report: Report, wanted: State) -> None:
    from .sound import found

    def fault(*words: str) -> None:
        report.faults += [f"place {place}: {word}" for word in words]

    report.tried += 1
    if (status := forked(lambda: killed_at(place, scenario.act))) != signal.SIGKILL:
        return fault(f"ended with {status}, not killed")
    state = forked(found, LATER)
    fault(*state["faults"])
    done = state["rows"] == wanted["after"]
    report.after += done
    report.before += not done
    if not done and state["rows"] != wanted["before"]:
        half = (differences(state["rows"], wanted[name]) for name in ("before", "after"))
        return fault(f"half done: {' | '.join(half)}")
    if (known := (done, state["jobs"])) in report.carried_on:
        return None
    report.carried_on.append(known)
    end = forked(lambda: ended(scenario, again=not done), LATER)
    fault(*(f"finished, {words}" for words in end["faults"]))
    if end["counts"] != wanted["ends"]:
        fault(f"not finished, {differences(end['counts'], wanted['ends'])}")


def ended(scenario: Scenario, *, again: bool = False) -> State:
    """Carried to its end, by the person who does it once more and by another worker."""
    from .sound import counts, found

    if again:
        scenario.act()
    scenario.then()
    return {"faults": found()["faults"], "counts": counts()}


def differences(these: State, those: State) -> str:
    return "; ".join(
        f"{table}: {these.get(table)}, not {those.get(table)}"
        for table in sorted({*these, *those})
        if these.get(table) != those.get(table)
    )


def main(every: str, *names: str) -> None:
    import gc

    import django

    django.setup()
    from . import killed_actions, sound  # noqa: F401  # before the forks, not in each of them

    gc.freeze()
    desk = Desk()
    desk.keep("prepared")
    try:
        for name in names:
            print(json.dumps(vars(run(name, int(every), desk))), flush=True)
    finally:
        desk.clear()


if __name__ == "__main__":
    main(*sys.argv[1:])
