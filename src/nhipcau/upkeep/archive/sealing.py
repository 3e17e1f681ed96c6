"""Encryption of a backup with a passphrase, in the open format age (age-encryption.org/v1).

A backup must open when this software does not: ``age -d backup.age | tar xz`` does it, with a tool that Debian has.
Only the passphrase form is written and read. The primitives are those of ``cryptography``; the file is a row of
authenticated pieces of 64 KiB, so it is written and read as a stream, and a change, a swap or an early end shows.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .container import CUT_OFF, Sink, Source
from .errors import Refused

MAGIC = b"age-encryption.org/v1\n"
HEADER = re.compile(rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) (\d\d?)\n([A-Za-z0-9+/]{43})\n---")
HEADER_LENGTH = 153  # at most, with the line of the MAC
WORK = 16  # scrypt with 2^16 rounds takes 64 MiB and a quarter of a second
MOST_WORK = 20  # 1 GiB; a header that asks for more was not written by a friend
PIECE, TAG = 1 << 16, 16
WRONG = "The passphrase does not open this backup. Nothing was changed."


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unb64(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> ChaCha20Poly1305:
    salt = b"age-encryption.org/v1/scrypt" + salt
    size = 2**work
    key = hashlib.scrypt(passphrase.encode(), salt=salt, n=size, r=8, p=1, maxmem=size * 1024 + (1 << 20), dklen=32)
    return ChaCha20Poly1305(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return _b64(hmac.digest(_derived(file_key, b"", b"header"), header, "sha256"))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Takes plain bytes by ``write`` and passes them on encrypted; ``close`` writes the last piece."""

    def __init__(self, sink: Sink, passphrase: str, work: int = WORK) -> None:
        file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        wrapped = _wrapping_key(passphrase, salt, work).encrypt(b"\0" * 12, file_key, None)
        header = MAGIC + b"-> scrypt %s %d\n%s\n---" % (_b64(salt), work, _b64(wrapped))
        sink.write(header + b" " + _mac(file_key, header) + b"\n" + nonce)
        self._sink, self._number, self._held = sink, 0, bytearray()
        self._key = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))

    def write(self, data: bytes) -> None:
        self._held += data
        while len(self._held) > PIECE:  # a full piece is kept back: it may be the last
            self._seal(PIECE, last=False)

    def close(self) -> None:
        self._seal(PIECE, last=True)

    def _seal(self, size: int, *, last: bool) -> None:
        piece = bytes(self._held[:size])
        del self._held[:size]
        self._sink.write(self._key.encrypt(_nonce(self._number, last), piece, None))
        self._number += 1


class Opener:
    """The plain bytes of an encrypted backup, by ``read``."""

    def __init__(self, source: Source, passphrase: str) -> None:
        self._source, self._number, self._ended = source, 0, False
        file_key, nonce = self._open_header(passphrase)
        self._key = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._plain = b""
        self._sealed = _exactly(source, PIECE + TAG)

    def _open_header(self, passphrase: str) -> tuple[bytes, bytes]:
        header = b""
        while header.count(b"\n") < 4 and len(header) <= HEADER_LENGTH:
            if not (byte := self._source.read(1)):
                raise Refused(CUT_OFF)
            header += byte
        found = HEADER.match(header)
        if not found or int(found[2]) > MOST_WORK:
            raise Refused("This backup is encrypted in a way that is not ours: only passphrases of age are known.")
        try:
            key = _wrapping_key(passphrase, _unb64(found[1]), int(found[2]))
            file_key = key.decrypt(b"\0" * 12, _unb64(found[3]), None)
        except InvalidTag as error:
            raise Refused(WRONG) from error
        if not hmac.compare_digest(header[found.end() :], b" " + _mac(file_key, found[0]) + b"\n"):
            raise Refused(CUT_OFF)
        return file_key, _exactly(self._source, 16)

    def read(self, size: int = -1, /) -> bytes:
        if not self._plain and not self._ended:
            self._plain = self._piece()
        part, self._plain = (self._plain[:size], self._plain[size:]) if size >= 0 else (self._plain, b"")
        return part

    def _piece(self) -> bytes:
        """One piece; that it is the last is part of what is authenticated, so an end too early shows."""
        sealed, self._sealed = self._sealed, _exactly(self._source, PIECE + TAG)
        self._ended = not self._sealed
        try:
            plain = self._key.decrypt(_nonce(self._number, self._ended), sealed, None)
        except InvalidTag as error:
            raise Refused(CUT_OFF) from error
        self._number += 1
        return plain


def _exactly(source: Source, size: int) -> bytes:
    """This many bytes, or what there is before the end."""
    parts: list[bytes] = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Rewound:
    """A source whose first bytes were looked at already."""

    def __init__(self, first: bytes, source: Source) -> None:
        self._first, self._source = first, source

    def read(self, size: int = -1, /) -> bytes:
        if not self._first:
            return self._source.read(size)
        part, self._first = (self._first[:size], self._first[size:]) if size >= 0 else (self._first, b"")
        return part


def opened(source: Source, passphrase: str) -> Source:
    """The plain gzip stream, whether the backup is encrypted or not."""
    first = _exactly(source, len(MAGIC))
    if first != MAGIC:
        return Rewound(first, source)
    if not passphrase:
        raise Refused("The backup is encrypted. Name a file with its passphrase: --passphrase-file FILE.")
    return Opener(Rewound(first, source), passphrase)
