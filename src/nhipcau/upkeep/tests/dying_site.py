"""The site for gunicorn, a process of which dies where DATA_DIR/die says: "PLACE who". That is read once."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

from nhipcau.config.wsgi import application

from .dying import on_entering
from .places import PLACES

__all__ = ["application"]
ORDER = Path(os.environ["DATA_DIR"]) / "die"


def entered(place: str) -> None:
    if ORDER.exists() and (order := ORDER.read_text().split())[0] == place:
        ORDER.unlink()
        os.kill({"worker": os.getpid(), "master": os.getppid()}[order[1]], signal.SIGKILL)


for name, function in PLACES.items():
    on_entering(function, partial(entered, name))
