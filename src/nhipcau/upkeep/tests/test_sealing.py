"""Encryption, without database: the open format age, and what shows when somebody touched it."""

from __future__ import annotations

import base64
import os
from io import BytesIO

import pytest

from nhipcau.upkeep.archive.errors import Refused
from nhipcau.upkeep.archive.sealing import PIECE, TAG, Sealer, opened

# Written by another program of the format (rage, through pyrage 1.4).
OF_ANOTHER_PROGRAM = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBkclRsYTF2RWdxeXJvemRwckZBQVp3IDE4CjlRdUVrcnpIdS90MmVKUktBNTJjNVlvTTlq"
    "WGVoSExZbWp1ZzJBUDMxeU0KLS0tIDNoRmZldHJlcG9sTjVkWmsxelF0T2JGVzJiSWNaTExDSUNrSGVtK0h4c0kKo0T1GskhPJPcY+6kawwkMlD8"
    "Gl7zY3s6l/BLGNs5WH7t654X4ed9NlvajqP93E8r4up+8vaDVd+MIGdgEb83TSN256V1otv09QgUf3USy/5E/VsYbvn7ICr5zNWSNSuH4snTJFP5"
    "dgcBKw=="
)


OURS = "nhịp cầu"


def sealed(data):
    out = BytesIO()
    sealer = Sealer(out, OURS, work=2)
    for start in range(0, len(data), 10_000):
        sealer.write(data[start : start + 10_000])
    sealer.close()
    return out.getvalue()


def plain(data, passphrase=OURS, size=1000):
    source, parts = opened(BytesIO(data), passphrase), []
    while part := source.read(size):
        parts.append(part)
    return b"".join(parts)


def test_what_another_program_of_the_format_wrote_is_read():
    assert plain(OF_ANOTHER_PROGRAM, "cầu nối").decode() == "Nhịp Cầu, một nhịp cầu nối tỉnh với bạn bè quốc tế."


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 200_000])
def test_every_length_comes_back(size):
    data = os.urandom(size)
    assert plain(sealed(data)) == data


def test_a_wrong_passphrase_opens_nothing():
    with pytest.raises(Refused, match="does not open"):
        plain(sealed(b"x"), "nhip cau")


def test_without_a_passphrase_it_is_asked_for():
    with pytest.raises(Refused, match="--passphrase-file"):
        plain(sealed(b"x"), "")


def test_a_header_that_would_take_all_memory_is_refused():
    with pytest.raises(Refused, match="not ours"):
        plain(sealed(b"x").replace(b" 2\n", b" 40\n", 1))


HEADER = len(sealed(b"")) - TAG
SPOILS = {
    "last piece gone": lambda data: data[: HEADER + 2 * (PIECE + TAG)],
    "end gone": lambda data: data[:-1],
    "pieces swapped": lambda data: (
        data[:HEADER]
        + data[HEADER + PIECE + TAG : HEADER + 2 * (PIECE + TAG)]
        + data[HEADER : HEADER + PIECE + TAG]
        + data[HEADER + 2 * (PIECE + TAG) :]
    ),
    "something added": lambda data: data + b"x",
    "header touched": lambda data: data.replace(b"scrypt ", b"scrypt A", 1),
    "mac touched": lambda data: data[: HEADER - 20] + bytes([data[HEADER - 20] ^ 1]) + data[HEADER - 19 :],
    "header cut": lambda data: data[:40],
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_whatever_was_touched_shows(spoil):
    with pytest.raises(Refused):
        plain(SPOILS[spoil](sealed(os.urandom(2 * PIECE + 100))))
