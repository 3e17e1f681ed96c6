"""Scores of a reading against the truth: the rules of plans/gold/README.md, written anew and smaller."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

Json = dict[str, object]
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
ENUMERATOR = re.compile(r"^\s*(?:[-+•*–]\s*)?(?:[ivxlc]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s+", re.IGNORECASE)
FOUND, TITLE, AGENCY, GROUP, DUTY, ITEM, PERSON = 0.60, 0.95, 0.92, 0.90, 0.80, 0.90, 0.80


@dataclass
class Tally:
    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 1.0


@dataclass
class Scores:
    """A tally by field, and in words what went wrong: (field, what was wanted, what came)."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wrong: list[tuple[str, object, object]] = field(default_factory=list)

    def add(self, name: str, right: int, given: int, wanted: int) -> None:
        tally = self.tallies[name]
        tally.right, tally.given, tally.wanted = tally.right + right, tally.given + given, tally.wanted + wanted

    def one(self, name: str, is_right: bool, wanted: object, got: object) -> None:
        """A slot that both sides should fill."""
        self.add(name, int(is_right), int(bool(got) or name == "time"), int(bool(wanted) or name == "time"))
        if not is_right and (wanted or got):
            self.wrong.append((name, wanted, got))

    def join(self, other: Scores) -> None:
        for name, tally in other.tallies.items():
            self.add(name, tally.right, tally.given, tally.wanted)
        self.wrong += other.wrong

    def worst(self, each: int = 6) -> str:
        """The mistakes in lines that a person reads, a few of every field."""
        lines = []
        for name, tally in sorted(self.tallies.items(), key=lambda item: item[1].f1):
            lines.append(f"{name} {tally.f1:.3f}")
            mistakes = [(wanted, got) for field_name, wanted, got in self.wrong if field_name == name]
            lines += [f"    wanted {str(wanted)[:160]}\n       got {str(got)[:160]}" for wanted, got in mistakes[:each]]
        return "\n".join(lines)


def plain(text: object) -> str:
    folded = unicodedata.normalize("NFC", str(text or "")).casefold()
    return " ".join("".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in folded).split())


def number(text: object) -> str:
    return re.sub(r"\s+", "", str(text or "")).casefold().replace("–", "-").strip(".,;:")


def alike(one: object, other: object) -> float:
    a, b = plain(ENUMERATOR.sub("", str(one or ""))), plain(ENUMERATOR.sub("", str(other or "")))
    return 1.0 if a == b else fuzz.ratio(a, b) / 100 if a and b else 0.0


def pair(
    left: list[Json] | list[str], right: list, likeness: Callable[..., float], least: float
) -> list[tuple[int, int]]:
    """One to one, most alike first."""
    likes = [(likeness(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
    pairs, used_left, used_right = [], set(), set()
    for like, i, j in sorted(likes, key=lambda found: (-found[0], found[1], found[2])):
        if like >= least and i not in used_left and j not in used_right:
            pairs.append((i, j))
            used_left.add(i)
            used_right.add(j)
    return pairs


def score(truth: Json, got: Json, also_right: dict[str, list[list[str | None]]] | None = None) -> Scores:
    scores = Scores()
    _tasks(truth, got, also_right or {}, scores)
    _bases(truth, got, scores)
    own = [truth["header"]["number"], *truth["header"]["number_variants"]]
    letters = [comment["letter_number"] for comment in truth["comments"]]
    _set(scores, "citations", truth["citations"], got.get("citations"), {number(text) for text in [*own, *letters]})
    _duties(truth, got, scores)
    _list(scores, "recipients", truth["recipients"], got.get("recipients") or [])
    _deadlines(truth, got, scores)
    _comments(truth, got, scores)
    _header(truth["header"], got.get("header") or {}, scores)
    wanted, given = truth["budget_total"], got.get("budget_total")
    amounts = [(value or {}).get("amount_vnd") for value in (wanted, given)]
    scores.one("budget_total", amounts[0] == amounts[1] and bool(wanted), wanted, given)
    return scores


def _titles(task: Json) -> list[str]:
    points = [str(point) for point in task.get("sub_items") or []]
    titles = [str(task.get("title") or "")]
    return [*titles, " ".join([*titles, *points])] if points else titles


def _like_tasks(one: Json, other: Json) -> float:
    like = max(alike(a, b) for a in _titles(one) for b in _titles(other))
    return like + 0.02 * (one["source"] == other.get("source")) + 0.01 * (one["number"] == other.get("number"))


def _tasks(truth: Json, got: Json, also_right: dict[str, list[list[str | None]]], scores: Scores) -> None:
    wanted, optional = list(truth["tasks"]), list(truth["optional_tasks"])
    given = list(got.get("tasks") or [])
    pairs = pair(wanted, given, _like_tasks, FOUND)
    left = [j for j in range(len(given)) if j not in {j for _, j in pairs}]
    neutral = {left[j] for _, j in pair(optional, [given[j] for j in left], _like_tasks, FOUND)}
    live = [task for j, task in enumerate(given) if j not in neutral]
    scores.add("tasks_found", len(pairs), len(live), len(wanted))
    found = {i for i, _ in pairs}
    taken = {j for _, j in pairs}
    scores.wrong += [("tasks_found", task["title"], None) for i, task in enumerate(wanted) if i not in found]
    scores.wrong += [
        ("tasks_found", None, task.get("title")) for j, task in enumerate(given) if j not in taken | neutral
    ]
    for i, j in pairs:
        _task(wanted[i], given[j], also_right.get(str(wanted[i]["title"]), []), scores)
    for name in ("lead", "coordinating"):
        units = f"{name}_agencies"
        scores.add(name, 0, sum(len(task.get(units) or []) for task in live), sum(len(task[units]) for task in wanted))
    for name in ("title", "time"):
        scores.add(name, 0, len(live) - len(pairs), len(wanted) - len(pairs))


def _task(wanted: Json, got: Json, others: list[list[str | None]], scores: Scores) -> None:
    like = max(alike(a, b) for a in _titles(wanted) for b in _titles(got))
    scores.one("title", like >= TITLE and not TAG.search(str(got.get("title"))), wanted["title"], got.get("title"))
    for name in ("lead", "coordinating"):
        mine, yours = wanted[f"{name}_agencies"], got.get(f"{name}_agencies") or []
        same = len(pair(mine, yours, alike, AGENCY))
        scores.add(name, same, 0, 0)
        if not same == len(mine) == len(yours):
            scores.wrong.append((name, wanted[f"{name}_text"], yours))
    scores.one("time", _same_time(wanted["time"], got.get("time") or {}, others),
               (wanted["time_text"], wanted["time"]), got.get("time"))  # fmt: skip
    mine, yours = wanted["budget"], got.get("budget")
    amounts = [(value or {}).get("amount_vnd") for value in (mine, yours)]
    scores.one("money", amounts[0] == amounts[1] and bool(mine), mine, yours)
    scores.one("group", bool(wanted["group"]) and alike(wanted["group"], got.get("group")) >= GROUP,
               wanted["group"], got.get("group"))  # fmt: skip
    scores.one("number", bool(wanted["number"]) and number(wanted["number"]) == number(got.get("number")),
               wanted["number"], got.get("number"))  # fmt: skip


def _same_time(wanted: Json, got: Json, others: list[list[str | None]]) -> bool:
    span = [got.get("kind") or "none", got.get("start"), got.get("end")]
    if span in others:
        return True
    kinds = {wanted["kind"], *wanted["also_kinds"]}
    return span[0] in kinds and span[1:] == [wanted["start"], wanted["end"]]


def _bases(truth: Json, got: Json, scores: Scores) -> None:
    given = {number(basis.get("number")): basis for basis in got.get("legal_bases") or [] if basis.get("number")}
    for basis in truth["legal_bases"]:
        found = given.pop(number(basis["number"]), {})
        for name in ("number", "type", "date", "issuer"):
            same = alike(basis[name], found.get(name)) >= ITEM if name != "date" else basis[name] == found.get(name)
            scores.one("legal_bases", same, f"{name}: {basis[name]}", found.get(name))
    for basis in given.values():
        scores.one("legal_bases", False, None, basis.get("number"))


def _set(scores: Scores, name: str, wanted: object, got: object, neutral: set[str]) -> None:
    mine = {number(value) for value in wanted}
    yours = {number(value.get("number") if isinstance(value, dict) else value) for value in got or []} - neutral - {""}
    scores.add(name, len(mine & yours), len(yours), len(mine))
    scores.wrong += [(name, value, None) for value in mine - yours] + [(name, None, value) for value in yours - mine]


def _list(scores: Scores, name: str, wanted: list[str], got: list[str]) -> None:
    pairs = pair(wanted, got, alike, ITEM)
    scores.add(name, len(pairs), len(got), len(wanted))
    if not len(pairs) == len(wanted) == len(got):
        scores.wrong.append((name, wanted, got))


def _duties(truth: Json, got: Json, scores: Scores) -> None:
    wanted, given = truth["responsibilities"], got.get("responsibilities") or []
    like = lambda a, b: max(alike(x, y) for x in (a["agency"], a["heading"])  # noqa: E731
                            for y in (b.get("agency"), b.get("heading")))  # fmt: skip
    pairs = pair(wanted, given, like, DUTY)
    scores.add("duty_agency", len(pairs), len(given), len(wanted))
    matched = sum(len(pair(wanted[i]["items"], given[j].get("items") or [], alike, ITEM)) for i, j in pairs)
    totals = [sum(len(duty.get("items") or []) for duty in duties) for duties in (given, wanted)]
    scores.add("duty_items", matched, *totals)
    if not len(pairs) == len(given) == len(wanted):
        headings = [[duty.get("heading") for duty in duties] for duties in (wanted, given)]
        scores.wrong.append(("duty_agency", *headings))
    elif not matched == totals[0] == totals[1]:
        scores.wrong.append(("duty_items", wanted, given))


def _deadlines(truth: Json, got: Json, scores: Scores) -> None:
    wanted = truth["reporting_deadlines"]
    given = [duty for duty in got.get("reporting_deadlines") or [] if duty.get("due")]

    def like(a: Json, b: Json) -> float:
        near = max(alike(name, b.get("to")) for name in (a["to"], *a["also_to"]))
        return float(a["due"] == b["due"] and near >= PERSON)

    pairs = pair(wanted, given, like, 1.0)
    scores.add("deadlines", len(pairs), len(given), len(wanted))
    if not len(pairs) == len(given) == len(wanted):
        shown = [[(duty.get("due"), duty.get("to"), duty.get("text")) for duty in duties] for duties in (wanted, given)]
        scores.wrong.append(("deadlines", *shown))


def _comments(truth: Json, got: Json, scores: Scores) -> None:
    wanted, given = truth["comments"], list(got.get("comments") or [])
    rows = {row.get("no"): row for row in given}
    scores.add("comments", 0, max(len(given) - len(wanted), 0), 0)
    for comment in wanted:
        row = rows.get(comment["no"], {})
        for name in ("agency", "letter_number", "letter_date", "opinion_items", "disposition"):
            mine, yours = (" ".join(value) if isinstance(value, list) else value
                           for value in (comment[name], row.get(name)))  # fmt: skip
            scores.one("comments", bool(mine) and alike(mine, yours) >= TITLE, mine, yours)


def _header(wanted: Json, got: Json, scores: Scores) -> None:
    for name in ("number", "date", "subject", "issuing_authority", "place", "year"):
        if wanted[name] is None:
            continue
        value = got.get(name)
        same = (
            number(wanted[name]) == number(value) if name in ("number", "date") else alike(wanted[name], value) >= ITEM
        )
        scores.one("header", same, f"{name}: {wanted[name]}", value)
    signer = got.get("signer") or {}
    for name in ("name", "position"):
        scores.one("header", alike(wanted["signer"][name], signer.get(name)) >= ITEM,
                   f"signer {name}: {wanted['signer'][name]}", signer.get(name))  # fmt: skip
