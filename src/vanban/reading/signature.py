"""The end of a document: who receives it, and who signed it in what capacity (Nghị định 30/2020/NĐ-CP, Điều 13)."""

from __future__ import annotations

import re

from vanban.messages import message
from vanban.plan import Found, Signer, Text

from .cells import split_bullets
from .flow import Line
from .parts import NAME
from .words import normal, pattern

MOST_LINES = 2000  # of an end: nobody sends a plan to more
FILE_COPY = re.compile(r"[-–+*\s]*luu\b")
SIGNED = re.compile(r"[(\[]?\s*(?:da ky|ky ten|da ky so|ky, dong dau)\b.*")
RANK = re.compile(r"(?:dai ta|thuong ta|trung ta|thieu ta|thieu tuong|dai uy|ts|ths|pgs|gs|bs|ckii|cki)\b\.?\s*")
PREFIX = re.compile(r"(?:tm|t/m|kt|k/t|tl|t/l|tuq|tu)\b\s*[./]?\s", re.IGNORECASE)


def read_signer(tail: list[Line]) -> Signer:
    """Name, position and the lines above it, in order."""
    above: list[Text] = []
    position: Text | None = None
    for line in signature_lines(tail)[:MOST_LINES]:
        if SIGNED.match(line.plain):
            continue
        found = line.found(because=message("signature"))
        if _is_name(line) and (position or above):
            return Signer(found, position, tuple(above))
        if PREFIX.match(line.plain):
            if position is not None:
                above, position = [], None  # a second signature beside the first
            above.append(found)
        elif line.upper:
            position = (
                Found(f"{position.value} {found.value}", (*position.places, *found.places)) if position else found
            )
    return Signer(None, position, tuple(above))


def _is_name(line: Line) -> bool:
    words = line.text.split()
    capital = all(word[:1].isupper() for word in words)
    return not line.upper and capital and bool(NAME.fullmatch(line.text.strip())) and len(line.text) < 45


def signature_lines(tail: list[Line]) -> list[Line]:
    """The lines of the tail that are not recipients."""
    recipients = {id(line) for line in recipient_lines(tail)}
    kept = (line if id(line) not in recipients else _signature_beside(line) for line in tail)
    return [line for line in kept if line and line.text.strip("*_ ")]


def _signature_beside(line: Line) -> Line | None:
    """What a PDF puts behind "Nơi nhận:" on the same line: "TM. ỦY BAN NHÂN DÂN"."""
    match = pattern("words_layout", "tail").match(line.plain)
    rest = line.part(match.end()) if match else None
    return rest if rest and rest.upper and PREFIX.match(rest.plain) else None


def recipient_lines(tail: list[Line]) -> list[Line]:
    """The lines under "Nơi nhận"; bullets may go on below the signature, when a page ends between them."""
    found: list[Line] = []
    inside = filed = False
    for line in tail[:MOST_LINES]:
        if pattern("words_layout", "tail").match(line.plain):
            inside = True
            found.append(line)
        elif (inside and _is_recipient(line, found, filed)) or (found and line.marker and line.marker.is_bullet):
            found.append(line)
        elif inside and line.upper and pattern("words_layout", "signature").match(line.plain):
            inside = False
        filed = filed or bool(found and found[-1] is line and FILE_COPY.match(line.plain))
    return found


def _is_recipient(line: Line, found: list[Line], filed: bool) -> bool:
    if line.marker is not None:
        return True
    if line.upper and (PREFIX.match(line.plain) or pattern("words_layout", "position").match(line.plain)):
        return False
    open_ended = not found[-1].text.rstrip().endswith((";", ".", ":")) and len(found) > 1
    return (open_ended and not filed) or (not filed and line.text.rstrip().endswith((";", ".")))


def read_recipients(tail: list[Line]) -> tuple[Text, ...]:
    """One entry for each line under "Nơi nhận", bullet and final stop removed, the file copy included."""
    entries: list[Text] = []
    closed = True  # whether the line of the last entry ended with a sign, so that the next line is another entry
    for line in recipient_lines(tail):
        match = pattern("words_layout", "tail").match(line.plain)
        if _signature_beside(line):
            continue
        for piece in split_bullets(line.part(match.end()) if match else line):
            body = piece.body
            text = body.text.strip().rstrip(";.,")
            if not text.strip("*_ "):
                continue
            if piece.marker is None and entries and not closed:
                last = entries.pop()
                entries.append(Found(f"{last.value} {normal(text)}", (*last.places, *body.places), last.because))
            else:
                entries.append(body.found(0, len(body.text.rstrip().rstrip(";.,")), message("recipient")))
            closed = line.text.rstrip().endswith((";", "."))
    return tuple(entries)
