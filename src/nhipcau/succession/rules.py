"""Who holds what after whom: pure decisions over the steps of all succession events of a province.

A step says: on this day this function (``WHOLE``: everything that no other step of that day names) went from one agency
to another, or to nobody. Time only runs forward along steps, so following them ends, and at most one agency holds a
function at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

WHOLE = ""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """``new`` is None when the function, or the agency, ended without a successor."""

    old: int
    new: int | None
    function: str
    on: date


class Inherited(NamedTuple):
    """What an agency took over: the part of another one in plans from ``since`` on and before ``before``."""

    agency: int
    since: date | None
    before: date | None


class Lineage:
    def __init__(self, steps: Iterable[Step]) -> None:
        self._from: dict[int, list[Step]] = defaultdict(list)
        for step in sorted(steps, key=lambda step: (step.on, step.old, step.function)):
            self._from[step.old].append(step)

    def __bool__(self) -> bool:
        return bool(self._from)

    def next_step(self, agency: int, function: str, after: date, until: date = date.max) -> Step | None:
        """The first step by which the agency lost the function after a day, at the latest ``until``."""
        for step in self._from.get(agency, ()):
            if after < step.on <= until and step.function in (function, WHOLE) and not self._carved_out(step, function):
                return step
        return None

    def _carved_out(self, step: Step, function: str) -> bool:
        """Whether "everything else" leaves out this function, as another step of the day names it."""
        return step.function == WHOLE != function and any(
            other.function == function and other.on == step.on for other in self._from[step.old]
        )

    def ended_on(self, agency: int, until: date = date.max) -> date | None:
        """The first day without the agency. Whoever hands on everything has ended."""
        return next(
            (step.on for step in self._from.get(agency, ()) if step.function == WHOLE and step.on <= until), None
        )

    def path(self, agency: int, function: str, after: date, until: date = date.max) -> list[Step]:
        """The steps from the agency that held the function at the end of ``after`` to its holder on ``until``. Of an
        agency that had ended by then, its last day counts: a plan may name it all the same."""
        steps: list[Step] = []
        if (ended := self.ended_on(agency, until)) and ended <= after:
            after = ended - ONE_DAY
        holder: int | None = agency
        while holder is not None and (step := self.next_step(holder, function, after, until)):
            steps.append(step)
            holder, after = step.new, step.on
        return steps

    def holder(self, agency: int, function: str, after: date, until: date = date.max) -> int | None:
        """Who holds on ``until`` what this agency held on ``after``; None when nobody does."""
        steps = self.path(agency, function, after, until)
        return steps[-1].new if steps else agency

    def inherited(self, targets: Iterable[int], function: str, until: date = date.max) -> list[Inherited]:
        """Everything that these agencies hold after others. The time of an agency falls into pieces at the days on
        which it lost the function; within one, every plan that names the agency leads to the same holder."""
        wanted, found = set(targets), []
        for agency, steps in self._from.items():
            lost = sorted({step.on for step in steps if step.function in (function, WHOLE) and step.on <= until})
            cuts = lost[:-1] if self.ended_on(agency, until) else lost
            for since, before in zip([None, *cuts], [*cuts, None], strict=True):
                day = since or (before or lost[0]) - ONE_DAY if lost else date.max
                holder = self.holder(agency, function, day, until)
                if holder in wanted and holder != agency:
                    found.append(Inherited(agency, since, before))
        return found

    def heirs(self, agency: int, function: str, until: date = date.max) -> dict[str, int | None]:
        """Who holds on ``until`` what the agency once did: this function, everything else (``WHOLE``), and each other
        function that has gone another way than that."""
        codes, seen, waiting = {function}, {agency}, [agency]
        while waiting:
            for step in self._from.get(waiting.pop(), ()):
                codes.add(step.function)
                if step.new is not None and step.new not in seen:
                    seen.add(step.new)
                    waiting.append(step.new)
        held = {code: self.holder(agency, code, date.min, until) for code in (function, WHOLE, *sorted(codes))}
        return {code: holder for code, holder in held.items() if code in (function, WHOLE) or holder != held[WHOLE]}

    def successors(self, agency: int) -> list[Step]:
        return list(self._from.get(agency, ()))


@dataclass(frozen=True, slots=True)
class Life:
    """When an agency exists."""

    valid_from: date | None = None
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


def open_days(begins: date, ends: date | None, taken: Iterable[Life]) -> list[tuple[date, date | None]]:
    """What of a time others leave open: first and last days; None stands for no end. ``taken`` in order of time."""
    found: list[tuple[date, date | None]] = []
    day: date | None = begins
    for life in taken:
        if day is None or (ends and day > ends):
            break
        if life.valid_from and life.valid_from > day:
            before = life.valid_from - ONE_DAY
            found.append((day, min(before, ends) if ends else before))
        day = max(day, life.valid_to + ONE_DAY) if life.valid_to else None
    if day is not None and not (ends and day > ends):
        found.append((day, ends))
    return found


class Fault(NamedTuple):
    """Why an event cannot be: a code of ``words.FAULTS`` and the agency that it is about."""

    code: str
    agency: int | None = None


SHAPES = {"rename": "one", "merge": "many", "split": "one", "transfer": "one", "end": "many"}
ENDING = ("rename", "merge", "split", "end")


def faults(kind: str, steps: Sequence[Step], lives: dict[int, Life], known: Sequence[Step]) -> list[Fault]:
    """What speaks against an event. New agencies that it makes have no number yet: in ``steps`` they are negative."""
    return [*_of_shape(kind, steps), *_of_time(kind, steps, lives), *_of_others(kind, steps, known)]


def _of_shape(kind: str, steps: Sequence[Step]) -> list[Fault]:
    olds = {step.old for step in steps}
    news = [step.new for step in steps]
    functions = [step.function for step in steps]
    wrong = {
        "no_old": not steps,
        "one_old": SHAPES[kind] == "one" and len(olds) > 1,
        "no_new": kind != "end" and None in news,
        "one_new": kind in ("rename", "merge", "transfer") and len(set(news)) > 1,
        "rest": kind == "split" and functions.count(WHOLE) != 1,
        "two_new": kind == "split" and len(set(news)) < 2,
        "function": kind == "transfer" and WHOLE in functions,
        "new_body": kind == "rename" and any(new is None or new >= 0 for new in news),
        "function_twice": len({(step.old, step.function) for step in steps}) < len(steps),
    }
    return [Fault(code) for code, is_wrong in wrong.items() if is_wrong]


def _of_time(kind: str, steps: Sequence[Step], lives: dict[int, Life]) -> list[Fault]:
    found = []
    for step in steps:
        days = [step.on - ONE_DAY] if kind in ENDING else [step.on - ONE_DAY, step.on]
        if not all(lives[step.old].on(day) for day in days):
            found.append(Fault("old_not_there", step.old))
        if step.new is not None and step.new >= 0 and not lives[step.new].on(step.on):
            found.append(Fault("new_not_there", step.new))
    return list(dict.fromkeys(found))


def _of_others(kind: str, steps: Sequence[Step], known: Sequence[Step]) -> list[Fault]:
    """Nothing may go out of an agency after it ended, or twice on a day. A function stays a day where it came to."""
    found = [Fault("old_and_new", step.old) for step in steps if step.old in {other.new for other in steps}]
    found += [fault for step in steps for other in known if (fault := _against(kind, step, other))]
    return list(dict.fromkeys(found))


def _against(kind: str, step: Step, other: Step) -> Fault | None:
    """What a recorded step says against a new one."""
    ends, same_day, same_function = kind in ENDING, step.on == other.on, step.function == other.function
    if step.old == other.old:
        clash = other.on >= step.on if ends else same_day and (same_function or other.function == WHOLE)
        return Fault("later", step.old) if clash else None
    if step.old == other.new and ends and other.on > step.on:
        return Fault("later", step.old)
    if step.old == other.new and same_day and (ends or same_function):
        return Fault("same_day", step.old)
    if step.new == other.old and same_day and (same_function or other.function == WHOLE):
        return Fault("same_day", step.new)
    return None
