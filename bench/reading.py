"""Reading beside the bare libraries on the same files, and how time and memory grow with the plan."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.maker import make_plan, render
from tests.maker.render import to_pdf

from .figures import Figure, figure

REAL = Path(os.environ.get("PLANS_DIR", "../shared/plans"))
DOCX_TARGET, PDF_TARGET, GROWTH_TARGET = 3.0, 1.2, 1.5
SIZES = (100, 1000, 5000)
REPEAT = 5


@dataclass(frozen=True)
class Cost:
    ours: float
    bare: float
    memory: float  # MiB


@figure("read-docx")
def read_docx() -> Iterator[Figure]:
    """At most three times python-docx opening the file and walking all its cells."""
    for name, path in {"made-100-rows": _made(100), **_real("docx")}.items():
        cost = _cost("docx", path, _warm("docx"))
        ratio = cost.ours / cost.bare
        yield Figure(f"read-docx/{name}", cost.ours, "ms", f"python-docx {cost.bare:.1f} ms", ratio, DOCX_TARGET)


@figure("read-pdf")
def read_pdf() -> Iterator[Figure]:
    """At most 1.2 times pdfplumber taking words and tables of the same pages."""
    made = {"made-100-rows": _printed(100)} if shutil.which("soffice") else {}
    for name, path in {**made, **_real("pdf")}.items():
        cost = _cost("pdf", path, _warm("docx"), times=3)
        ratio = cost.ours / cost.bare
        yield Figure(f"read-pdf/{name}", cost.ours, "ms", f"pdfplumber {cost.bare:.0f} ms", ratio, PDF_TARGET)


@figure("read-growth")
def growth() -> Iterator[Figure]:
    """Time a row and peak memory of plans of 100, 1,000 and 5,000 rows."""
    costs = {rows: _cost("none", _made(rows), _warm("docx"), times=3) for rows in SIZES}
    first = costs[SIZES[0]].ours / SIZES[0]
    for rows, cost in costs.items():
        a_row = cost.ours / rows
        told = f"{SIZES[0]} rows {first:.2f} ms/row"
        yield Figure(f"read-growth/{rows}-rows", a_row, "ms/row", told, a_row / first, GROWTH_TARGET)
    for rows, cost in costs.items():
        yield Figure(f"read-memory/{rows}-rows", cost.memory, "MiB")


def _cost(yardstick: str, path: Path, warm: list[Path], times: int = REPEAT) -> Cost:
    """The median over fresh processes."""
    command = [sys.executable, "-m", "bench.child", yardstick, str(path), *map(str, warm)]
    runs = []
    for _ in range(times):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append([float(number) for number in done.stdout.split()])
    ours, bare, kib = (statistics.median(column) for column in zip(*runs, strict=True))
    return Cost(ours, bare, kib / 1024)


def _real(kind: str) -> dict[str, Path]:
    """The real plans; a scan and the one that is refused left out."""
    paths = sorted(REAL.glob(f"*.{kind}"))
    return {path.stem: path.absolute() for path in paths if not path.stem.endswith(("-scan", "-mat"))}


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="bench")
    _kept.append(folder)
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []  # the folder goes when the program ends


@cache
def _made(rows: int, seed: int = 0, kind: str = "docx") -> Path:
    """A plan of the usual kind: groups, numbers that begin anew in each."""
    seeds = [number for number in range(200) if make_plan(number, rows=20).manner["numbering"] == "restart"]
    path = _folder() / f"{kind}-{rows}-{seed}.docx"
    path.write_bytes(render(make_plan(seeds[seed], rows=rows), kind))
    return path


def _warm(kind: str) -> list[Path]:
    return [_made(60, seed=1, kind=kind), _made(60, seed=2, kind=kind)]


@cache
def _printed(rows: int) -> Path:
    return to_pdf([_made(rows, kind="print")], _folder(), _folder() / "profile")[0]
