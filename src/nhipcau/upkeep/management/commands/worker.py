from __future__ import annotations

import logging
import platform
import threading
from collections.abc import Callable
from typing import Any

from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from nhipcau import originals
from nhipcau.exchange.jobs import queue_what_waits
from nhipcau.history.sealing import seal_new
from nhipcau.plans.jobs import queue_what_was_left
from nhipcau.upkeep.actions import forget_visits, heartbeat, heartbeat_stop
from nhipcau.upkeep.rules import WORKER_FORGOTTEN
from nhipcau.upkeep.tools import tools

EVERY = 15  # seconds between two signs of life
LOOK_FOR_LOST = 4  # at every fourth of them, see whether another worker left something half done
SWEEP = 240  # once an hour, and when it begins, remove files that no upload names, and visits that are over

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = (
        "Works on background jobs until it is stopped. Says every 15 seconds that it is alive (health page), seals log "
        "entries that were left without seal, takes over files whose worker has been silent for minutes and messages "
        "that nobody delivers, and removes what uploads left that were killed. Several may run, on several machines."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        options["reload"] = False  # the pulse belongs to one process
        pulse = Pulse(options["worker_id"])
        pulse.start()
        try:
            super().handle(*args, **options)
        finally:
            pulse.stop()


class Pulse(threading.Thread):
    """Beside the work, with a database connection of its own: a long job must not look like a dead worker."""

    def __init__(self, worker: str) -> None:
        super().__init__(name="pulse", daemon=True)
        self.worker, self.since = worker, timezone.now()
        self.machine, self.tools = platform.node()[:100], dict[str, bool]()
        self.ended = threading.Event()

    def run(self) -> None:
        beats = 0
        while True:
            if beats % SWEEP == 0:
                self.tools = tools()  # a package may have come or gone since
            self.beat(look_for_lost=beats % LOOK_FOR_LOST == 0)
            if beats % SWEEP == 0:
                self.quietly(originals.sweep)
                self.quietly(forget_visits)
            beats += 1
            if self.ended.wait(EVERY):
                break
        self.quietly(heartbeat_stop, worker=self.worker, before=timezone.now() - WORKER_FORGOTTEN)
        connection.close()

    def beat(self, *, look_for_lost: bool) -> None:
        self.quietly(heartbeat, worker=self.worker, machine=self.machine, since=self.since, tools=self.tools)
        self.quietly(seal_new)
        if look_for_lost:
            self.quietly(queue_what_was_left)
            self.quietly(queue_what_waits)

    def quietly(self, action: Callable[..., object], **values: object) -> None:
        """A database that is away for a moment ends neither the pulse nor the work."""
        close_old_connections()
        try:
            action(**values)
        except Error:
            logger.warning("The database is away, or somebody else holds what is needed.", exc_info=True)
            connection.close()
        except OSError:
            logger.warning("The folder of files is away.", exc_info=True)

    def stop(self) -> None:
        self.ended.set()
        self.join(timeout=5)
