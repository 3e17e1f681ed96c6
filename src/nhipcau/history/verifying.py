"""Walking the chain from its first entry to its last, and saying in words where it was broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from .chain import FIRST, seal
from .models import Entry, signer
from .protection import is_protected
from .sealing import head

LISTED = 50  # findings in words; what is beyond is counted
SHORTEST = 16  # letters of a seal that are enough for a note of it


@dataclass(frozen=True)
class Anchor:
    """A number and its seal as somebody noted them: a backup, an earlier check, a person."""

    number: int
    seal: str
    source: str


@dataclass
class Verdict:
    entries: int = 0
    number: int = 0
    seal: str = FIRST
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def good(self) -> bool:
        return not self.findings

    def find(self, sentence: str) -> None:
        if len(self.findings) < LISTED:
            self.findings.append(sentence)
        else:
            self.more += 1


def verify(anchors: Iterable[Anchor] = ()) -> Verdict:
    """The whole log against its seals and signatures, and its end against what was noted of it before."""
    number, newest = head()
    verdict = Verdict(number=number, seal=newest)
    anchors = list(anchors)
    noted = {anchor.number: "" for anchor in anchors}
    _walk(verdict, noted)
    _compare(verdict, noted, anchors)
    for entry in Entry.objects.filter(number=None).select_related("user").order_by("pk"):
        if not signer().approves(entry, entry.signature):
            verdict.find(f"{_told(entry)} was put into the log, but not by this site: nothing has signed it.")
        else:
            verdict.notes.append(f"{_told(entry)} waits for its seal.")
    if not is_protected(connection):
        verdict.notes.append("The database does not protect the log by itself. Run manage.py migrate.")
    return verdict


def _walk(verdict: Verdict, noted: dict[int, str]) -> None:
    sign, expected, before = signer(), 1, FIRST
    signed_here, unknown = False, 0
    previous: Entry | None = None
    for entry in _sealed():
        number = entry.number or 0
        verdict.entries += 1
        if number > expected:
            verdict.find(_missing(expected, number - 1, entry))
        known = sign.knows(entry.signature)
        if known and not sign.approves(entry, entry.signature):
            verdict.find(f"{_told(entry)} was altered: this is not what the site wrote.")
        elif number == expected and seal(before, number, entry, entry.signature) != entry.seal:
            verdict.find(_broken(entry, previous, known))
        elif signed_here and not known:
            verdict.find(f"{_told(entry)} was put into the log, but not by this site: its signature is unknown.")
        signed_here, unknown = signed_here or known, unknown + (not known)
        expected, before, previous = number + 1, entry.seal, entry
        if number in noted:
            noted[number] = entry.seal
    if unknown:
        verdict.notes.append(
            f"{unknown:,} entries were signed under a key that is not here any more; for these the chain speaks alone."
        )


def _sealed() -> Iterator[Entry]:
    return Entry.objects.sealed().select_related("user").order_by("number").iterator(chunk_size=2000)


def _missing(first: int, last: int, entry: Entry) -> str:
    which = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
    return f"{which} missing: removed from before {_told(entry)}."


def _broken(entry: Entry, previous: Entry | None, known: bool) -> str:
    """Content that its signature approves was not altered, so it is the seal that does not fit."""
    if not known:
        return f"{_told(entry)} was altered, or the one before it and its seal were: they do not fit together."
    if previous is None:
        return f"{_told(entry)} does not begin the log as it was: what was before it was removed, or its seal altered."
    return f"{_told(entry)} does not follow {_told(previous)}: one of the two seals was altered, or their order."


def _compare(verdict: Verdict, noted: dict[int, str], anchors: list[Anchor]) -> None:
    for anchor in anchors:
        if anchor.number == 0:
            continue
        if anchor.number > verdict.number:
            verdict.find(
                f"The end of the log was cut off: {anchor.source} noted entry {anchor.number}, "
                f"and the log ends at entry {verdict.number}."
            )
        elif not anchor.seal or not noted[anchor.number].startswith(anchor.seal):
            verdict.find(
                f"Entry {anchor.number} is not the one that {anchor.source} noted: "
                "the log was written anew, there or before."
            )


def _told(entry: Entry) -> str:
    name = f"Entry {entry.number}" if entry.number else f"The entry with the key {entry.pk}"
    at = timezone.localtime(entry.at).strftime("%d/%m/%Y %H:%M")
    return f"{name} ({at}, {entry.user or 'the system'}, {entry.action})"
