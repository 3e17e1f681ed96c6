"""Words of invented plans, shared by the full-size province and the generator of the tests (tests/maker).

In *.txt, "[heading]" opens a list, "#" a remark, an indented line belongs to the one above.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Sentence:
    text: str
    points: tuple[str, ...] = ()


@cache
def lists(name: str) -> dict[str, tuple[Sentence, ...]]:
    """Headings of a file with their lines."""
    found: dict[str, list[Sentence]] = {"": []}
    heading = ""
    for line in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            found[heading] = []
        elif line.startswith("  "):
            last = found[heading][-1]
            found[heading][-1] = Sentence(last.text, (*last.points, line.strip()))
        elif line and not line.startswith("#"):
            found[heading].append(Sentence(line))
    return {heading: tuple(sentences) for heading, sentences in found.items()}


def lines(name: str, heading: str = "") -> tuple[str, ...]:
    return tuple(sentence.text for sentence in lists(name)[heading])
