"""The site for gunicorn, a process of which dies where DATA_DIR/die says: "PLACE who". That is read once."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path
from typing import Any

from .dying import on_entering
from .places import PLACES


def site() -> Any:
    from nhipcau.config.wsgi import application

    for name, function in PLACES.items():
        on_entering(function, partial(entered, name))
    return application


def entered(place: str) -> None:
    order = Path(os.environ["DATA_DIR"]) / "die"
    if order.exists() and (words := order.read_text().split())[0] == place:
        order.unlink()
        os.kill({"worker": os.getpid(), "master": os.getppid()}[words[1]], signal.SIGKILL)
