"""The outer form of a backup: a gzipped tar of plain members, written and read as a stream.

``tar xzf`` opens it. Reading is our own and knows plain members only: no links, no folders, no long-name headers, so
there is nothing in a hostile archive to follow; names are checked by those who use them.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from .errors import Refused

BLOCK = 512
PIECE = 1 << 16
# A backup of real data shrinks ten- or twentyfold. What unpacks to more than this was made to fill a disk.
RATIO, FREE_OF_RATIO = 200, 64 << 20
NOT_OURS = "This file is not a backup of Nhịp Cầu. Nothing was changed."
CUT_OFF = "The backup is cut off or damaged: it ends before its end. Nothing was changed. Take another copy of it."


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


class Source(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Packer:
    """Writes members one after the other into ``sink``."""

    def __init__(self, sink: Sink, level: int = 6) -> None:
        self._sink = sink
        self._gzip = zlib.compressobj(level, zlib.DEFLATED, 31)

    def add(self, name: str, data: bytes) -> None:
        self.begin(name, len(data))
        self.more(data)
        self.end(len(data))

    def begin(self, name: str, size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.more(member.tobuf(tarfile.USTAR_FORMAT))

    def more(self, data: bytes) -> None:
        self._sink.write(self._gzip.compress(data))

    def end(self, size: int) -> None:
        self.more(b"\0" * (-size % BLOCK))

    def close(self) -> None:
        self.more(b"\0" * 2 * BLOCK)
        self._sink.write(self._gzip.flush())


class Unzipped:
    """The plain bytes of a gzip stream; refuses other data, an early end and what swells without measure."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._unzip = zlib.decompressobj(31)
        self._packed = self._plain = 0

    def read(self, size: int) -> bytes:
        """Exactly this many bytes."""
        parts: list[bytes] = []
        while size:
            part = self._some(min(size, PIECE))
            if not part:
                raise Refused(CUT_OFF)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _some(self, size: int) -> bytes:
        """At most this many bytes, none at the end. Output may still wait in zlib when the input has ended."""
        while not self._unzip.eof:
            packed = self._unzip.unconsumed_tail
            if not packed:
                packed = self._source.read(PIECE)
                self._packed += len(packed)
            try:
                plain = self._unzip.decompress(packed, size)
            except zlib.error as error:
                raise Refused(CUT_OFF if self._plain else NOT_OURS) from error
            if plain or not packed:
                return self._counted(plain)
        return b""

    def _counted(self, plain: bytes) -> bytes:
        self._plain += len(plain)
        if self._plain > FREE_OF_RATIO and self._plain > RATIO * self._packed:
            raise Refused(
                "The backup unpacks to far more than it should; it was not made by Nhịp Cầu. Nothing was changed."
            )
        return plain

    def finish(self) -> None:
        """Read to the very end, so that the checksum of the whole is compared, and what seals it."""
        while self._some(PIECE):
            pass
        if not self._unzip.eof:
            raise Refused(CUT_OFF)
        if self._unzip.unused_data or self._source.read(1):
            raise Refused("Something was added behind the end of the backup. Nothing was changed.")


@dataclass
class Member:
    name: str
    size: int
    _stream: Unzipped
    _left: int

    def read(self, limit: int) -> bytes:
        """The whole member, which may not be larger than this."""
        if self.size > limit:
            raise Refused(
                f"A part of the backup ({self.name}) is larger than any that is written. Nothing was changed."
            )
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        while self._left:
            part = self._stream.read(min(self._left, PIECE))
            self._left -= len(part)
            yield part
        self._stream.read(-self.size % BLOCK)
        self.size = 0


def members(source: Source) -> Iterator[Member]:
    """The members of a backup in their order. What is left of one is skipped before the next."""
    stream = Unzipped(source)
    while (header := stream.read(BLOCK)) != b"\0" * BLOCK:
        try:
            info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError, ValueError) as error:
            raise Refused(NOT_OURS) from error
        if info.type != tarfile.REGTYPE or info.size < 0:
            raise Refused(NOT_OURS)
        member = Member(info.name, info.size, stream, info.size)
        yield member
        for _skipped in member.pieces():
            pass
    stream.read(BLOCK)
    stream.finish()
