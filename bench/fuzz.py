"""Spoils files and reads them: `python -m bench.fuzz [KIND] [COUNT] [FIRST]`, or `make fuzz` for 10,000 of each kind.

A child process with bounded memory opens and reads one spoiled file after the other. Its only ways out are a Plan and a
VanbanError; any other exception, more time than SECONDS, or more memory than MEMORY is a failure, and the file is kept
in bench/out/fuzz. The same number spoils the same file in the same way.
"""

from __future__ import annotations

import contextlib
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

if __name__ == "__main__":
    sys.path[:0] = ["src", "."]

from bench.mutants import BY_KIND, mutate

MEMORY = 1536 * 2**20  # address space of the child, libraries included
SECONDS = 10  # of the processor: what else the machine does must not make a file slow
COUNT = 10_000
BATCH = 500  # files a child reads before a fresh one takes over
OUT = Path("bench/out/fuzz")
SEEDS = 12


class TooSlow(BaseException):
    """Not an Exception: nobody's `except Exception` may swallow it."""


@cache
def originals(kind: str) -> tuple[bytes, ...]:
    """Made plans of this kind, and the sample plan."""
    from tests.maker import make_plan, render

    plans = [make_plan(seed, rows=12 if seed % 3 else None) for seed in range(SEEDS)]
    if kind == "pdf":
        return _printed()
    names = {"txt": ("tabs", "pipes", "cells")}.get(kind, (kind,))
    return tuple(render(plan, names[number % len(names)]) for number, plan in enumerate(plans))


def _printed() -> tuple[bytes, ...]:
    """PDF files are made once, by LibreOffice, and kept."""
    from tests.maker import make_plan, render
    from tests.maker.render import to_pdf

    folder = OUT.parent / "pdf"
    if not (found := sorted(folder.glob("*.pdf"))):
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{seed}.docx" for seed in range(SEEDS)]
        for seed, file in enumerate(files):
            file.write_bytes(render(make_plan(seed, rows=8), "print"))
        with tempfile.TemporaryDirectory() as profile:
            found = to_pdf([file.absolute() for file in files], folder, Path(profile))
    return tuple(path.read_bytes() for path in found)


def spoiled(kind: str, number: int) -> bytes:
    random = Random(f"{kind}/{number}")
    return mutate(random.choice(originals(kind)), kind, random)


def read_one(data: bytes, kind: str) -> str:
    """How it ended: "read", the name of a VanbanError, or what should not have happened."""
    import vanban

    def too_slow(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGPROF, too_slow)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        vanban.read(data, name=f"x.{'md' if kind == 'markdown' else kind}")
    except vanban.VanbanError as error:
        return type(error).__name__
    except TooSlow as error:
        return f"FAILED TooSlow {_where(error)}"
    except BaseException as error:
        return f"FAILED {type(error).__name__} {_where(error)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "read"


def _where(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "vanban" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "outside"


def read_many(kind: str, first: int, count: int) -> Counter[str]:
    """In this process: every ending counted, files that failed kept."""
    ends: Counter[str] = Counter()
    for number in range(first, first + count):
        data = spoiled(kind, number)
        print(f"at {number}", flush=True)  # the parent learns which file was the last when the child dies
        end = read_one(data, kind)
        ends[end] += 1
        if end.startswith("FAILED"):
            _keep(kind, number, data)
            print(f"{end} [{kind} {number}]", flush=True)
    return ends


def _keep(kind: str, number: int, data: bytes) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{number}.{kind}").write_bytes(data)


def run(kind: str, count: int, first: int = 0) -> Counter[str]:
    """Batch after batch in children; a child that dies is a failure of the file it was at."""
    ends: Counter[str] = Counter()
    number = first
    while number < first + count:
        size = min(BATCH, first + count - number)
        done, died_at = _child(kind, number, size, ends)
        if died_at is not None:
            _keep(kind, died_at, spoiled(kind, died_at))
            ends["FAILED child died"] += 1
            done = died_at - number + 1
        number += done
    return ends


def _child(kind: str, first: int, size: int, ends: Counter[str]) -> tuple[int, int | None]:
    """Files done, and the one at which the child died."""
    command = [sys.executable, "-m", "bench.fuzz", "child", kind, str(first), str(size)]
    last = None
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        # A pattern that runs wild inside the regular-expression machine does not hear the alarm of read_one.
        waiting = threading.Timer(60 + 2 * SECONDS * size, child.kill)
        waiting.start()
        told, complaint = child.communicate()
        waiting.cancel()
    for line in told.splitlines():
        if line.startswith("at "):
            last = int(line[3:])
        elif line.startswith("FAILED"):
            print(f"  {line}", flush=True)
        elif line.startswith("end "):
            count, _, name = line[4:].partition(" ")
            ends[name] += int(count)
    if child.returncode == 0:
        return size, None
    print(f"  child died: {complaint.strip().splitlines()[-1:]} [{kind} {last}]", flush=True)
    if last is None:
        raise SystemExit(complaint)
    return 0, last


def _as_child(kind: str, first: int, size: int) -> None:
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name, count in read_many(kind, first, size).items():
        print(f"end {count} {name}", flush=True)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["child"]:
        _as_child(arguments[1], int(arguments[2]), int(arguments[3]))
        return 0
    kinds = [arguments[0]] if arguments else list(BY_KIND)
    count, first = int([*arguments[1:], COUNT][0]), int([*arguments[2:], 0][0])
    failed = 0
    for kind in kinds:
        ends = run(kind, count, first)
        bad = sum(number for name, number in ends.items() if name.startswith("FAILED"))
        failed += bad
        told = ", ".join(f"{name} {number}" for name, number in ends.most_common())
        print(f"{kind}: {sum(ends.values())} files, {bad} failed: {told}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
