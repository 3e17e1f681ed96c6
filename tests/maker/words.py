"""The vocabulary of data/*.txt: "[heading]" opens a list, "#" a remark, an indented line belongs to the one above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

PROVINCES = ("Vân Hải", "Mộc Giang", "Bạch Châu", "Tây Lĩnh", "Đông Phú", "Hồng Sa")
COMMUNES = ("Tân Lĩnh", "Mộc Sơn", "Phú Điền", "Suối Vàng", "Bình Khê", "Hương Đồi")
PEOPLE = ("Lê Quang Huy", "Trần Thị Mai Anh", "Hoàng Đức Thắng", "Nguyễn Thu Hà", "Y Thanh Bình", "Vừ A Sùng")


@dataclass(frozen=True)
class Sentence:
    text: str
    points: tuple[str, ...] = ()


@cache
def lists(name: str) -> dict[str, tuple[Sentence, ...]]:
    """Headings of a file with their lines."""
    found: dict[str, list[Sentence]] = {"": []}
    heading = ""
    for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
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
