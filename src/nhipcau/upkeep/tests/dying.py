"""`python -m nhipcau.upkeep.tests.dying PLACE NTH COMMAND ...`: runs a command that is killed (SIGKILL) as it enters
PLACE for the NTH time. PLACE is a function by its path, as in nhipcau.upkeep.archive.staging:Staging.done."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def on_entering(place: str, do: Callable[[], object]) -> None:
    """From now on, do this before the function at this place."""
    module, _colon, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for part in owners:
        owner = getattr(owner, part)
    original = getattr(owner, name)

    def entered(*args: Any, **kwargs: Any) -> Any:
        do()
        return original(*args, **kwargs)

    setattr(owner, name, entered)


def main(place: str, nth: str, *command: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    left = int(nth)

    def die() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    on_entering(place, die)
    call_command(*command)
    sys.exit(f"It never came to {place}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
