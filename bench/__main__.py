"""`python -m bench [--only] [NAME]`: all benches, or those whose name begins with NAME."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import bench

from .figures import BENCHES

sys.path[:0] = ["src", "."]


def main(wanted: str = "") -> int:
    for module in iter_modules(bench.__path__):
        if module.name not in ("__main__", "figures", "fuzz", "mutants") and not module.name.endswith("child"):
            import_module(f"bench.{module.name}")
    chosen = {name: run for name, run in sorted(BENCHES.items()) if name.startswith(wanted)}
    if not chosen:
        print(f"No bench is called {wanted}. There are: {', '.join(sorted(BENCHES))}")
        return 2
    short = 0
    for run in chosen.values():
        for figure in run():
            print(figure.line(), flush=True)
            short += not figure.ok
    return int(short > 0)


if __name__ == "__main__":
    sys.exit(main(*[name for name in sys.argv[1:] if name != "--only"][:1]))
