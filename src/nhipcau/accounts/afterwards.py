"""What is done when the answer has gone out, so that its time does not tell that it was done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished, request_started

_own = threading.local()


def connect() -> None:
    request_started.connect(_forget, dispatch_uid="accounts.forget")
    request_finished.connect(_do, dispatch_uid="accounts.do")


def after_answer(work: Callable[[], None]) -> None:
    """Call it while a request is answered."""
    _own.waiting = [*getattr(_own, "waiting", ()), work]


def _forget(**kwargs: Any) -> None:
    _own.waiting = []


def _do(**kwargs: Any) -> None:
    waiting = getattr(_own, "waiting", [])
    _own.waiting = []
    for work in waiting:
        work()
