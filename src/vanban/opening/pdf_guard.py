"""Looks at a PDF before PDFium does: a small file can unpack to gigabytes, or draw a form that draws forms.

PDFium bounds nesting and loops, but not how often a form is drawn again (ten forms that each draw the next ten times
are ten thousand million), nor how much a stream unpacks to. Nothing is interpreted here beyond what that takes.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.errors import TooLarge

from .limits import Clock

STREAM = re.compile(rb"(?<!end)stream\r?\n")
OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
FILTERS = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]{0,200}\]|/\w+)")
IMAGE, FORM = re.compile(rb"/Subtype\s*/Image\b"), re.compile(rb"/Subtype\s*/Form\b")
SIDE = re.compile(rb"/(Width|Height|BitsPerComponent)\s+(\d{1,9})")
DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]{1,60})\s+Do\b")
NAMED = re.compile(rb"/([^\s/<>\[\](){}%]{1,60})\s+(\d{1,9})\s+\d{1,5}\s+R\b")
LONGEST_DICTIONARY = 20_000
HIGHEST_RATIO = 1032  # of deflate
# Drawing operators take fifty times their bytes once parsed, XML only ten; fonts of 23 MB still pass.
CONTENT_SHARE = 0.4  # of Limits.part_bytes
MOST_DRAWN = 10  # times that: what all forms on one page may come to


@dataclass
class _Form:
    """A content stream that others may draw."""

    size: int
    draws: list[bytes]
    dictionary: bytes


@dataclass
class _Guard:
    data: bytes
    clock: Clock
    unpacked: int = 0
    forms: dict[int, _Form] = field(default_factory=dict)
    most_draws: int = 0
    packed_objects: dict[int, bytes] = field(default_factory=dict)

    def look(self) -> None:
        """Unpack every stream within bounds and note which forms it draws."""
        limits = self.clock.limits
        for number, dictionary, start, end in _streams(self.data):
            self.clock.check()
            if IMAGE.search(dictionary):
                sides = {name: int(value) for name, value in SIDE.findall(dictionary)}
                bits = sides.get(b"Width", 0) * sides.get(b"Height", 0) * sides.get(b"BitsPerComponent", 8)
                limits.within("unpacked_bytes", bits // 8)
                continue
            content = self.unpack(dictionary, start, end)
            draws = DRAWN.findall(content) if b"Do" in content else []
            if FORM.search(dictionary):
                self.forms[number] = _Form(len(content), draws, dictionary)
            elif b"/ObjStm" in dictionary:
                self.packed_objects |= _packed_objects(content)
            else:
                self.most_draws = max(self.most_draws, len(draws))

    @property
    def most(self) -> int:
        return int(self.clock.limits.part_bytes * CONTENT_SHARE)

    def unpack(self, dictionary: bytes, start: int, end: int) -> bytes:
        limits = self.clock.limits
        content = self.data[start:end]
        for name in re.findall(rb"/(\w+)", b"".join(FILTERS.findall(dictionary)))[:4]:
            content = _decoded(content, name, self.most)
            if len(content) > self.most:
                raise TooLarge(what="part_bytes", limit=self.most)
        self.unpacked += len(content)
        limits.within("unpacked_bytes", self.unpacked)
        return content

    def weigh(self) -> None:
        """How much the heaviest form comes to with all that it draws."""
        most = self.most * MOST_DRAWN
        if sum(bool(form.draws) for form in self.forms.values()) < 2 and self.most_draws < 10_000:
            return
        offsets = {int(match[1]): match.end() for match in OBJECT.finditer(self.data)}
        weights: dict[int, int] = {}

        def weight(number: int, path: tuple[int, ...]) -> int:
            form = self.forms.get(number)
            if form is None or number in path or len(path) > self.clock.limits.depth:
                return 0  # PDFium stops at loops and at depth
            if number not in weights:
                self.clock.check()
                targets = self.targets(form.dictionary, offsets)
                inner = {name: weight(targets.get(name, -1), (*path, number)) for name in set(form.draws)}
                weights[number] = form.size + sum(inner[name] for name in form.draws)
                if weights[number] > most:
                    raise TooLarge(what="depth", limit=self.clock.limits.depth)
            return weights[number]

        heaviest = max((weight(number, ()) for number in self.forms), default=0)
        if heaviest * self.most_draws > most:
            raise TooLarge(what="depth", limit=self.clock.limits.depth)

    def targets(self, dictionary: bytes, offsets: dict[int, int]) -> dict[bytes, int]:
        """Names in the resources of a form and the objects they stand for, resources kept elsewhere included."""
        found = {name: int(number) for name, number in NAMED.findall(dictionary)}
        for _ in range(2):
            for name in (b"Resources", b"XObject"):
                if name in found:
                    text = self.object_text(found.pop(name), offsets)
                    found |= {inner: int(number) for inner, number in NAMED.findall(text)}
        return found

    def object_text(self, number: int, offsets: dict[int, int]) -> bytes:
        if number in self.packed_objects:
            return self.packed_objects[number]
        start = offsets.get(number)
        return self.data[start : start + LONGEST_DICTIONARY].partition(b"endobj")[0] if start else b""


def guard(data: bytes, clock: Clock) -> None:
    """Raise TooLarge for a PDF that would take too much memory or time to parse."""
    found = _Guard(data, clock)
    found.look()
    found.weigh()


def _streams(data: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Object number, dictionary, start and end of every stream."""
    at = 0
    while match := STREAM.search(data, at):
        start = match.end()
        head = data[max(at, match.start() - LONGEST_DICTIONARY) : match.start()]
        number = -1
        for opening in OBJECT.finditer(head):
            number, begin = int(opening[1]), opening.end()
        dictionary = head[begin:] if number >= 0 else head
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        yield number, dictionary, start, end
        at = end if end > start else start


def _decoded(content: bytes, name: bytes, most: int) -> bytes:
    """One filter undone, never much further than ``most``; what is not understood stays as it is."""
    try:
        if name in (b"FlateDecode", b"Fl"):
            content = zlib.decompressobj().decompress(content, most + 1)
        elif name in (b"ASCIIHexDecode", b"AHx"):
            content = binascii.unhexlify(re.sub(rb"[^0-9A-Fa-f]", b"", content.partition(b">")[0])[: 2 * most])
        elif name in (b"ASCII85Decode", b"A85"):
            content = base64.a85decode(content.partition(b"~>")[0].removeprefix(b"<~"))
        elif name in (b"LZWDecode", b"LZW"):
            content = bytes(min(len(content) * 20, most + 1))
    except zlib.error:
        content = bytes(min(len(content) * HIGHEST_RATIO, most) // 16)  # broken at some point: a fair guess
    except ValueError:
        pass
    return content


def _packed_objects(content: bytes) -> dict[int, bytes]:
    """The objects of an object stream: pairs of number and offset stand before the first."""
    pairs = re.match(rb"[\d\s]*", content)
    numbers = [int(n) for n in pairs[0].split()[:20_000]] if pairs else []
    starts = numbers[1::2]
    first = len(pairs[0]) if pairs else 0
    ends = [*starts[1:], len(content)]
    return {n: content[first + a : first + b] for n, a, b in zip(numbers[::2], starts, ends, strict=False)}
