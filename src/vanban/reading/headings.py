"""The headings that a row of a table stands under: groups by letter, Roman number or name, numbered parent rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.plan import Text

from .flow import Line
from .markers import ROMAN, letter_value
from .sums import Sum

WHOLE_TABLE, LETTER, ROMAN_NUMBER, NAME, NUMBER = -1, 0, 1, 2, 3  # ranks, from the outermost


@dataclass(frozen=True)
class Heading:
    """``line`` is where its text stands, None for the heading above the table; ``money`` gathers what stands below."""

    rank: int
    label: str
    text: Text
    line: Line | None = None
    money: Sum = field(default_factory=Sum, compare=False)


@dataclass
class Headings:
    """The open headings, the innermost last."""

    open: list[Heading] = field(default_factory=list)

    @property
    def last(self) -> Heading | None:
        return self.open[-1] if self.open else None

    def above_table(self, label: str, text: Text) -> None:
        """The heading that stands above the whole table."""
        self.open.append(Heading(WHOLE_TABLE, label, text))

    def enter(self, label: str, text: Text, line: Line) -> None:
        """A group row: it closes the headings of its own rank and those below."""
        rank = self._rank(label)
        while self.last and (self.last.rank >= rank or _other_branch(self.last, label)):
            self.open.pop()
        self.open.append(Heading(rank, label, text, line))

    def leave_for(self, label: str) -> None:
        """A task row: numbered parents that it does not belong to are over."""
        while self.last and self.last.rank >= NUMBER and not _belongs(self.last, label):
            self.open.pop()

    def number(self, label: str) -> str:
        """The printed path of a row: "III.2", "2.1", "2.a"."""
        if not label or label in "-–+•*":
            return ""
        outer = [h.label for h in self.open if h.label and (h.rank < NUMBER or label.isalpha())]
        return ".".join([*outer, label])

    def _rank(self, label: str) -> int:
        """A letter I after H counts on in letters; else it is Roman."""
        letters = [heading.label for heading in self.open if heading.rank == LETTER]
        if letters and len(label) == 1 and letter_value(label) == letter_value(letters[-1]) + 1:
            return LETTER
        if not label:
            return NAME
        if ROMAN.fullmatch(label):
            return ROMAN_NUMBER
        return LETTER if label.isalpha() and label.isupper() else NUMBER + label.count(".")


def _belongs(heading: Heading, label: str) -> bool:
    """Whether a row with this label stands under a numbered heading row: 2.1 under 2, and so do a) and no label."""
    return not label or label.startswith(f"{heading.label}.") or not label[0].isdigit()


def _other_branch(heading: Heading, label: str) -> bool:
    return heading.rank >= NUMBER and label[:1].isdigit() and not label.startswith(f"{heading.label}.")
